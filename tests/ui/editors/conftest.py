"""Reports of small formats for the editors: with fields of every kind, tables of every shape, tables of indicators."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from core.forms.program import Program
from core.storage.drafts import Drafts
from tests.core.reports.indicator_samples import indicators
from tests.ui.conftest import lent, own_form, started
from tests.ui.editors import field_samples, table_samples
from ui.report_model import ReportModel


@pytest.fixture(autouse=True)
def nothing_saved_late(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No timer of a test writes into a store that is closed already."""
    monkeypatch.setattr("ui.report_model.SAVE_AFTER", 10_000_000)
    yield
    field_samples.KEPT.clear()


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The format with every kind."""
    return own_form(tmp_path_factory.mktemp("forms"), field_samples.FORM)


@pytest.fixture
def every(qapp: QApplication, kinds: Program, drafts: Drafts) -> ReportModel:
    """An empty report of it."""
    return started(kinds, drafts)


@pytest.fixture(scope="session")
def tables_form(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The format whose tables have every shape."""
    return own_form(tmp_path_factory.mktemp("forms"), table_samples.FORM)


@pytest.fixture
def tables(qapp: QApplication, tables_form: Program, drafts: Drafts) -> Iterator[ReportModel]:
    """A report of it that has only its year."""
    yield from lent(started(tables_form, drafts, year="2024"))


@pytest.fixture
def indicated(qapp: QApplication, drafts: Drafts) -> Iterator[ReportModel]:
    """An empty report of the format with tables of indicators."""
    yield from lent(started(indicators(), drafts))
