"""A small report with every sort of cell, for the tests of workbooks."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from core.formulas.bind import rewritten
from core.formulas.cells import Cell
from core.formulas.syntax import CellNode, CellsNode, Formula, Node, Ref, parse
from core.reports.document import Block, Document, Figure, Grid, GridCell, Paragraph, Part
from tests.core.reports.samples import cell

INCOME = ("general_budget", "fund_budget", "other")


def bound(text: str, columns: Mapping[str, Sequence[str]] | None = None) -> Formula:
    """A formula whose names are cells and whose columns have the given rows."""
    rows = columns or {"income": INCOME}

    def bind(ref: Ref) -> Node:
        if ref.kind == "column":
            return CellsNode(tuple(Cell(ref.item, row, ref.column) for row in rows[ref.item]))
        return CellNode(Cell(ref.item, ref.row, ref.column))

    return rewritten(parse(text), bind)


def money(address: str, value: str | None, formula: Formula | None = None) -> Figure:
    figure = None if value is None else Decimal(value)
    return Figure(
        cell=cell(address),
        value=figure,
        text=value or "",
        kind="money",
        places=2,
        unit="万元",
        formula=formula,
        entered=formula is None,
    )


def percent(address: str, value: str | None, formula: Formula | None = None, places: int = 1) -> Figure:
    ratio = None if value is None else Decimal(value)
    text = "" if ratio is None else f"{ratio * 100:.{places}f}%"
    return Figure(
        cell=cell(address),
        value=ratio,
        text=text,
        kind="percent",
        places=places,
        formula=formula,
        entered=formula is None,
    )


def entered(
    address: str, value: Decimal | date | str | None, text: str, kind: str = "text", places: int | None = None
) -> Figure:
    return Figure(cell=cell(address), value=value, text=text, kind=kind, places=places, entered=True)


def label(text: str, *, columns: int = 1, rows: int = 1, indent: int = 0) -> GridCell:
    paragraph = Paragraph(runs=(text,), role="cell_label", indent=indent)
    return GridCell(paragraphs=(paragraph,), label=True, columns=columns, rows=rows)


def holds(*runs: str | Figure, columns: int = 1, rows: int = 1, align: str = "") -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=runs, role="cell"),), columns=columns, rows=rows, align=align)


def grid(*rows: Sequence[GridCell], head_rows: int = 0, widths: tuple[int, ...] = (2, 1), note: str = "") -> Grid:
    return Grid(rows=tuple(map(tuple, rows)), widths=widths, head_rows=head_rows, numbers_note=note)


def document(*parts: Part, draft: bool = False) -> Document:
    return Document(
        id="report",
        title="庙前镇人民政府\n2023年度报告",
        file_name="报告",
        unit="庙前镇人民政府",
        parts=parts,
        draft=draft,
    )


def part(title: str, *blocks: Block, landscape: bool = False) -> Part:
    return Part(id="part", title=title, blocks=blocks, landscape=landscape)


def one_cell(figure: Figure) -> Document:
    """A workbook that holds this figure in A1."""
    return document(part("表", grid([holds(figure)], widths=(1,))))


def income_part() -> Part:
    """Rows 1 to 6: the unit of money, the head, three incomes with their shares, the total."""
    values = {"general_budget": ("1366.27", "0.741"), "fund_budget": ("46.23", "0.025"), "other": ("431.81", "0.234")}
    rows = [[label("项目"), label("金额"), label("占比")]]
    for row, (amount, share) in values.items():
        formula = bound(f"share(income[{row}].amount, income_total)")
        rows.append(
            [
                label(row),
                holds(money(f"income[{row}].amount", amount)),
                holds(percent(f"income[{row}].share", share, formula)),
            ]
        )
    total = money("income_total", "1844.31", bound("total(income.amount)"))
    rows.append([label("合计"), holds(total, columns=2)])
    return part("二、收支", grid(*rows, head_rows=1, widths=(2, 1, 1), note="单位：万元"))


def sample() -> Document:
    """Two sheets: income, and data with one cell of each kind, blank ones too."""
    rows = [
        [label("总面积"), holds(entered("town_area", Decimal("78.6"), "约78.6", "quantity"))],
        [label("耕地"), holds(entered("farmland", Decimal(17000), "17000余", "quantity"))],
        [label("行政村"), holds(entered("villages", Decimal(11), "11", "integer", 0))],
        [label("报告日期"), holds(entered("report_date", date(2024, 3, 29), "2024年3月29日", "date"))],
        [label("级次"), holds(entered("level", "provincial", "省级专项", "choice"))],
        [label("备注"), holds(entered("remark", "=1+1", "=1+1"))],
        [label("满意度"), holds(percent("satisfaction", "0.955"))],
        [label("编制"), holds(entered("staff", None, "", "integer", 0))],
        [label("联系人"), holds(entered("contact", None, ""))],
        [label("上年收入"), holds(money("income_prior", None))],
        [label("增长"), holds(percent("growth", None, bound("growth(income_total, income_prior)")))],
        [label("人均"), holds(money("per_village", "167.66", bound("income_total / villages")))],
    ]
    return document(income_part(), part("数据", grid(*rows)))
