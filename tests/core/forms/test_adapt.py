"""What a form may change in the dictionary's items, and what it may not."""

import pytest

from core.forms.adapt import adapted_field
from core.forms.model import Choice
from core.forms.reading import Builder
from core.forms.shapes import FIELD
from tests.core.forms.form_samples import MONEY, Made, field, made

SHOWN = (
    "label",
    "places",
    "required",
    "guide",
    "help",
    "numbering",
    "levels",
    "inline",
    "limit",
    "off_paper",
    "private",
)
ALLOWED = set(SHOWN)


def adapted(changes: str) -> Made:
    return made(MONEY, ["income", "income_total"], top=changes)


def test_labels_places_and_guides_are_the_forms_own() -> None:
    found = adapted(
        """
        [adapt.field.income_total]
        label = "收入总计"
        places = 4
        required = true
        guide = "照决算表填写。"
        off_paper = true
        [adapt.table.income]
        label = "收入"
        required = true
        [adapt.table.income.column.share]
        label = "比重"
        places = 2
        """
    )
    assert found.codes() == []
    total, table = found.form.fields["income_total"], found.form.tables["income"]
    assert (total.label, total.places, total.required, total.off_paper) == ("收入总计", 4, True, True)
    assert (total.formula, total.kind, total.supplied) == ("total(income.amount)", "money", True)
    assert (table.label, table.required) == ("收入", True)
    assert [(column.label, column.places) for column in table.columns] == [("金额", 2), ("比重", 2)]


@pytest.mark.parametrize("key", sorted(set(FIELD.keys) - ALLOWED))
def test_what_an_item_means_stays(key: str) -> None:
    """Kind, unit, formula … belong to the dictionary: the same draft must mean the same under every form."""
    builder, old = Builder(), field("choice", choices=(Choice(id="a", label="甲"),))
    value = {"kind": "text", "unit": "元", "formula": "1", "choices": [], "from_last_year": "x"}.get(key, True)
    assert adapted_field(builder, old, {key: value}, "这里") == old
    assert [(problem.code, problem.place) for problem in builder.problems] == [("form.not_adaptable", "这里")]


def test_a_misspelt_key_is_told_as_one() -> None:
    found = adapted('adapt.field.income_total.lable = "x"\nadapt.table.income.row = []\nadapt.fields.x = 1\n')
    assert found.told("form.unknown_key") == [
        "form.toml › adapt：没有“fields”这个设置。您是否要写“field”？",
        "form.toml › adapt › field › income_total：没有“lable”这个设置。您是否要写“label”？",
        "form.toml › adapt › table › income：没有“row”这个设置。您是否要写“rows”？",
    ]


def test_a_table_keeps_its_columns_and_belongings() -> None:
    found = adapted("adapt.table.income.columns = []\nadapt.table.income.free = { max = 3 }\n")
    assert len(found.told("form.not_adaptable")) == 2
    assert len(found.form.tables["income"].columns) == 2
    assert found.form.tables["income"].free is None


def test_what_does_not_exist_cannot_be_adapted() -> None:
    found = adapted(
        """
        adapt.field.incom_total.label = "x"
        adapt.table.incme.label = "x"
        adapt.table.income.column.amont.label = "x"
        adapt.table.income.rows = ["budget", "othr", { id = 5 }, {}]
        """
    )
    assert found.told("form.unknown_item") == [
        "form.toml › adapt › field：没有“incom_total”。您是否要写“income_total”？",
        "form.toml › adapt › table：没有“incme”。您是否要写“income”？",
        "form.toml › adapt › table › income › column：没有“amont”。您是否要写“amount”？",
        "form.toml › adapt › table › income › rows › 第2个：没有“othr”。您是否要写“other”？",
    ]
    assert found.told("form.missing_key") == [
        "form.toml › adapt › table › income › rows › 第3个：缺少“id”。",
        "form.toml › adapt › table › income › rows › 第4个：缺少“id”。",
    ]


def test_rows_are_chosen_ordered_and_renamed() -> None:
    found = adapted('adapt.table.income.rows = ["other", { id = "budget", label = "财政拨款", guide = "照填" }]\n')
    rows = found.form.tables["income"].rows
    assert [(row.id, row.label) for row in rows] == [("other", "其他收入"), ("budget", "财政拨款")]
    assert found.form.tables["income"].dropped == ()
    assert found.codes() == []


def test_rows_that_are_left_out_are_known_as_dropped() -> None:
    assert adapted('adapt.table.income.rows = ["other"]\n').form.tables["income"].dropped == ("budget",)


def test_what_a_row_means_stays() -> None:
    found = adapted('adapt.table.income.rows = ["budget", { id = "other", parts = "all", colour = "red" }]\n')
    assert found.codes() == ["form.not_adaptable", "form.unknown_key"]
    assert found.form.tables["income"].rows[1].parts == ""


@pytest.mark.parametrize(
    "changes", ["adapt.table.income = 5", "adapt.table.income.rows = 5", "adapt.table.income.rows = [5]"]
)
def test_nothing_but_tables_and_lists_is_taken(changes: str) -> None:
    found = adapted(changes + "\n")
    assert set(found.codes()) & {"form.not_a_table", "form.not_list"}
    assert len(found.form.tables["income"].columns) == 2


def test_values_are_read_as_strictly_as_anywhere() -> None:
    found = adapted(
        'adapt.field.income_total.places = "two"\nadapt.table.income.rows = [{ id = "other", label = 5 }]\n'
    )
    assert found.codes() == ["form.not_text", "form.not_whole"]
