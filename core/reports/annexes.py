"""Table documents set behind the report as its attachments, numbered, each on a new page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from core.reports.check_code import with_code
from core.reports.document import Document, Paragraph, Part

_WORD = "附件"
_BESIDE = "　　　"
"""As wide as “附件：”, so that the names stand below each other."""


def with_annexes(report: Document, annexes: Sequence[Document]) -> Document:
    """The report with the note of its attachments before the signature, and the attachments behind it."""
    if not annexes:
        return report
    marks = [f"{_WORD}{number}" for number in range(1, len(annexes) + 1)] if len(annexes) > 1 else [_WORD]
    closing = next((number for number, part in enumerate(report.parts) if part.id == "closing"), len(report.parts))
    note = Part(id="annexes", title="", blocks=tuple(_note(annex_names(annexes))))
    behind = (_annex(mark, document) for mark, document in zip(marks, annexes, strict=True))
    parts = (*report.parts[:closing], note, *report.parts[closing:], *behind)
    return with_code(replace(report, parts=parts))


def annex_names(annexes: Sequence[Document]) -> list[str]:
    """What each attachment is called: its title, or its file's name without the unit where several have the same."""
    titles = Counter(document.title for document in annexes)
    return [one.title if titles[one.title] == 1 else one.file_name.removeprefix(one.unit) for one in annexes]


def _note(names: Sequence[str]) -> list[Paragraph]:
    """One blank line, then the names (GB/T 9704, 7.3.4)."""
    if len(names) == 1:
        lines = [f"{_WORD}：{names[0]}"]
    else:
        lines = [f"{_BESIDE if number > 1 else _WORD + '：'}{number}.{name}" for number, name in enumerate(names, 1)]
    return [Paragraph(runs=()), *(Paragraph(runs=(line,)) for line in lines)]


def _annex(mark: str, document: Document) -> Part:
    blocks = (Paragraph(runs=(mark,), role="annex"), *document.blocks())
    return Part(id=f"{document.id}:{document.row}", title=mark, blocks=blocks, landscape=document.landscape)
