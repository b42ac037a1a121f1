"""An outline is one cell: lines of text, `# ` to `### ` for headings, `- ` for inline items.

The program numbers it, so numbering cannot break; how each level is numbered and set is form data.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.forms.model import Field, OutlineLevel
from core.forms.numbering import STYLES

STOPS = "。！？：；…”"
"""Signs that end a sentence: a run-in heading that ends with one goes on in the paragraph behind it."""
_LINE = re.compile(r"(?P<marks>#{1,9}|-)(?:\s+(?P<text>.*))?")
_FULL_STOPS = "！？…"
_END = re.compile(r"(?<![。；;，,\s])[。；;，,\s]++$")


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line: level 1… for a heading, 0 for a paragraph, -1 for an inline item; its text without the mark."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class OutlineParagraph:
    """One paragraph ready for paper: its heading level there (0: body text) and its text with numbers, quotes kept."""

    heading: int
    text: str


def read_outline(text: str) -> tuple[OutlineLine, ...]:
    """The lines of an outline cell; empty lines, and marks with nothing behind them, are no lines themselves."""
    return tuple(line for written in text.splitlines() if (line := _line(written.strip())).text)


def outline_text(lines: Sequence[OutlineLine]) -> str:
    """The cell's text for those lines: the reverse of `read_outline`."""
    return "\n".join(_marked(line) for line in lines)


def outline_paragraphs(text: str, field: Field) -> tuple[OutlineParagraph, ...]:
    """The outline numbered and set as the field's levels say."""
    return tuple(_Setter(field).paragraphs(read_outline(text)))


def outline_numbers(levels: Sequence[int], field: Field) -> tuple[str, ...]:
    """The number that each line of these levels is printed with ("" for none), for showing it while one writes."""
    counts, points, found = [0] * (len(field.levels) or 1), 0, []
    for level in levels:
        points = points + 1 if level < 0 else 0
        number = STYLES[field.inline.number](points) if level < 0 else ""
        if level > 0:
            depth = min(level, len(counts))
            counts[depth - 1] += 1
            counts[depth:] = [0] * (len(counts) - depth)
            number = STYLES[(field.levels or (OutlineLevel(),))[depth - 1].number](counts[depth - 1])
        found.append(number)
    return tuple(found)


def _line(line: str) -> OutlineLine:
    found = _LINE.fullmatch(line)
    if found is None:
        return OutlineLine(0, line)
    return OutlineLine(-1 if found["marks"] == "-" else len(found["marks"]), found["text"] or "")


def _marked(line: OutlineLine) -> str:
    mark = "- " if line.level < 0 else "#" * line.level + " " if line.level else ""
    return mark + line.text


class _Setter:
    """Numbers lines while they pass; joins run-in headings and inline items into the running paragraph."""

    def __init__(self, field: Field) -> None:
        self.levels = field.levels or (OutlineLevel(),)
        self.inline = field.inline
        self.counts = [0] * len(self.levels)
        self.clear()

    def clear(self) -> None:
        """Nothing is running: the next line begins a paragraph."""
        self.running, self.heading, self.own, self.joins = "", 0, False, False
        self.items: list[str] = []

    def paragraphs(self, lines: Sequence[OutlineLine]) -> Iterator[OutlineParagraph]:
        """The paragraphs of the lines, in order."""
        for line in lines:
            if line.level < 0:
                if self.own:
                    yield from self._closed()
                self.items.append(line.text)
                self.heading = 0
            elif line.level == 0 and self.joins and not self.items:
                self.running += line.text
                self.heading, self.joins = 0, False
            else:
                yield from self._closed()
                self._open(line)
        yield from self._closed()

    def _open(self, line: OutlineLine) -> None:
        if line.level == 0:
            self.running = line.text
            return
        depth = min(line.level, len(self.levels))
        level = self.levels[depth - 1]
        self.counts[depth - 1] += 1
        self.counts[depth:] = [0] * (len(self.levels) - depth)
        self.running = STYLES[level.number](self.counts[depth - 1]) + line.text
        self.joins = level.layout == "run_in" and line.text.rstrip()[-1:] in STOPS
        self.own, self.heading = not self.joins, level.heading

    def _closed(self) -> Iterator[OutlineParagraph]:
        text = self.running + self._inline()
        if text:
            yield OutlineParagraph(self.heading, text)
        self.clear()

    def _inline(self) -> str:
        if not self.items:
            return ""
        number = STYLES[self.inline.number]
        said = [number(index) + _END.sub("", item) for index, item in enumerate(self.items, 1)]
        joined = [item if item[-1:] in _FULL_STOPS else item + self.inline.joiner for item in said[:-1]]
        return "".join(joined) + said[-1] + ("" if said[-1][-1:] in _FULL_STOPS else "。")
