"""The only reading, rounding and printing of figures.

Clerks type figures with thousands separators, full-width digits, units and words such as 约 or 余; everything that
reads or prints a figure goes through this module, so that screen, paper and workbook agree to the last digit.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from core.errors import Problem, problem

CONTEXT = Context(prec=50, rounding=ROUND_HALF_UP)
"""The context of all arithmetic: half up, wide enough that no sum of the field is cut.

Decimal's own operators use another context (28 digits, half even): code over figures calls this one by name.
"""

BLANK_SIGNS = frozenset({"", "-", "--", "—", "——", "–", "/", "／"})
BLANK_PRINT = "＿＿"
CLOSED_PRINT = "—"
"""What stands where a figure makes no sense."""

MAX_DIGITS = 15

_BEFORE = "大约|约|将近|接近|近|达到|达|超过|超|突破|至少|不少于|不低于"
_AFTER = "以上|以下|左右|以内"
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF], "")
"""Marks without width, which come along from web pages."""
_PLAIN = str.maketrans("０１２３４５６７８９．。，－−﹣＋％（）", "0123456789..,---+%()") | _UNSEEN
_SPACE = r" \u00a0\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(f"[{_SPACE}]+")
_GROUPING = re.compile(f"(?<=[0-9])['’{_SPACE}]+(?=[0-9])")
# Only 0 to 9: \d and Decimal know the digits of forty other scripts.
_NUMBER = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<sign>[+-])?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?P<fraction>\.[0-9]+|\.)?"
    rf"(?P<more>余|多)?(?P<unit>[^\d.,+\-()]{{0,12}}?)(?P<after>{_AFTER})?"
)
_BRACKETED = re.compile(r"\((?P<inner>[^()]+)\)(?P<unit>[^\d()]*)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the words that say how exact it is: 约78.6, 17000余, 5.2…以上."""

    number: Decimal
    before: str = ""
    more: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed figure says: its quantity and the unit written behind it ("" if none)."""

    quantity: Quantity
    unit: str = ""


def read_figure(text: str) -> Reading | Problem | None:
    """Read a typed figure; None when the text means blank, a Problem (code number.*) when it is not understood."""
    plain = _plain(text)
    if plain in BLANK_SIGNS:
        return None
    found = _NUMBER.fullmatch(plain)
    if found is None or not plain.isprintable() or (found["digits"] is None and found["fraction"] in (None, ".")):
        return problem("number.not_understood", "", text=_short(text))
    digits = (found["digits"] or "0").replace(",", "")
    fraction = (found["fraction"] or "").removeprefix(".")
    if len(digits.lstrip("0")) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
        return problem("number.too_long", "", text=_short(text), digits=MAX_DIGITS)
    number = Decimal(f"{found['sign'] or ''}{digits}{'.' if fraction else ''}{fraction}")
    more, unit = found["more"] or "", found["unit"]
    if not more and unit[:1] in ("万", "亿") and unit[1:2] in ("余", "多"):
        more, unit = unit[1], unit[0] + unit[2:]
    return Reading(Quantity(_unsigned_zero(number), found["before"] or "", more, found["after"] or ""), unit)


def rounded(value: Decimal, places: int) -> Decimal:
    """Value rounded half up (ties away from zero) to that many decimal places; never -0."""
    return _unsigned_zero(value.quantize(last_place(places), context=CONTEXT))


def show_number(value: Decimal, places: int | None) -> str:
    """Print with exactly that many places; None prints the places the number was typed with."""
    return format(value if places is None else rounded(value, places), "f")


def show_grouped(value: Decimal, places: int | None) -> str:
    """Print with thousands separators, for tables on the screen."""
    return format(value if places is None else rounded(value, places), ",f")


def show_bare(value: Decimal, places: int | None) -> str:
    """Print as in a sentence: a whole figure without decimals (17), any other with all its places (55.90)."""
    number = value if places is None else rounded(value, places)
    whole = number.to_integral_value()
    return format(whole if places is not None and whole == number else number, "f")


def show_quantity(quantity: Quantity, unit: str) -> str:
    """Print a quantity with its words where Chinese puts them: 近400亩, 17000余亩, 10万余人, 5.2万吨以上."""
    scale = unit[0] if quantity.more and unit[:1] in ("万", "亿") else ""
    number = format(quantity.number, "f")
    return f"{quantity.before}{number}{scale}{quantity.more}{unit[len(scale) :]}{quantity.after}"


def half_units(count: int, places: int) -> Decimal:
    """The rounding envelope of a comparison of count rounded figures: (count + 1) × half a unit of the last place."""
    return (count + 1) * last_place(places) / 2


@lru_cache(maxsize=64)
def last_place(places: int) -> Decimal:
    """One unit of the last of so many decimal places: 0.01 of two."""
    return Decimal(1).scaleb(-places)


def _plain(text: str) -> str:
    """Plain signs, no spaces; a space or apostrophe between digits parts thousands as a comma does."""
    plain = _SPACES.sub("", _GROUPING.sub(",", text.translate(_PLAIN).strip(" \t\r\n")))
    bracketed = _BRACKETED.fullmatch(plain)
    return f"-{bracketed['inner']}{bracketed['unit']}" if bracketed else plain


def _unsigned_zero(number: Decimal) -> Decimal:
    return number or number.copy_abs()


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
