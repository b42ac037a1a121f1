"""What an export was made of, as evidence: every figure as it was printed and typed, under which form."""

import json

from core.formulas.cells import Cell
from core.reports.sheet import Sheet


def frozen(sheet: Sheet, *, final: bool, files: tuple[str, ...] = ()) -> str:
    """JSON: the form, draft or final version, the names of the files, each filled cell as printed and as typed."""
    entries = sheet.draft.entries
    cells = [Cell(item, row, column) for (item, column), values in sheet.columns.items() for row in values]
    figures = {str(cell): _told(sheet.shown(cell), entries[cell].text if cell in entries else None) for cell in cells}
    told = {"form": sheet.program.form.key, "final": final, "files": list(files), "figures": figures}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _told(shown: str, typed: str | None) -> dict[str, str]:
    return {"shown": shown} if typed is None else {"shown": shown, "typed": typed}
