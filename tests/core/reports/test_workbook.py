"""The figures of a report as a workbook."""

from core.forms.program import Program
from core.formulas.bind import bound_cells
from core.reports.compose import compose
from core.reports.document import Document, Figure, Grid
from core.reports.findings import Finding
from core.reports.workbook import compose_table_book, compose_workbook
from tests.core.reports.official_samples import tables_sheet
from tests.core.reports.samples import cell, complete, program, sheet_of


def parts(document: Document) -> dict[str, list[list[str]]]:
    """The rows of each part by its title, grids one under the other."""
    found: dict[str, list[list[str]]] = {}
    for part in document.parts:
        rows = found.setdefault(part.title, [])
        for block in part.blocks:
            rows += [[one.text for one in row] for row in block.rows] if isinstance(block, Grid) else []
    return found


def figures(document: Document) -> list[Figure]:
    return [one for part in document.parts for one in part.figures()]


def test_a_part_for_each_chapter_that_holds_figures() -> None:
    document = compose_workbook(sheet_of(complete(), projects=["p1"]))
    found = parts(document)
    assert list(found) == ["基本信息", "2023年机构", "收支", "项目", "2023年度表"]
    assert found["2023年机构"] == [
        ["项目", "内容", "单位"],
        ["内设机构", "党政办、财政所", ""],
        ["机构个数", "2", "个"],
    ]
    assert found["收支"][4:7] == [
        ["项目", "内容", "单位"],
        ["收入合计", "100.00", "万元"],
        ["2022年收入合计", "", "万元"],
    ]
    assert (document.file_name, document.title, document.draft) == (
        "甲镇人民政府2023年度报告（数据表）",
        "甲镇人民政府2023年度报告",
        True,
    )
    assert not compose_workbook(sheet_of({}), final=True).draft


def test_every_formula_finds_its_operands() -> None:
    document = compose_workbook(sheet_of(complete(income_prior="80"), projects=["p1"]))
    there = {one.cell for one in figures(document)}
    for one in figures(document):
        for operand in bound_cells(one.formula) if one.formula else ():
            assert operand in there


def chain() -> Program:
    return program(
        """
        [field]
        a = { label = "甲", kind = "money", formula = "b + c" }
        b = { label = "乙", kind = "money", formula = "c * 2" }
        c = { label = "丙", kind = "money", formula = "1 + 1" }
        """,
        items=["a"],
    )


def test_operands_without_a_chapter_stand_in_a_part_of_their_own() -> None:
    assert parts(compose_workbook(sheet_of({}, chain()))) == {
        "全部": [["项目", "内容", "单位"], ["甲", "6.00", "万元"]],
        "数据": [["项目", "内容", "单位"], ["乙", "4.00", "万元"], ["丙", "2.00", "万元"]],
    }


def test_an_item_listed_twice_in_a_chapter_stands_there_once() -> None:
    form = program('[field.a]\nlabel = "甲"\nkind = "money"', items=["a", "a"])
    assert parts(compose_workbook(sheet_of({}, form))) == {"全部": [["项目", "内容", "单位"], ["甲", "", "万元"]]}


def test_a_unit_from_a_column_is_not_repeated() -> None:
    rows = parts(compose_workbook(sheet_of({"facts[f].value": "3", "facts[f].unit": "个"}, facts=["f"])))["基本信息"]
    assert ["1", "", "3", "个"] in rows


def test_answered_findings_get_a_part() -> None:
    answered = Finding(
        code="T-2", level="explain", text="变动较大。", cells=(cell("income_total"),), explained="新增项目"
    )
    document = compose_workbook(sheet_of({}), findings=[answered, Finding(code="T-3", level="hint", text="x")])
    assert parts(document)["审核说明"] == [["审核", "问题", "说明"], ["T-2", "变动较大。", "新增项目"]]
    assert "审核说明" not in parts(compose_workbook(sheet_of({})))


# -- official tables ---------------------------------------------------------------------------------------------


def test_official_tables_stand_behind_the_chapters_as_paper_has_them() -> None:
    sheet = tables_sheet()
    made = compose_workbook(sheet).parts
    assert [part.title for part in made[:4]] == ["收支", "资金", "项目支出自评表", "2024年度自评表"]
    assert [part.title for part in made[4:]] == ["修路", '治水/二期:*?"<>|']
    assert [part.official for part in made] == [False, False, False, True, True, True]
    assert [part.landscape for part in made[3:6]] == [False, True, True]
    assert made[4].blocks == compose(sheet, "project_table", "p1").blocks()


def test_tables_that_are_composed_already_are_taken_as_they_are() -> None:
    sheet = tables_sheet()
    made = compose_workbook(sheet, tables=[compose(sheet, "budget_table")])
    assert [part.title for part in made.parts if part.official] == ["2024年度自评表"]


def test_a_table_as_a_workbook_of_its_own_has_its_operands_behind() -> None:
    sheet = tables_sheet()
    table = compose(sheet, "project_table", "p1", final=True)
    book = compose_table_book(sheet, table)
    assert [(part.title, part.hidden) for part in book.parts] == [("修路", False), ("数据", True)]
    assert (book.file_name, book.code, book.draft, book.landscape) == (table.file_name, table.code, False, True)
    values = {one.cell for part in book.parts for one in part.values()}
    for one in (one for part in book.parts for one in part.values()):
        assert not one.formula or set(bound_cells(one.formula)) <= values
    assert parts(book)["数据"] == [
        ["项目", "内容", "单位"],
        ["道路硬化·指标值", "3", "公里"],
        ["路灯·指标值", "", ""],
        ["合格率·指标值", "", ""],
    ]


def test_a_figure_within_a_text_is_no_operand_that_can_be_read() -> None:
    sheet = tables_sheet()
    [part, _] = compose_table_book(sheet, compose(sheet, "project_table", "p1")).parts
    assert cell("targets[a].wanted") in {one.cell for one in part.figures()}
    assert cell("targets[a].wanted") not in {one.cell for one in part.values()}
