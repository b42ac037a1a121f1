"""导出: what is chosen is written, the same files as without a window; what goes wrong is told and costs nothing."""

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from core.commands import run
from core.forms.library import EXAMPLE, Library
from core.formulas.cells import Cell
from core.reports.compose import documents_of
from core.reports.draft import Draft, Origin
from core.reports.frozen import thawed
from core.storage.milestones import EXPORT
from core.workspace import Workspace
from tests.core.reports.samples import cell
from tests.ui.conftest import FORM, NOW, until
from ui.export_choices import LISTED
from ui.export_job import ExportJob
from ui.export_page import ExportPage
from ui.paper.preview_window import PreviewWindow
from ui.report_model import ReportModel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "报送 2023"


@pytest.fixture
def page(model: ReportModel, library: Library, folder: Path) -> ExportPage:
    """With nothing but the report chosen: three files."""
    return only_report(opened(model, library, folder))


def only_report(page: ExportPage) -> ExportPage:
    page.choices.options[LISTED].setChecked(False)
    for at in range(1, page.choices.documents.topLevelItemCount()):
        tick(page, at, on=False)
    return page


def tick(page: ExportPage, at: int, *, on: bool) -> None:
    """Tick a line of the documents, or take the tick away."""
    line = page.choices.documents.topLevelItem(at)
    assert line is not None
    line.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


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


def members(path: Path) -> dict[str, bytes]:
    """What a Word file consists of, whenever it was packed."""
    with ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def names(folder: Path) -> set[str]:
    return {path.suffix for path in folder.iterdir()}


def test_a_draft_writes_word_excel_and_pdf_and_lists_them(page: ExportPage, folder: Path) -> None:
    export(page)
    assert names(folder) == {".docx", ".xlsx", ".pdf"}
    for path in folder.iterdir():
        assert path.name in page.result.text()
    assert page.open_folder.isVisible()


def test_the_files_are_those_of_the_command(model: ReportModel, folder: Path, library: Library, tmp_path: Path) -> None:
    page = opened(model, library, folder)
    page.choices.kinds["pdf"].setChecked(False)
    export(page)
    other = tmp_path / "命令"
    assert run(["export", str(library.entry(FORM).folder / EXAMPLE), "--out", str(other)], NOW) == 0
    assert {path.name for path in folder.iterdir()} == {path.name for path in other.iterdir()}
    for path in folder.glob("*.docx"):
        if "清单" not in path.name:  # it tells pages where they are known
            assert members(path) == members(other / path.name)


def test_only_what_is_ticked_is_written_and_remembered(
    page: ExportPage, model: ReportModel, library: Library, folder: Path
) -> None:
    page.choices.kinds["excel"].setChecked(False)
    page.choices.kinds["word"].setChecked(False)
    export(page)
    assert names(folder) == {".pdf"}
    again = ExportPage(model, library)
    assert again.folder.text() == str(folder)
    assert [kind for kind, box in again.choices.kinds.items() if box.isChecked()] == ["pdf"]


def test_nothing_ticked_cannot_be_exported(page: ExportPage) -> None:
    for box in page.choices.kinds.values():
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
    kept = [one.payload for one in drafts.evidence(model.session.draft.uid) if one.kind == EXPORT]
    evidence = thawed(kept[-1])
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
    page.choices.kinds["pdf"].setChecked(False)
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
    page = only_report(opened(model, library, folder))
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
    assert told[-1] == (3, 3, "")
    assert [step[2][-5:] for step in told[-4:-1]] == [".docx", ".xlsx", "告.pdf"]
    assert any(step[2].startswith("排版") for step in told)


# ---------------------------------------------------------------- several documents


@pytest.fixture
def whole(model: ReportModel, library: Library, folder: Path) -> ExportPage:
    """Everything chosen, as Word only: quick to write."""
    made = opened(model, library, folder)
    for kind in ("excel", "pdf"):
        made.choices.kinds[kind].setChecked(False)
    return made


def stems(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.iterdir())


def test_every_document_and_every_project_can_be_chosen(whole: ExportPage, model: ReportModel) -> None:
    keys = documents_of(model.sheet)
    assert whole.choices.chosen().keys == set(keys)
    parent = next(
        line for at in range(whole.choices.documents.topLevelItemCount())
        if (line := whole.choices.documents.topLevelItem(at)) is not None and line.childCount()
    )  # fmt: skip
    assert parent.childCount() == len(model.sheet.rows("projects"))
    parent.setCheckState(0, Qt.CheckState.Unchecked)
    assert not [key for key in whole.choices.chosen().keys if key.row]
    first = parent.child(0)
    assert first is not None
    first.setCheckState(0, Qt.CheckState.Checked)
    assert parent.checkState(0) == Qt.CheckState.PartiallyChecked
    assert [key.row for key in whole.choices.chosen().keys if key.row] == [model.sheet.rows("projects")[0]]


def test_a_document_that_is_switched_off_is_not_offered(whole: ExportPage, model: ReportModel) -> None:
    tick(whole, 1, on=False)
    model.set_document_applicable("score_sheet", False)
    whole.choices.show_documents()
    assert "score_sheet" not in {key.id for key in whole.choices.chosen().keys}
    assert "base_data" not in {key.id for key in whole.choices.chosen().keys}


def test_nothing_chosen_cannot_be_exported(whole: ExportPage) -> None:
    for at in range(whole.choices.documents.topLevelItemCount()):
        tick(whole, at, on=False)
    assert not whole.export.isEnabled()


def test_tables_go_behind_the_report_as_annexes(whole: ExportPage, folder: Path) -> None:
    whole.choices.options["annexed"].setChecked(True)
    whole.choices.options[LISTED].setChecked(False)
    export(whole)
    assert len(stems(folder)) == 1
    tick(whole, 0, on=False)
    assert not whole.choices.options["annexed"].isEnabled()
    assert "annexed" not in whole.choices.chosen().options


def test_all_files_go_into_one_zip_with_a_list(whole: ExportPage, folder: Path, model: ReportModel) -> None:
    whole.choices.options["zipped"].setChecked(True)
    export(whole)
    [packed] = folder.iterdir()
    assert packed.suffix == ".zip"
    with ZipFile(packed) as opened_zip:
        assert len(opened_zip.namelist()) == len(documents_of(model.sheet)) + 1
    assert packed.name in whole.result.text()


def test_a_zip_that_was_stopped_is_not_there(whole: ExportPage, folder: Path) -> None:
    whole.choices.options["zipped"].setChecked(True)
    whole.export.click()
    until(lambda: "docx" in whole.said.text())
    whole.stop()
    wait(whole)
    assert "已停止导出，没有写出文件" in whole.result.text()
    assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.parametrize("pdf", [True, False])
def test_pages_are_counted_in_the_list(model: ReportModel, library: Library, folder: Path, *, pdf: bool) -> None:
    """Also those of Word files alone: they are set on pages to be counted, and not painted."""
    page = opened(model, library, folder)
    page.choices.kinds["excel"].setChecked(False)
    page.choices.kinds["pdf"].setChecked(pdf)
    for at in range(2, page.choices.documents.topLevelItemCount()):
        tick(page, at, on=False)
    export(page)
    assert {path.suffix for path in folder.iterdir()} == ({".docx", ".pdf"} if pdf else {".docx"})
    listed = next(path for path in folder.iterdir() if "清单" in path.name)
    cells = re.findall("<w:t[^>]*>([^<]*)", members(listed)["word/document.xml"].decode())
    rows = sum(cell.endswith((".docx", ".pdf")) for cell in cells)
    assert rows == sum(bool(re.fullmatch(r"[1-9]\d*页", cell)) for cell in cells) == (4 if pdf else 2)


def test_the_public_version_leaves_out_what_is_not_for_everybody(
    whole: ExportPage, folder: Path, model: ReportModel
) -> None:
    model.enter(cell("contact_phone"), "0734-1234567")
    for public in (False, True):
        whole.choices.options["public"].setChecked(public)
        export(whole)
        texts = "".join(members(path)["word/document.xml"].decode() for path in folder.glob("*.docx"))
        assert ("0734-1234567" in texts) == (not public)


def test_choices_are_remembered(whole: ExportPage, model: ReportModel, library: Library, folder: Path) -> None:
    tick(whole, 1, on=False)
    whole.choices.options["public"].setChecked(True)
    export(whole)
    page = opened(model, library, folder)
    again = page.choices
    assert {key.id for key in again.chosen().keys} == {key.id for key in documents_of(model.sheet)} - {"base_data"}
    assert again.chosen().options == {"public", LISTED}
    tick_again = again.documents.topLevelItem(1)
    assert tick_again is not None
    tick_again.setCheckState(0, Qt.CheckState.Checked)
    again.show_documents()
    assert again.chosen().keys == set(documents_of(model.sheet))


def test_the_preview_offers_all_that_is_handed_in(whole: ExportPage, model: ReportModel) -> None:
    whole.show_whole()
    [window] = [one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewWindow)]
    assert window.choice.count() == len(documents_of(model.sheet))
