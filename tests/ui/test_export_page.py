"""导出: what is chosen is written, the same files as without a window; what goes wrong is told and costs nothing."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from core.commands import run
from core.forms.library import EXAMPLE, Library
from core.formulas.cells import Cell, parse_cell
from core.reports.draft import Draft, Origin
from core.reports.frozen import thawed
from core.workspace import Workspace
from tests.ui.conftest import FORM, NOW, until
from ui.export_job import ExportJob
from ui.export_page import ExportPage
from ui.report_model import ReportModel


def cell(address: str) -> Cell:
    found = parse_cell(address)
    assert found is not None
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "报送 2023"


@pytest.fixture
def page(model: ReportModel, library: Library, folder: Path) -> ExportPage:
    return opened(model, library, folder)


def opened(model: ReportModel, library: Library, folder: Path) -> ExportPage:
    made = ExportPage(model, library)
    made.resize(1093, 614)
    made.show()
    made.folder.setText(str(folder))
    return made


def export(page: ExportPage) -> None:
    page.export.click()
    wait(page)


def wait(page: ExportPage) -> None:
    until(lambda: not page.busy, 60)


def names(folder: Path) -> set[str]:
    return {path.suffix for path in folder.iterdir()}


def test_a_draft_writes_word_excel_and_pdf_and_lists_them(page: ExportPage, folder: Path) -> None:
    export(page)
    assert names(folder) == {".docx", ".xlsx", ".pdf"}
    for path in folder.iterdir():
        assert path.name in page.result.text()
    assert page.open_folder.isVisible()


def test_the_files_are_those_of_the_command(page: ExportPage, folder: Path, library: Library, tmp_path: Path) -> None:
    page.kinds["pdf"].setChecked(False)
    export(page)
    other = tmp_path / "命令"
    assert run(["export", str(library.entry(FORM).folder / EXAMPLE), "--out", str(other)], NOW) == 0
    assert {path.name for path in folder.iterdir()} == {path.name for path in other.iterdir()}
    for path in folder.glob("*.docx"):
        assert path.read_bytes() == (other / path.name).read_bytes()


def test_only_what_is_ticked_is_written_and_remembered(
    page: ExportPage, model: ReportModel, library: Library, folder: Path
) -> None:
    page.kinds["excel"].setChecked(False)
    page.kinds["word"].setChecked(False)
    export(page)
    assert names(folder) == {".pdf"}
    again = ExportPage(model, library)
    assert again.folder.text() == str(folder)
    assert [kind for kind, box in again.kinds.items() if box.isChecked()] == ["pdf"]


def test_nothing_ticked_cannot_be_exported(page: ExportPage) -> None:
    for box in page.kinds.values():
        box.setChecked(False)
    assert not page.export.isEnabled()


def test_a_draft_is_possible_although_much_is_wrong(model: ReportModel, page: ExportPage, folder: Path) -> None:
    model.enter(cell("income_total"), "1900")
    export(page)
    assert len(list(folder.iterdir())) == 3


def test_a_final_version_needs_everything_settled_and_says_what_is_not(model: ReportModel, page: ExportPage) -> None:
    model.enter(cell("income_total"), "1900")
    page.final.setChecked(True)
    assert not page.export.isEnabled()
    assert "还不能导出报送版" in page.readiness.headline.text()
    gone: list[Cell | None] = []
    model.jump_wanted.connect(lambda where, item: gone.append(where))
    page.readiness.lines()[0].click()
    assert gone == [cell("income_total")]
    model.undo()
    until(page.export.isEnabled)
    assert "可以导出报送版" in page.readiness.headline.text()


def test_an_unanswered_explanation_and_a_blank_stand_in_the_way_too(model: ReportModel, page: ExportPage) -> None:
    page.final.setChecked(True)
    assert page.export.isEnabled()
    finding = next(one for one in model.examination().findings if one.explained)
    model.explain(finding, "")
    until(lambda: not page.export.isEnabled())
    model.undo()
    until(page.export.isEnabled)
    model.enter(cell("reporting_unit"), "")
    until(lambda: not page.export.isEnabled())


def test_the_final_version_bears_no_draft_mark(page: ExportPage, folder: Path) -> None:
    import docx

    page.final.setChecked(True)
    export(page)
    word = next(folder.glob("*.docx"))
    assert "草稿" not in docx.Document(str(word)).sections[0].header.paragraphs[0].text


def test_estimates_are_listed_before_a_final_version(model: ReportModel, page: ExportPage) -> None:
    model.enter(cell("town_area"), "约78.6", origin=Origin.ESTIMATED)
    page.final.setChecked(True)
    assert "总面积" in page.readiness.headline.text()


def test_an_export_leaves_evidence_of_its_figures(model: ReportModel, page: ExportPage) -> None:
    export(page)
    drafts = model.workspace.drafts
    assert drafts is not None
    kept = drafts.evidence(model.session.draft.uid)
    payload = json.loads(kept[0].payload)
    assert payload["form"] == FORM
    assert payload["final"] is False
    assert payload["figures"]["income_total"]["shown"] == "1844.31"
    assert payload["figures"]["income[general_budget].amount"]["typed"]
    assert len(payload["files"]) == 3


def test_a_file_that_cannot_be_replaced_gets_another_name_and_a_sentence(page: ExportPage, folder: Path) -> None:
    export(page)
    word = next(folder.glob("*.docx"))
    word.unlink()
    word.mkdir()  # something that stands in the way whoever runs the test
    export(page)
    assert "已另存为" in page.result.text()
    assert (folder / f"{word.stem}（2）.docx").is_file()


def test_a_folder_that_is_a_file_gives_a_sentence_and_no_evidence(
    model: ReportModel, page: ExportPage, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("", "utf-8")
    page.folder.setText(str(tmp_path / "文件" / "里面"))
    export(page)
    assert "不能使用文件夹" in page.result.text()
    assert "已填内容都在" in page.result.text()
    drafts = model.workspace.drafts
    assert drafts is not None
    assert not drafts.evidence(model.session.draft.uid)


def test_typing_goes_on_while_files_are_written_and_the_files_hold_what_was(
    model: ReportModel, page: ExportPage, folder: Path
) -> None:
    from core.exports.excel_readback import read_back

    page.export.click()
    model.enter(cell("income[general_budget].amount"), "1")
    wait(page)
    found, _ = read_back(next(folder.glob("*.xlsx")))
    assert dict(found.answers)[cell("income[general_budget].amount")] == "1366.27"
    drafts = model.workspace.drafts
    assert drafts is not None
    evidence = thawed(drafts.evidence(model.session.draft.uid)[-1].payload)
    assert evidence.figures["income[general_budget].amount"].shown == "1366.27"


def test_progress_is_shown_and_the_page_says_that_it_is_busy(page: ExportPage) -> None:
    before = page.busy
    page.export.click()
    assert (before, page.busy) == (False, True)
    assert page.progress.isVisible()
    assert page.cancel.isVisible()
    assert not page.export.isEnabled()
    wait(page)
    assert not page.progress.isVisible()


def test_cancelling_stops_and_leaves_no_half_file(page: ExportPage, folder: Path) -> None:
    page.export.click()
    page.cancel.click()
    wait(page)
    assert "已停止导出" in page.result.text()
    assert not folder.exists() or all(path.suffix in (".docx", ".xlsx", ".pdf") for path in folder.iterdir())
    assert not folder.exists() or len(list(folder.iterdir())) < 3


def test_cancelling_while_files_are_written_keeps_the_whole_ones(page: ExportPage, folder: Path) -> None:
    page.kinds["pdf"].setChecked(False)
    page.export.click()
    until(lambda: "xlsx" in page.said.text() or not page.busy)
    page.stop()
    wait(page)
    assert not [path for path in folder.iterdir() if path.suffix == ".tmp"]


def test_a_page_that_goes_away_while_exporting_loses_no_thread(page: ExportPage, folder: Path) -> None:
    from ui.export_job import _running

    page.export.click()
    page.deleteLater()
    until(lambda: not _running, 60)
    assert len(list(folder.iterdir())) == 3


def test_the_folder_opens(page: ExportPage, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened_urls.append)
    export(page)
    page.open_folder.click()
    assert opened_urls == [QUrl.fromLocalFile(str(folder))]


def test_a_read_only_report_exports_without_evidence(library: Library, example: Draft, folder: Path) -> None:
    model = ReportModel(Workspace(library.program(example.form), example, None), lambda: NOW)
    page = opened(model, library, folder)
    export(page)
    assert len(list(folder.iterdir())) == 3


def test_jobs_tell_how_far_they_are(page: ExportPage, qapp: QApplication) -> None:
    told: list[tuple[int, int, str]] = []
    job = ExportJob(page._plan())
    job.progressed.connect(lambda *step: told.append(step))
    ended: list[object] = []
    job.ended.connect(ended.append)
    job.start()
    until(lambda: ended, 60)
    assert [step[0] for step in told][-1] == 3
    assert all(step[1] == 3 for step in told)
    assert any(step[2].endswith(".xlsx") for step in told)
