"""What an edition renamed or gave up, so that an older draft finds its places."""

from core.formulas.cells import Cell
from core.forms.model import ReportForm


def renamed_cell(cell: Cell, form: ReportForm) -> Cell:
    """The cell under its present name; chains of renames are followed, a circle ends where it began."""
    item, seen = cell.item, {cell.item}
    while (new := form.renamed.get(item)) is not None and new not in seen:
        seen.add(new)
        item = new
    return cell._replace(item=item)


def removed(cell: Cell, form: ReportForm) -> bool:
    """Whether this edition gave the cell's item up on purpose."""
    return cell.item in form.removed
