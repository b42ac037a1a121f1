"""Tables that have the columns of another one."""

from collections.abc import Sequence

import pytest

from core.forms.model import Table
from core.forms.structure import build_dictionary
from tests.core.forms.form_samples import Made, made, read

BASE = """
[parameters]
full = 90
[table.base]
label = "指标"
help = "整个写在一格里。"
free = { max = 9 }
label_column = "name"
library = "indicators"
weights = [{ label = "全部", column = "category", choices = ["a"], total = "full" }]
columns = [
  { id = "category", label = "类别", kind = "choice", choices = [{ id = "a", label = "甲" }] },
  { id = "name", label = "名称", kind = "text" },
  { id = "points", label = "分值", kind = "number", places = 0 },
  { id = "score", label = "得分", kind = "number", places = 1, formula = "points / 2" },
]
"""
OTHER = """
[table.other]
label = "另一张表"
columns_of = "base"
free = { max = 5 }
"""


def form(rest: str = "", base: str = BASE, items: Sequence[str] = ("base", "other"), top: str = "") -> Made:
    """A form over both tables; rest: more of the second one."""
    return made(f"{base}{OTHER}{rest}", items, top=top)


def ids(table: Table) -> list[str]:
    return [column.id for column in table.columns]


def test_a_table_has_the_columns_of_another_one_with_what_is_said_of_them() -> None:
    found = form()
    base, other = found.form.tables["base"], found.form.tables["other"]
    assert found.codes() == []
    assert other.columns == base.columns
    assert (other.label_column, other.help, other.library) == ("name", "整个写在一格里。", "indicators")
    assert other.weights == base.weights
    assert (other.label, other.free) == ("另一张表", (0, 5))


def test_its_formulas_name_columns_of_its_own() -> None:
    [own] = [step for step in form().program.steps if step.slot == ("other", "score")]
    assert {(ref.item, ref.column) for ref in own.reads} == {("other", "points")}


def test_what_it_says_itself_stays() -> None:
    other = form('help = "自己的说明。"\nweights = []\n').form.tables["other"]
    assert (other.help, other.weights, other.library) == ("自己的说明。", (), "indicators")


def test_own_columns_replace_those_of_the_same_id_and_the_others_follow() -> None:
    own = """columns = [
      { id = "note", label = "备注", kind = "text" }, { id = "points", label = "权重", kind = "number", places = 2 },
    ]
    """
    found = form(own)
    base, other = found.form.tables["base"], found.form.tables["other"]
    assert found.codes() == []
    assert ids(other) == ["category", "name", "points", "score", "note"]
    assert [one.label for one in (base.columns[2], other.columns[2])] == ["分值", "权重"]


@pytest.mark.parametrize("twice", ["points", "note"])
def test_an_own_column_is_said_once(twice: str) -> None:
    column = f'{{ id = "{twice}", label = "数", kind = "number", places = 0 }}'
    assert form(f"columns = [{column}, {column}]\n").told("form.duplicate_id") == [
        f"表“另一张表”（other）：“{twice}”已经用过，代号不能重复。"
    ]


def test_the_order_of_the_files_does_not_matter() -> None:
    third = OTHER.replace("other", "third").replace("base", "other")
    for texts in ((BASE, OTHER, third), (third, OTHER, BASE)):
        dictionary, problems = build_dictionary({f"{number}.toml": read(text) for number, text in enumerate(texts)})
        assert problems == ()
        assert ids(dictionary.tables["third"]) == ids(dictionary.tables["base"])


def test_a_table_of_a_form_may_have_the_columns_of_the_dictionarys() -> None:
    own = OTHER.replace("other", "f_own")
    found = form(items=["base", "other", "f_own"], top=own + '[adapt.table.base]\nlabel = "本县指标"\n')
    assert found.codes() == []
    assert found.form.tables["f_own"].columns == found.form.tables["base"].columns


def test_the_other_table_must_be_there() -> None:
    told = made(BASE + OTHER.replace('"base"', '"bse"'), ["base", "other"]).told("form.unknown_item")
    assert told == ["d.toml › 表“另一张表”（other） › columns_of：没有“bse”。您是否要写“base”？"]
    assert made(BASE + OTHER.replace('"base"', "5"), ["base"]).told("form.not_text")


def test_tables_do_not_have_the_columns_of_themselves() -> None:
    """A table in front of a circle is not blamed for it."""
    pairs = (("one", "two"), ("two", "one"), ("self", "self"), ("before", "one"))
    dictionary = "".join(OTHER.replace("other", id).replace("base", source) for id, source in pairs)
    at = "d.toml › 表“另一张表”"
    assert made(dictionary).told("form.circle") == [
        f"{at}（one） › columns_of：绕成了一圈：one → two → one。",
        f"{at}（two） › columns_of：绕成了一圈：two → one → two。",
        f"{at}（self） › columns_of：绕成了一圈：self → self。",
    ]
