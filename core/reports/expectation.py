"""What an example says that it must give: the test that a report format brings along.

`[expect.figures]` holds printed figures by address; `[[expect.findings]]` the code and level of every finding there
is, answered or not, and of no other.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from core.errors import Problem, problem
from core.formulas.cells import parse_cell
from core.reports.checks import examine
from core.reports.sheet import Sheet


def unmet(sheet: Sheet, expect: Mapping[str, Any], place: str) -> tuple[Problem, ...]:
    """Every expectation that the sheet does not meet."""
    return (*_figures(sheet, expect.get("figures", {}), place), *_findings(sheet, expect.get("findings", []), place))


def _figures(sheet: Sheet, figures: Mapping[str, Any], place: str) -> Iterator[Problem]:
    for address, wanted in figures.items():
        cell = parse_cell(address)
        if cell is None or sheet.field(cell) is None:
            yield problem("expect.no_cell", place, cell=address)
        elif (shown := sheet.shown(cell)) != str(wanted):
            yield problem("expect.figure", place, cell=address, wanted=wanted, found=shown)


def _findings(sheet: Sheet, findings: list[Mapping[str, Any]], place: str) -> Iterator[Problem]:
    wanted = Counter((str(one.get("code")), str(one.get("level"))) for one in findings)
    found = Counter((one.code, one.level) for one in examine(sheet).findings)
    for code, level in (wanted - found).elements():
        yield problem("expect.missing", place, finding=code, level=level)
    for code, level in (found - wanted).elements():
        yield problem("expect.unwanted", place, finding=code, level=level)
