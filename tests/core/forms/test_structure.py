"""Building a form: all problems at once with their places, ids once, and no input that overwhelms the builder."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.consistency import consistency_problems
from core.forms.kinds import KINDS
from core.forms.paper import paper_problems
from core.forms.program import compile_form
from core.forms.shapes import CHECK, COLUMN, DOCUMENT, FIELD, FORM, ROW, SECTION, TABLE
from core.forms.structure import Dictionary, build_dictionary, build_form
from tests.core.forms.form_samples import FRAME, MONEY, Made, document, made, made_of, read


def test_a_clean_definition_has_no_problem_and_all_its_items() -> None:
    found = made(MONEY, ["income", "income_total", "grid:income"])
    assert found.codes() == []
    assert found.form.key == "f/2024"
    assert found.form.fields["income_total"].places == 2
    assert found.form.fields["income_total"].unit == "万元"
    assert found.form.tables["income"].row("other") is not None
    assert found.form.tables["income"].row("none") is None


def test_everything_that_is_wrong_is_told_at_once_with_its_place() -> None:
    dictionary = """
    [field.a]
    label = "甲"
    kind = "mony"
    plces = 2
    [field.B]
    label = "乙"
    kind = "text"
    [table.t]
    label = "表"
    columns = [ { id = "x", kind = "money", sums = "yes" } ]
    rows = [ { id = "r", label = 5 } ]
    [sentence.s]
    label = "文"
    [[check]]
    code = "X-1"
    level = "fatal"
    rule = "a == a"
    [feild.c]
    """
    found = made(dictionary, ["a"], top="place = 5\n")
    assert [str(problem) for problem in found.problems if problem.code != "form.not_shown"] == [
        f"d.toml › 数据项“甲”（a） › kind：“mony”不可用。可用：{'、'.join(KINDS)}。",
        "d.toml › 数据项“甲”（a）：没有“plces”这个设置。您是否要写“places”？",
        "d.toml › 数据项“乙”（B）：代号“B”不合规定：只用小写英文字母、数字和下划线，以字母开头，不超过64个字符。",
        "d.toml › 表“表”（t） › columns › 第1个“x” › sums：这里要 true 或 false。",
        "d.toml › 表“表”（t） › columns › 第1个“x”：缺少“label”。",
        "d.toml › 表“表”（t） › rows › 第1个“int” › label：这里要文字（加引号）。",
        "d.toml › 文字“文”（s）：缺少“text”。",
        "d.toml › 审核 › 第1个“X-1” › level：“fatal”不可用。可用：must_fix、explain、hint、incomplete。",
        "d.toml › 审核 › 第1个“X-1”：缺少“message”。",
        "d.toml：没有“feild”这个设置。您是否要写“field”？",
        "form.toml › place：这里要文字（加引号）。",
    ]


def test_one_slip_does_not_make_what_refers_to_it_look_wrong() -> None:
    """A field with a wrong setting still stands, so that formulas which name it are not blamed."""
    found = made(MONEY.replace('kind = "money", sums', 'knd = "money", sums'), ["income", "income_total"])
    assert found.codes() == ["form.missing_key", "form.unknown_key"]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("", "form.missing_key"),
        ("id = 5\nedition = 'x'\nlabel = 1\n", "form.bad_id"),
        ("id = 'f'\nedition = 1889\nlabel = ''\n", "form.not_whole"),
        (FRAME + "document = 5\n", "form.not_list"),
        (FRAME + "document = [5]\n", "form.not_a_table"),
        (FRAME + "adapt = 5\n", "form.not_a_table"),
        (FRAME + "adapt.table = 5\n", "form.not_a_table"),
        (FRAME + "field = 5\n", "form.not_a_table"),
        (FRAME + "field.f_x = 5\n", "form.not_a_table"),
        (FRAME + "sentence.f_x = 5\n", "form.not_a_table"),
        (FRAME + "table.f_x = 5\n", "form.not_a_table"),
        (FRAME + "check = 5\n", "form.not_list"),
        (FRAME + "renamed = 5\n", "form.not_a_table"),
        (FRAME + "parameters = []\n", "form.not_a_table"),
        (FRAME + "rule = 5\n", "form.not_a_table"),
        (FRAME + "rule.income = 5\n", "form.rule_columns"),
        (FRAME + "prefer_supplied = 'no'\n", "form.not_flag"),
    ],
)
def test_a_form_whose_frame_is_wrong_is_examined_to_the_end(form: str, code: str) -> None:
    found = made_of(MONEY, form)
    assert found.told(code)
    assert found.form.tables.keys() >= {"income"}


def test_an_id_is_used_once() -> None:
    own = """
    [field.income_total]
    label = "又一个"
    kind = "money"
    [table.income]
    label = "又一个"
    columns = []
    [field.f_x]
    label = "x"
    kind = "text"
    [table.f_x]
    label = "x"
    columns = []
    """
    found = made(MONEY, ["income"], top=own)
    assert found.told("form.duplicate_id") == [
        "form.toml › 数据项“又一个”（income_total）：“income_total”已经用过，代号不能重复。",
        "form.toml › 表“又一个”（income）：“income”已经用过，代号不能重复。",
        "form.toml › 表“x”（f_x）：“f_x”已经用过，代号不能重复。",
    ]
    assert found.form.fields["income_total"].label == "本年收入合计"


def test_the_first_of_two_dictionary_items_stays() -> None:
    one, other = ({"field": {"a": {"label": label, "kind": "text"}}} for label in ("甲", "乙"))
    dictionary, problems = build_dictionary({"1.toml": one, "2.toml": other})
    assert dictionary.fields["a"].label == "甲"
    assert [problem.code for problem in problems] == ["form.duplicate_id"]


def test_a_sentence_may_be_called_like_a_field() -> None:
    text = '[sentence.income_total]\nlabel = "收入"\ntext = "收入{income_total}"\n'
    assert made(MONEY + text, ["income", "sentence:income_total"]).codes() == []


def test_a_forms_own_items_carry_its_id() -> None:
    own = '[field.extra]\nlabel = "自有"\nkind = "text"\n[field.f_extra]\nlabel = "自有"\nkind = "text"\n'
    found = made("", ["f_extra"], top=own)
    assert found.told("form.prefix") == ["form.toml › 数据项“自有”（extra）：本格式自有的代号“extra”要以“f_”开头。"]
    assert list(found.form.fields) == ["f_extra"]


def test_checks_of_the_form_come_behind_those_of_the_dictionary() -> None:
    check = '[[check]]\ncode = "{code}"\nlevel = "hint"\nrule = "income_total > 0"\nmessage = "。"\n'
    found = made(MONEY + check.replace("{code}", "D-1"), ["income"], top=check.replace("{code}", "f-1"))
    assert [check.code for check in found.form.checks] == ["D-1", "f-1"]


def test_a_dictionary_is_not_changed_by_a_form() -> None:
    dictionary, _ = build_dictionary({"d.toml": read(MONEY)})
    own = 'adapt.field.income_total.label = "合计"\nfield.f_x = { label = "x", kind = "text" }\n'
    form, _ = build_form(read(FRAME + own + document()), dictionary, "form.toml")
    assert form.fields["income_total"].label == "合计"
    assert dictionary.fields["income_total"].label == "本年收入合计"
    assert "f_x" not in dictionary.fields


KEYS = sorted(
    {*FIELD.keys, *COLUMN.keys, *ROW.keys, *TABLE.keys, *SECTION.keys, *DOCUMENT.keys, *FORM.keys, *CHECK.keys}
)
SECTIONS = [
    "field",
    "table",
    "sentence",
    "check",
    "adapt",
    "rule",
    "rows",
    "columns_of",
    "document",
    "section",
    "part",
    "grid",
    "column",
    "f_x",
    "income",
]
words = st.sampled_from(
    ["", "f", "f_x", "money", "outline", "income", "r", "x", "{x}", "total(income.amount)", "sentence:f_x"]
)
scalars = words | st.integers(-3, 3) | st.booleans() | st.decimals(allow_nan=True) | st.just(2024) | st.text(max_size=3)
tomls = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*KEYS, *SECTIONS]), inner, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from([*FORM.keys, *SECTIONS]), tomls, max_size=8), st.booleans())
def test_any_definition_is_built_or_told_and_nothing_is_thrown(data: dict[str, Any], known: bool) -> None:
    dictionary = build_dictionary({"d.toml": read(MONEY) if known else data})[0]
    form, problems = build_form(data, dictionary, "form.toml")
    program, names = compile_form(form)
    told = (*problems, *consistency_problems(form), *names, *paper_problems(program))
    assert all(problem.text for problem in told)
    assert told or form.documents


def test_a_form_may_set_the_dictionarys_parameters_otherwise() -> None:
    dictionary = "[parameters]\nweight = 10\nbound = 0.3\n"
    found = made(dictionary + MONEY, ["income"], top="[parameters]\nbound = 0.5\nown = 1\n")
    assert found.codes() == []
    assert found.form.parameters == {"weight": 10, "bound": Decimal("0.5"), "own": 1}


def test_the_first_of_two_parameters_stays() -> None:
    dictionary, problems = build_dictionary({"1.toml": {"parameters": {"a": 1}}, "2.toml": {"parameters": {"a": 2}}})
    assert dictionary.parameters == {"a": 1}
    assert [str(problem) for problem in problems] == ["2.toml › parameters：“a”已经用过，代号不能重复。"]


def test_an_empty_dictionary_is_one() -> None:
    assert build_dictionary({}) == (Dictionary(), ())


# ---------------------------------------------------------------- documents of the dictionary

SHARED = """
[document.sheet]
title = "表"
file_name = "表"
layout = "form_table"
widths = [1, 1]
[[document.sheet.section]]
id = "rows"
heading = "表"
grid = [["收入", "{income_total}"]]
"""
REPORT = document(["income"])


def test_a_form_takes_a_document_of_the_dictionary_over() -> None:
    found = made_of(
        MONEY + SHARED, FRAME + REPORT + '[[document]]\nfrom = "sheet"\ntitle = "本县的表"\noptional = true\n'
    )
    assert found.codes() == []
    taken = found.form.documents[1]
    assert (taken.id, taken.title, taken.file_name, taken.optional) == ("sheet", "本县的表", "表", True)
    assert [section.id for section in taken.sections] == ["rows"]


def test_its_sections_are_replaced_as_a_whole() -> None:
    section = '[[document.section]]\nid = "own"\nheading = "自"\nitems = ["income_total"]\n'
    found = made_of(MONEY + SHARED, FRAME + REPORT + '[[document]]\nfrom = "sheet"\nid = "mine"\n' + section)
    assert found.codes() == []
    assert (found.form.documents[1].id, [one.id for one in found.form.documents[1].sections]) == ("mine", ["own"])


def test_a_document_that_no_form_takes_is_no_document_of_it() -> None:
    found = made_of(MONEY + SHARED, FRAME + REPORT)
    assert ([one.id for one in found.form.documents], found.codes()) == (["report"], [])


def test_what_is_wrong_with_taking_one_over() -> None:
    wrong = '[[document]]\nfrom = "sheets"\n[[document]]\nfrom = "sheet"\nlayot = "form_table"\n'
    found = made_of(MONEY + SHARED, FRAME + REPORT + wrong)
    assert found.told("form.unknown_item") == ["form.toml › document › 第2个 › from：没有“sheets”。您是否要写“sheet”？"]
    assert found.told("form.unknown_key") == ["form.toml › document › 第3个：没有“layot”这个设置。您是否要写“layout”？"]


def test_documents_of_the_dictionary_are_examined_there() -> None:
    _, problems = build_dictionary({"a.toml": read(SHARED), "b.toml": read(SHARED + "[document.BAD]\ntitle = 1\n")})
    assert [problem.code for problem in problems] == [
        "form.duplicate_id",
        "form.bad_id",
        "form.not_text",
        "form.missing_key",
    ]


# ---------------------------------------------------------------- rows that several grids have

BLOCK = """
[rows.lines]
grid = [
  ["收入", "{income_total}"],
  { each = "income", where = {}, cells = ["^", "{amount}"] },
]
"""


def sheet(grid: str, block: str = BLOCK, top: str = "") -> Made:
    """A form with a table document of this grid, over a dictionary with this block of rows."""
    tables = SHARED.replace('[["收入", "{income_total}"]]', f"[{grid}]")
    return made_of(MONEY + block + tables, FRAME + top + REPORT + '[[document]]\nfrom = "sheet"\n')


def test_rows_of_a_block_stand_where_it_is_named() -> None:
    found = sheet('["收", "入"], { rows = "lines" }, ["合", "计"], { rows = "lines", each = "spent" }')
    rows = found.form.documents[1].sections[0].grid
    assert [row.cells[0] for row in rows] == ["收", "收入", "^", "合", "收入", "^"]
    assert [row.each for row in rows] == ["", "", "income", "", "", "spent"]
    assert [row.line for row in rows[:4]] == ["第1行", "第2行（lines第1行）", "第2行（lines第2行）", "第3行"]
    assert found.told("form.unknown_item") == ["章节“表”（rows） › 第4行（lines第2行）：没有“spent”。"]


def test_a_block_may_stand_in_a_later_file() -> None:
    shared = read(MONEY + SHARED.replace('["收入", "{income_total}"]', '{ rows = "lines" }'))
    dictionary, problems = build_dictionary({"a.toml": shared, "b.toml": read(BLOCK)})
    assert problems == ()
    assert len(dictionary.documents["sheet"].sections[0].grid) == 2


def test_a_form_may_have_blocks_of_its_own() -> None:
    own = BLOCK.replace("lines", "f_lines")
    grid = '[[document.section]]\nid = "own"\nheading = "自"\ngrid = [{ rows = "f_lines" }, { rows = "lines" }]\n'
    found = made_of(MONEY + BLOCK + SHARED, FRAME + own + REPORT + '[[document]]\nfrom = "sheet"\n' + grid)
    assert found.codes() == []
    assert len(found.form.documents[1].sections[0].grid) == 4
    assert sheet('["收", "入"]', top=BLOCK).told("form.duplicate_id") == [
        "form.toml › 成组的行 lines：“lines”已经用过，代号不能重复。"
    ]
    assert sheet('["收", "入"]', top=BLOCK.replace("lines", "own")).told("form.prefix")


@pytest.mark.parametrize(
    ("grid", "told"),
    [
        ('{ rows = "lnes" }', "form.unknown_item"),
        ("{ rows = 5 }", "form.unknown_item"),
        ('{ rows = "lines", cells = [] }', "form.unknown_key"),
        ('{ rows = "lines", each = 5 }', "form.bad_id"),
    ],
)
def test_what_is_wrong_with_naming_a_block(grid: str, told: str) -> None:
    place = "d.toml › document › sheet › section › 第1个“表” › grid › 第2个"
    assert sheet(f'["收", "入"], {grid}').told(told)[0].startswith(place)


def test_blocks_do_not_hold_one_another() -> None:
    found = sheet('{ rows = "lines" }', BLOCK + '[rows.more]\ngrid = [["一", "二"], { rows = "lines" }]\n')
    assert found.told("form.nested_block") == [
        "d.toml › 成组的行 more › grid › 第2个：成组的行里不能再引用成组的行，只能写现成的行。"
    ]


def test_a_block_has_rows() -> None:
    assert sheet('{ rows = "lines" }', "[rows.lines]\n").told("form.missing_key") == [
        "d.toml › 成组的行 lines：缺少“grid”。"
    ]
