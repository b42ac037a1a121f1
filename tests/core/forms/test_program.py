"""Compiling a form: what it holds, in which order it computes, which checks exist, and everything wrong at once."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from core.errors import MESSAGES
from core.forms.grids import CellItem, CellItems
from core.forms.program import Program
from core.forms.steps import Step
from core.formulas.cells import Cell
from core.formulas.evaluate import Slot
from core.formulas.functions import Value
from core.formulas.syntax import Ref
from tests.core.forms.form_samples import MONEY, Made, document, made
from tests.core.formulas.formula_samples import Values

TWO = (
    MONEY
    + """
[table.nature]
label = "按性质"
rows = [
  { id = "basic", label = "基本", parts = "all" },
  { id = "staff", label = "人员", within = "basic" },
  { id = "project", label = "项目" },
]
columns = [ { id = "amount", label = "金额", kind = "money", sums = true } ]
[table.economic]
label = "按经济分类"
rows = [ { id = "e301", label = "工资" } ]
columns = [
  { id = "amount", label = "金额", kind = "money", sums = true },
  { id = "share", label = "占比", kind = "percent", formula = "share(amount, spent)", override = true },
]
[field.spent]
label = "支出"
kind = "money"
formula = "first_filled(total(nature.amount), total(economic.amount))"
supplied = true
[field.balance]
label = "结余"
kind = "money"
formula = "income_total - spent"
supplied = true
override = true
[field.doubled]
label = "两倍"
kind = "money"
formula = "balance * 2"
"""
)


def program(items: Sequence[str], dictionary: str = TWO, top: str = "", rest: str = "") -> Program:
    found = made(dictionary, items, top=top, rest=rest)
    assert found.codes() == [], found.problems
    return found.program


# ---------------------------------------------------------------- what a form holds


def test_a_form_holds_what_it_lists_and_what_follows_from_it() -> None:
    found = program(["income"])
    assert list(found.fields) == ["income_total"]
    assert list(found.tables) == ["income"]
    assert found.slot_field(("income", "share")) is not None
    assert found.slot_field(("spent", "")) is None
    assert found.slot_field(("nature", "amount")) is None
    assert [slot for slot, _ in found.slots()] == [("income_total", ""), ("income", "amount"), ("income", "share")]


OWN = (
    TWO.replace('{ id = "project", label = "项目" }', '{ id = "project", label = "项目", PROJECT }')
    + """
[table.projects]
label = "项目"
free = { max = 9 }
columns = [ { id = "actual", label = "支出", kind = "money", sums = true } ]
"""
)


def test_a_row_has_a_formula_of_its_own_where_the_form_holds_its_parts() -> None:
    cell, staff = Cell("nature", "project", "amount"), Cell("nature", "staff", "amount")
    dictionary = OWN.replace("PROJECT", 'formulas = { amount = "total(projects.actual)" }')
    found = program(["nature", "projects"], dictionary)
    assert found.formula(cell) is not None
    assert found.formula(staff) is None
    assert found.step_of["nature", "amount"].reads == (
        Ref("column", "projects", column="actual"),
        Ref("sum", "nature", column="amount"),
    )
    less = program(["nature"], dictionary)
    assert less.formula(cell) is None
    row = less.tables["nature"].row("project")
    assert row is not None
    assert row.formulas == {}


def test_a_row_keeps_its_formula_before_that_of_the_column() -> None:
    dictionary = MONEY.replace('label = "其他收入" }', 'label = "其他收入", formulas = { share = "or_zero(amount)" } }')
    found = program(["income"], dictionary)
    own, other = found.formula(Cell("income", "other", "share")), found.formula(Cell("income", "budget", "share"))
    assert own is not None
    assert other is not None
    assert (own.text, other.text) == ("or_zero(amount)", "share(amount, income_total)")


def test_a_closed_cell_is_known_and_a_constant_one_too() -> None:
    rows = '[ { id = "r", label = "行", formulas = { a = "5", b = "a" }, closed = ["c"] } ]'
    columns = ", ".join(f'{{ id = "{id}", label = "{id}", kind = "money", override = true }}' for id in "abc")
    found = program(["t"], f'[table.t]\nlabel = "表"\nrows = {rows}\ncolumns = [{columns}]\n')
    assert found.closed == {Cell("t", "r", "c")}
    assert [found.constant(Cell("t", "r", column)) for column in "abc"] == [True, False, False]
    assert not found.constant(Cell("gone"))
    assert found.formula(Cell("gone")) is None


def test_a_cell_that_reads_its_own_column_is_a_circle() -> None:
    rows = '[ { id = "r", label = "行", formulas = { a = "t[s].a" } }, { id = "s", label = "又" } ]'
    columns = '[ { id = "a", label = "甲", kind = "money" } ]'
    found = made(f'[table.t]\nlabel = "表"\nrows = {rows}\ncolumns = {columns}\n', ["t"])
    assert found.told("form.cycle") == ["f/2024：算式循环：t.a → t.a。"]


def test_what_is_wrong_in_a_rows_formula_is_told_with_its_place() -> None:
    found = made(OWN.replace("PROJECT", 'formulas = { amount = "total(projects.acutal)" }'), ["nature"])
    [told] = found.told("form.formula")
    assert told.startswith("表“按性质”（nature） › 行“项目”（project） › 列“金额”（amount）：算式有误：第7个字符处：")
    assert told.endswith("没有“projects.acutal”。您是否要写“projects.actual”？")


def test_what_follows_follows_at_any_distance() -> None:
    assert set(program(["income", "nature"]).fields) == {"income_total", "spent", "balance", "doubled"}


def test_a_computed_figure_without_its_parts_is_one_to_be_given() -> None:
    found = program(["balance", "spent", "economic"])
    assert (found.fields["balance"].formula, found.fields["balance"].supplied, found.fields["balance"].override) == (
        "", False, False,
    )  # fmt: skip
    assert found.fields["spent"].formula
    assert found.formula(Cell("balance")) is None
    assert found.formula(Cell("spent")) is not None
    assert found.formula(Cell("doubled")) is not None


def test_a_computed_column_without_its_parts_is_one_to_be_given() -> None:
    lonely = TWO.replace("share(amount, spent)", "share(amount, income_total)")
    column = program(["economic"], lonely).tables["economic"].column("share")
    assert column is not None
    assert (column.formula, column.override) == ("", False)
    assert program(["economic", "income"], lonely).tables["economic"].column("share") != column


def test_the_formula_of_a_smaller_form_reads_only_what_is_there() -> None:
    found = program(["nature", "income"])
    assert found.step_of["spent", ""].reads == (Ref("column", "nature", column="amount"),)
    assert set(found.readers) == {
        ("income", "amount"),
        ("income_total", ""),
        ("nature", "amount"),
        ("spent", ""),
        ("balance", ""),
    }


def test_rows_that_a_form_leaves_out_are_blank_to_formulas() -> None:
    formula = "or_zero(nature[staff].amount) + nature[project].amount"
    part = f'[field.staff]\nlabel = "人员"\nkind = "money"\nformula = "{formula}"\n'
    drop = 'adapt.table.nature.rows = [ "project" ]\n'
    held = program(["nature", "staff"], TWO + part, top=drop)
    values = Values({("nature", "amount"): {"project": Decimal(5), "staff": Decimal(9)}})
    run = held.step_of["staff", ""].run
    assert run is not None
    assert run(values, "") == 5


def test_each_item_is_entered_where_it_stands_first() -> None:
    two = document(["income"]) + document(["income", "income_total", "grid:income"]).replace("report", "b").replace(
        '"all"', '"again"'
    )
    found = made(MONEY, documents=two)
    assert found.codes() == []
    assert {id: section.id for id, section in found.program.places_of.items()} == {
        "income": "all",
        "income_total": "again",
    }


def test_what_is_listed_exists() -> None:
    found = made(MONEY, ["incme", "sentence:income", "grid:income_total", "grid:incme"])
    place = "文书 report › 章节“全部”（all）"
    assert found.told("form.unknown_item") == [
        f"{place}：没有“incme”。您是否要写“income”？",
        f"{place}：没有“income”。",
        f"{place}：没有“income_total”。您是否要写“income”？",
        f"{place}：没有“incme”。您是否要写“income”？",
    ]


# ---------------------------------------------------------------- steps


def test_steps_never_look_back_and_rows_are_added_up() -> None:
    found = program(["income", "nature"])
    place = {step.slot: step.index for step in found.steps}
    assert [step.index for step in found.steps] == list(range(len(found.steps)))
    assert place["nature", "amount"] < place["spent", ""] < place["balance", ""] < place["doubled", ""]
    assert place["income_total", ""] < place["income", "share"]
    assert found.step_of["nature", "amount"].formula is None
    assert ("income", "amount") not in place
    assert found.formula(Cell("nature", "staff", "amount")) is None
    assert found.formula(Cell("income", "budget", "amount")) is None


def test_circles_are_told_wherever_they_are() -> None:
    circle = """
    [field.a]
    label = "甲"
    kind = "money"
    formula = "b + 1"
    [field.b]
    label = "乙"
    kind = "money"
    formula = "a + 1"
    """
    found = made(MONEY + circle, ["income"])
    assert found.told("form.cycle") in (["f/2024：算式循环：a → b → a。"], ["f/2024：算式循环：b → a → b。"])
    assert list(found.program.fields) == ["income_total"]


def test_a_long_chain_of_formulas_is_no_trouble() -> None:
    chain = "".join(
        f'[field.x{number}]\nlabel = "x"\nkind = "money"\nformula = "x{number + 1} + 1"\n' for number in range(1500)
    )
    found = made(chain + '[field.x1500]\nlabel = "x"\nkind = "money"\n', ["x1500"])
    assert found.codes() == []
    assert len(found.program.steps) == 1500


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("incom_total + 1", "算式有误：第1个字符处：没有“incom_total”。您是否要写“income_total”？"),
        ("income_total +", "算式有误：第14个字符处：算式写法有误。"),
        ("income_total > 1", "算式有误：第1个字符处：这里要的是一个数，“一个条件”不是。"),
    ],
)
def test_a_wrong_formula_is_told_with_its_place(formula: str, words: str) -> None:
    found = made(MONEY + f'[field.x]\nlabel = "项"\nkind = "money"\nformula = "{formula}"\n', ["income"])
    assert found.told("form.formula") == [f"数据项“项”（x）：{words}"]
    column = MONEY.replace("share(amount, income_total)", formula)
    assert found.codes() == made(column, ["income"]).codes() == ["form.formula"]
    assert made(column, ["income"]).told("form.formula") == [f"表“本年收入”（income） › 列“占比”（share）：{words}"]


# ---------------------------------------------------------------- totals that are not whole yet


def held_back(condition: str) -> str:
    """Shares of the expenditure, which is the whole under a condition."""
    return TWO.replace("[field.balance]", f'whole_when = "{condition}"\n[field.balance]')


WHOLE = "filled(nature[basic].amount) or or_zero(total(nature.amount)) < spent"


@pytest.mark.parametrize(
    ("nature", "economic", "wanted"),
    [({"project": 5}, 9, None), ({"project": 5, "basic": 4}, 9, 1), ({"project": 5, "basic": 1}, 9, "1.5"), ({}, 9, 1)],
)
def test_a_share_of_a_total_that_is_not_whole_yet_is_blank(
    nature: dict[str, int], economic: int, wanted: str | int | None
) -> None:
    """Above 100 % only where all parts are filled, and the figures disagree indeed."""
    step = program(["nature", "economic"], held_back(WHOLE)).step_of["economic", "share"]
    assert share(step, nature, economic) == (wanted if wanted is None else Decimal(wanted))
    assert {ref.item for ref in step.reads} == {"economic", "nature", "spent"}


def share(step: Step, nature: dict[str, int], economic: int) -> object:
    """The share of the one economic row; spent is what is filled by nature, else this row."""
    spent = sum(nature.values()) or economic
    columns: dict[Slot, dict[str, Value]] = {
        ("nature", "amount"): {row: Decimal(value) for row, value in nature.items()},
        ("economic", "amount"): {"e301": Decimal(economic)},
        ("spent", ""): {"": Decimal(spent)},
    }
    assert step.run is not None
    return step.run(Values(columns, {"nature": ("basic", "project")}), "e301")


def test_a_form_without_those_parts_has_its_shares() -> None:
    assert share(program(["economic"], held_back(WHOLE)).step_of["economic", "share"], {}, 9) == 1


def test_a_wrong_condition_of_a_whole_is_told_once() -> None:
    found = made(held_back("filled(basis)"), ["nature", "economic"])
    [told] = found.told("form.formula")
    assert told.startswith("数据项“支出”（spent）：whole_when有误：")


# ---------------------------------------------------------------- sentences and grids


SENTENCE = '[sentence.s]\nlabel = "文"\ntext = "收入{income_total}"\n'


def test_sentences_are_those_that_stand_somewhere() -> None:
    assert list(program(["income", "sentence:s"], TWO + SENTENCE).sentences) == ["s"]
    assert program(["income"], TWO + SENTENCE).sentences == {}
    grid = 'grid = [ ["收入", ["sentence:s", "income_total"]] ]\nwidths = [1, 1]\n'
    found = program(["income"], TWO + SENTENCE, rest=grid)
    assert list(found.sentences) == ["s"]
    assert found.grids["all"][0].cells == (
        ("收入",),
        CellItems((CellItem("sentence", "s"), CellItem("field", "income_total"))),
    )


def test_a_sentence_that_stands_nowhere_is_examined_too() -> None:
    assert made(MONEY + SENTENCE.replace("{income_total}", "{x}"), ["income"]).codes() == ["form.bad_quote"]


def test_a_grid_names_tables_rows_and_items() -> None:
    rest = """grid = [
      { cells = ["{label}", "{amount}", "<"], each = "income", when = "amount > 0" },
      { cells = ["^", "{income_total}", "{year}"], head = true },
    ]
    widths = [1, 1, 1]
    """
    year = '[field.year]\nlabel = "年度"\nkind = "year"\n'
    first, second = program(["income", "year"], MONEY + year, rest=rest).grids["all"]
    assert (first.row.each, first.home, first.row.head) == ("income", "income", False)
    assert (second.row.each, second.home, second.row.head) == ("", "", True)
    assert first.when is not None
    assert first.asks == {("income", "amount")}
    assert first.cells[1:] == ((Ref("sibling", "income", column="amount"),), "<")
    assert second.cells == ("^", (Ref("field", "income_total"),), (Ref("field", "year"),))


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ('{ cells = ["{x}"], each = "incme" }', "form.unknown_item", "没有“incme”。您是否要写“income”？"),
        ('{ cells = ["{x}"], each = "nature" }', "form.unknown_item", "没有“nature”。"),
        ('["{x}"]', "form.bad_quote", "引用“x”有误"),
        ('["{spent}"]', "form.absent_quote", "引用的“spent”不在任何一节的 items 里，这里总是空白。"),
        ('{ cells = [""], when = "x > 0" }', "form.formula", "条件有误：第1个字符处：没有“x”"),
        ('[["x"]]', "form.unknown_item", "没有“x”。"),
        ('[["spent"]]', "form.unknown_item", "没有“spent”。"),
        ('[["sentence:x"]]', "form.unknown_item", "没有“x”。"),
    ],
)
def test_what_a_grid_names_is_in_the_form(row: str, code: str, words: str) -> None:
    found = made(TWO, ["income"], rest=f"grid = [ {row} ]\nwidths = [1]\n")
    assert found.codes() == [code]
    assert found.told(code)[0].startswith("章节“全部”（all） › 第1行：")
    assert words in found.told(code)[0]


def test_titles_file_names_and_closings_quote_what_the_form_holds() -> None:
    two = document(["income"]).replace(
        'title = "报告"', 'title = "{income_total}"\nclosing = ["{income_total}", "{spent}"]'
    )
    found = made(TWO, documents=two)
    assert found.told("form.absent_quote") == [
        "文书 report › closing1：引用的“spent”不在任何一节的 items 里，这里总是空白。"
    ]
    assert found.program.captions["report:title"] == (Ref("field", "income_total"),)
    assert found.program.captions["report:file_name"] == ("报告",)
    assert found.program.captions["report:closing0"] == (Ref("field", "income_total"),)


# ---------------------------------------------------------------- checks


def check(rule: str, more: str = "") -> str:
    return f'[[check]]\ncode = "X-1"\nlevel = "must_fix"\nrule = \'{rule}\'\nmessage = "。"\n{more}\n'


def checked(rule: str, more: str = "", items: Sequence[str] = ("income", "nature"), top: str = "") -> Made:
    return made(TWO + check(rule, more), items, top=top)


def test_a_check_has_two_sides_a_condition_and_cells() -> None:
    found = checked(
        "income_total == or_zero(spent) + 1", 'when = "spent > 0"\ncells = ["income_total", "nature.amount"]'
    )
    assert found.codes() == []
    (one,) = found.program.checks
    assert one.sign == "=="
    assert [side.text for side in one.sides] == ["income_total == or_zero(spent) + 1"] * 2
    values = Values({("income_total", ""): {"": Decimal(5)}, ("spent", ""): {"": Decimal(4)}})
    assert [run(values, "") for run in one.runs] == [5, 5]
    assert one.when is not None
    assert one.when(values, "") is True
    assert one.condition is not None
    assert one.cells == (Ref("field", "income_total"), Ref("column", "nature", column="amount"))


def test_a_check_goes_through_the_rows_of_a_table() -> None:
    (one,) = checked(
        "amount <= income_total", 'each = "income"\ncells = ["income.amount", "income_total"]'
    ).program.checks
    values = Values({("income_total", ""): {"": Decimal(5)}, ("income", "amount"): {"other": Decimal(4)}})
    assert [run(values, "other") for run in one.runs] == [4, 5]
    assert one.cells == (Ref("sibling", "income", column="amount"), Ref("field", "income_total"))


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("income_total == total(economic.amount)", ""),
        ("amount <= spent", 'each = "economic"'),
        ("income_total > 0", 'when = "total(economic.amount) > 0"'),
        ("income_total > 0", 'each = "economic"'),
        ("income[other].amount > 0", ""),
    ],
)
def test_a_check_exists_only_where_all_its_names_do(rule: str, more: str) -> None:
    found = checked(rule, more, top='adapt.table.income.rows = ["budget"]\n')
    assert found.codes() == []
    assert found.program.checks == ()


def test_what_may_be_blank_does_not_keep_a_check_away() -> None:
    found = checked("income_total == or_zero(economic[e301].amount)", 'cells = ["economic.amount", "income_total"]')
    (one,) = found.program.checks
    assert [Cell(ref.item) for ref in one.cells] == [Cell("income_total")]


@pytest.mark.parametrize(
    ("rule", "more", "words"),
    [
        ("incom_total == 1", "", "rule有误：第1个字符处：没有“incom_total”"),
        ("income_total", "", "rule有误：第1个字符处：这里要的是一个条件"),
        ("income_total > 1", 'when = "spent"', "条件有误：第1个字符处：这里要的是一个条件"),
        ("income_total > 1", 'cells = ["incom_total"]', "cells有误：第1个字符处：没有“incom_total”"),
        ("income_total > 1", 'cells = ["income_total + 1"]', "cells有误：" + MESSAGES["formula.reference"]),
    ],
)
def test_a_wrong_check_is_told(rule: str, more: str, words: str) -> None:
    found = checked(rule, more)
    assert found.codes() == ["form.formula"]
    assert found.told("form.formula")[0].startswith(f"审核 X-1：{words}")


@pytest.mark.parametrize("rule", ["income_total > 1 and spent > 1", "filled(income_total)", "not filled(spent)"])
def test_a_rule_may_be_any_condition_which_is_its_only_side(rule: str) -> None:
    found = checked(rule)
    (one,) = found.program.checks
    assert found.codes() == []
    assert (one.sign, [str(side.text) for side in one.sides]) == ("", [rule])


def test_all_that_is_wrong_with_a_check_is_told_together() -> None:
    assert len(checked("x == 1", 'when = "y > 1"\ncells = ["z", "income_total"]').told("form.formula")) == 3


def test_a_check_goes_through_a_table_that_exists() -> None:
    assert checked("amount > 0", 'each = "incme"').told("form.unknown_item") == [
        "审核 X-1：没有“incme”。您是否要写“income”？"
    ]


def test_a_check_may_go_through_several_tables() -> None:
    found = checked("amount <= income_total", 'each = ["income", "nature", "economic"]\ncells = ["amount"]')
    assert found.codes() == []
    assert [(one.check.code, one.each) for one in found.program.checks] == [("X-1", "income"), ("X-1", "nature")]
    assert [one.cells[0].item for one in found.program.checks] == ["income", "nature"]


def test_what_is_wrong_with_one_of_the_tables_of_a_check_names_it() -> None:
    found = checked("share > 0", 'each = ["income", "nature", "incme"]')
    assert [one.each for one in found.program.checks] == ["income"]
    assert found.told("form.unknown_item") == ["审核 X-1 › incme：没有“incme”。您是否要写“income”？"]
    assert found.told("form.formula")[0].startswith("审核 X-1 › nature：rule有误")
    assert checked("amount > 0", 'each = ["income", "income"]').told("form.duplicate_id") == [
        "审核 X-1 › each：“income”已经用过，代号不能重复。"
    ]
    assert checked("income_total > 0", "each = 5").codes() == ["form.bad_id"]


def test_everything_wrong_with_names_is_told_together() -> None:
    dictionary = MONEY.replace("total(income.amount)", "total(incme.amount)") + check("x == 1")
    found = made(dictionary, ["income", "incme", "sentence:s"], rest='grid = [["{y}"]]\nwidths = [1]\n')
    assert found.codes() == ["form.bad_quote", "form.formula", "form.unknown_item"]
    assert len(found.problems) >= 5
