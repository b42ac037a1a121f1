"""Typed words against the figures they speak of: percentages, counts before a list, one fact in two places.

Only words that the clerk typed are read (free prose and reworded sentences); generated text is right by making. The
words that announce a percentage come from the functions of the language (占, 增长, 完成预算 …), so a check follows the
definition: a share typed beside a quoted figure is compared with the share that the form computes from it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from core.formulas.cells import Cell
from core.formulas.functions import FUNCTIONS
from core.formulas.syntax import Call, Ref
from core.forms.kinds import KINDS
from core.forms.program import SENTENCE
from core.numbers import show_bare
from core.reports.findings import Finding
from core.reports.sentences import Run, plain, prose, say
from core.reports.sheet import Sheet
from core.reports.structure_checks import Outcome, finding

_WORDS = {word: function.name for function in FUNCTIONS.values() for word in function.words}
_PERCENT = re.compile(rf"(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?P<between>[^\d，。；、%（）]{{0,10}}?)(?P<number>\d+(?:\.\d+)?)%")
_FALLING = frozenset({"下降", "降幅"})
_COUNT_FIRST = re.compile(r"(?P<count>\d+)(?P<unit>[个项家所支条座处件名]|人)[^\d，。；、]{0,12}?(?:分别是|分别为|分别有|即|：|:)(?P<list>[^。；：:，]+(?:、[^。；：:，]+)+)[。；，]")
_LIST_FIRST = re.compile(r"(?:^|[，。；：:为是])(?P<list>[^，。；：:、\d]{2,20}(?:、[^，。；：:、\d]{2,20})+?)等(?P<count>\d+)(?P<unit>[个项家所支条座处件名])")
_NUMBER = r"[共约为达有计]{0,2}(?P<number>\d+(?:\.\d+)?)"
SHORTEST_LABEL = 3


def prose_findings(sheet: Sheet) -> Iterator[Outcome]:
    """Findings over every typed text of the report; None for each text that was read and is in order."""
    labels = _countable(sheet)
    for place, item, cells, runs in typed_texts(sheet):
        text = plain(sheet, runs)
        found = [*_percentages(sheet, place, item, runs), *_counts(place, item, cells, text), *_twice(sheet, place, item, labels, runs)]
        yield from found or [None]


def typed_texts(sheet: Sheet) -> Iterator[tuple[str, str, tuple[Cell, ...], tuple[Run, ...]]]:
    """(name of the place, sentence item or "", its cell, runs) of every text that holds the clerk's own words."""
    for id, sentence in sheet.program.sentences.items():
        if id in sheet.draft.rewordings:
            yield sheet.caption(sentence.sentence.label), SENTENCE + id, (), say(sheet, id).runs
    for cell, entry in sheet.draft.entries.items():
        one = sheet.field(cell)
        if one is not None and KINDS[one.kind].prose and cell.item not in sheet.draft.not_applicable:
            for line in entry.text.splitlines():
                yield sheet.label(cell), "", (cell,), prose(sheet, line)


def _percentages(sheet: Sheet, place: str, item: str, runs: tuple[Run, ...]) -> Iterator[Finding]:
    beside: list[Cell] = []
    for run in runs:
        if isinstance(run, Cell):
            beside = [run, *beside[:2]]
        elif isinstance(run, str):
            for match in _PERCENT.finditer(run):
                if "。" in run[: match.start()]:
                    beside = []
                yield from _percentage(sheet, place, item, beside, match)
            if "。" in run:
                beside = []


def _percentage(sheet: Sheet, place: str, item: str, beside: list[Cell], match: re.Match[str]) -> Iterator[Finding]:
    function, typed = _WORDS[match["word"]], Decimal(match["number"])
    for cell in beside:
        derived = _derived(sheet, cell, function)
        if derived is None:
            continue
        facts = {"place": place, "words": match["word"] + match["between"], "left": f"{typed}%", "label": sheet.label(derived)}
        places = len(match["number"].partition(".")[2])
        value = sheet.value(derived)
        if value is None:
            yield finding("percent_of_zero", "must_fix", [cell, derived], item, **facts)
        elif not _agrees(-value if match["word"] in _FALLING else value, typed, places):
            right = show_bare(value * 100, 2) + "%"
            difference = show_bare(abs(abs(value * 100) - typed), 2) + "个百分点"
            yield finding("percent", "must_fix", [cell, derived], item, right=right, difference=difference, **facts)
        return


def _agrees(ratio: Decimal, typed: Decimal, places: int) -> bool:
    """Whether p% is the ratio rounded to the places it was written with (one unit of the last place is allowed)."""
    return abs(ratio * 100 - typed) <= Decimal(1).scaleb(-places) * Decimal("0.55")


def _derived(sheet: Sheet, cell: Cell, function: str) -> Cell | None:
    """The percentage that the form computes from this cell with that function, if any."""
    for step in sheet.program.readers.get((cell.item, cell.column), ()):
        root = step.formula.root if step.formula else None
        if not isinstance(root, Call) or root.name not in _same(function):
            continue
        first = root.arguments[0]
        if isinstance(first, Ref) and _means(first, cell):
            return Cell(step.slot[0], cell.row if first.kind == "sibling" else "", step.slot[1])
    return None


def _same(function: str) -> tuple[str, ...]:
    return ("share", "rate") if function in ("share", "rate") else (function,)


def _means(ref: Ref, cell: Cell) -> bool:
    return (ref.item, ref.column) == (cell.item, cell.column) and (ref.kind == "sibling" or ref.row == cell.row)


def _counts(place: str, item: str, cells: tuple[Cell, ...], text: str) -> Iterator[Finding]:
    for pattern in (_COUNT_FIRST, _LIST_FIRST):
        for match in pattern.finditer(text):
            listed = match["list"].removesuffix("等").count("、") + 1
            if listed != int(match["count"]) and not (pattern is _COUNT_FIRST and match["list"].endswith("等")):
                facts = {"place": place, "left": match["count"] + match["unit"], "right": str(listed)}
                yield finding("count", "explain", cells, item, **facts)


def _countable(sheet: Sheet) -> list[tuple[re.Pattern[str], Cell]]:
    """A pattern `label number unit` for every counted fact with a telling label."""
    found = []
    for one in sheet.program.fields.values():
        if one.kind in ("integer", "quantity") and one.unit and len(one.label) >= SHORTEST_LABEL and sheet.value(Cell(one.id)) is not None:
            pattern = re.compile(rf"{re.escape(sheet.caption(one.label))}{_NUMBER}余?{re.escape(one.unit)}")
            found.append((pattern, Cell(one.id)))
    return found


def _twice(sheet: Sheet, place: str, item: str, labels: list[tuple[re.Pattern[str], Cell]], runs: tuple[Run, ...]) -> Iterator[Finding]:
    text = "\x00".join(run if isinstance(run, str) else "" for run in runs)
    for pattern, cell in labels:
        for match in pattern.finditer(text):
            if Decimal(match["number"]) != sheet.value(cell):
                facts = {"place": place, "words": match[0], "label": sheet.label(cell), "right": sheet.quoted(cell)}
                yield finding("twice", "explain", [cell], item, **facts)
