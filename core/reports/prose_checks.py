"""Typed words against the figures they speak of: percentages, counts beside a list, one fact in two places.

Only words that the clerk typed are read (free prose and reworded sentences); generated text is right by making. A
false alarm costs more than a fault missed here: a count is judged only beside a closed list, a fact only where it is
named in full, for the whole place and for this year.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from core.forms.kinds import KINDS
from core.formulas.cells import Cell
from core.reports.findings import Finding, Outcome, finding
from core.reports.percent_checks import percentages
from core.reports.said_checks import STOPS, hints, short_hints, spoken, unanswered
from core.reports.sentences import Words, all_words, plain
from core.reports.sheet import Sheet

_UNITS = "[个项家所支条座处件]"
_COUNT_FIRST = re.compile(
    rf"(?P<count>\d+)(?P<unit>{_UNITS}|名|人)[^\d，。；、]{{0,12}}?(?:，?分别[是为有]|[：:])"
    r"(?P<list>[^。；：:，、\d]+(?:、[^。；：:，、\d]+)+)(?P<items>)[。；，]"
)
_LIST_FIRST = re.compile(
    r"(?:^|[，。；：:为是])(?P<list>[^，。；：:、\d]{2,20}(?:、[^，。；：:、\d]{2,20})+?)"
    rf"(?:(?:等|共|合计)(?P<count>\d+)(?P<unit>{_UNITS})|(?P<items>\d+)项)"
)
_NUMBER = r"(?P<roughly>[共约为达有计近]{0,2})\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<more>[余多]?)\s*"
_WHOLE_PLACE = "(?:^|[，。；：、（(\\s\x00]|全[镇乡县市区年]|[我本][镇乡]|共)"
_ELSEWHERE = re.compile("上年|去年|往年|历年|累计|计划|预计|拟|下年|明年|其中|每年|每月|每季")
"""Words after which a figure is not this year's total."""
_OF_A_PART = re.compile("村|社区|组|站|所|中心|学校")
_YEAR = re.compile(r"(\d{4})年")
_NEARLY = Decimal("0.05")
"""Beside 约, 近 or 余 a figure may be off by this share."""
_SHORTEST_LABEL = 3
_LONGEST_SENTENCE = 500
"""Characters before a figure that are looked at: a text of a megabyte is not copied for each of its figures."""
_TEXT = "\x00"
"""Stands where a figure is quoted: what is quoted is not typed."""


def prose_outcomes(sheet: Sheet) -> Iterator[Outcome]:
    """What is found in every text with typed words; None for each that was read and is in order."""
    facts = list(_facts(sheet))
    for words in all_words(sheet):
        if words.typed:
            read = (percentages(sheet, words), _counts(sheet, words), _twice(sheet, words, facts))
            found = [one for each in (*read, spoken(sheet, words), hints(words)) for one in each]
            yield from found or [None]
    yield from short_hints(sheet)
    yield from unanswered(sheet)


def _counts(sheet: Sheet, words: Words) -> Iterator[Finding]:
    text = plain(sheet, words.runs)
    for pattern in (_COUNT_FIRST, _LIST_FIRST):
        for match in pattern.finditer(text):
            listed = match["list"].removesuffix("等").count("、") + 1
            counted = match["count"] or match["items"]
            open_list = pattern is _LIST_FIRST or match["list"].endswith("等")
            # An open list names some of what was counted; it can only be too long.
            if listed > int(counted) or (listed < int(counted) and not open_list):
                facts = {"place": words.place, "left": counted + (match["unit"] or "项"), "right": str(listed)}
                yield finding("count", "explain", facts, words.cells, words.item, match[0].strip(STOPS)[:40])


def _facts(sheet: Sheet) -> Iterator[tuple[str, re.Pattern[str], Cell]]:
    """(label, pattern `label number unit`, cell) of every single figure with a telling label."""
    for one in sheet.program.fields.values():
        label, cell = sheet.caption(one.label), Cell(one.id)
        telling = KINDS[one.kind].figure and one.unit and len(label) >= _SHORTEST_LABEL and not one.spoken
        if telling and sheet.value(cell) is not None:
            yield label, re.compile(f"{_WHOLE_PLACE}{re.escape(label)}{_NUMBER}{re.escape(one.unit)}"), cell


def _twice(sheet: Sheet, words: Words, facts: list[tuple[str, re.Pattern[str], Cell]]) -> Iterator[Finding]:
    text = "".join(run if isinstance(run, str) else _TEXT for run in words.runs)
    for label, pattern, cell in facts:
        if label not in text:
            continue
        for match in pattern.finditer(text):
            if not _same(sheet, cell, match) and _tells_of_now(
                sheet, _before(text, match.start("roughly") - len(label))
            ):
                said = match[0].strip(STOPS)
                told = {"place": words.place, "said": said, "label": sheet.label(cell), "right": sheet.quoted(cell)}
                yield finding("twice", "explain", told, [*words.cells, cell], words.item, said)


def _before(text: str, end: int) -> str:
    return text[max(0, end - _LONGEST_SENTENCE) : end]


def _same(sheet: Sheet, cell: Cell, match: re.Match[str]) -> bool:
    value, number = sheet.value(cell), Decimal(match["number"])
    roughly = match["more"] or "约" in match["roughly"] or "近" in match["roughly"]
    return bool(abs(value - number) <= (abs(value) * _NEARLY if roughly else 0))


def _tells_of_now(sheet: Sheet, before: str) -> bool:
    """Whether the sentence up to here speaks of the whole place in this report's year."""
    sentence = re.split("[。；]", before)[-1]
    clause = re.split("[，：（(]", sentence)[-1]
    years = set(_YEAR.findall(sentence)) - {sheet.shown(Cell("year"))}
    return not years and not _ELSEWHERE.search(sentence) and not _OF_A_PART.search(clause)
