"""What an edition renamed or gave up, so that an older draft finds its places."""

from core.forms.model import ReportForm
from core.formulas.cells import Cell


def renamed_cell(cell: Cell, form: ReportForm) -> Cell:
    """The cell under its present name; chains of renames are followed, circles (which a form may not have) end."""
    item, seen = cell.item, {cell.item}
    while (new := form.renamed.get(item)) is not None and new not in seen:
        seen.add(new)
        item = new
    return cell._replace(item=item)


def removed(cell: Cell, form: ReportForm) -> bool:
    """Whether this edition gave the cell's item up on purpose."""
    return cell.item in form.removed
