"""The sub-commands from outside: exit codes, what they say, and the whole way from an empty draft to both files."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from core.commands import run
from core.errors import MESSAGES
from core.exports.files import legal_name
from core.forms.library import EXAMPLE, Library
from core.storage.draft_file import read_draft_file
from tests.acceptance.conftest import NOW
from tests.acceptance.examples import CHANGNING, HUNAN, XIANGTAN
from tests.acceptance.paper import paper_of
from tests.acceptance.shell import jibao

BOTH = pytest.mark.parametrize("key", [CHANGNING, XIANGTAN])
NAMES = {
    CHANGNING: "常宁市庙前镇人民政府2023年度部门整体支出绩效评价报告",
    XIANGTAN: "湘潭县花石镇人民政府2024年度部门整体支出绩效评价报告",
}
LEVELS = {"must_fix", "explain", "hint", "incomplete", "summary"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def example(library: Library, key: str) -> Path:
    return library.entry(key).folder / EXAMPLE


def changed(library: Library, key: str, target: Path, *changes: tuple[str, str]) -> Path:
    """The example with some lines typed otherwise."""
    text = example(library, key).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    target.write_text(text, "utf-8")
    return target


# ---------------------------------------------------------------- check


@BOTH
def test_a_clean_report_passes(library: Library, home: Path, key: str) -> None:
    done = jibao("check", example(library, key), home=home)
    assert (done.code, done.err) == (0, "")
    assert re.search(r"共审核\d+项，未能审核\d项，发现\d个问题", done.out)


def test_a_report_with_findings_that_must_be_fixed_does_not(library: Library, home: Path) -> None:
    draft = changed(library, CHANGNING, home / "draft.toml", ('amount = "1366.27"', 'amount = "1366.28"'))
    done = jibao("check", draft, home=home)
    assert done.code == 1
    assert "〔必须改正〕F-101" in done.out
    assert "相差0.01万元" in done.out


def test_findings_as_json(library: Library, home: Path) -> None:
    draft = changed(library, CHANGNING, home / "draft.toml", ('amount = "1366.27"', 'amount = "1366.28"'))
    done = jibao("check", draft, "--json", home=home)
    assert done.code == 1
    told: list[dict[str, Any]] = json.loads(done.out)
    assert all({"level", "code", "message", "cells"} <= one.keys() and one["level"] in LEVELS for one in told)
    (fixed,) = (one for one in told if one["level"] == "must_fix")
    assert (fixed["code"], fixed["left"], fixed["right"], fixed["difference"]) == (
        "F-101", "1844.32万元", "1844.31万元", "0.01万元",
    )  # fmt: skip
    assert fixed["cells"][:2] == ["income_total", "expenditure_total"]
    *_, summary = told
    assert summary["checked"] > 50
    assert summary["not_evaluated"] == 1


# ---------------------------------------------------------------- export


@BOTH
def test_a_draft_is_exported_and_marked_as_such(library: Library, home: Path, key: str) -> None:
    done = jibao("export", example(library, key), "--out", home / "out", home=home)
    assert (done.code, done.err) == (0, "")
    names = [legal_name(NAMES[key], ".docx"), legal_name(NAMES[key] + "（数据表）", ".xlsx")]
    written = [path.name for path in (home / "out").iterdir()]
    assert set(names) <= set(written)
    assert sorted(line.rpartition("/")[2] for line in done.out.splitlines()) == sorted(written)
    header = paper_of(home / "out" / names[0]).header
    assert header.replace(" ", "").replace("\u3000", "") == "草稿"


def test_the_final_version_bears_no_mark(reports: dict[str, Any]) -> None:
    for report in reports.values():
        assert report.paper.header.strip() == ""


def test_the_final_version_is_refused_while_something_must_be_fixed(library: Library, home: Path) -> None:
    draft = changed(library, CHANGNING, home / "draft.toml", ('amount = "1366.27"', 'amount = "1366.28"'))
    done = jibao("export", draft, "--out", home / "out", "--final", home=home)
    assert done.code == 1
    assert "不能导出报送版" in done.err
    assert "F-101" in done.err
    assert not (home / "out").exists()
    again = jibao("export", draft, "--out", home / "out", home=home)
    assert again.code == 0
    assert "草" in paper_of(next((home / "out").glob("*报告.docx"))).header


def test_the_final_version_is_refused_while_something_is_unexplained_or_blank(library: Library, home: Path) -> None:
    unexplained = changed(library, CHANGNING, home / "a.toml", ('\nstaff_on_roll = "63"', '\nstaff_on_roll = "83"'))
    assert jibao("export", unexplained, "--out", home / "out", "--final", home=home).code == 1
    blank = changed(library, XIANGTAN, home / "b.toml", ('other_matters = "无"', 'other_matters = ""'))
    done = jibao("export", blank, "--out", home / "out", "--final", home=home)
    assert done.code == 1
    assert "其他需要说明问题未填" in done.err
    assert not (home / "out").exists()


# ---------------------------------------------------------------- explain


@pytest.mark.parametrize(
    ("key", "address", "said"),
    [
        (
            CHANGNING,
            "income[general_budget].share",
            "一般公共预算拨款·占比 = 金额 ÷ 本年收入合计 = 1366.27 ÷ 1844.31 = 74.1%",
        ),
        (CHANGNING, "nature[basic].amount", "基本支出 = 人员经费 + 公用经费 = 721.58 + 167.09 = 888.67"),
        (CHANGNING, "staff_quota", "编制数 = 81（填写：81）"),
        (XIANGTAN, "expenditure_change", "支出比上年增减 = 本年支出合计 − 上年支出合计 = 6291.03 − 6154.17 = 136.86"),
    ],
)
def test_a_figure_is_explained(
    library: Library, capsys: pytest.CaptureFixture[str], key: str, address: str, said: str
) -> None:
    assert run(["explain", str(example(library, key)), address], NOW) == 0
    assert capsys.readouterr().out.strip().replace("-", "−") == said


def test_a_supplied_total_says_what_was_computed_beside_it(library: Library, home: Path) -> None:
    done = jibao("explain", example(library, XIANGTAN), "expenditure_total", home=home)
    assert "2796.77 + 3494.26 = 6291.03（账上数为6291.03）" in done.out
    assert "账上数为6291.03" in done.out


def test_an_unknown_cell_is_answered_with_the_nearest(library: Library, home: Path) -> None:
    done = jibao("explain", example(library, CHANGNING), "income_totl", home=home)
    assert done.code == 2
    hint = "您是否要写“income_total”？"
    assert done.err.strip() == MESSAGES["command.no_cell"].format(cell="income_totl", hint=hint)


# ---------------------------------------------------------------- forms, new


def test_the_shipped_forms_are_listed_and_in_order(library: Library, home: Path) -> None:
    done = jibao("forms", home=home)
    assert (done.code, [line.split("\t")[0] for line in done.out.splitlines()]) == (0, [CHANGNING, HUNAN, XIANGTAN])


@BOTH
def test_a_shipped_form_has_no_problem(library: Library, home: Path, key: str) -> None:
    done = jibao("check-form", library.entry(key).folder, home=home)
    assert (done.code, done.said) == (0, ["没有问题。"])


@BOTH
def test_from_nothing_to_both_files(library: Library, home: Path, key: str) -> None:
    """new → check → export of what nobody has filled."""
    draft = home / "新报告.toml"
    assert jibao("new", key, "--out", draft, home=home).code == 0
    _says_all_that_can_be_filled(library, key, draft.read_text("utf-8"))
    read = read_draft_file(draft)
    assert (read.draft.form, read.draft.entries, read.problems) == (key, {}, ())
    checked = jibao("check", draft, home=home)
    assert checked.code == 0, "blanks are told, but only the final version is refused for them"
    assert "〔未填〕" in checked.out
    assert "〔必须改正〕" not in checked.out
    assert "〔需说明〕" not in checked.out
    assert jibao("export", draft, "--out", home / "out", home=home).code == 0
    paper = paper_of(next((home / "out").glob("*报告.docx")))
    assert "草" in paper.header
    assert "＿＿" in paper.text
    assert "，，" not in paper.text
    assert "，。" not in paper.text
    assert "None" not in paper.text
    assert jibao("export", draft, "--out", home / "final", "--final", home=home).code == 1


def _says_all_that_can_be_filled(library: Library, key: str, text: str) -> None:
    comments = [line for line in text.splitlines() if line.startswith("#")]
    program = library.program(key)
    for item in program.places_of:
        fields = [program.fields[item]] if item in program.fields else program.tables[item].columns
        for one in fields:
            said = next(line for line in comments if line.lstrip("# ").startswith(f"{one.id}：{one.label}（"))
            assert f"，{one.unit}" in said or not one.unit
        if item in program.tables:
            assert all(any(f"{row.id} = {{" in line for line in comments) for row in program.tables[item].rows)


def test_a_blank_file_filled_by_hand_is_the_example_again(library: Library, home: Path) -> None:
    """What the comments say is how it is written."""
    draft = home / "draft.toml"
    assert jibao("new", CHANGNING, "--out", draft, home=home).code == 0
    text = draft.read_text("utf-8").replace('# reporting_unit = ""', 'reporting_unit = "某镇人民政府"')
    text = text.replace("# [answers.income]", "[answers.income]")
    text = re.sub(r'# (general_budget = \{ amount = )""', r'\1"100万元"', text)
    draft.write_text(text, "utf-8")
    done = jibao("explain", draft, "income_total", home=home)
    assert done.code == 0
    assert done.out.strip().endswith("= 100.00")


def test_an_old_draft_is_not_overwritten_by_a_new_one(library: Library, home: Path) -> None:
    draft = changed(library, CHANGNING, home / "draft.toml")
    before = draft.read_bytes()
    done = jibao("new", CHANGNING, "--out", draft, home=home)
    assert (done.code, done.err.strip()) == (2, MESSAGES["command.exists"].format(file="draft.toml"))
    assert draft.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["export", "draft.toml"], ["new", CHANGNING], ["check", "a", "--jsn"]],
    ids=" ".join,
)
def test_a_call_that_is_not_understood(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(arguments, NOW)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("参数有误")


def test_a_call_without_a_command_is_not_understood(home: Path) -> None:
    done = jibao("nonsense", home=home)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("参数有误")
