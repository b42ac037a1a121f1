"""A figure that was computed and also given from the accounts: both, and what lies between."""

from decimal import Decimal

from core.forms.kinds import KINDS
from core.formulas.cells import Cell
from core.reports.sheet import Sheet


def supplied_difference(sheet: Sheet, cell: Cell) -> str:
    """The sentence about it; "" where there is only one figure."""
    one, derived = sheet.field(cell), sheet.derived.get(cell)
    given = sheet.typed.get((cell.item, cell.column), {}).get(cell.row)
    if one is None or not isinstance(derived, Decimal) or not isinstance(given, Decimal):
        return ""
    if derived == given:
        return "与账上数一致。"
    kind, printed = KINDS[one.kind], "账上数" if sheet.value(cell) == given else "计算数"
    apart = kind.quote(abs(derived - given), one)
    return f"计算数{kind.quote(derived, one)}，账上数{kind.quote(given, one)}，相差{apart}；报告中用{printed}。"
