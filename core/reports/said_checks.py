"""Typed words that reviewers send back at sight.

Another score than the table's, a grade that does not follow it, hints of a model text left standing, problems and
measures that both say 无. Which figures prose names, by which words it grades them and which text answers which is
said by the definition.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from core.forms.kinds import KINDS, TextKind
from core.forms.model import Field
from core.formulas.cells import Cell
from core.reports.findings import Finding, Outcome, finding
from core.reports.sentences import Words
from core.reports.sheet import Sheet

_HINT = re.compile(
    r"(?<![A-Za-z0-9])[XxＸｘ×]{2,}(?![A-Za-z0-9])|_{3,}|＿{2,}|此处填写|（请?填写[^）]{0,20}）|【请?填写[^】]{0,20}】"
)
_BRACES = re.compile(r"[{｛][^{}｛｝\n]{0,20}[\u4e00-\u9fff][^{}｛｝\n]{0,20}[}｝]|〔单位[^〕]{0,6}〕")
_NOTHING = re.compile(r"[#\s\-]*(?:暂?无|没有|不存在|没有问题|无问题)[。.；;\s]*")
_BETWEEN = r"(?:[为是共计达：:]|合计|评定为)*[\s\x00“\"]*"
_ANOTHER = re.compile("上年|去年|往年|历年|项目|满分|预计|力争")
"""Words after which a score is not this year's own of the whole unit."""
STOPS = "，。；：:、（( \x00"
"""What is cut from both ends of words that are told to the clerk."""


def spoken(sheet: Sheet, words: Words) -> Iterator[Finding]:
    """Typed figures behind the words that name a figure of the form, and typed grades of it."""
    text = "".join(run if isinstance(run, str) else "\x00" for run in words.runs)
    for one in sheet.program.fields.values():
        value = sheet.value(Cell(one.id)) if one.spoken else None
        if value is not None:
            yield from _figures(sheet, words, text, one)
            yield from _grades(sheet, words, text, one)


def _figures(sheet: Sheet, words: Words, text: str, one: Field) -> Iterator[Finding]:
    cell, names = Cell(one.id), "|".join(map(re.escape, sorted(one.spoken, key=len, reverse=True)))
    for match in re.finditer(rf"(?:{names}){_BETWEEN}(?P<number>\d+(?:\.\d+)?)\s*{re.escape(one.unit)}", text):
        if Decimal(match["number"]) != sheet.value(cell) and _is_meant(text, match.start()):
            said = match[0].strip(STOPS)
            facts = {"place": words.place, "said": said, "label": sheet.label(cell), "right": sheet.quoted(cell)}
            yield finding("spoken", "must_fix", facts, [*words.cells, cell], words.item, said)


def _grades(sheet: Sheet, words: Words, text: str, one: Field) -> Iterator[Finding]:
    cell, grades = Cell(one.id), "|".join(re.escape(word) for _, word in one.grades)
    right = next((word for bound, word in one.grades if sheet.value(cell) >= bound), "")
    for match in re.finditer(rf"等[级次]{_BETWEEN}(?P<grade>{grades})", text) if right else ():
        if match["grade"] != right and _is_meant(text, match.start()):
            said = re.sub('[“”"]', "", match[0]).strip(STOPS)
            facts = {"place": words.place, "said": said, "label": sheet.label(cell)}
            facts |= {"left": sheet.quoted(cell), "right": right}
            yield finding("graded", "must_fix", facts, [*words.cells, cell], words.item, said)


def _is_meant(text: str, start: int) -> bool:
    """Whether the sentence up to here speaks of this report's own score."""
    return not _ANOTHER.search(re.split("[。；]", text[:start])[-1])


def hints(words: Words) -> Iterator[Finding]:
    """What a model text left to be filled in and nobody did; quotes of nothing are told elsewhere."""
    for run in words.runs:
        for match in _HINT.finditer(run) if isinstance(run, str) else ():
            facts = {"place": words.place, "said": match[0]}
            yield finding("placeholder", "must_fix", facts, words.cells, words.item, match[0])


def short_hints(sheet: Sheet) -> Iterator[Outcome]:
    """The same in texts of one line, where braces are no quotes either."""
    for cell, entry in sheet.draft.entries.items():
        one = sheet.field(cell)
        if one is None or not isinstance(KINDS[one.kind], TextKind) or KINDS[one.kind].prose:
            continue
        if cell.item not in sheet.draft.not_applicable and (match := _in_line(entry.text)) is not None:
            facts = {"place": sheet.label(cell), "said": match[0]}
            yield finding("placeholder", "must_fix", facts, [cell])


def _in_line(text: str) -> re.Match[str] | None:
    return _HINT.search(text) or _BRACES.search(text)


def unanswered(sheet: Sheet) -> Iterator[Outcome]:
    """Texts that say nothing, and whose answer says nothing either."""
    for one in sheet.program.fields.values():
        if not one.answered_by or one.answered_by not in sheet.program.fields:
            continue
        cells = (Cell(one.id), Cell(one.answered_by))
        texts = [sheet.value(cell) for cell in cells]
        if all(isinstance(text, str) and _NOTHING.fullmatch(text) for text in texts):
            facts = {"label": sheet.label(cells[0]), "other": sheet.label(cells[1])}
            yield finding("nothing", "hint", facts, cells)
        elif None not in texts:
            yield None
