"""The sub-commands from inside: each branch of what they do and say. From outside: tests/acceptance."""

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core import commands
from core.commands import DONE, MUST_FIX, UNUSABLE, run
from core.forms.library import Library
from core.imports.form_package import read_form_package
from core.storage.draft_file import read_draft_file, save_draft_file
from tests.core.reports.samples import SAMPLES, complete_session, draft_of

NOW = datetime(2024, 3, 29, 16, 40, 12, tzinfo=timezone(timedelta(hours=8)))
FORM = "sample/2020"
SHIPPED_REFERENCE = Path(__file__).parents[2] / "resources" / "forms" / "changning_township" / "2023" / "reference.docx"

Jibao = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The sample form with the looks of a shipped one."""
    folder = tmp_path / "shipped"
    shutil.copytree(SAMPLES, folder)
    shutil.copy(SHIPPED_REFERENCE, folder / "forms" / "sample" / "2020" / "reference.docx")
    return folder


@pytest.fixture
def jibao(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Jibao:
    """Run a sub-command over the sample form: exit code, standard output, standard error."""
    monkeypatch.setattr(commands, "Library", lambda users: Library(shipped=shipped, users=users))
    monkeypatch.setattr(commands, "users_forms", lambda: tmp_path / "users")

    def jibao(*arguments: object) -> tuple[int, str, str]:
        code = run([str(one) for one in arguments], NOW)
        told = capsys.readouterr()
        return code, told.out, told.err

    return jibao


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., Path]:
    """A file with the complete sample report, some answers changed."""

    def report(**more: str) -> Path:
        session = complete_session(**more)
        save_draft_file(session.draft, tmp_path / "report.toml")
        return tmp_path / "report.toml"

    return report


# -- report formats ----------------------------------------------------------------------------------------------


def test_formats_are_listed_with_the_clerks_own(jibao: Jibao, shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "users" / "sample" / "2021"
    shutil.copytree(shipped / "forms" / "sample" / "2020", own)
    code, out, _ = jibao("forms")
    assert code == DONE
    assert out.splitlines() == ["sample/2020\t示例报告\t示例县", "sample/2021\t示例报告\t示例县（用户格式）"]


def folder(shipped: Path) -> Path:
    return shipped / "forms" / "sample" / "2020"


def test_a_format_without_faults(jibao: Jibao, shipped: Path) -> None:
    assert jibao("check-form", folder(shipped)) == (DONE, "没有问题。\n", "")


def test_faults_of_a_format_are_told_together(jibao: Jibao, shipped: Path) -> None:
    form = folder(shipped) / "form.toml"
    form.write_text(form.read_text("utf-8").replace('"story"]', '"storey"]') + "\n[nonsense]\n", "utf-8")
    (folder(shipped) / "reference.docx").unlink()
    code, out, err = jibao("check-form", folder(shipped))
    assert (code, err) == (UNUSABLE, "")
    assert "storey" in out
    assert "nonsense" in out
    assert "reference.docx：找不到或不能读取版式文件" in out


def test_a_style_that_is_lacking_is_named(jibao: Jibao, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "missing_styles", lambda path: ("公文标题",))
    code, out, _ = jibao("check-form", folder(shipped))
    assert (code, out) == (UNUSABLE, "reference.docx：缺少样式“公文标题”。\n")


def test_an_example_is_the_formats_own_test(jibao: Jibao, shipped: Path, report: Callable[..., Path]) -> None:
    example = folder(shipped) / "example.toml"
    example.write_text(report().read_text("utf-8"), "utf-8")
    assert jibao("check-form", folder(shipped))[0] == DONE
    example.write_text(example.read_text("utf-8") + '\n[expect.figures]\nincome_total = "99.00"\n', "utf-8")
    assert jibao("check-form", folder(shipped))[:2] == (UNUSABLE, "example.toml：income_total应为99.00，现为100.00。\n")


def test_an_example_with_answers_that_have_no_place_is_told(jibao: Jibao, shipped: Path) -> None:
    example = folder(shipped) / "example.toml"
    save_draft_file(draft_of({"gone": "1"}), example)
    assert jibao("check-form", folder(shipped))[:2] == (
        UNUSABLE,
        "example.toml › gone：本格式没有这一项，内容已保留，不参加计算。\n",
    )
    example.write_text("format = ", "utf-8")
    code, out, _ = jibao("check-form", folder(shipped))
    assert (code, out.startswith("example.toml：“example.toml”")) == (UNUSABLE, True)


# -- new ---------------------------------------------------------------------------------------------------------


def test_a_new_draft_is_empty_and_can_be_checked_and_exported(jibao: Jibao, tmp_path: Path) -> None:
    target = tmp_path / "新.toml"
    assert jibao("new", FORM, "--out", target)[:2] == (DONE, f"已生成：{target}\n")
    assert read_draft_file(target).draft.entries == {}
    code, out, _ = jibao("check", target)
    assert code == DONE
    assert "〔未填〕S-required 单位全称未填。" in out
    assert jibao("export", target, "--out", tmp_path / "out")[0] == DONE


def test_a_file_that_holds_something_is_never_overwritten(jibao: Jibao, tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_text("我的报告", "utf-8")
    code, _, err = jibao("new", FORM, "--out", target)
    assert (code, "已经存在" in err) == (UNUSABLE, True)  # command.exists
    assert target.read_text("utf-8") == "我的报告"
    target.write_text("", "utf-8")
    assert jibao("new", FORM, "--out", target)[0] == DONE


def test_a_format_becomes_one_file(jibao: Jibao, shipped: Path, tmp_path: Path) -> None:
    target = tmp_path / "格式.jbf"
    assert jibao("pack-form", folder(shipped), "--out", target) == (DONE, f"已生成：{target}\n", "")
    assert read_form_package(target).key == FORM
    code, _, err = jibao("pack-form", folder(shipped), "--out", tmp_path / "missing" / "格式.jbf")
    assert (code, "没能写" in err) == (UNUSABLE, True)


def test_an_unknown_format_gets_a_suggestion(jibao: Jibao, tmp_path: Path) -> None:
    code, _, err = jibao("new", "sample/2021", "--out", tmp_path / "a.toml")
    assert (code, err) == (UNUSABLE, "没有报告格式“sample/2021”。您是否要写“sample/2020”？\n")


# -- check -------------------------------------------------------------------------------------------------------


def test_a_clean_report(jibao: Jibao, report: Callable[..., Path]) -> None:
    code, out, err = jibao("check", report())
    assert (code, err) == (DONE, "")
    assert out.splitlines() == [
        "〔未能审核〕T-2 未填：2022年收入合计。",
        "〔未能审核〕T-4 未填：项目。",
        "共审核18项，未能审核2项，发现0个问题。",
    ]


def test_findings_with_their_places_and_what_to_do(jibao: Jibao, report: Callable[..., Path]) -> None:
    code, out, _ = jibao("check", report(income__general__amount="70", story="{gone}"))
    assert code == MUST_FIX
    assert out.splitlines()[:2] == [
        "〔必须改正〕T-1 收入110万元与支出100万元相差10万元。请核对。［收入合计、支出合计］",
        "〔必须改正〕S-quote 说明中引用的数据“gone”不存在。该数据可能已被删除，请重新插入数据或改写文字。［说明］",
    ]


def test_an_answered_finding_shows_its_answer(jibao: Jibao, tmp_path: Path) -> None:
    session = complete_session(income_prior="50")
    session.explain(session.examination().open("explain")[0], "新增项目")
    save_draft_file(session.draft, tmp_path / "a.toml")
    code, out, _ = jibao("check", tmp_path / "a.toml")
    assert code == DONE
    assert "（已说明：新增项目）" in out


def test_what_has_no_place_is_told_and_not_lost(jibao: Jibao, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        'format = "sample/2020"\nnot_applicable = ["gone_item", "visits"]\nnonsense = 1\n'
        '[answers]\ngone = "1"\n[rows]\ngone_table = []\n[rewordings.gone]\ntext = "x"\nskeleton = "y"\n',
        "utf-8",
    )
    code, out, _ = jibao("check", path)
    assert code == DONE
    kept = "本格式没有这一项，内容已保留，不参加计算。"  # command.kept_aside
    assert [line for line in out.splitlines() if line.startswith("〔提示〕")] == [
        "〔提示〕nonsense：报告文件没有“nonsense”这一部分，未读入。",
        f"〔提示〕gone：{kept}",
        f"〔提示〕gone_table：{kept}",
        f"〔提示〕gone_item：{kept}",
        f"〔提示〕sentence:gone：{kept}",
    ]


def test_findings_for_programs(jibao: Jibao, report: Callable[..., Path]) -> None:
    path = report(income__general__amount="70")
    path.write_text(path.read_text("utf-8").replace("[answers]\n", '[answers]\ngone = "1"\n', 1), "utf-8")
    code, out, _ = jibao("check", path, "--json")
    assert code == MUST_FIX
    first, hint, summary = json.loads(out)
    assert first == {
        "level": "must_fix",
        "code": "T-1",
        "message": "收入110万元与支出100万元相差10万元。",
        "cells": ["income_total", "expenditure_total"],
        "item": "",
        "left": "110万元",
        "right": "100万元",
        "difference": "10万元",
        "action": "请核对。",
        "explained": "",
    }
    assert (hint["level"], hint["code"], hint["cells"]) == ("hint", "command.kept_aside", [])
    counts = {"checked": 18, "not_evaluated": 2}
    assert (summary["level"], summary["cells"], {key: summary[key] for key in counts}) == ("summary", [], counts)
    assert [one["code"] for one in summary["skipped"]] == ["T-2", "T-4"]


# -- export ------------------------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_document_and_the_workbook_are_written(jibao: Jibao, report: Callable[..., Path], tmp_path: Path) -> None:
    code, out, err = jibao("export", report(), "--out", tmp_path / "out", "--final")
    assert (code, err) == (DONE, "")
    assert names(tmp_path / "out") == ALL
    assert [line.partition("：")[0] for line in out.splitlines()] == ["已导出"] * 5


ALL = [
    "2023年度表.docx",
    "2023年度表.xlsx",
    "报送材料清单.docx",
    "甲镇人民政府2023年度报告.docx",
    "甲镇人民政府2023年度报告（数据表）.xlsx",
]


def test_everything_in_one_zip(jibao: Jibao, report: Callable[..., Path], tmp_path: Path) -> None:
    code, out, _ = jibao("export", report(), "--out", tmp_path / "out", "--zip")
    assert (code, names(tmp_path / "out")) == (DONE, ["甲镇人民政府2023年度报告（报送包）.zip"])
    with zipfile.ZipFile(tmp_path / "out" / "甲镇人民政府2023年度报告（报送包）.zip") as package:
        assert sorted(package.namelist()) == ALL
    assert len(out.splitlines()) == 6


def test_the_public_version_and_attachments(
    jibao: Jibao, shipped: Path, report: Callable[..., Path], tmp_path: Path
) -> None:
    form = folder(shipped) / "form.toml"
    text = form.read_text("utf-8").replace('id = "sheet"\n', 'id = "sheet"\nannex = true\n')
    form.write_text(text + "\n[adapt.field.reporting_unit]\nprivate = true\n", "utf-8")
    path = report()
    jibao("export", path, "--out", tmp_path / "out", "--public", "--annex")
    assert "2023年度表.docx" not in names(tmp_path / "out")
    [file] = (tmp_path / "out").glob("*报告.docx")
    with zipfile.ZipFile(file) as package:
        content = package.read("word/document.xml").decode()
    assert "附件：2023年度表" in content
    assert content.count("甲镇人民政府") == 1  # in the title, which is no answer


def test_a_blank_workbook_of_a_format_is_examined(jibao: Jibao, shipped: Path) -> None:
    form = folder(shipped) / "form.toml"
    blank = 'id = "sheet"\nworkbook = { file = "空表.xlsx", cells = { "表!A1" = "{year}", "别的!A1" = "x" } }\n'
    form.write_text(form.read_text("utf-8").replace('id = "sheet"\n', blank), "utf-8")
    assert jibao("check-form", folder(shipped))[:2] == (
        UNUSABLE,
        "空表.xlsx：读不到文件“空表.xlsx”。它可能已移动或改名，正被别的程序占用，或U盘已拔出。\n",
    )
    workbook: Any = openpyxl.Workbook()
    workbook.active.title = "表"
    workbook.save(folder(shipped) / "空表.xlsx")
    assert jibao("check-form", folder(shipped))[:2] == (
        UNUSABLE,
        "空表.xlsx：空白工作簿中没有工作表“别的”，这部分没有填。\n",
    )


def test_a_final_version_is_refused_and_a_draft_is_not(
    jibao: Jibao, report: Callable[..., Path], tmp_path: Path
) -> None:
    path = report(income__general__amount="70", income_prior="1", year="")
    code, out, err = jibao("export", path, "--out", tmp_path / "out", "--final")
    assert (code, out) == (MUST_FIX, "")
    assert [line[:6] for line in err.splitlines()] == ["不能导出报送", "〔必须改正〕", "〔需说明〕T", "〔未填〕S-"]
    assert not (tmp_path / "out").exists()
    assert jibao("export", path, "--out", tmp_path / "out")[0] == DONE


def test_a_file_that_bears_another_name_says_so(jibao: Jibao, report: Callable[..., Path], tmp_path: Path) -> None:
    taken = tmp_path / "out" / "2023年度表.docx"
    taken.mkdir(parents=True)
    code, out, _ = jibao("export", report(), "--out", tmp_path / "out")
    assert code == DONE
    assert "2023年度表（2）.docx（“2023年度表.docx”" in out


def test_a_folder_that_cannot_be_used(jibao: Jibao, report: Callable[..., Path], tmp_path: Path) -> None:
    path = report()
    code, _, err = jibao("export", path, "--out", path)
    assert (code, err.startswith("不能使用文件夹")) == (UNUSABLE, True)


# -- explain -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("income[general].share", "财政拨款·占比 = 金额 ÷ 收入合计 = 60.00 ÷ 100.00 = 60.0%"),
        ("income[general].amount", "财政拨款 = 60.00（填写：60）"),
        ("income_prior", "2022年收入合计 = ＿＿（未填）"),
    ],
)
def test_how_a_figure_came_about(jibao: Jibao, report: Callable[..., Path], address: str, said: str) -> None:
    assert jibao("explain", report(), address) == (DONE, f"{said}\n", "")


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("income_totl", "您是否要写“income_total”？"),
        ("income[gone].amount", "您是否要写“income”？"),
        ("本年收入", ""),
        ("zzzz", ""),
    ],
)
def test_an_address_that_is_none(jibao: Jibao, report: Callable[..., Path], address: str, hint: str) -> None:
    assert jibao("explain", report(), address) == (UNUSABLE, "", f"本格式没有“{address}”。{hint}\n")


# -- arguments ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("check",), ("nonsense",), ("new", FORM), ("export", "a.toml")])
def test_arguments_that_cannot_be_used(jibao: Jibao, capsys: pytest.CaptureFixture[str], arguments: Any) -> None:
    with pytest.raises(SystemExit) as left:
        jibao(*arguments)
    assert left.value.code == UNUSABLE
    assert capsys.readouterr().err.startswith("参数有误：")


def test_a_report_that_cannot_be_read(jibao: Jibao, tmp_path: Path) -> None:
    code, out, err = jibao("check", tmp_path / "none.toml")
    assert (code, out) == (UNUSABLE, "")
    assert err == "找不到文件“none.toml”。它可能已移动或改名，或U盘已拔出。\n"
