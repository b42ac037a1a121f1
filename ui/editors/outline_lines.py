"""What can be done with the lines of an outline: levels, moving a heading with all that stands under it."""

from collections.abc import Sequence
from dataclasses import replace

from core.forms.outline import OutlineLine

PARAGRAPH, POINT = 0, -1
Lines = list[OutlineLine]


def branch(lines: Sequence[OutlineLine], at: int) -> int:
    """Behind the last line that belongs to the line at `at`: for a heading all under it, else itself."""
    level = lines[at].level
    end = at + 1
    if level > 0:
        while end < len(lines) and (lines[end].level <= 0 or lines[end].level > level):
            end += 1
    return end


def with_level(lines: Sequence[OutlineLine], first: int, last: int, level: int) -> Lines:
    """The lines with another level from first to last."""
    return [replace(line, level=level) if first <= number <= last else line for number, line in enumerate(lines)]


def shifted(lines: Sequence[OutlineLine], first: int, last: int, by: int, deepest: int) -> Lines:
    """Headings from first to last one level up (by < 0) or down; a heading takes its sub-headings along."""
    ends = [branch(lines, number) - 1 for number in range(first, last + 1)]
    last = max([last, *ends])
    levels = [lines[number].level for number in range(first, last + 1) if lines[number].level > 0]
    if not levels or min(levels) + by < 1 or max(levels) + by > deepest:
        return list(lines)
    return [
        replace(line, level=line.level + by) if first <= number <= last and line.level > 0 else line
        for number, line in enumerate(lines)
    ]


def moved(lines: Sequence[OutlineLine], at: int, down: bool) -> tuple[Lines, int]:
    """The line (a heading with all under it) before or behind its neighbour; the lines, and where it stands now."""
    end = branch(lines, at)
    part, rest = list(lines[at:end]), [*lines[:at], *lines[end:]]
    target = _behind(rest, at, part[0].level) if down else _before(rest, at, part[0].level)
    return [*rest[:target], *part, *rest[target:]], target


def heading_level(lines: Sequence[OutlineLine], at: int) -> int:
    """The level that a new heading at this line has: that of the heading before it."""
    return next((line.level for line in reversed(lines[:at]) if line.level > 0), 1)


def _before(rest: Sequence[OutlineLine], at: int, level: int) -> int:
    if level <= 0:
        return max(0, at - 1)
    start = at - 1
    while start > 0 and (rest[start].level <= 0 or rest[start].level > level):
        start -= 1
    return max(0, start)


def _behind(rest: Sequence[OutlineLine], at: int, level: int) -> int:
    if at >= len(rest):
        return len(rest)
    return at + 1 if level <= 0 or rest[at].level != level else branch(rest, at)
