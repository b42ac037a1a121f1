"""Field kinds: what typed text means, how a value is shown, and the text an editor opens with.

A value has three faces: the text as typed, the value that is computed with, the text that is shown. Laws, tested on
every kind: parse(edit_text(value)) is value; show is one-way.
"""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from core.errors import Problem, problem
from core.forms.model import Choice, Field
from core.forms.outline import read_outline
from core.numbers import (
    CONTEXT,
    Quantity,
    Reading,
    read_figure,
    rounded,
    show_bare,
    show_grouped,
    show_number,
    show_quantity,
)

MAX_TEXT = 200_000
Parsed = tuple[Any, Problem | None]

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""What no Word or Excel file may hold."""

_YEAR, _MONTH, _DAY = "([1-9][0-9]{3})", "([0-9]{1,2})", "([0-9]{1,2})"
_DATE = re.compile(rf"{_YEAR}\s*[年.\-/]\s*{_MONTH}\s*[月.\-/]\s*{_DAY}\s*[日号]?|{_YEAR}([0-9]{{2}})([0-9]{{2}})")
_NAME_ENDS = re.compile(r"[、，,；;。\n]+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．／－。", "0123456789./-.")
_YUAN = {"元": 0, "千元": 3, "万元": 4, "万": 4, "百万元": 6, "亿元": 8, "亿": 8}
"""Units of money as powers of ten."""

MONEY_UNITS = frozenset(_YUAN)
MONEY_UNIT = "万元"


class FieldKind:
    """What every kind can do. figure: it is computed with as a Decimal; prose: it prints as paragraphs."""

    label = ""
    figure = False
    prose = False
    quotes = True

    def parse(self, text: str, field: Field) -> Parsed:
        """(value, None), (None, None) for blank, or (None, problem) when the text is not understood."""
        raise NotImplementedError

    def show(self, value: Any, field: Field, unit: str = "") -> str:
        """The value as a table prints it: no unit, all places."""
        return str(value)

    def quote(self, value: Any, field: Field, unit: str = "") -> str:
        """The value as a sentence prints it, with its unit."""
        return self.show(value, field, unit)

    def screen(self, value: Any, field: Field) -> str:
        """The value as a cell on the screen shows it when it is not being edited."""
        return self.show(value, field)

    def edit_text(self, value: Any, field: Field) -> str:
        """The exact text that an editor opens with for a value that nobody typed (an import, a carried-over figure)."""
        return self.show(value, field)

    def value_places(self, field: Field) -> int | None:
        """The decimal places of the value (not of the print); None when it is kept as typed."""
        return None


class TextKind(FieldKind):
    """文本: one line."""

    label = "文本"
    lines = False

    def parse(self, text: str, field: Field) -> Parsed:
        plain = _LINE_ENDS.sub("\n", text)
        if not plain.strip():
            return None, None
        clean = _CONTROL.sub("", plain)
        value = clean if self.lines else " ".join(clean.split("\n")).strip()
        return (value if value.strip() else None), self._wrong(plain, field)

    def _wrong(self, text: str, field: Field) -> Problem | None:
        limit = field.limit or MAX_TEXT
        if len(text) > limit:
            return problem("text.too_long", "", length=len(text), limit=limit)
        if not self.lines and "\n" in text.strip():
            return problem("text.one_line", "")
        return problem("text.control", "") if _CONTROL.search(text) else None


class LongTextKind(TextKind):
    """长文本: paragraphs, one a line."""

    label = "长文本"
    lines = True
    prose = True
    quotes = False


class ListKind(LongTextKind):
    """条目: numbered paragraphs, one a line."""

    label = "条目"

    def parse(self, text: str, field: Field) -> Parsed:
        value, wrong = super().parse(text, field)
        return (None if value is None else tuple(line.strip() for line in value.splitlines() if line.strip())), wrong

    def show(self, value: Any, field: Field, unit: str = "") -> str:
        return "\n".join(value)


class NamesKind(ListKind):
    """名单: names parted by 、 ， ； or line ends, printed in one line parted by 、."""

    label = "名单"
    prose = False
    quotes = True

    def parse(self, text: str, field: Field) -> Parsed:
        value, wrong = super().parse(_NAME_ENDS.sub("\n", text), field)
        return value or None, wrong

    def show(self, value: Any, field: Field, unit: str = "") -> str:
        return "、".join(value)


class OutlineKind(LongTextKind):
    """提纲: headings of several levels with paragraphs, numbered by the program."""

    label = "提纲"

    def parse(self, text: str, field: Field) -> Parsed:
        value, wrong = super().parse(text, field)
        levels = len(field.levels) or 1
        for number, text_line in enumerate((value or "").split("\n"), 1):
            for line in read_outline(text_line):
                if line.level > levels and wrong is None:
                    wrong = problem("outline.too_deep", "", line=number, level=line.level, levels=levels)
        return value, wrong


class NumberKind(FieldKind):
    """数值."""

    label = "数值"
    figure = True
    units: dict[str, Decimal] | None = None

    def parse(self, text: str, field: Field) -> Parsed:
        read = read_figure(text)
        if read is None or isinstance(read, Problem):
            return None, read
        return self._taken(read, field)

    def _taken(self, read: Reading, field: Field) -> Parsed:
        if word := read.quantity.before or read.quantity.more or read.quantity.after:
            return None, problem("number.plain", "", word=word)
        factor = self._factor(read.unit, field)
        if factor is None:
            return None, _other_unit(read.unit, field)
        value = CONTEXT.multiply(read.quantity.number, factor) if factor != 1 else read.quantity.number
        places = self.value_places(field)
        return (value if places is None or field.exact else rounded(value, places)), None

    def _factor(self, unit: str, field: Field) -> Decimal | None:
        return Decimal(1) if unit in ("", field.unit) else None

    def value_places(self, field: Field) -> int | None:
        return field.places

    def show(self, value: Any, field: Field, unit: str = "") -> str:
        return show_number(value, field.places)

    def quote(self, value: Any, field: Field, unit: str = "") -> str:
        return show_bare(value, field.places) + (unit or field.unit)

    def screen(self, value: Any, field: Field) -> str:
        return show_grouped(value, field.places)

    def edit_text(self, value: Any, field: Field) -> str:
        return show_number(value, None) if field.exact else self.show(value, field)


class IntegerKind(NumberKind):
    """整数."""

    label = "整数"

    def _taken(self, read: Reading, field: Field) -> Parsed:
        number = read.quantity.number
        if number != number.to_integral_value():
            return None, problem("number.whole", "", text=format(number, "f"))
        return super()._taken(read, field)

    def value_places(self, field: Field) -> int | None:
        return 0

    def show(self, value: Any, field: Field, unit: str = "") -> str:
        return show_number(value, 0)

    def screen(self, value: Any, field: Field) -> str:
        return show_grouped(value, 0)


class YearKind(IntegerKind):
    """年度: an integer that is never grouped."""

    label = "年度"

    def _factor(self, unit: str, field: Field) -> Decimal | None:
        return Decimal(1) if unit in ("", "年", "年度") else None

    def screen(self, value: Any, field: Field) -> str:
        return self.show(value, field)

    def quote(self, value: Any, field: Field, unit: str = "") -> str:
        return self.show(value, field)


class MoneyKind(NumberKind):
    """金额: a figure typed in another unit of money is converted; 13662700元 is 1366.27万元."""

    label = "金额"

    def _factor(self, unit: str, field: Field) -> Decimal | None:
        own = field.unit or MONEY_UNIT
        power = _YUAN.get(unit or own)
        return None if power is None else Decimal(1).scaleb(power - _YUAN[own])


class PercentKind(NumberKind):
    """百分比: the value is a ratio; 74.1 and 74.1% both mean 0.741."""

    label = "百分比"

    def _factor(self, unit: str, field: Field) -> Decimal | None:
        return Decimal("0.01") if unit in ("", "%") else None

    def value_places(self, field: Field) -> int | None:
        return None if field.places is None else field.places + 2

    def show(self, value: Any, field: Field, unit: str = "") -> str:
        return show_number(CONTEXT.scaleb(value, 2), field.places) + "%"

    def quote(self, value: Any, field: Field, unit: str = "") -> str:
        return show_bare(CONTEXT.scaleb(value, 2), field.places) + "%"

    def screen(self, value: Any, field: Field) -> str:
        return self.show(value, field)

    def edit_text(self, value: Any, field: Field) -> str:
        return show_number(CONTEXT.scaleb(value, 2), None) + "%" if field.exact else self.show(value, field)


class QuantityKind(NumberKind):
    """数量: a number as typed, with 约, 近, 余, 以上 where the fact is not exact."""

    label = "数量"

    def _taken(self, read: Reading, field: Field) -> Parsed:
        if self._factor(read.unit, field) is None:
            return None, _other_unit(read.unit, field)
        return read.quantity, None

    def value_places(self, field: Field) -> int | None:
        return None

    def show(self, value: Any, field: Field, unit: str = "") -> str:
        return show_quantity(_quantity(value), "")

    def quote(self, value: Any, field: Field, unit: str = "") -> str:
        return show_quantity(_quantity(value), unit or field.unit)

    def screen(self, value: Any, field: Field) -> str:
        return self.show(value, field)

    def edit_text(self, value: Any, field: Field) -> str:
        return self.show(value, field)


class DateKind(FieldKind):
    """日期."""

    label = "日期"

    def parse(self, text: str, field: Field) -> Parsed:
        plain = text.strip().translate(_FULL_WIDTH)
        if not plain:
            return None, None
        found = _DATE.fullmatch(plain)
        if found is not None:
            with suppress(ValueError):  # the 30th of February
                return date(*(int(part) for part in found.groups() if part is not None)), None
        return None, problem("date.not_understood", "", text=text.strip()[:20])

    def show(self, value: Any, field: Field, unit: str = "") -> str:
        return f"{value.year}年{value.month}月{value.day}日"


class ChoiceKind(FieldKind):
    """选项: stored as its id, shown as its label; both may be typed."""

    label = "选项"

    def choices(self, field: Field) -> tuple[Choice, ...]:
        """What can be chosen."""
        return field.choices

    def parse(self, text: str, field: Field) -> Parsed:
        plain = unspaced(text)
        if not plain:
            return None, None
        for choice in self.choices(field):
            if plain in (choice.id, unspaced(choice.label)):
                return choice.id, None
        labels = "、".join(choice.label for choice in self.choices(field))
        return None, problem("choice.unknown", "", text=text.strip()[:20], choices=labels)

    def show(self, value: Any, field: Field, unit: str = "") -> str:
        return next((choice.label for choice in self.choices(field) if choice.id == value), value)


class YesNoKind(ChoiceKind):
    """是否."""

    label = "是否"
    _ANSWERS = (Choice(id="yes", label="是"), Choice(id="no", label="否"))

    def choices(self, field: Field) -> tuple[Choice, ...]:
        return self._ANSWERS


KINDS: dict[str, FieldKind] = {
    "text": TextKind(),
    "long_text": LongTextKind(),
    "list": ListKind(),
    "names": NamesKind(),
    "outline": OutlineKind(),
    "number": NumberKind(),
    "integer": IntegerKind(),
    "year": YearKind(),
    "money": MoneyKind(),
    "percent": PercentKind(),
    "quantity": QuantityKind(),
    "date": DateKind(),
    "choice": ChoiceKind(),
    "yes_no": YesNoKind(),
}


def _other_unit(unit: str, field: Field) -> Problem:
    if field.unit_column:
        return problem("number.row_unit", "", unit=unit)
    return problem("number.unit", "", unit=unit, wanted=field.unit or "无")


def unspaced(text: str) -> str:
    """A choice as it is recognised: spaces are for the eye (合 计)."""
    return "".join(text.split())


def _quantity(value: Any) -> Quantity:
    return value if isinstance(value, Quantity) else Quantity(value)
