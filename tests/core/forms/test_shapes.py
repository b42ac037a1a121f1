"""The grammar of definition files: which keys each record takes, and what its kind says by itself."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from core.forms import shapes
from core.forms.model import TARGET_PARTS, Field, OutlineLevel
from core.forms.reading import Builder, Shape
from core.forms.shapes import COLUMN, FIELD, FORM, ROW, TABLE, completed, parts
from tests.core.forms.form_samples import MONEY, document, field, made

SHAPES = {name: shape for name, shape in vars(shapes).items() if isinstance(shape, Shape)}

GIVEN_FROM_OUTSIDE = {
    "FIELD": {"id", "sums", "unit_column", "spread"},
    "COLUMN": set(),
    "TABLE": {"id", "dropped"},
    "GRID_ROWS": {"line"},
    "GRID_BLOCK": {"id"},
    "SENTENCE": {"id", "parts"},
    "DOCUMENT": {"sections"},
    "LEVEL": {"joiner"},
    "INLINE": {"heading"},
    "FORM": {"documents", "fields", "tables", "sentences", "checks"},
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_attribute_of_a_record_has_a_key_and_every_key_an_attribute(name: str) -> None:
    shape = SHAPES[name]
    assert {one.name for one in fields(shape.kind)} == set(shape.keys) | GIVEN_FROM_OUTSIDE.get(name, set())
    assert set(shape.keys) & GIVEN_FROM_OUTSIDE.get(name, set()) == set()


@pytest.mark.parametrize(
    ("kind", "places", "unit"),
    [
        ("money", 2, "万元"),
        ("percent", 2, ""),
        ("integer", 0, ""),
        ("year", 0, ""),
        ("number", None, ""),
        ("text", None, ""),
    ],
)
def test_a_kind_says_its_places_and_its_unit(kind: str, places: int | None, unit: str) -> None:
    assert completed(field(kind)) == field(kind, places=places, unit=unit)
    assert completed(None) is None


def test_what_is_written_goes_before_what_the_kind_says() -> None:
    assert completed(field("money", places=4, unit="元")) == field("money", places=4, unit="元")
    assert completed(field("percent", places=0)) == field("percent", places=0)


def bounds(value: Any) -> tuple[Any, list[str]]:
    builder = Builder()
    return ROW.keys["free"](builder, value, "表"), [problem.code for problem in builder.problems]


def test_free_rows_have_bounds() -> None:
    assert bounds({"min": 1, "max": 20}) == ((1, 20), [])
    assert bounds({"max": 20}) == ((0, 20), [])
    assert bounds({}) == ((0, 5000), [])
    assert bounds({"min": 9, "max": 2}) == ((2, 2), ["form.bad_bounds"])
    assert bounds({"least": 1}) == ((0, 5000), ["form.bad_bounds"])
    assert bounds({"min": -1, "max": 0}) == ((0, 1), ["form.not_whole", "form.not_whole"])
    assert bounds(True) == ((0, 5000), ["form.not_a_table"])
    assert TABLE.keys["free"] is ROW.keys["free"]


def test_a_row_has_formulas_by_column() -> None:
    builder = Builder()
    row = builder.record(ROW, {"id": "r", "label": "行", "formulas": {"a": "b + 1", "A": "b", "c": 5}}, "行")
    assert row is not None
    assert row.formulas == {"a": "b + 1", "A": "b", "c": ""}
    assert [problem.code for problem in builder.problems] == ["form.not_text", "form.bad_id"]


def test_a_target_is_spread_into_columns() -> None:
    builder = Builder()
    assert COLUMN.keys["spread"](builder, {"direction": "sense", "unit": "units"}, "列") == {
        "direction": "sense",
        "unit": "words",
    }
    known = "、".join(TARGET_PARTS)
    assert [str(one) for one in builder.problems] == [f"列 › unit：“units”不可用。可用：{known}。"]


@pytest.mark.parametrize(
    ("shape", "key", "least", "most"),
    [
        ("FORM", "edition", 1990, 2100), ("SECTION", "level", 1, 3), ("FIELD", "places", 0, 6),
        ("FIELD", "limit", 1, 200_000), ("LEVEL", "heading", 0, 4), ("SECTION", "widths", 1, 500),
        ("DOCUMENT", "widths", 1, 500),
    ],
)  # fmt: skip
def test_whole_numbers_have_bounds(shape: str, key: str, least: int, most: int) -> None:
    def problems(value: int) -> list[str]:
        builder = Builder()
        SHAPES[shape].keys[key](builder, [value] if key == "widths" else value, "这里")
        return [problem.text for problem in builder.problems]

    assert problems(least) == problems(most) == []
    assert problems(least - 1) == problems(most + 1) == [f"这里要{least}到{most}之间的整数。"]


@pytest.mark.parametrize(
    "value", [0, 60, Decimal("0.3"), Decimal("-12.5"), 10**15 - 1, Decimal("1E-15"), Decimal("1E+14")]
)
def test_a_parameter_is_a_figure(value: Any) -> None:
    builder = Builder()
    assert FORM.keys["parameters"](builder, {"weight": value}, "form") == {"weight": Decimal(value)}
    assert builder.problems == []


@pytest.mark.parametrize(
    "value",
    [
        "60",
        True,
        [60],
        None,
        10**15,
        pytest.param(16**9999, id="huge"),
        Decimal("1E+15"),
        Decimal("1E-16"),
        Decimal("1E+999"),
        Decimal("1E-99"),
        Decimal("NaN"),
        Decimal("Infinity"),
    ],
)
def test_nothing_else_is_a_parameter(value: Any) -> None:
    builder = Builder()
    assert FORM.keys["parameters"](builder, {"weight": value}, "form") == {}
    assert [(problem.code, problem.place) for problem in builder.problems] == [("form.not_figure", "form › weight")]


def said(value: Any) -> tuple[Any, list[str]]:
    builder = Builder()
    return parts(builder, value, "文字"), [problem.code for problem in builder.problems]


def test_the_last_case_stands_without_a_condition_and_the_others_with_one() -> None:
    good = [{"when": "a > 0", "text": "有"}, {"text": ""}]
    assert said({"p": good})[1] == []
    assert said({"p": good[:1]})[1] == ["form.bad_cases"]
    assert said({"p": [{"text": "甲"}, {"text": "乙"}]})[1] == ["form.bad_cases"]
    assert said({"p": []}) == ({}, ["form.bad_cases"])
    assert said({"p": "文字"}) == ({}, ["form.not_list", "form.bad_cases"])
    assert said("文字") == ({}, ["form.not_a_table"])


def test_a_part_may_say_a_text_per_row() -> None:
    made_parts, problems = said({"p": {"each": "income", "text": "{label}", "order": ["budget"]}})
    assert problems == []
    assert made_parts["p"].order == ("budget",)
    assert said({"p": {"each": "income"}}) == ({}, ["form.missing_key"])


def test_levels_are_headings_and_points_run_inline() -> None:
    builder = Builder()
    data = {
        "label": "成效",
        "kind": "outline",
        "levels": [{"number": "（一）", "heading": 2}, {"number": "1.", "layout": "run_in"}],
        "inline": {"number": "一是", "joiner": "。"},
    }
    one = builder.record(FIELD, data, "数据项", id="x")
    assert isinstance(one, Field)
    assert one.levels == (OutlineLevel(number="（一）", heading=2), OutlineLevel(number="1.", layout="run_in"))
    assert one.inline == OutlineLevel(number="一是", joiner="。")
    assert builder.problems == []
    builder.record(FIELD, {**data, "levels": [{"layout": "inline"}], "inline": {"heading": 1}}, "数据项", id="x")
    assert [problem.code for problem in builder.problems] == ["form.not_one_of", "form.unknown_key"]


def test_a_grid_row_is_written_as_a_list_or_with_its_settings() -> None:
    rest = """grid = [
      ["一", "<", ["note"]],
      { cells = ["二", "{label}", "{income[budget].amount}"], head = true },
      5,
      { cells = [1] },
    ]"""
    note = '[field.note]\nlabel = "说明"\nkind = "long_text"\n'
    found = made(note + MONEY, ["note", "income"], rest=rest)
    rows = found.form.documents[0].sections[0].grid
    assert [row.cells for row in rows] == [
        ("一", "<", ("note",)),
        ("二", "{label}", "{income[budget].amount}"),
        ("",),
    ]
    assert [row.head for row in rows] == [False, True, False]
    assert len(found.told("form.not_a_table")) == len(found.told("form.not_text")) == 1


def test_sections_stand_in_a_document() -> None:
    found = made("", documents=document().replace("heading =", "headline ="))
    assert "您是否要写“heading”？" in found.told("form.unknown_key")[0]
    assert found.told("form.missing_key") == [
        "form.toml › document › 第1个“report” › section › 第1个“all”：缺少“heading”。"
    ]


@pytest.mark.parametrize("grade", ["3", '"优"', "[90]", '[90, "优", 1]', '["九十", "优"]'])
def test_a_grade_is_a_figure_and_a_word(grade: str) -> None:
    found = made(f'[field.a]\nlabel = "甲"\nkind = "number"\ngrades = [{grade}]', ["a"])
    assert set(found.codes()) & {"form.not_grade", "form.not_figure"}
