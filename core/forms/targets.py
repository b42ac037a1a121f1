"""Reading a whole target in one cell: clerks write `≥50个`, `90%以上`, `12月底之前`, the tables want the parts apart.

Anything is read as something and nothing is lost: what is no exact figure stays as words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.errors import Problem
from core.numbers import BLANK_SIGNS, read_figure, show_number

AT_LEAST, AT_MOST, EQUAL, QUALITATIVE = "at_least", "at_most", "equal", "qualitative"
SIGNS = {AT_LEAST: "≥", AT_MOST: "≤", EQUAL: "="}

_BEFORE = {
    AT_LEAST: (
        "≥", "≧", "⩾", ">=", "=>", ">", "不得低于", "不得少于", "不低于", "不少于", "不小于", "不得小于", "大于等于",
        "大于或等于", "大于", "高于", "多于", "超过", "突破", "达到", "达", "至少", "最少", "最低",
    ),
    AT_MOST: (
        "≤", "≦", "⩽", "<=", "=<", "<", "不得超过", "不得高于", "不得多于", "不得突破", "不超过", "不高于", "不大于",
        "不多于", "不突破", "小于等于", "小于或等于", "小于", "低于", "少于", "控制在", "至多", "最多", "最高",
    ),
    EQUAL: ("=", "等于"),
}  # fmt: skip
_AFTER = {
    AT_LEAST: ("(含)以上", "及以上", "或以上", "以上"),
    AT_MOST: ("(含)以下", "及以下", "或以下", "以下", "(含)以内", "以内", "之内", "内"),
}
_PLAIN = str.maketrans("＞＜＝（）％　", "><=()% ")
_DONE = re.compile("(?:已经|已|共|累计|实际)*(?:完成|达到|实现|达|为)?")
_DEADLINE = re.compile("[0-9０-９]\\s*月|[0-9０-９]{4}\\s*年|年\\s*[0-9０-９]|[前底初末旬](?:完成|办结)?$")
"""What looks like a figure and is a time: 12月底之前, 2024年底, 6月."""
_UNIT = re.compile("[%‰]?|[^%‰]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a target says: sense (an id of SIGNS, QUALITATIVE, "" where it is not said), number and unit, or words."""

    sense: str = ""
    number: Decimal | None = None
    unit: str = ""
    words: str = ""

    @property
    def figure(self) -> str:
        """The number as an editor opens with it, "" when there is none."""
        return "" if self.number is None else show_number(self.number, None)

    def __str__(self) -> str:
        """In one cell, as it is read back."""
        return self.words or f"{SIGNS.get(self.sense, '')}{self.figure}{self.unit}"


def read_target(text: str) -> Target:
    """The parts of a typed target; whatever is no figure (a date, a range, 效果明显) is QUALITATIVE words."""
    plain = " ".join(text.translate(_PLAIN).split())
    if plain in BLANK_SIGNS:
        return Target()
    sense, rest = _sense(plain)
    if sense and not rest:
        return Target(sense=sense)
    found = None if sense is None else _exact(rest)
    if found is None:
        return Target(sense=QUALITATIVE, words=" ".join(text.split()))
    return Target(sense=sense or "", number=found[0], unit=found[1])


def read_actual(text: str) -> Target:
    """The parts of what was reached: 52个, 已完成52个 are figures; 约50个, 90%以上, 效果明显 stay words."""
    plain = " ".join(text.translate(_PLAIN).split())
    if plain in BLANK_SIGNS:
        return Target()
    done = _DONE.match(plain)
    found = _exact(plain) or (_exact(plain[done.end() :]) if done else None)
    return Target(words=" ".join(text.split())) if found is None else Target(number=found[0], unit=found[1])


def _sense(plain: str) -> tuple[str | None, str]:
    """The sense and the rest of the text; None where the words before and behind contradict each other."""
    before, word = _longest(_BEFORE, plain.startswith)
    rest = plain.removeprefix(word)
    after, word = _longest(_AFTER, rest.endswith)
    return (None if before and after and before != after else before or after), rest.removesuffix(word).strip()


def _longest(words: Mapping[str, tuple[str, ...]], fits: Callable[[str], bool]) -> tuple[str, str]:
    """The sense with its longest word that fits, two empty texts when none does."""
    found = [(sense, word) for sense, known in words.items() for word in known if fits(word)]
    return max(found, key=lambda pair: len(pair[1]), default=("", ""))


def _exact(text: str) -> tuple[Decimal, str] | None:
    """Number and unit of an exact figure; None for anything else."""
    read = None if _DEADLINE.search(text) else read_figure(text)
    if read is None or isinstance(read, Problem) or not _UNIT.fullmatch(read.unit):
        return None
    said = (read.quantity.before, read.quantity.more, read.quantity.after, _longest(_AFTER, read.unit.endswith)[0])
    return None if any(said) else (read.quantity.number, read.unit)
