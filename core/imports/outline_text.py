"""A text pasted from Word or a text file -> an outline, split by its own numbering.

The numbers are taken off, since the program numbers by itself; what was found is shown before it is taken over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.forms.numbering import chinese
from core.forms.outline import OutlineLine

LONGEST_HEADING = 45
"""Characters: a numbered line longer than this, or with a later sentence, is a heading run into its text."""

_STYLES = (
    ("一、", re.compile(r"(?P<number>[一二三四五六七八九十百]+)、")),
    ("（一）", re.compile(r"[（(](?P<number>[一二三四五六七八九十百]+)[）)]、?")),
    ("1.", re.compile(r"(?P<number>\d{1,2})(?:[．、]|\.(?!\d))")),
    ("（1）", re.compile(r"[（(](?P<number>\d{1,2})[）)]、?")),
    ("①", re.compile(r"(?P<number>[①-⑳])")),
)
_RANKS = {style: rank for rank, (style, _) in enumerate(_STYLES)}
_NUMERALS = {chinese(number): number for number in range(1, 100)}
_REST = re.compile(r"\[bookmark:[^\[\]]*\]|[\u200b\ufeff]")
_POINT = re.compile(r"(?:(?<=^)|(?<=[。；：;:\s]))(?P<number>[一二三四五六七八九十]+)是")
_SENTENCE_END = re.compile(r"[。！？]")


@dataclass(frozen=True, slots=True)
class SplitText:
    """The lines found, and sentences about what was repaired on the way."""

    lines: tuple[OutlineLine, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Numbered:
    style: str
    number: int
    text: str
    as_written: str


def split_outline(text: str, levels: int) -> SplitText:
    """Headings, paragraphs and 一是-points of a text, for an outline of that many levels (at least 1)."""
    read = [_read(line) for raw in text.splitlines() if (line := _cleaned(raw))]
    notes = list(_mend(read))
    used = sorted({one.style for one in read if isinstance(one, _Numbered)}, key=_RANKS.__getitem__)
    level = {style: min(position, max(1, levels)) for position, style in enumerate(used, 1)}
    if len(used) > levels:
        notes.append(f"原文有{len(used)}级编号，本格式只有{levels}级，更深的并入第{levels}级。")
    lines = [line for one in read for line in _lines(one, level)]
    return SplitText(tuple(lines), tuple(notes))


def without_numbers(text: str) -> str:
    """A list without the numbers that its lines begin with, where they are of one style and count on."""
    read = [_read(_cleaned(line)) for line in text.splitlines()]
    numbered = [one for one in read if isinstance(one, _Numbered)]
    steps = [(after.style == before.style, after.number - before.number) for before, after in pairwise(numbered)]
    if not steps or set(steps) != {(True, 1)}:
        return text
    return "\n".join(one.text if isinstance(one, _Numbered) else one for one in read)


def _cleaned(line: str) -> str:
    return _REST.sub("", line).strip(" \t\u3000\xa0")


def _read(line: str) -> _Numbered | str:
    for style, pattern in _STYLES:
        found = pattern.match(line)
        if found:
            return _Numbered(style, _number(found["number"]), line[found.end() :].lstrip(" \t\u3000\xa0"), found[0])
    return line


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    return ord(text) - 0x245F if "①" <= text <= "⑳" else _NUMERALS.get(text, 0)


def _mend(read: list[_Numbered | str]) -> Iterator[str]:
    """A （3） that goes on with a （一）（二） series belongs to it; numbers that do not count on are told."""
    last: dict[str, int] = {}
    for one in read:
        if not isinstance(one, _Numbered):
            continue
        if (
            one.style == "（1）"
            and one.number > 1
            and last.get("（一）") == one.number - 1
            and last.get("（1）") != one.number - 1
        ):
            one.style = "（一）"
            yield f"编号“{one.as_written}”按“（{chinese(one.number)}）”处理。"
        if one.number not in (1, last.get(one.style, 0) + 1):
            yield f"原编号“{one.as_written}”前后不连，已按顺序重新编号。"
        last[one.style] = one.number
        for style in [style for style in last if _RANKS[style] > _RANKS[one.style]]:
            del last[style]


def _lines(one: _Numbered | str, level: dict[str, int]) -> Iterator[OutlineLine]:
    if isinstance(one, str):
        yield from _paragraph(one)
        return
    heading, rest = _run_in(one.text)
    yield OutlineLine(level[one.style], heading)
    if rest:
        yield from _paragraph(rest)


def _run_in(text: str) -> tuple[str, str]:
    end = _SENTENCE_END.search(text)
    if end is None or end.end() == len(text) or end.start() > LONGEST_HEADING:
        return text, ""
    return text[: end.end()], text[end.end() :].strip()


def _paragraph(text: str) -> Iterator[OutlineLine]:
    starts = _points(text)
    if len(starts) < 2:
        yield OutlineLine(0, text)
        return
    before = text[: starts[0][0]].rstrip()
    if before:
        yield OutlineLine(0, before)
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (_, inner), end in zip(starts, ends, strict=True):
        yield OutlineLine(-1, text[inner:end].rstrip(" 。；;"))


def _points(text: str) -> list[tuple[int, int]]:
    """(start, end of the mark) of 一是, 二是 … as far as they count on from one."""
    found: list[tuple[int, int]] = []
    for match in _POINT.finditer(text):
        if _NUMERALS.get(match["number"]) == len(found) + 1:
            found.append((match.start(), match.end()))
    return found
