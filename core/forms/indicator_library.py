"""Usual indicators to pick from, by field of work: data files of the program, and those of the user's own.

They only save typing. What is picked is an answer like any other; nothing refers back to the library.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from core.errors import Problem, problem
from core.forms.library import read_toml, resources
from core.forms.reading import Builder, Shape, identifier, many, one_of, record, text, whole
from core.forms.targets import QUALITATIVE, SIGNS

FOLDER = "indicators"
MOST_FILES, MOST_INDICATORS = 100, 2000
LONGEST = 200
"""Characters of any text of an indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One usual indicator. category: a choice id of the tables; direction: "at_least" …; target: an example of one."""

    name: str
    category: str = ""
    direction: str = ""
    unit: str = ""
    target: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The indicators of one field of work. order: its place among the others."""

    label: str
    indicators: tuple[Indicator, ...]
    order: int = MOST_FILES


def indicator_areas(folder: Path | None, shipped: Path | None = None) -> tuple[tuple[Area, ...], tuple[Problem, ...]]:
    """The shipped areas and those in `indicators` of the user's folder, in their order; and what cannot be read.

    A file with any problem is left out whole.
    """
    found: list[Area] = []
    problems: list[Problem] = []
    for path in _files(shipped or resources(), folder):
        area, wrong = _area(path)
        problems += wrong
        found += [area] if area is not None and not wrong else []
    return tuple(sorted(found, key=lambda area: area.order)), tuple(problems)


def _files(*folders: Path | None) -> Iterator[Path]:
    for folder in folders:
        if folder is not None:
            yield from islice(sorted((folder / FOLDER).glob("*.toml")), MOST_FILES)


def _area(path: Path) -> tuple[Area | None, tuple[Problem, ...]]:
    data, wrong = read_toml(path)
    if data is None:
        return None, wrong
    builder = Builder()
    area = builder.record(_AREA, data, path.name)
    if area is not None and len(area.indicators) > MOST_INDICATORS:
        builder.problems.append(problem("indicators.too_many", path.name, limit=MOST_INDICATORS))
    return area, tuple(builder.problems)


def _line(builder: Builder, value: Any, path: str) -> str:
    """One line of text, not endless."""
    given = " ".join(text(builder, value, path).split())
    if len(given) > LONGEST:
        builder.wrong("text.too_long", path, length=len(given), limit=LONGEST)
    return given


_INDICATOR = Shape(
    kind=Indicator,
    keys={
        "name": _line, "category": identifier, "direction": one_of(*SIGNS, QUALITATIVE, instead=""), "unit": _line,
        "target": _line, "hint": _line,
    },
)  # fmt: skip
_AREA = Shape(
    kind=Area,
    keys={"label": _line, "order": whole(0, MOST_FILES), "indicators": many(record(_INDICATOR))},
)
