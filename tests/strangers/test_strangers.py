"""Bytes from strangers: a result with problems or a KnownError, never another exception, a hang, or all the memory.

`python -m tests.strangers` does the same for as long as one likes.
"""

import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import KnownError
from core.exports.excel import write_excel
from core.forms.library import Library
from core.imports.text_file import read_text_file
from core.reports.sheet import Sheet
from core.reports.workbook import compose_workbook
from core.storage.draft_file import read_draft_file
from tests.strangers import doors
from tests.strangers.bombs import BOMBS, DEAR
from tests.strangers.doors import DOORS, KEY
from tests.strangers.hunt import hunt
from tests.strangers.mutants import mutants

EXAMPLES, MOST_SEEDS = 25, 6
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", DOORS)
def test_changed_bytes_are_read_or_refused(name: str) -> None:
    door = DOORS[name]

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(data=mutants(door))
    def enter(data: bytes) -> None:
        door.enter(data)

    enter()


@pytest.mark.parametrize("name", DOORS)
def test_good_bytes_are_read(name: str) -> None:
    """A door whose seeds are refused would test nothing; the long run has all of them."""
    for seed in list(DOORS[name].seeds())[:MOST_SEEDS]:
        DOORS[name].enter(DOORS[name].wrap(seed))


@given(st.binary(max_size=300), st.sampled_from(sorted(DOORS)))
def test_noise_is_read_or_refused(data: bytes, name: str) -> None:
    DOORS[name].enter(data)


def test_small_files_that_cost_much_stay_within_the_limits() -> None:
    """In a process of its own, each in a child of it; see bombs.py for the limits. The long run has all of them."""
    wanted = sorted(BOMBS.keys() - DEAR)[::3]
    program = f"from tests.strangers.bombs import *\nfor one in costs({wanted}): print(one.bearable, one)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    told = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert len(told) == len(wanted)
    assert [line for line in told if not line.startswith("True")] == []


def test_a_hunt_tells_what_it_finds() -> None:
    """The rig itself: a door that falls over is a finding, once per place."""

    def falls(data: bytes) -> None:
        if data:
            raise ZeroDivisionError("by nothing")

    door = doors.Door(name="planted", enter=falls, seeds=lambda: [b"abc"], words=(b"x",))
    found = hunt(door, 0.5, 1)
    assert found.runs > 1
    ((where, (said, data)),) = found.findings.items()
    assert where.startswith("ZeroDivisionError in test_strangers.py")
    assert (said, bool(data)) == ("by nothing", True)
    assert "findings 1" in str(found)


def test_what_a_name_says_leads_nowhere(tmp_path: Path) -> None:
    """Nothing is unpacked to where a file's name points, and an id that is a path names no format."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("../../escaped.txt", "x")
        package.writestr("word/document.xml", '<w:p xmlns:w="x"/>')
    path = tmp_path / "inside" / "a.docx"
    path.parent.mkdir()
    path.write_bytes(stream.getvalue())
    assert read_text_file(path) == ""
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["a.docx"]
    draft = read_draft_file('format = "../../../etc"\nuid = "../../x"\n[[rows.projects]]\nid = "../x"\n')
    assert [one.code for one in draft.problems] == ["draft.uid", "draft.row_id"]
    with pytest.raises(KnownError) as caught:
        Library().program(draft.draft.form)
    assert caught.value.code == "form.not_found"


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x","y")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(evil: str) -> None:
    draft = doors.sheet().draft.copy()
    file = read_draft_file(f'format = "{KEY}"\n[answers]\nreporting_unit = {_toml(evil)}\n').draft
    draft.parts.update(file.parts)
    data = write_excel(compose_workbook(Sheet(doors.library().program(KEY), draft), final=False, findings=()))
    with zipfile.ZipFile(BytesIO(data)) as package:
        sheets = b"".join(package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet"))
    formulas = re.findall(rb"<f[^>]*>([^<]*)</f>", sheets)
    assert formulas
    assert not any(mark in one for one in formulas for mark in (b"HYPERLINK", b"1+1", b"SUM(A1)"))


def _toml(text: str) -> str:
    return '"' + text.replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r") + '"'


HALVES = ["\ud800", "a\udfffb", "\ud83d", "\ufffe", "\x00", "\u202e年", "e\u0301" * 50]


@pytest.mark.parametrize("text", HALVES)
def test_malformed_characters_are_kept_shown_or_told(text: str) -> None:
    DOORS["pasted text"].enter(text.encode("utf-8", "surrogatepass"))
    DOORS["formula"].enter(text.encode("utf-8", "surrogatepass"))
