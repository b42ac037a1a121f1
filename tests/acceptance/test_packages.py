"""One entry, many outputs: the four documents of each form say the same, also of very much and of very odd input."""

from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

import openpyxl
import pytest

from core.exports.excel import write_excel
from core.forms.kinds import KINDS
from core.formulas.cells import Cell
from core.reports.compose import compose, documents_of
from core.reports.document import Document, Figure, Grid
from core.reports.sentences import plain, say
from core.reports.session import Session
from core.reports.workbook import compose_workbook
from tests.acceptance.examples import CHANGNING, FORMS, HUNAN, XIANGTAN, opened, report_only, shipped
from tests.recalculation import recalculated, when_asked

TABLES = ["base_data", "self_evaluation", "project_evaluation", "score_sheet"]


def documents(session: Session) -> dict[tuple[str, str], Document]:
    """All documents to hand in, by id and row."""
    keys = documents_of(session.sheet)
    return {(key.id, key.row): compose(session.sheet, key.id, key.row) for key in keys}


def figures(document: Document) -> dict[Cell, str]:
    """What each figure of the tables of a document prints."""
    grids = [block for block in document.blocks() if isinstance(block, Grid)]
    shown = (one for grid in grids for row in grid.rows for cell in row for one in cell.paragraphs)
    return {run.cell: run.text for one in shown for run in one.runs if isinstance(run, Figure)}


def lines(document: Document) -> list[list[str]]:
    """The cells of its tables, line by line."""
    grids = [block for block in document.blocks() if isinstance(block, Grid)]
    return [["".join(p.text for p in cell.paragraphs) for cell in row] for grid in grids for row in grid.rows]


@pytest.mark.parametrize("key", FORMS)
def test_a_package_has_the_report_and_all_tables(key: str) -> None:
    session = opened(key)
    projects = session.sheet.rows("projects")
    assert list(documents(session)) == [
        ("report", ""),
        ("base_data", ""),
        ("self_evaluation", ""),
        *(("project_evaluation", row) for row in projects),
        ("score_sheet", ""),
    ]


@pytest.mark.parametrize("key", FORMS)
def test_a_figure_reads_the_same_in_every_table(key: str) -> None:
    told: dict[Cell, set[str]] = {}
    for document in documents(opened(key)).values():
        for cell, text in figures(document).items():
            told.setdefault(cell, set()).add(text)
    shared = {cell for cell, texts in told.items() if len(texts) > 1}
    assert {cell for cell in shared if len({text.rstrip("万元人%分") for text in told[cell]}) > 1} == set()


@pytest.mark.parametrize("key", FORMS)
def test_execution_is_basic_and_project_expenditure_in_every_document(key: str) -> None:
    session = opened(key)
    sheet, made = session.sheet, documents(session)
    executed, basic, project = (
        sheet.value(cell)
        for cell in (Cell("executed_total"), Cell("nature", "basic", "amount"), Cell("nature", "project", "amount"))
    )
    assert executed == basic + project
    parts = [sheet.value(Cell("projects", row, "actual")) for row in sheet.rows("projects")]
    assert sum(parts) == project
    printed = figures(made["base_data", ""]) | figures(made["self_evaluation", ""])
    assert Decimal(printed[Cell("nature", "project", "amount")]) == project
    assert Decimal(printed[Cell("executed_total")]) == executed
    for row in sheet.rows("projects"):
        own = figures(made["project_evaluation", row])
        assert own[Cell("projects", row, "actual")] == printed[Cell("projects", row, "actual")]


@pytest.mark.parametrize("key", FORMS)
def test_points_and_scores_add_up_as_printed(key: str) -> None:
    session = opened(key)
    for (name, row), document in documents(session).items():
        if name not in ("self_evaluation", "project_evaluation"):
            continue
        table = "indicators" if name == "self_evaluation" else "project_indicators"
        printed = figures(document)
        points = [Decimal(text) for cell, text in printed.items() if (cell.item, cell.column) == (table, "points")]
        scores = [Decimal(text) for cell, text in printed.items() if (cell.item, cell.column) == (table, "score")]
        execution = printed[Cell("projects", row, "execution_score") if row else Cell("execution_score")]
        total = next(line for line in lines(document) if line[0] == "总分")
        assert sum(points) == 90
        assert total[1:3] == ["100", str(sum(scores) + Decimal(execution))]


def test_the_report_tells_the_score_of_the_table() -> None:
    session = opened(HUNAN)
    assert "自评得分98.6分，评价等级为“优”。" in plain(session.sheet, say(session.sheet, "self_score_summary").runs)
    session.enter(Cell("indicators", "i21", "actual"), "30")
    session.enter(Cell("indicators", "i16", "verdict"), "未达成预期指标")
    session.enter(Cell("indicators", "i16", "degree"), "0")
    said = plain(session.sheet, say(session.sheet, "self_score_summary").runs)
    assert "自评得分88.1分，评价等级为“良”。" in said
    assert ["总分", "100", "88.1"] in [line[:3] for line in lines(compose(session.sheet, "self_evaluation"))]


def test_official_captions_name_the_years() -> None:
    table = lines(compose(opened(CHANGNING).sheet, "base_data"))
    assert ["经费控制情况（万元）", "2022年决算数", "2023年预算数", "2023年决算数"] in table
    assert ["三公经费", "21.10", "19.37", "19.37"] in table
    assert ["城乡环境综合治理项目", "152.80", "170.00", "168.20"] in table
    evaluation = lines(compose(opened(CHANGNING).sheet, "self_evaluation"))
    assert ["其中：一般公共预算拨款", "1366.27", "其中：基本支出", "888.67"] in evaluation
    assert next(line for line in evaluation if "新建户厕完成时间" in line)[:3] == [
        "时效指标",
        "新建户厕完成时间",
        "12月底之前全部建成",
    ]


def test_a_deduction_says_why() -> None:
    table = lines(compose(opened(CHANGNING).sheet, "score_sheet"))
    (line,) = (line for line in table if line[:1] == ["重点支出安排率"] or line[2:3] == ["重点支出安排率"])
    assert line[-3:] == ["76.03%", "3.0", "重点支出安排率76.03%，未达到90%，得3分，扣2分"]


# ---------------------------------------------------------------- switched off


@pytest.mark.parametrize("key", FORMS)
def test_without_the_tables_it_is_the_report_alone(key: str) -> None:
    session = Session(shipped().program(key), report_only(key))
    assert list(documents(session)) == [("report", "")]
    assert not [one for one in session.examination().findings if one.code.startswith(("N-2", "N-3", "N-4", "B-2"))]


@pytest.mark.parametrize("key", [CHANGNING, XIANGTAN])
def test_a_table_switched_off_and_on_again_is_the_same(key: str) -> None:
    session = opened(key)
    before = documents(session)
    for name in TABLES:
        session.set_document_applicable(name, False)
        assert name not in {document for document, _ in documents(session)}
        session.set_document_applicable(name, True)
    assert documents(session) == before


# ---------------------------------------------------------------- very much, and very odd


@pytest.fixture(scope="module")
def crowded() -> Session:
    """60 projects of 20 indicators each, and 200 indicators of the unit."""
    session = opened(HUNAN)
    for table in ("indicators", "projects"):
        session.remove_rows(table, session.sheet.rows(table))
    unit = [
        {"category": "quantity", "name": f"指标{number}", "target": "≥1个", "points": "0.25"} for number in range(200)
    ]
    session.add_rows("indicators", 200, answers=unit)
    names = [{"name": f"项目{n}/\\:*?“”", "category": "business", "budget": "10", "actual": "9.5"} for n in range(60)]
    session.add_rows("projects", 60, answers=names)
    for project in session.sheet.rows("projects"):
        own = [{"category": "quantity", "name": f"指标{n}", "target": "≥2个", "points": "2.5"} for n in range(20)]
        session.add_rows("project_indicators", 20, owner=project, answers=own)
        mine = session.sheet.owned["project_indicators"][project]
        session.enter_many(((Cell("project_indicators", row, "actual"), "2") for row in mine), "填写")
    return session


def test_many_projects_have_a_table_each(crowded: Session) -> None:
    made = documents(crowded)
    assert sum(name == "project_evaluation" for name, _ in made) == 60
    assert len({document.file_name for document in made.values()}) == len(made)
    assert crowded.sheet.shown(Cell("nature", "project", "amount")) == "570.00"
    assert crowded.sheet.shown(Cell("output_assigned")) == "50.00"
    for row in crowded.sheet.rows("projects"):
        assert crowded.sheet.shown(Cell("projects", row, "output_part")) == "50.0"
        assert crowded.sheet.shown(Cell("projects", row, "score")) == "59.5"


def test_what_is_missing_of_many_is_told_once_for_each(crowded: Session) -> None:
    found = crowded.examination().findings
    assert sum(one.code == "N-222" for one in found) == 200, "no indicator of the unit has its actual value"
    assert sum(one.code == "N-312" for one in found) == 60, "no project has indicators of benefit"


def test_targets_in_words_are_read_into_their_parts() -> None:
    session = opened(CHANGNING)
    target, parts = Cell("indicators", "i1", "target"), ("direction", "target", "unit", "target_words")
    wanted = {
        "≥50个": ("≥", "50", "个", "＿＿"),
        "90%以上": ("≥", "90", "%", "＿＿"),
        "12月底之前": ("定性", "＿＿", "＿＿", "12月底之前"),
        "不超过90万元": ("≤", "90", "万元", "＿＿"),
    }
    for text, told in wanted.items():
        session.enter(target, text)
        assert tuple(session.sheet.shown(target._replace(column=part)) for part in parts)[:2] == told[:2], text
        assert session.sheet.shown(target._replace(column="target_words")) == told[3]


@when_asked
@pytest.mark.parametrize("blank", [0, 2, 3], ids=["whole", "every second figure blank", "every third figure blank"])
@pytest.mark.parametrize("key", FORMS)
def test_computing_the_workbook_anew_changes_no_figure(key: str, blank: int, tmp_path: Path) -> None:
    session = opened(key)
    for number, cell in enumerate(sorted(session.draft.entries)):
        if blank and number % blank == 0 and KINDS[session.sheet.fields[cell.item, cell.column].kind].figure:
            session.enter(cell, "")
    content = write_excel(compose_workbook(session.sheet))
    (tmp_path / "ours.xlsx").write_bytes(content)
    ours = openpyxl.load_workbook(tmp_path / "ours.xlsx", data_only=True)
    theirs = openpyxl.load_workbook(recalculated(content, tmp_path), data_only=True)
    for title in ours.sheetnames:
        rows = zip(ours[title].iter_rows(values_only=True), theirs[title].iter_rows(values_only=True), strict=False)
        for number, (mine, anew) in enumerate(rows, 1):
            assert not [one for one in anew if str(one).startswith(("#", "Err:"))], (title, number, anew)
            pairs = zip_longest(mine, anew)
            assert [pair for pair in pairs if not _agree(*pair)] == [], (title, number)


def _agree(ours: object, theirs: object) -> bool:
    """The same figure to nine places, or none in either; texts are not computed."""
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) < 1e-9
    return not isinstance(ours, int | float) and not isinstance(theirs, int | float)
