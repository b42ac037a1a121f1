"""Reading definitions: converters from plain TOML values to the values of model records, strict and never throwing.

A converter is given a value and its path, tells the builder what is wrong, and returns something usable in its place,
so that one slip is told once and does not make the items that refer to it look wrong too.
"""

import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Generic, TypeVar

from core.errors import Problem, Problems, problem
from core.forms.model import GridBlock
from core.formulas.names import did_you_mean

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_NAMES = ("label", "heading", "id", "code")
T = TypeVar("T")
Convert = Callable[["Builder", Any, str], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[T]):
    """How a TOML table becomes a record: a converter per key.

    instead: what stands for a required key that is missing, in records that others refer to; a record of any other
    kind is left out.
    """

    kind: type[T]
    keys: Mapping[str, Convert]
    instead: Mapping[str, Any] = field(default_factory=dict)


class Builder:
    """Collects the problems of one definition. blocks: the rows of official tables that it may name."""

    def __init__(self) -> None:
        self.problems: list[Problem] = Problems()
        self.blocks: Mapping[str, GridBlock] = {}

    def wrong(self, code: str, path: str, /, **facts: object) -> None:
        """Collect one problem."""
        self.problems.append(problem(code, path, **facts))

    def table(self, value: Any, path: str) -> Mapping[str, Any]:
        """A TOML table; an empty one in place of anything else."""
        if isinstance(value, Mapping):
            return value
        self.wrong("form.not_a_table", path)
        return {}

    def unknown(self, key: str, known: Iterable[str], path: str) -> None:
        """Tell of a key that nobody reads."""
        self.wrong("form.unknown_key", path, key=shown(key), hint=did_you_mean(shown(key), known))

    def unknown_item(self, id: Any, known: Iterable[str], path: str) -> None:
        """Tell of an id that names nothing."""
        self.wrong("form.unknown_item", path, id=shown(id), hint=did_you_mean(shown(id), known))

    def record(self, shape: Shape[T], data: Any, path: str, **given: Any) -> T | None:
        """The record of that shape, or None when a required key is missing and nothing can stand for it."""
        values = dict(given)
        for key, value in self.table(data, path).items():
            if key in shape.keys:
                values[key] = shape.keys[key](self, value, f"{path} › {key}")
            else:
                self.unknown(key, shape.keys, path)
        if not isinstance(data, Mapping):
            return None
        for one in fields(shape.kind):  # type: ignore[arg-type]
            if one.default is MISSING and one.default_factory is MISSING and one.name not in values:
                self.wrong("form.missing_key", path, key=one.name)
                if one.name not in shape.instead:
                    return None
                values[one.name] = shape.instead[one.name]
        return shape.kind(**values)


def shown(value: Any) -> str:
    """A wrong value for a sentence: short, and never the digits of a number that Python refuses to print."""
    return value[:40] if isinstance(value, str) else type(value).__name__


def text(builder: Builder, value: Any, path: str) -> str:
    """A text."""
    if isinstance(value, str):
        return value
    builder.wrong("form.not_text", path)
    return ""


def identifier(builder: Builder, value: Any, path: str) -> str:
    """An ASCII snake_case id that a formula can name."""
    if isinstance(value, str) and _ID.fullmatch(value) and not keyword.iskeyword(value):
        return value
    builder.wrong("form.bad_id", path, id=shown(value))
    return value if isinstance(value, str) else ""


def flag(builder: Builder, value: Any, path: str) -> bool:
    """True or false."""
    if isinstance(value, bool):
        return value
    builder.wrong("form.not_flag", path)
    return False


def whole(least: int, most: int) -> Convert:
    """A whole number within bounds."""

    def convert(builder: Builder, value: Any, path: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        builder.wrong("form.not_whole", path, least=least, most=most)
        return least

    return convert


def one_of(*known: str, instead: str) -> Convert:
    """One of the known words."""

    def convert(builder: Builder, value: Any, path: str) -> str:
        if isinstance(value, str) and value in known:
            return value
        builder.wrong("form.not_one_of", path, value=shown(value), known="、".join(word or "（空）" for word in known))
        return instead

    return convert


def many(convert: Convert) -> Convert:
    """A list of such values; members that could not be made are left out."""

    def converted(builder: Builder, value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            builder.wrong("form.not_list", path)
            return ()
        found = [convert(builder, one, _member(path, index, one)) for index, one in enumerate(value, 1)]
        return tuple(one for one in found if one is not None)

    return converted


def record(shape: Shape[Any]) -> Convert:
    """A record of that shape."""
    return lambda builder, value, path: builder.record(shape, value, path)


def _member(path: str, index: int, value: Any) -> str:
    names = [shown(value[key]) for key in _NAMES if value.get(key)] if isinstance(value, Mapping) else []
    return f"{path} › 第{index}个" + (f"“{names[0]}”" if names else "")
