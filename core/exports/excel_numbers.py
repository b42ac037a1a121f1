"""Number formats, both ways: which format shows a figure as it is printed, and what a filled cell says as typed text.

A quantity such as 约78.6 stays a number that can be computed with: its words go into the format (`"约"0.0`), and
reading back takes them out of it again.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from core.numbers import rounded
from core.reports.document import Figure

GENERAL = "General"
TEXT = "@"
DATE = 'yyyy"年"m"月"d"日"'
SHORT_TEXT = 200
"""Older Excel shows ##### for longer texts in cells of the text format."""

MAX_DIGITS = 15
"""What a workbook's binary figures hold for certain."""

_PRINTED = re.compile(r"(?P<before>[^\d.+-]*)(?P<number>[+-]?[\d,]*\.?\d+)(?P<percent>%?)(?P<after>[^\"]*)")
_LITERAL = r'(?:"[^"]*"|\\.)*'
_FORMAT = re.compile(
    rf"(?P<before>{_LITERAL})(?:#,##)?0(?:\.(?P<places>0+))?(?P<percent>%?)(?P<after>{_LITERAL})(?:;.*)?"
)
_TEXT_KINDS = frozenset({"text", "names", "choice", "yes_no", "long_text", "list", "outline"})


def number_format(figure: Figure) -> str | None:
    """The number format that shows the figure's value as it is printed; None when no format can (10万余 of 100000)."""
    match figure.value:
        case Decimal():
            return _figure_format(figure, figure.value)
        case date():
            return DATE
        case str():
            return TEXT if len(figure.text) <= SHORT_TEXT else GENERAL
        case _:
            return _blank_format(figure)


def plain_format(figure: Figure) -> str:
    """The number format without the words that are printed around the number."""
    places = figure.places
    if places is None:
        places = _typed_places(figure.value, figure.kind) if isinstance(figure.value, Decimal) else 0
    return _bare_format(figure.kind, places)


@lru_cache(maxsize=64)
def _bare_format(kind: str, places: int) -> str:
    body = "#,##0" if kind == "money" else "0"
    return body + ("." + "0" * places if places else "") + ("%" if kind == "percent" else "")


def is_numeric(figure: Figure) -> bool:
    """Whether the cell holds a number, or will when it is filled."""
    if figure.value is None:
        return figure.kind not in _TEXT_KINDS and figure.kind != "date"
    return isinstance(figure.value, Decimal)


def exact(value: Decimal) -> bool:
    """Whether a workbook can hold this figure without losing a digit."""
    return len(value.normalize().as_tuple().digits) <= MAX_DIGITS


def typed_text(value: object, shown_as: str) -> str:
    """What a cell's value says, as a clerk would type it: 1844.31, 74.1%, 约78.6, 2024年3月29日; "" for an empty cell.

    shown_as: the cell's number format. Figures come without binary noise, with at least the places that are shown.
    """
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int() | float():
            return _typed_number(value, shown_as)
        case datetime() | date():
            return f"{value.year}年{value.month}月{value.day}日"
        case _:
            return str(value).replace("_x000D_", "").replace("\r\n", "\n")


def _typed_number(value: float, shown_as: str) -> str:
    number = Decimal(format(value, f".{MAX_DIGITS}g"))
    found = _FORMAT.fullmatch(shown_as)
    percent = "%" in re.sub(_LITERAL, "", shown_as) if found is None else bool(found["percent"])
    number = number.scaleb(2) if percent else number
    text = format(_with_places(number, len(found["places"] or "") if found else 0), "f") + ("%" if percent else "")
    return _unquoted(found["before"]) + text + _unquoted(found["after"]) if found else text


def _with_places(number: Decimal, places: int) -> Decimal:
    plain = number.normalize()
    return rounded(plain, max(places, -_exponent(plain)))


def _unquoted(literal: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda found: found[1] or found[2] or "", literal)


def _figure_format(figure: Figure, value: Decimal) -> str | None:
    text = figure.text.strip()
    if not text or (text == str(value) and figure.kind != "percent"):
        return plain_format(figure)
    found = _PRINTED.fullmatch(text)
    if found is None:
        return None
    percent = figure.kind == "percent"
    number = Decimal(found["number"].replace(",", ""))
    wanted = value.scaleb(2) if percent else value
    if percent > bool(found["percent"]) or number != rounded(wanted, max(0, -_exponent(number))):
        return None
    after = found["after"] if percent else found["percent"] + found["after"]  # 95 measured in % stays 95
    return _literal(found["before"]) + plain_format(figure) + _literal(after)


def _blank_format(figure: Figure) -> str:
    if figure.kind == "date":
        return DATE
    if figure.kind in _TEXT_KINDS:
        return TEXT if figure.kind in ("text", "names", "choice", "yes_no") else GENERAL
    if figure.kind == "percent" and figure.places is None:
        return "0.00%"
    return plain_format(figure) if figure.places is not None or figure.kind == "integer" else GENERAL


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""


def _typed_places(value: Decimal, kind: str) -> int:
    return min(MAX_DIGITS, max(0, -_exponent(value) - (2 if kind == "percent" else 0)))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
