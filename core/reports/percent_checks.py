"""Typed percentages against those that the form computes: 占总支出48.3% behind a figure whose share is 48.2%.

A percentage is judged only where it follows its figure at once, the figure being quoted or named in full; the words
that announce one (占, 增长, 完成预算 …) belong to the functions of the language, so the check follows the definition.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.errors import MESSAGES
from core.forms.steps import Step
from core.formulas.cells import Cell
from core.formulas.functions import FUNCTIONS
from core.formulas.syntax import Call, CellNode, Formula, Ref
from core.numbers import last_place, show_bare
from core.reports.findings import NotEvaluated, Outcome, finding
from core.reports.sentences import Run, Words
from core.reports.sheet import Sheet
from core.reports.sides import POINTS, blanks

_WORDS = {word: function.name for function in FUNCTIONS.values() for word in function.words}
_FALLING = frozenset({"下降", "降幅"})
_PERCENT = re.compile(
    rf"(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?P<between>[^\d，。；、%（]{{0,10}}?)"
    r"(?P<number>[-−－]?\d+(?:\.\d+)?)\s*[%％](?P<after>以上|以下|左右|多)?"
)
_ROUGHLY = re.compile("近|超|逾|不足|不到|突破|以上|以下|以内|左右|多$")
"""Words that make a percentage a bound or a guess, which a comparison cannot refute."""
_LAST_YEAR = "(?:上年同期|去年同期|上年度|上年|去年|同期)?"
_GAPS = {
    "share": re.compile("[，,（(]?(?:约|大约|仅|共)?"),
    "rate": re.compile("[，,（(]?(?:已|共|全年|累计)?"),
    "growth": re.compile(
        rf"[，,（(]?(?:同比|环比|比|较|与)?{_LAST_YEAR}(?:相比)?[，,]?(?:增加|减少|增长|下降|提高|降低)?了?"
        rf"[，,]?(?:同比|比|较)?{_LAST_YEAR}"
    ),
}
"""What may stand between a figure and the word that announces its percentage: nothing that names something else."""
_LONGEST_GAP = 60
"""Characters: more than any gap has. A text of a megabyte is not copied for each of its percentages."""
_REACH = {"share": 1, "rate": 1, "growth": 3}
"""How many figures back a word may speak of (较上年A增加了B，增长C)."""
_MINUS = str.maketrans("−－", "--")
_WHOLES = ("收入", "支出", "预算")
_HALF_UNIT = Decimal("0.55")
"""Of the last place typed: half a unit for rounding, and a little for the rounding of the figures themselves."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """Typed words that give a percentage, and the computed one that they speak of."""

    match: re.Match[str]
    step: Step
    part: Cell

    @property
    def derived(self) -> Cell:
        """The cell of the computed percentage."""
        item, column = self.step.slot
        return Cell(item, self.part.row if column else "", column)

    @property
    def said(self) -> str:
        """The words up to the number."""
        return self.match["word"] + self.match["between"]


def percentages(sheet: Sheet, words: Words) -> Iterator[Outcome]:
    """What is found about the percentages in one text."""
    if not any(isinstance(run, str) and _PERCENT.search(run) for run in words.runs):
        return
    runs = _anchored(sheet, words.runs)
    for index, run in enumerate(runs):
        for match in _PERCENT.finditer(run) if isinstance(run, str) else ():
            roughly = _ROUGHLY.search(match["between"] + (match["after"] or ""))
            claim = None if roughly else _claim(sheet, runs, index, match)
            if claim is not None:
                yield from _judged(sheet, words, claim)


def _anchored(sheet: Sheet, runs: Sequence[Run]) -> list[Run]:
    """The runs with typed figures that stand behind their own label (基本支出888.67万元) as if they were quoted."""
    known = {sheet.label(cell) + sheet.quoted(cell): cell for cell in _fixed_parts(sheet)}
    if not known:
        return list(runs)
    pattern = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
    found: list[Run] = []
    for run in runs:
        if not isinstance(run, str):
            found.append(run)
            continue
        end = 0
        for match in pattern.finditer(run):
            found += [run[end : match.start()], known[match[0]]]
            end = match.end()
        found.append(run[end:])
    return found


def _fixed_parts(sheet: Sheet) -> Iterator[Cell]:
    """The filled figures of which a percentage is computed, but for those in rows that the clerk added."""
    for step in sheet.program.steps:
        part = _part_of(step)
        if part is None:
            continue
        rows = [row.id for row in sheet.program.tables[part.item].rows] if part.kind == "sibling" else [part.row]
        cells = (Cell(part.item, row, part.column) for row in rows)
        yield from (cell for cell in cells if sheet.value(cell) is not None)


def _part_of(step: Step) -> Ref | None:
    """The figure whose percentage a step computes."""
    root = step.formula.root if step.formula else None
    if isinstance(root, Call) and root.name in _GAPS and isinstance(root.arguments[0], Ref):
        return root.arguments[0]
    return None


def _claim(sheet: Sheet, runs: Sequence[Run], index: int, match: re.Match[str]) -> _Claim | None:
    """What typed words speak of: the percentage of the figure just before them."""
    if match.start() > _LONGEST_GAP:
        return None
    function, gap = _WORDS[match["word"]], match.string[: match.start()]
    for _ in range(_REACH[function]):
        part = runs[index - 1] if index else None
        if not isinstance(part, Cell) or not _GAPS[function].fullmatch(gap):
            return None
        step = _step_of(sheet, part, function)
        if step is not None:
            return _Claim(match, step, part)
        before = runs[index - 2] if index > 1 else None
        gap, index = (before, index - 2) if isinstance(before, str) else ("", index - 1)
    return None


def _step_of(sheet: Sheet, cell: Cell, function: str) -> Step | None:
    same = ("growth",) if function == "growth" else ("share", "rate")
    for step in sheet.program.readers.get((cell.item, cell.column), ()):
        part, root = _part_of(step), step.formula.root if step.formula else None
        if part is not None and isinstance(root, Call) and root.name in same and _means(part, cell):
            return step
    return None


def _means(ref: Ref, cell: Cell) -> bool:
    same_slot = (ref.item, ref.column) == (cell.item, cell.column)
    return same_slot and (ref.kind == "sibling" or ref.row == cell.row)


def _judged(sheet: Sheet, words: Words, claim: _Claim) -> Iterator[Outcome]:
    formula = sheet.formula(claim.derived) or Formula("", CellNode(claim.derived))
    if _of_another_whole(sheet, formula, claim.match["between"]):
        return
    typed = f"{claim.said}{claim.match['number']}%"
    where = ([*words.cells, claim.part, claim.derived], words.item, typed)
    facts = {
        "place": words.place,
        "typed": typed,
        "left": f"{claim.match['number']}%",
        "label": sheet.label(claim.derived),
    }
    missing = dict(blanks(sheet, formula.root))
    ratio = claim.step.run(sheet, claim.derived.row) if claim.step.run else None
    if missing:
        text = MESSAGES["check.percent_blank"].format(place=words.place, typed=typed, names="、".join(missing))
        yield NotEvaluated("S-percent", text, words.cells)
    elif ratio is None:
        yield finding("percent_of_zero", "must_fix", facts, *where)
    else:
        wrong = _refuted(ratio, claim.match)
        yield finding("percent", "must_fix", facts | wrong, *where) if wrong else None


def _of_another_whole(sheet: Sheet, formula: Formula, between: str) -> bool:
    """占总收入 behind a figure whose share of the expenditure is computed."""
    root = formula.root
    whole = root.arguments[-1] if isinstance(root, Call) else None
    whole = whole.arguments[-1] if isinstance(whole, Call) and whole.name == "when" else whole
    label = sheet.label(whole.cell) if isinstance(whole, CellNode) else ""
    return any(noun in between and noun not in label for noun in _WHOLES)


def _refuted(ratio: Decimal, match: re.Match[str]) -> dict[str, str]:
    """What it should be and by how much the typed percentage is off; nothing where it is right."""
    number = match["number"].translate(_MINUS)
    typed, places = Decimal(number), len(number.partition(".")[2])
    off = abs(ratio * (-100 if match["word"] in _FALLING else 100) - typed)
    if off <= last_place(places) * _HALF_UNIT:
        return {}
    shown = max(places, 2)
    return {"right": show_bare(ratio * 100, shown) + "%", "difference": show_bare(off, shown) + POINTS}
