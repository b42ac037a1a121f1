"""A third report format in a folder of the user's own works end to end, with no Python changed.

The outline in use in 岳阳: facts and prose in one table, income by institution in an official table, then the common
blocks of the dictionary. `yueyang_unit/` holds all that a maker of formats writes; the styles are a shipped file.
"""

import shutil
from pathlib import Path

import pytest
import tomli

from core.forms.library import EXAMPLE, FORM, REFERENCE, Library
from tests.acceptance.paper import book_of, paper_of
from tests.acceptance.shell import jibao

KEY = "yueyang_unit/2024"
WRITTEN = Path(__file__).parent / "yueyang_unit" / "2024"


@pytest.fixture(scope="module")
def home(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's data folder with the third format in it."""
    home = tmp_path_factory.mktemp("home")
    folder = home / "jibao" / "forms" / KEY
    folder.mkdir(parents=True)
    for name in (FORM, EXAMPLE):
        shutil.copy(WRITTEN / name, folder)
    shutil.copy(library.entry("changning_township/2023").folder / REFERENCE, folder)
    return home


@pytest.fixture(scope="module")
def folder(home: Path) -> Path:
    return home / "jibao" / "forms" / KEY


@pytest.fixture(scope="module")
def exported(home: Path, folder: Path) -> Path:
    """Both files of its example, handed in."""
    target = home / "out"
    done = jibao("export", folder / EXAMPLE, "--out", target, "--final", home=home)
    assert (done.code, done.err) == (0, "")
    return target


def test_it_has_no_problem(home: Path, folder: Path) -> None:
    done = jibao("check-form", folder, home=home)
    assert (done.code, done.said) == (0, ["没有问题。"])


def test_it_is_listed_beside_the_shipped_ones(home: Path) -> None:
    done = jibao("forms", home=home)
    lines = [line.split("\t") for line in done.out.splitlines()]
    shipped = ["changning_township/2023", "hunan_township/2024", "xiangtan_township/2024"]
    assert [line[0] for line in lines] == [*shipped, KEY]
    assert lines[-1] == [KEY, "部门整体支出绩效自评报告（岳阳）", "湖南省岳阳市（用户格式）"]


def test_its_example_passes_all_checks(home: Path, folder: Path) -> None:
    done = jibao("check", folder / EXAMPLE, home=home)
    assert done.code == 0
    assert done.out.splitlines()[-1].endswith("发现0个问题。")


def test_it_computes_what_the_example_expects(home: Path, folder: Path) -> None:
    for address, shown in tomli.loads((folder / EXAMPLE).read_text("utf-8"))["expect"]["figures"].items():
        if address in ("yueyang_unit_income[office].all", "yueyang_unit_income_all", "three_public_rate"):
            done = jibao("explain", folder / EXAMPLE, address, home=home)
            assert (done.code, done.out.strip().rpartition(" = ")[2].partition("（")[0]) == (0, shown)


def test_a_figure_says_how_it_came_about(home: Path, folder: Path) -> None:
    done = jibao("explain", folder / EXAMPLE, "yueyang_unit_income_all", home=home)
    assert done.out == "收入合计 = 局机关·收入合计 + 监测站·收入合计 = 630.60 + 200.00 = 830.60\n"


def test_its_word_file_has_the_outline(exported: Path) -> None:
    (path,) = exported.glob("*.docx")
    assert path.name == "岳阳市示例局2024年度部门整体支出绩效自评报告.docx"
    paper = paper_of(path)
    headings = [line.text for line in paper.lines if line.style.startswith("Heading")]
    assert headings == [
        "一、部门（单位）基本概况",
        "二、部门（单位）收支情况",
        "（一）年度收入",
        "（二）年度支出",
        "（三）“三公”经费",
        "（四）固定资产",
        "三、部门整体支出绩效自评情况",
        "四、评价结论与等级",
    ]
    for text in (
        "（三）“三公”经费",
        "三公经费支出情况：全年预算20万元，本年实际支出13.75万元，完成预算的68.75%，其中：公务接待费6.50万元，公务用车运行维护费支出7.25万元。",
        "年末固定资产原值350万元，其中在用343万元，利用率98%。",
        "本单位2024年度部门整体支出绩效自评得分93.5分，等级为“优”。",
        "2025年4月8日",
    ):
        assert text in [line.text for line in paper.lines]
    assert "草" not in paper.header


def test_its_first_chapter_is_a_table_of_facts_and_prose(exported: Path) -> None:
    rows = tables(exported)[0]
    assert rows[0] == ["联系人", "张三", "联络电话", "0730-8888888"]
    assert rows[1] == ["人员编制", "46人", "实有人数", "42人"]
    assert rows[3][0] == "年度主要工作内容"
    assert rows[3][1] == "1.组织42人全员业务培训。\n2.推进“放管服”改革。"
    assert rows[4][1].splitlines() == [
        "（1）改革取得实效。",
        "一是办件时限压缩一半；二是窗口实现“一网通办”。",
        "（2）队伍建设加强。",
        "全年收入830.60万元，全部用于履行职能。",
    ]


def test_its_income_is_an_official_table(exported: Path) -> None:
    """Joined heads, a row per institution, bare figures with all their places, blanks left blank, the totals below."""
    assert tables(exported)[1] == [
        ["机构名称", "收入合计", "其中：", "其中：", "其中：", "其中：", "其中："],
        ["机构名称", "收入合计", "上年结转", "公共财政拨款", "政府基金拨款", "纳入专户管理的非税收入拨款", "其他"],
        ["局机关", "630.60", "20.60", "600.00", "", "10.00", ""],
        ["监测站", "200.00", "", "180.00", "15.00", "", "5.00"],
        ["合计", "830.60", "20.60", "780.00", "15.00", "10.00", "5.00"],
    ]


def tables(exported: Path) -> list[list[list[str]]]:
    import docx

    (path,) = exported.glob("*.docx")
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(str(path)).tables]


def test_its_workbook_computes(exported: Path) -> None:
    (path,) = exported.glob("*.xlsx")
    rows = book_of(path)["年度收入"]
    office = next(row for row in rows if row[1].value == "局机关")
    assert office[2].value == 630.6
    assert str(office[2].content).startswith("=")
    total = next(row for row in rows if row[0].value == "收入合计")
    assert total[1].value == 830.6
    assert str(total[1].content).startswith("=")


def test_its_own_check_fires_and_refuses_the_final_version(home: Path, folder: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_text((folder / EXAMPLE).read_text("utf-8").replace('budget = "600.00"', 'budget = "660.00"'), "utf-8")
    done = jibao("export", draft, "--out", tmp_path / "out", "--final", home=home)
    assert done.code == 1
    assert "收入合计（含上年结转）890.60万元，与支出和年末结转之和830.60万元不等，相差60万元。" in done.err
    assert not (tmp_path / "out").exists()


def test_a_new_draft_of_it_can_be_filled_checked_and_exported(home: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    assert jibao("new", KEY, "--out", draft, home=home).code == 0
    written = draft.read_text("utf-8").replace('# reporting_unit = ""', 'reporting_unit = "某局"')
    written += '\n[[rows.yueyang_unit_income]]\nid = "r1"\nbody = "某局"\nbudget = "126000元"\n'
    draft.write_text(written, "utf-8")
    assert jibao("check", draft, home=home).code == 0
    assert jibao("export", draft, "--out", tmp_path / "out", home=home).code == 0
    assert tables(tmp_path / "out")[1][2] == ["某局", "12.60", "", "12.60", "", "", ""]


def test_a_user_s_edition_stands_before_the_shipped_one(library: Library, tmp_path: Path) -> None:
    own = tmp_path / "jibao" / "forms" / "changning_township" / "2023"
    shutil.copytree(library.entry("changning_township/2023").folder, own)
    form = own / FORM
    form.write_text(form.read_text("utf-8").replace('heading = "部门概况"', 'heading = "单位概况"'), "utf-8")
    listed = [line for line in jibao("forms", home=tmp_path).out.splitlines() if "changning" in line]
    assert len(listed) == 1
    assert listed[0].endswith("（用户格式）")
    done = jibao("export", own / EXAMPLE, "--out", tmp_path / "out", home=tmp_path)
    assert done.code == 0
    assert "一、单位概况" in [line.text for line in paper_of(next((tmp_path / "out").glob("*报告.docx"))).lines]
