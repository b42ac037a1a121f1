"""Another program computes the workbook anew and must get our values, blanks included.

It needs LibreOffice and seconds of it, so it runs when asked for: `RECALCULATE=1 pytest tests/core/exports`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl

from core.exports.excel import write_excel
from core.exports.excel_readback import read_back
from core.formulas.bind import rewritten
from core.formulas.cells import Cell
from core.formulas.evaluate import compiled
from core.formulas.syntax import CellNode, CellsNode, Formula, Node, Ref, parse
from core.numbers import rounded
from core.reports.document import Document, Figure
from tests.core.exports.excel_samples import document, entered, grid, holds, part, sample
from tests.recalculation import recalculated, when_asked

pytestmark = when_asked

FIELDS: dict[str, Any] = {
    "a": Decimal("1366.27"), "b": Decimal("1844.31"), "zero": Decimal(0), "blank": None, "minus": Decimal("-0.1"),
    "level": "provincial", "offices": ("甲", "乙", "丙"), "nothing": None, "day": date(2024, 3, 29),
}  # fmt: skip
TABLE: dict[str, tuple[Any, ...]] = {
    "amount": (Decimal("0.10"), None, Decimal("0.20"), Decimal("0.30")),
    "level": ("own", "own", None, "provincial"),
    "empty": (None, None, None, None),
}
ROWS = [f"r{number}" for number in range(4)]
STORED = Decimal("999.50")
"""What the workbook claims for every formula, so that only computing gives the right value."""
LABELS = {"provincial": "省级专项", "own": "本级"}
FORMULAS = """
a + b * 2 - a / b | a + blank | -blank | a / zero | a / (b - b) | zero / a | share(a, b) | rate(a, zero)
growth(b, a) | growth(a, blank) | total(t.amount) | total(t.empty) | total(blank, a) | total(blank, nothing)
total(a, a / zero) | total(a / zero, 5) | total(t.amount, minus) | average(t.amount) | average(t.empty)
average(a, blank, b) | average(a, -b) | smallest(t.amount) | smallest(blank, a, minus) | smallest(t.empty)
smallest(a, a / zero) | largest(minus, blank) | largest(t.amount, 0) | largest(minus, a / zero) | count(t.amount)
count(t.level) | count(t.empty) | count(offices) | count(nothing) | round(a, 1) | round(blank, 1) | abs(minus)
abs(blank) | floor(minus) | floor((1 - 0.9) / 0.05) | floor(blank) | or_zero(a) | or_zero(blank) | or_zero(a / zero)
or_zero(total(t.empty)) + 1 | first_filled(blank, a) | first_filled(blank, nothing)
first_filled(a / zero, blank, b) | first_filled(a / zero, blank) | when(a > b, 1, 2) | when(blank > 0, 1, 2)
when(a > 0, blank, 1) | when(a > b, 1) | when(a < b, 1) | share(b, when(a > b, a)) | share(b, when(a < b, a))
share(blank, when(a > b, a)) | share(a, when(filled(a) or b > blank, zero)) | when(filled(blank), 1, 2) |
when(filled(day), 1, 2) | when(filled(a / zero), 1, 2)
when(filled(total(t.empty)), 1, 2) | when(not filled(blank), 1, 2) | when(not (blank > 0), 1, 2)
when(blank > 0 and a < 0, 1, 2) | when(blank > 0 and a > 0, 1, 2) | when(blank > 0 or a > 0, 1, 2)
when(blank > 0 or a < 0, 1, 2) | when(a / zero > 0 or a > 0, 1, 2) | when(total(t.amount) == 0.6, 1, 2)
when(level == "provincial", 1, 2) | when(level != "own", 1, 2) | when("own" == level, 1, 2)
when(nothing == "own", 1, 2) | when(a - a == 0, 1, 2) | total_where(t.amount, t.level, "own")
total_where(t.amount, t.level, "other") | total_where(t.empty, t.level, "own") | count_where(t.level, "own")
count_where(t.level, "other") | total_where(t.amount, t.level, "provincial") / a | 2.675 * 1 | minus * 25
reached(a, b) | reached(b, a) | reached(minus, b) | reached(a, zero) | reached(minus, zero) | reached(blank, a)
reached(a, blank) | reached(a - b, b) | kept_within(a, b) | kept_within(b, a) | kept_within(zero, a)
kept_within(a, zero) | kept_within(a, minus) | kept_within(minus, zero) | kept_within(blank, a) | kept_within(a, blank)
matched(a, a + 0) | matched(a, b) | matched(b * 3, a) | matched(a, zero) | matched(zero, zero) | matched(minus, -0.2)
matched(blank, a) | matched(a, blank) | steps_above(b / a, 1, 0.01, 0.5, 20) | steps_above(a, b, 1, 1, 5)
steps_above(b, a, 100, 0.8, 8) | steps_above(b, a, 0.01, 1, 8) | steps_above(b, a, zero, 1, 8)
steps_above(blank, a, 1, 1, 8) | steps_above(b, blank, 1, 1, 8) | steps_above(b, a, 1, 1, blank)
steps_above(1.15, 1, 0.05, 2, 8) | steps_above(0.3 * 3, 0.6, 0.1, 2, 8) | steps_below(0.85, 1, 0.05, 2, 8)
steps_below(a, b, 100, 1, 8) | steps_below(b, a, 100, 1, 8) | steps_below(blank, a, 1, 1, 8)
steps_below(a, b, zero, 1, 8) | steps_off(a, b, 100, 1, 8) | steps_off(b, a, 100, 1, 8) | steps_off(a, blank, 1, 1, 8)
steps_off(1.1, 1, 0.05, 2, 6) | bands_from(a / b, 0, 0.9, 5, 0.7, 4, 0.5, 2) | bands_from(a, 1, 1366.27, 5)
bands_from(minus, 1, 0, 5) | bands_from(blank, 1, 0, 5) | bands_from(a, blank, 0, 5) | bands_from(a, 1, blank, 5)
bands_from(0.1 * 3, 0, 0.3, 5) | bands_from(a / zero, 0, 0.3, 5) | bands_to(a / b, 0, 0, 8, 0.8, 6)
bands_to(zero, 0, 0, 8, 0.8, 6) | bands_to(a, 1, 0, 8) | bands_to(blank, 1, 0, 8) | awarded(a < b, 3)
awarded(a > b, 3) | awarded(blank > 0, 3) | awarded(a < b, blank) | awarded(level == "own", 3)
when(filled(blank), steps_above(blank, 1, 1, 1, 5), 5) | 10 * reached(a, b)
mine_where(t.amount, t.level, "own") | mine_where(t.empty, t.level, "own") | mine_count_where(t.level, "own")
""".replace("\n", "|")


def evaluated(formula: Formula) -> Any:
    def resolved(ref: Ref) -> Node:
        return Ref("field", ref.item) if ref.kind == "name" else ref

    columns: dict[tuple[str, str], Mapping[str, Any]] = {(name, ""): {"": value} for name, value in FIELDS.items()}
    columns |= {("t", name): dict(zip(ROWS, values, strict=True)) for name, values in TABLE.items()}
    values: Any = SimpleNamespace(columns=columns, tops={"t": ROWS}, owned={})
    value = compiled(rewritten(formula, resolved))(values, "")
    return None if value is None else rounded(value, 2)


def bound(formula: Formula) -> Formula:
    def bind(ref: Ref) -> Node:
        if ref.kind == "column":
            return CellsNode(tuple(Cell("t", row, ref.column) for row in ROWS))
        return CellNode(Cell(ref.item))

    return rewritten(formula, bind)


def operand(address: Cell, value: Any) -> Figure:
    kind = {date: "date", str: "choice", tuple: "names"}.get(type(value), "number")
    shown = "、".join(value) if isinstance(value, tuple) else value
    text = "" if value is None else LABELS.get(shown, str(shown))
    return entered(str(address), shown, text, kind, 2 if isinstance(value, Decimal) else None)


def computed() -> tuple[Document, Sequence[tuple[str, Any]]]:
    """A workbook of all formulas (column A of its second sheet), and what each must give."""
    rows = [[holds(operand(Cell(name), value))] for name, value in FIELDS.items()]
    for index, row in enumerate(ROWS):
        rows.append([holds(operand(Cell("t", row, name), values[index])) for name, values in TABLE.items()])
    texts = [text.strip() for text in FORMULAS.split("|") if text.strip()]
    wanted = [(text, evaluated(parse(text))) for text in texts]
    figures = [
        Figure(cell=Cell(f"f{number}"), value=STORED, text=str(STORED), places=2, formula=bound(parse(text)))
        for number, text in enumerate(texts)
    ]
    made = document(
        part("数据", grid(*rows, widths=(1, 1, 1))), part("算", grid(*[[holds(one)] for one in figures], widths=(1,)))
    )
    return made, wanted


def test_every_formula_gives_our_value_and_not_the_one_that_was_stored(tmp_path: Path) -> None:
    made, wanted = computed()
    path = recalculated(write_excel(made), tmp_path)
    sheet = openpyxl.load_workbook(path, data_only=True)["算"]
    found = [None if (value := sheet.cell(row, 1).value) == "" else value for row in range(1, len(wanted) + 1)]
    right = [(text, None if value is None else float(value)) for text, value in wanted]
    assert list(zip([text for text, _ in wanted], found, strict=True)) == right


def test_the_sample_survives_another_program(tmp_path: Path) -> None:
    content = write_excel(sample(), uid="u-1", form="changning/2023")
    again = recalculated(content, tmp_path)
    assert read_back(again) == read_back(content)
    stored, computed_anew = (openpyxl.load_workbook(path, data_only=True) for path in (tmp_path / "book.xlsx", again))
    for sheet in stored:
        for row in sheet.iter_rows():
            for one in row:
                assert (computed_anew[sheet.title][one.coordinate].value or None) == one.value
