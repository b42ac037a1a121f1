"""All files of one report in one folder."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.errors import KnownError
from core.exports.package import write_package
from core.reports.document import Document, Paragraph, Part

REFERENCE = Path(__file__).parents[3] / "resources" / "forms" / "changning_township" / "2023" / "reference.docx"
NOW = datetime(2024, 3, 29, tzinfo=UTC)


def document(name: str) -> Document:
    part = Part(id="a", title="甲", blocks=(Paragraph(runs=("字",)),))
    return Document(id=name, title=name, file_name=name, unit="甲镇", parts=(part,))


def test_documents_come_first_then_the_workbook_one_by_one(tmp_path: Path) -> None:
    written = write_package([document("一"), document("二")], document("表"), REFERENCE, tmp_path, NOW)
    assert list(tmp_path.iterdir()) == []
    assert next(written).path == tmp_path / "一.docx"
    assert [path.name for path in tmp_path.iterdir()] == ["一.docx"]
    assert [one.path.name for one in written] == ["二.docx", "表.xlsx"]


def test_the_workbook_knows_whose_it_is(tmp_path: Path) -> None:
    *_, last = write_package([], document("表"), REFERENCE, tmp_path, NOW, uid="u-1", form="sample/2020")
    workbook: Any = openpyxl.load_workbook(last.path)
    assert {"u-1", "sample/2020"} <= {str(one.value) for one in workbook.custom_doc_props}


def test_what_was_written_before_a_failure_stays(tmp_path: Path) -> None:
    written = write_package([document("一"), document("二")], document("表"), REFERENCE, tmp_path, NOW)
    next(written)
    (tmp_path / "broken.docx").write_bytes(b"")
    broken = write_package([document("三")], document("表"), tmp_path / "broken.docx", tmp_path, NOW)
    with pytest.raises(KnownError) as error:
        next(broken)
    assert error.value.code == "export.reference_not_word"
    assert (tmp_path / "一.docx").exists()


def test_a_package_may_have_no_workbook(tmp_path: Path) -> None:
    assert [one.path.name for one in write_package([document("一")], None, REFERENCE, tmp_path)] == ["一.docx"]
