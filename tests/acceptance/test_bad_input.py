"""Input that cannot be used: a sentence each, never a traceback, and nothing that was there is spoilt.

Most calls run in this process, where an error that nobody caught fails the test; one of each kind runs outside.
"""

import errno
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.commands import run
from core.errors import MESSAGES
from core.exports.files import legal_name
from core.forms.library import EXAMPLE, FORM, REFERENCE, Library
from core.storage.draft_file import read_draft_file, save_draft_file
from tests.acceptance.conftest import NOW
from tests.acceptance.examples import CHANGNING, XIANGTAN
from tests.acceptance.shell import FULL, jibao

MB = 1024 * 1024
HEAD = f'format = "{CHANGNING}"\nuid = "u1"\n[answers]\n'


class Told:
    """Runs a sub-command here; keeps its exit code and what it says."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        self.capsys.readouterr()
        code = run([str(argument) for argument in arguments], NOW)
        said = self.capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(capsys)


def example(key: str = CHANGNING) -> str:
    return (Library().entry(key).folder / EXAMPLE).read_text("utf-8")


def is_a_sentence(text: str) -> bool:
    """Chinese, ended, and nothing of Python in it."""
    lines = text.strip().splitlines()
    python = re.search(r"Error|Errno|Exception|<class|object at|line \d+, in", text)
    return bool(lines) and all(re.search("[。？）］]$", line) for line in lines) and not python


# ---------------------------------------------------------------- draft files


UNREADABLE: dict[str, bytes | str] = {
    "cut inside a text": example()[:6000],
    "cut inside a name": example()[: example().index("staff_quota") + 5],
    "not TOML": "这不是草稿。\n",
    "a Word file": b"PK\x03\x04" + bytes(range(256)) * 20,
    "empty": "",
    "GBK": example().encode("gbk", "replace"),
    "UTF-16": example().encode("utf-16"),
    "a raw control character": HEAD + 'town_location = "南\x01部"\n',
    "half a surrogate pair": HEAD + 'town_location = "\\ud800"\n',
    "no format": '[answers]\nyear = "2023"\n',
    "another edition": HEAD.replace("2023", "2019"),
    "a form of another county": HEAD.replace("changning", "chenzhou"),
    "a path for a form": HEAD.replace(CHANGNING, "../../etc"),
    "ten megabytes of text": HEAD + f'asset_management = "{"字" * (10 * MB // 3)}"\n',
    "nested without end": "a = " + "[" * 50_000 + "\n",
    "a number of 5,000 digits": HEAD + f"staff_quota = {'9' * 5000}\n",
    "the same key twice": HEAD + 'year = "2023"\nyear = "2024"\n',
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_is_no_draft_gets_a_sentence(told: Told, tmp_path: Path, name: str) -> None:
    path, content = tmp_path / "draft.toml", UNREADABLE[name]
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    calls: list[list[str | Path]] = [
        ["check", path],
        ["check", path, "--json"],
        ["export", path, "--out", tmp_path / "out"],
    ]
    for arguments in calls:
        code, out, err = told(*arguments)
        assert (code, out) == (2, "")
        assert is_a_sentence(err), err
        assert len(err) < 400
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["missing", "a folder"])
def test_a_file_that_is_not_there_gets_a_sentence(told: Told, tmp_path: Path, name: str) -> None:
    path = tmp_path / "nowhere" / "draft.toml" if name == "missing" else tmp_path
    code, _, err = told("check", path)
    assert code == 2
    assert is_a_sentence(err)


@pytest.mark.parametrize("cut", range(1, 40, 2))
def test_a_draft_cut_off_anywhere_is_read_or_refused(told: Told, tmp_path: Path, cut: int) -> None:
    data = example(XIANGTAN).encode()
    path = tmp_path / "draft.toml"
    path.write_bytes(data[: len(data) * cut // 40])
    code, _, err = told("check", path)
    assert code in (0, 1) or is_a_sentence(err)


def test_another_edition_is_answered_with_the_nearest(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(HEAD.replace("2023", "2022"), "utf-8")
    _, _, err = told("check", path)
    assert "changning_township/2022" in err
    assert CHANGNING in err


NOT_FIGURES = {
    "1e999": "1e999",
    "nan": "nan",
    "inf": "-inf",
    "NaN typed": '"NaN"',
    "1e3 typed": '"1e3"',
    "Infinity": '"∞"',
}


@pytest.mark.parametrize("name", NOT_FIGURES)
def test_a_number_that_is_none_is_kept_and_told(told: Told, tmp_path: Path, name: str) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(f"{HEAD}staff_quota = {NOT_FIGURES[name]}\nfixed_assets = {NOT_FIGURES[name]}\n", "utf-8")
    code, out, _ = told("check", path)
    assert code == 1
    assert f"编制数填写有误：“{NOT_FIGURES[name].strip(chr(34))}”不是数字" in out


def test_a_draft_is_written_whatever_is_wrong_with_its_numbers(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(f'{HEAD}staff_quota = 1e999\n[answers.income]\nother = {{ amount = "NaN", share = "x" }}\n')
    assert told("export", path, "--out", tmp_path / "out")[0] == 0
    assert told("export", path, "--out", tmp_path / "final", "--final")[0] == 1
    assert len(list((tmp_path / "out").iterdir())) > 2


def test_control_characters_are_told_and_not_printed(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(HEAD + 'reporting_unit = "某\\u0001镇\\u0000"\nasset_management = "甲\\u0007乙\\b"\n', "utf-8")
    code, out, _ = told("check", path)
    assert code == 1
    assert out.count("不可见的控制字符") == 2
    assert told("export", path, "--out", tmp_path / "out")[0] == 0
    assert {file.name[:2] for file in (tmp_path / "out").iterdir()} == {"某镇", "报送"}


def test_a_text_of_a_megabyte_is_told_and_written(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(f'{HEAD}asset_management = "{"字" * 330_000}"\n', "utf-8")
    code, out, _ = told("check", path)
    assert code == 1
    assert "330000个字" in out
    assert told("export", path, "--out", tmp_path / "out")[0] == 0


UNKNOWN = """
format = "changning_township/2023"
uid = "u1"
not_applicable = ["ghosts"]
[answers]
village_count = "11"
lighthouses = "3"
[answers.income]
lottery = { amount = "5" }
[[rows.ghosts]]
id = "g1"
name = "甲"
[rewordings.ghost_summary]
text = "甲"
skeleton = "乙"
"""


def test_unknown_ids_are_kept_aside_and_reported(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(UNKNOWN, "utf-8")
    code, out, _ = told("check", path)
    assert code == 0
    for name in ("lighthouses", "income[lottery].amount", "ghosts", "ghost_summary"):
        assert any(name in line and MESSAGES["command.kept_aside"] in line for line in out.splitlines()), name
    assert told("export", path, "--out", tmp_path / "out")[0] == 0
    draft = read_draft_file(path).draft
    save_draft_file(draft, path)
    assert read_draft_file(path).draft == draft
    for name in ("lighthouses", "lottery", "ghosts", "ghost_summary"):
        assert name in path.read_text("utf-8")


MISSHAPEN = {
    "answers are no table": 'format = "changning_township/2023"\nanswers = 3\n',
    "rows are no list": HEAD + "[rows]\nlinkage_grants = 4\n",
    "a row without id": HEAD + '[[rows.linkage_grants]]\npurpose = "甲"\n',
    "an origin that is none": HEAD + 'year = "2023"\n[origins]\nyear = { origin = "heaven" }\n',
    "a list for an answer": HEAD + 'year = ["2023"]\n',
    "expectations that are none": HEAD + "[[expect]]\nfigures = 1\n",
}


@pytest.mark.parametrize("name", MISSHAPEN)
def test_a_misshapen_part_is_told_and_the_rest_is_read(told: Told, tmp_path: Path, name: str) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(MISSHAPEN[name], "utf-8")
    code, out, _ = told("check", path)
    assert code == 0
    assert is_a_sentence(next(line for line in out.splitlines() if line.startswith("〔提示〕")))


def test_bad_drafts_from_outside(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_bytes(UNREADABLE["cut inside a text"].encode())  # type: ignore[union-attr]
    done = jibao("check", path, home=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "不完整" in done.err


# ---------------------------------------------------------------- definitions


FAULTS_OF_A_FORM: dict[str, tuple[str, str, list[str]]] = {
    "an unknown key": ("[parameters]", "colour = 1\n[parameters]", ["colour"]),
    "an unknown key of a record": (
        "[adapt.field.report_date]",
        "[adapt.field.report_date]\nrequierd = true",
        ["requierd", "required"],
    ),
    "an unknown item": ("[adapt.table.nature]", "[adapt.table.natur]", ["natur", "nature"]),
    "an unknown name in a quote": ("位于{town_location}", "位于{town_locaton}", ["town_locaton", "town_location"]),
    "an unknown item of a section": ('items = ["functions"]', 'items = ["function"]', ["function", "functions"]),
    "a number that is text": ("change_high = 0.3 ", 'change_high = "0.3" ', ["change_high"]),
    "a part that is not quoted": ("{area}，", "，", ["area"]),
}
OWN = """
[field.changning_township_a]
label = "甲"
kind = "money"
formula = "changning_township_b + 1"

[field.changning_township_b]
label = "乙"
kind = "money"
formula = "changning_township_a - 1"

[field.changning_township_c]
label = "丙"
kind = "monney"

[field.changning_township_d]
label = "丁"
kind = "money"
formula = "income_totl * 2"

[field.changning_township_e]
label = "戊"
kind = "money"
formula = "%s1"

[field.other_prefix]
label = "己"
kind = "text"

[field.income_total]
label = "又一个本年收入合计"
kind = "money"

[[check]]
code = "F-101"
level = "must_fix"
rule = "income_total == expenditure_total"
message = "{left}{right}"

[[check]]
code = "Z-1"
level = "fatal"
rule = "income_total"
message = "{left}"

[[document]]""" % ("-" * 5000)
TOLD_OF_OWN = [
    "算式循环",
    "monney",
    "income_totl",
    "5001个字符",
    "other_prefix",
    "“income_total”已经用过",
    "F-101",
    "fatal",
    "Z-1",
]


def broken_form(folder: Path, *changes: tuple[str, str], own: str = "") -> Path:
    """A copy of the 常宁 form with faults in it."""
    target = folder / CHANGNING
    shutil.copytree(Library().entry(CHANGNING).folder, target)
    text = (target / FORM).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    if own:
        text = text.replace("[[document]]", own, 1)
    (target / FORM).write_text(text, "utf-8")
    return target


@pytest.mark.parametrize("name", FAULTS_OF_A_FORM)
def test_a_fault_of_a_form_is_told_with_its_place(told: Told, tmp_path: Path, name: str) -> None:
    old, new, said = FAULTS_OF_A_FORM[name]
    code, out, _ = told("check-form", broken_form(tmp_path, (old, new)))
    assert code == 2
    assert all(one in out for one in said), out
    assert all("：" in line for line in out.splitlines()), "each with its place"


def test_all_faults_of_a_form_at_once(told: Told, tmp_path: Path) -> None:
    """Those that lie in the shape of the file, in its names, in its formulas, and in its styles."""
    changes = [(old, new) for name, (old, new, _) in FAULTS_OF_A_FORM.items() if name != "an unknown key"]
    folder = broken_form(tmp_path, *changes, own=OWN)
    without_style(folder / REFERENCE, "公文正文")
    code, out, err = told("check-form", folder)
    assert (code, err) == (2, "")
    wanted = [word for _, _, said in FAULTS_OF_A_FORM.values() for word in said if word != "colour"]
    for word in (*wanted, *TOLD_OF_OWN, MESSAGES["form.missing_style"].format(style="公文正文")):
        assert word in out, word
    assert is_a_sentence(out)
    assert len(out.splitlines()) >= 14


def test_a_broken_form_is_not_opened_and_all_its_problems_are_told(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = broken_form(tmp_path / "jibao" / "forms", own=OWN)
    calls: list[list[str | Path]] = [
        ["check", folder / EXAMPLE],
        ["export", folder / EXAMPLE, "--out", tmp_path / "out"],
    ]
    for arguments in calls:
        code, out, err = told(*arguments)
        assert (code, out) == (2, "")
        assert "处问题，不能使用" in err.splitlines()[0]
        assert "算式循环" in err
        assert "income_totl" in err
    assert told("new", CHANGNING, "--out", tmp_path / "new.toml")[0] == 2
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "new.toml").exists()
    assert told("check", Library().entry(XIANGTAN).folder / EXAMPLE)[0] == 0, "the others stay usable"


@pytest.mark.parametrize("minuses", [1, 30, 200, 499, 5_000])
def test_a_formula_of_many_minus_signs(told: Told, tmp_path: Path, minuses: int) -> None:
    own = (
        f'[field.changning_township_x]\nlabel = "甲"\nkind = "money"\noff_paper = true\nformula = "{"-" * minuses}1"\n'
    )
    code, out, _ = told("check-form", broken_form(tmp_path, own=own + "\n[[document]]"))
    assert code == (0 if minuses <= 30 else 2)
    assert is_a_sentence(out)


UNREADABLE_FORMS: dict[str, bytes] = {
    "cut off": b'id = "changning_township"\nedition = 2023\nlabel = "',
    "GBK": 'label = "分章"'.encode("gbk"),
    "too large": b"# " + b"x" * (2 * MB),
    "nested": b"a = " + b"[" * 50_000,
    "a long number": b"edition = " + b"9" * 5000,
    "empty": b"",
    "another shape": b'[[id]]\nedition = "x"\n[field]\na = 1\n[table]\nb = []\n[adapt]\na = 1\n[[document]]\nid = 4\n',
}


@pytest.mark.parametrize("name", UNREADABLE_FORMS)
def test_a_form_that_cannot_be_read_gets_sentences(told: Told, tmp_path: Path, name: str) -> None:
    folder = broken_form(tmp_path)
    (folder / FORM).write_bytes(UNREADABLE_FORMS[name])
    code, out, err = told("check-form", folder)
    assert code == 2
    assert is_a_sentence(out + err)


def test_a_folder_without_a_form(told: Told, tmp_path: Path) -> None:
    code, out, err = told("check-form", tmp_path)
    assert code == 2
    assert is_a_sentence(out + err)


def without_style(path: Path, name: str) -> None:
    """Take a style out of a Word file by giving it another name."""
    with zipfile.ZipFile(path) as package:
        parts = {entry: package.read(entry) for entry in package.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        f'w:name w:val="{name}"'.encode(), b'w:name w:val="gone"'
    )
    with zipfile.ZipFile(path, "w") as package:
        for entry, data in parts.items():
            package.writestr(entry, data)


def make_a_folder_of(path: Path) -> None:
    path.unlink()
    path.mkdir()


REFERENCES: dict[str, Callable[[Path], object]] = {
    "without a style": lambda path: without_style(path, "表格文字"),
    "missing": lambda path: path.unlink(),
    "no Word file": lambda path: path.write_bytes(b"not a zip"),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:3000]),
    "a folder": make_a_folder_of,
}


@pytest.mark.parametrize("name", REFERENCES)
def test_styles_that_cannot_be_used(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = broken_form(tmp_path / "jibao" / "forms")
    REFERENCES[name](folder / REFERENCE)
    code, out, _ = told("check-form", folder)
    assert code == 2
    assert out.startswith("reference.docx")
    code, _, err = told("export", folder / EXAMPLE, "--out", tmp_path / "out")
    assert code == 2
    assert is_a_sentence(err)


def test_bad_definitions_from_outside(tmp_path: Path) -> None:
    folder = broken_form(tmp_path, own=OWN)
    done = jibao("check-form", folder, home=tmp_path)
    assert (done.code, done.err) == (2, "")
    assert len(done.out.splitlines()) >= 7


# ---------------------------------------------------------------- places to write to


@pytest.fixture
def filled(tmp_path: Path, told: Told) -> Path:
    """A folder that an export has been written into, and the draft beside it."""
    draft = tmp_path / "draft.toml"
    draft.write_text(example(), "utf-8")
    assert told("export", draft, "--out", tmp_path / "out")[0] == 0
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_folder_that_is_a_file(told: Told, tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.write_text("mine", "utf-8")
    for out in (target, target / "deeper"):
        code, _, err = told("export", Library().entry(CHANGNING).folder / EXAMPLE, "--out", out)
        assert code == 2
        assert is_a_sentence(err)
        assert "taken" in err
    assert target.read_text("utf-8") == "mine"


REFUSALS = {
    "full": (errno.ENOSPC, "空间不足"),
    "read-only": (errno.EROFS, "只读"),
    "forbidden": (errno.EACCES, "权限"),
    "broken": (errno.EIO, "没有写成"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_disk_that_refuses(told: Told, filled: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Half of the file gets written; then the disk has had enough."""
    number, said = REFUSALS[name]
    before, write = contents(filled), Path.write_bytes

    def refuse(path: Path, data: bytes) -> int:
        write(path, data[: len(data) // 2])
        raise OSError(number, "the disk")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    code, _, err = told("export", filled.parent / "draft.toml", "--out", filled)
    monkeypatch.undo()
    assert code == 2
    assert is_a_sentence(err)
    assert said in err
    assert contents(filled) == before, "what was there is whole, and no half file stays"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_is_full_from_outside(filled: Path) -> None:
    """The system itself stops the writing after a few kilobytes."""
    before = contents(filled)
    done = jibao("export", filled.parent / "draft.toml", "--out", filled, home=filled.parent, before=FULL)
    assert done.code == 2
    assert is_a_sentence(done.err)
    assert "空间不足" in done.err
    assert contents(filled) == before


def test_a_file_that_is_open_elsewhere_gets_another_name(
    told: Told, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows refuses to replace what Word holds open."""
    (held,), before, replace = filled.glob("*报告.docx"), contents(filled), Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target == held:
            raise PermissionError(errno.EACCES, "in use", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    code, out, _ = told("export", filled.parent / "draft.toml", "--out", filled)
    assert code == 0
    other = filled / legal_name(held.stem, ".docx", 2)
    assert MESSAGES["export.open_elsewhere"].format(name=held.name, other=other.name) in out
    assert other.exists()
    assert held.read_bytes() == before[held.name]
    assert sorted(contents(filled)) == sorted([*before, other.name])


def test_a_folder_in_the_place_of_the_file(told: Told, filled: Path) -> None:
    (word,) = filled.glob("*报告.docx")
    word.unlink()
    word.mkdir()
    code, out, _ = told("export", filled.parent / "draft.toml", "--out", filled)
    assert code == 0
    assert legal_name(word.stem, ".docx", 2) in out


@pytest.mark.parametrize("name", REFUSALS)
def test_a_new_draft_that_cannot_be_written(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(REFUSALS[name][0], "the disk")

    monkeypatch.setattr("core.atomic.os.fsync", refuse)
    code, _, err = told("new", CHANGNING, "--out", tmp_path / "draft.toml")
    assert code == 2
    assert is_a_sentence(err)
    assert list(tmp_path.iterdir()) == []


def test_a_new_draft_into_a_folder_that_is_not_there(told: Told, tmp_path: Path) -> None:
    code, _, err = told("new", CHANGNING, "--out", tmp_path / "nowhere" / "draft.toml")
    assert code == 2
    assert is_a_sentence(err)
    assert "draft.toml" in err


@pytest.mark.parametrize("key", ["changning_township", "changning_township/", "nothing/2023", "../2023", ""])
def test_a_form_that_is_not_there(told: Told, tmp_path: Path, key: str) -> None:
    code, _, err = told("new", key, "--out", tmp_path / "draft.toml")
    assert code == 2
    assert is_a_sentence(err)
    assert list(tmp_path.iterdir()) == []
