"""An empty draft that explains itself."""

import re
from pathlib import Path

import pytest

from core.errors import KnownError
from core.forms.library import Library
from core.formulas.cells import Cell, parse_cell
from core.reports.draft import Draft
from core.storage.blank_file import blank_file, save_blank_file
from core.storage.draft_file import read_draft_file
from tests.core.reports.samples import program, sample
from tests.core.reports.scored_sample import scored

FORMS = ["changning_township/2023", "xiangtan_township/2024"]
_FILL = re.compile(r"^# (?=\[|[a-z0-9_]+ = )", re.MULTILINE)


def test_read_as_it_is_it_is_an_empty_draft() -> None:
    assert read_draft_file(blank_file(sample(), "u-1")).draft == Draft(uid="u-1", form="sample/2020")


@pytest.mark.parametrize("key", FORMS)
def test_with_every_mark_taken_away_it_is_understood(key: str) -> None:
    form = Library().program(key)
    file = read_draft_file(_FILL.sub("", blank_file(form, "u")))
    assert [one.code for one in file.problems] == []
    takes = {str(cell) for cell in file.draft.entries}
    fields = {one.id for one in form.fields.values() if one.id in form.places_of and (not one.formula or one.supplied)}
    assert fields <= takes
    assert {parse_cell(one) for one in takes if "[" in one} >= {
        cell
        for table in form.tables.values()
        for row in table.rows
        for column in table.columns
        if not column.formula
        and not form.constant(cell := Cell(table.id, row.id, column.id))
        and cell not in form.closed
    }


def test_a_cell_without_sense_and_one_that_the_form_fills_are_not_asked_for() -> None:
    text = blank_file(scored(), "u")
    assert '# control = { value = "", score = "" }  # 控制\n' in text
    assert '# written = { met = "", score = "" }  # 成文\n' in text


def test_what_it_says_of_each_answer() -> None:
    text = blank_file(sample(), "u")
    assert '# reporting_unit：单位全称（文本，必填）\n# reporting_unit = ""\n' in text
    assert '# income_total：收入合计（金额，万元，由程序计算）\n# income_total = ""\n' in text
    assert "# office_count：机构个数（整数，个，由程序计算）\n# duties" in text
    assert "# grade：自评等级（选项，good=优、poor=差）\n" in text
    assert "# —— {year}年机构 ——\n" in text


def test_what_it_says_of_tables() -> None:
    text = blank_file(sample(), "u")
    assert '# [answers.income]\n# general = { amount = "" }  # 财政拨款\n' in text
    assert "# 基本支出（由分项相加，可不填）\n" in text
    assert '# [[rows.nature]]\n# id = "r1"\n# group = ""  # project=项目支出\n# name = ""\n' in text
    assert '# [[rows.indicators]]\n# id = "r1"\n# owner = ""  # projects 中所属行的 id\n' in text
    assert "# [[rows.income]]" not in text


def test_texts_of_several_lines_stay_comments() -> None:
    form = program('[field.a]\nlabel = "甲"\nkind = "text"\nguide = "一行\\n[answers]"')
    assert read_draft_file(blank_file(form, "u")).draft.entries == {}
    assert "（文本）一行 [answers]\n" in blank_file(form, "u")


def test_it_is_written_as_a_whole(tmp_path: Path) -> None:
    save_blank_file(sample(), "u", tmp_path / "a.toml")
    assert (tmp_path / "a.toml").read_text("utf-8") == blank_file(sample(), "u")
    with pytest.raises(KnownError) as error:
        save_blank_file(sample(), "u", tmp_path / "a.toml" / "b.toml")
    assert error.value.code.startswith("file.")
