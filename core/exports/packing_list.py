"""清单: which files a package holds, how long they are, and the check code that is printed on their pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.reports.document import Document, Grid, GridCell, Paragraph, Part

NAME = "报送材料清单"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """One file. extent: its pages or sheets ("" where nobody counted them)."""

    name: str
    extent: str
    code: str


def packing_list(report: Document, files: Sequence[Packed]) -> Document:
    """The list as a document. report: the first of the package, whose title and unit it bears.

    It says how long the files are where that is known of all: a column half empty would look like a fault.
    """
    titles = [block for part in report.parts if part.id == "title" for block in part.blocks]
    lines = [*(titles or [Paragraph(runs=(report.title,), role="title")]), Paragraph(runs=(NAME,), role="title")]
    columns = [
        (12, "序号", [_cell(str(number)) for number, _ in enumerate(files, 1)]),
        (84, "文件", [_cell(one.name, "left") for one in files]),
        (28, "页数或工作表", [_cell(one.extent) for one in files]),
        (32, "校验码", [_cell(one.code) for one in files]),
    ]
    if not all(one.extent for one in files):
        del columns[2]
    widths, names, cells = zip(*columns, strict=True)
    rows = (tuple(_cell(name, label=True) for name in names), *zip(*cells, strict=True))
    note = Paragraph(runs=("校验码印在各文件每页的页脚，与此处相同的，即为同一内容。",), role="note")
    grid = Grid(rows=rows, widths=widths, head_rows=1, dense=True)
    return Document(
        id="packing_list",
        title=f"{report.title}{NAME}",
        file_name=NAME,
        unit=report.unit,
        parts=(Part(id="title", title="", blocks=tuple(lines)), Part(id="list", title="", blocks=(grid, note))),
        draft=report.draft,
    )


def _cell(text: str, align: str = "center", *, label: bool = False) -> GridCell:
    role = "cell_label" if label else "cell"
    return GridCell(paragraphs=(Paragraph(runs=(text,), role=role),), align=align, label=label)
