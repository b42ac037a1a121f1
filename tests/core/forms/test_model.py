"""Records of a form: frozen, and found by their ids."""

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from core.forms import model
from core.forms.model import DocumentForm, ReportForm, Row, Section, Table, titled
from tests.core.forms.form_samples import field

RECORDS = [one for one in vars(model).values() if isinstance(one, type) and is_dataclass(one)]


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_is_frozen_and_made_by_names_only(record: type) -> None:
    made = record(**{one.name: "" for one in fields(record)})
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(record)[0].name, "x")
    with pytest.raises(TypeError):
        record(*("" for _ in fields(record)))


def test_rows_and_columns_are_found_by_id() -> None:
    table = Table(id="t", label="表", columns=(field("money", id="amount"),), rows=(Row(id="a", label="甲"),))
    assert table.column("amount") == field("money", id="amount")
    assert table.row("a") == Row(id="a", label="甲")
    assert table.column("none") is None
    assert table.row("none") is None


def test_a_form_is_known_by_id_and_edition_and_its_sections_by_their_order() -> None:
    first, second = (Section(id=id, heading=id) for id in ("a", "b"))
    documents = tuple(DocumentForm(id=one.id, title="", file_name="", sections=(one,)) for one in (second, first))
    form = ReportForm(id="f", edition=2024, label="格式", documents=documents)
    assert form.key == "f/2024"
    assert form.sections() == (second, first)
    assert titled("本年收入", "income") == "“本年收入”（income）"
