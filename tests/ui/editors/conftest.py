"""A report with a field of every kind."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from core.forms.program import Program
from core.storage.drafts import Drafts
from tests.ui.conftest import NOW
from tests.ui.editors.field_samples import KEPT, kinds_model, kinds_program
from ui.report_model import ReportModel


@pytest.fixture(autouse=True)
def nothing_saved_late(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No timer of a test writes into a store that is closed already."""
    monkeypatch.setattr("ui.report_model.SAVE_AFTER", 10_000_000)
    yield
    KEPT.clear()


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The format with every kind."""
    return kinds_program(tmp_path_factory.mktemp("kinds"))


@pytest.fixture
def every(qapp: QApplication, kinds: Program, drafts: Drafts) -> ReportModel:
    """An empty report of it."""
    return kinds_model(kinds, drafts, NOW)
