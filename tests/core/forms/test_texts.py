"""Texts: every quote is a figure, a one-line text, a part or the row's own label; anything else is told."""

import pytest

from core.errors import MESSAGES
from core.forms.texts import CompiledCase, CompiledRows, PartQuote, RowLabel, TextPiece, asked_by, run_of
from core.formulas.syntax import Ref
from tests.core.forms.form_samples import MONEY, Made, made

MORE = (
    MONEY
    + """
[field.place]
label = "地名"
kind = "text"
[field.duties]
label = "职能"
kind = "list"
[field.absent]
label = "别处的数"
kind = "money"
[table.none]
label = "别处的表"
rows = [ { id = "a", label = "甲" } ]
columns = [ { id = "amount", label = "金额", kind = "money" } ]
"""
)
ITEMS = ["income", "income_total", "place", "duties", "sentence:s"]


def sentence(text: str, parts: str = "", top: str = "") -> Made:
    quoted = f'[sentence.s]\nlabel = "文"\ntext = "{text}"\n{parts}\n'
    return made(MORE + quoted, ITEMS, top=top)


def pieces(text: str, parts: str = "", top: str = "") -> tuple[TextPiece, ...]:
    found = sentence(text, parts, top)
    assert found.codes() == [], found.problems
    return found.program.sentences["s"].text


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("{income_total}", Ref("field", "income_total")),
        ("{place}", Ref("field", "place")),
        ("{income[other].amount}", Ref("cell", "income", "other", "amount")),
        ("{weight}", "12.50"),
        ("{{x}}", "{x}"),
    ],
)
def test_a_quote_is_a_reference_a_parameter_or_literal(text: str, piece: TextPiece) -> None:
    assert pieces(text, top="parameters.weight = 12.50\n") == (piece,)


@pytest.mark.parametrize("text", ["{absent}", "{none[a].amount}", "{income[other].amount}"])
def test_what_this_form_lacks_is_said_with_nothing(text: str) -> None:
    assert pieces(f"有{text}", top='adapt.table.income.rows = ["budget"]\n')[1:] == ("",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{incom_total}", "没有“incom_total”。您是否要写“income_total”？"),
        ("{income.amount}", "引用只能写成"),
        ("{income}", "引用只能写成"),
        ("{a + b}", "引用只能写成"),
        ("{total(income.amount)}", "引用只能写成"),
        ("{duties}", MESSAGES["formula.prose"].format(name="职能")),
        ("{label}", "没有“label”。"),
    ],
)
def test_a_wrong_quote_is_told_by_its_name(text: str, words: str) -> None:
    found = sentence(text)
    assert found.codes() == ["form.bad_quote"]
    assert found.told("form.bad_quote")[0].startswith(f"文字“文”（s）：引用“{text[1:-1]}”有误：")
    assert words in found.told("form.bad_quote")[0]


CASES = 'part.p = [ { when = "income_total > 0", text = "有{income_total}" }, { text = "无" } ]\n'
ROWS = 'part.p = { each = "income", when = "amount > income_total", text = "{label}{sentence_label}{amount}{place}" }\n'


def test_a_part_is_cases_with_conditions() -> None:
    assert pieces("{p}。", CASES) == (PartQuote("p"), "。")
    part = sentence("{p}。", CASES).program.sentences["s"].parts["p"]
    assert isinstance(part, tuple)
    first, last = part
    assert isinstance(first, CompiledCase)
    assert first.text == ("有", Ref("field", "income_total"))
    assert first.when is not None
    assert first.asks == {("income_total", "")}
    assert (last.when, last.text, last.asks) == (None, ("无",), frozenset())


def test_a_part_is_a_text_per_row_which_may_say_the_rows_label() -> None:
    part = sentence("{p}", ROWS).program.sentences["s"].parts["p"]
    assert isinstance(part, CompiledRows)
    assert part.text == (
        RowLabel("label"),
        RowLabel("sentence_label"),
        Ref("sibling", "income", column="amount"),
        Ref("field", "place"),
    )
    assert part.asks == {("income", "amount"), ("income_total", "")}


def test_parts_do_not_quote_parts() -> None:
    found = sentence("{p}{q}", CASES + 'part.q = [ { text = "{p}" } ]\n')
    assert found.told("form.bad_quote") == ["文字“文”（s） › q：引用“p”有误：没有“p”。"]


def test_a_part_goes_through_a_table_that_exists() -> None:
    found = sentence("{p}", ROWS.replace('"income"', '"incme"'))
    assert found.told("form.unknown_item") == ["文字“文”（s） › p：没有“incme”。您是否要写“income”？"]
    part = found.program.sentences["s"].parts["p"]
    assert isinstance(part, CompiledRows)
    assert part.text == ()


def test_a_part_may_go_through_a_table_of_another_form() -> None:
    assert pieces("{p}", 'part.p = { each = "none", text = "{amount}" }\n') == (PartQuote("p"),)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("income_total", "第1个字符处：这里要的是一个条件"),
        ("incom > 0", "第1个字符处：没有“incom”"),
        ("1 >", "第3个字符处：算式写法有误"),
    ],
)
def test_a_wrong_condition_is_told_with_its_place(when: str, words: str) -> None:
    found = sentence("{p}", CASES.replace("income_total > 0", when))
    assert found.codes() == ["form.formula"]
    assert found.told("form.formula")[0].startswith(f"文字“文”（s） › p：条件有误：{words}")


def test_no_condition_runs_nothing_and_asks_nothing() -> None:
    assert run_of(None) is None
    assert asked_by(None) == frozenset()


def test_all_wrong_quotes_of_a_sentence_are_told_together() -> None:
    assert len(sentence("{x}和{y}，{income_total}").told("form.bad_quote")) == 2
