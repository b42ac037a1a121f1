"""Texts with quotes: `{income_total}`, `{nature[basic].share}`, `{part}`; `{{` and `}}` are literal braces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}\n]{1,200})\}")


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between single braces."""

    name: str


Piece = str | Quote


def pieces(text: str) -> tuple[Piece, ...]:
    """The literal texts and quotes of a template; a lone brace is literal."""
    found: list[Piece] = []
    literal: list[str] = []
    for piece in (*_split(text), None):
        if isinstance(piece, str):
            literal.append(piece)
            continue
        if joined := "".join(literal):
            found.append(joined)
        literal.clear()
        if piece is not None:
            found.append(piece)
    return tuple(found)


def quotes(text: str) -> tuple[str, ...]:
    """The quoted names, left to right."""
    return tuple(piece.name for piece in pieces(text) if isinstance(piece, Quote))


def literal(text: str) -> str:
    """Text that means itself: typed or pasted braces doubled."""
    return text.replace("{", "{{").replace("}", "}}")


def template(parts: Iterable[Piece]) -> str:
    """The template of those pieces: the reverse of `pieces`."""
    return "".join(literal(part) if isinstance(part, str) else f"{{{part.name}}}" for part in parts)


def _split(text: str) -> Iterator[Piece]:
    end = 0
    for found in _PIECE.finditer(text):
        yield text[end : found.start()]
        yield Quote(found[1]) if found[1] is not None else found[0][0]
        end = found.end()
    yield text[end:]
