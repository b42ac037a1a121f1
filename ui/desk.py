"""The pages of the window and the report that lies open on them: 首页, 填报, 审核, 导出.

Pages are imported and made when first gone to, so that a start waits for none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QStackedWidget, QWidget

from core.errors import KnownError
from core.forms.model import Section
from core.reports.unit_card import UNIT, YEAR
from core.storage.milestones import Milestone, last_final
from ui.formless_page import FormlessPage
from ui.home_acts import HomeActs
from ui.home_page import HomePage
from ui.questions import may_lose_changes, may_stop_export
from ui.report_model import ReportModel
from ui.store import Opened, Store
from ui.style.theme import theme

if TYPE_CHECKING:
    from ui.examine_page import ExaminePage
    from ui.export_page import ExportPage
    from ui.report_page import ReportPage

NEVER_FINAL = "这份报告还没有导出过报送版，没有可对比的内容。导出过草稿的，可以从“文件”菜单“报告记录”里选一次来对比。"
NOT_KEPT = "这次导出没有留下当时的报告，只留下了各项数字，可以与现在的内容对比。"


class Desk(QStackedWidget):
    """Shows one page; `model` is the open report, None for none (or for one that can only be looked at)."""

    page_shown = Signal(str)
    """The name of the page that is now shown: home, report, examine or export."""
    report_changed = Signal()
    """Another report is open, or something in it has changed."""

    def __init__(self, store: Store, acts: HomeActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store, self.acts = store, acts
        self.model: ReportModel | None = None
        self._library = store.library
        self.report: ReportPage | None = None
        self._pages: dict[str, QWidget] = {}
        self._place: tuple[str, Section | None, bool] = ("home", None, False)
        self._make_home()
        acts.made.connect(self._made)
        acts.listed.connect(self._listed)
        acts.about_to_replace.connect(self._about_to_replace)
        theme().changing.connect(self._put_away)
        theme().changed.connect(self._renew)

    # -- pages -------------------------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return next(name for name, page in self._pages.items() if page is self.currentWidget())

    def has(self, name: str) -> bool:
        """Whether there is such a page, or can be."""
        return name in self._pages or (name in ("examine", "export") and self.model is not None)

    def go(self, name: str) -> None:
        """Show a page, if there is one of that name."""
        if not self.has(name):
            return
        if name == "examine":
            self._examine_page()
        elif name == "export":
            self._export_page()
        if name == "home":
            self.refresh_home()
        self.setCurrentWidget(self._pages[name])
        self.page_shown.emit(name)
        if name == "home":
            self.home.take_focus()
        elif name == "examine":
            self._examine_page().examine()

    def renew_home(self) -> None:
        """Make 首页 anew, since there are other report formats now."""
        shown = self.page == "home"
        self._drop(["home"])
        self._make_home()
        self.home.refresh()
        if shown:
            self.go("home")

    def refresh_home(self) -> None:
        """Write what waits, and list the reports as they are now."""
        if self.model is not None:
            self.model.save(whole=True)
        self.home.refresh()

    def _add(self, name: str, page: QWidget) -> None:
        self._pages[name] = page
        self.addWidget(page)

    def _drop(self, names: Sequence[str]) -> None:
        for name in names:
            page = self._pages.pop(name, None)
            if page is not None:
                self.removeWidget(page)
                page.deleteLater()
        if "report" in names:
            self.report = None

    def _make_home(self) -> None:
        home = self.home = HomePage(self.store)
        home.open_wanted.connect(self.open_report)
        home.new_wanted.connect(self.acts.new)
        home.carry_wanted.connect(self.acts.carry)
        home.file_wanted.connect(self.acts.open_file)
        home.example_wanted.connect(self.acts.example)
        home.save_file_wanted.connect(self.save_file)
        home.delete_wanted.connect(self.acts.delete)
        home.restore_wanted.connect(self.acts.restore)
        home.purge_wanted.connect(self.acts.purge)
        home.backups_wanted.connect(self.acts.restore_backup)
        self._add("home", home)

    def _make_report(self, section: Section | None = None) -> None:
        from ui.report_page import ReportPage

        assert self.model is not None
        model, store = self.model, self.store
        self.report = ReportPage(model, lambda: store.last_year(model.sheet))
        if section is not None:
            self.report.show_section(section)
        self._add("report", self.report)

    def _examine_page(self) -> ExaminePage:
        from ui.examine_page import ExaminePage

        assert self.model is not None
        if "examine" not in self._pages:
            self._add("examine", ExaminePage(self.model))
        page = self._pages["examine"]
        assert isinstance(page, ExaminePage)
        return page

    def _export_page(self) -> ExportPage:
        from ui.export_page import ExportPage

        assert self.model is not None
        if "export" not in self._pages:
            self._add("export", ExportPage(self.model, self._library))
        page = self._pages["export"]
        assert isinstance(page, ExportPage)
        return page

    def preview(self) -> None:
        """The whole report as it would be printed, in a window of its own."""
        if self.model is not None:
            self._export_page().show_whole()

    def show_record(self) -> None:
        """What became of the report so far, and from there what has changed since an export."""
        from ui.milestones_dialog import MilestonesDialog

        dialog = MilestonesDialog(self.store.milestones(self.uid), self)
        dialog.compare_wanted.connect(self._compare)
        dialog.look_wanted.connect(self._look_at)
        dialog.open()

    def compare_with_last(self) -> None:
        """What has changed since the report was last handed in."""
        last = last_final(self.store.milestones(self.uid))
        if last is None:
            QMessageBox.information(self, "与上次报送对比", NEVER_FINAL)
        else:
            self._compare(last)

    def _look_at(self, then: Milestone) -> None:
        """The report as it was exported then, in the place of the one that is open."""
        try:
            opened = self.store.exported_at(self.uid, then.at)
        except KnownError as error:
            self.acts.tell(error)
            return
        if opened is None:
            QMessageBox.information(self, "查看当时的报告", NOT_KEPT)
        elif self.close_report():
            self._show(opened)

    def _compare(self, then: Milestone) -> None:
        from ui.comparison_dialog import ComparisonDialog

        if self.model is not None:
            ComparisonDialog(self.model, then, self).show()

    @property
    def exporting(self) -> bool:
        """Whether files are being written."""
        return "export" in self._pages and self._export_page().busy

    def _put_away(self) -> None:
        """Another look or font scale is coming: what paints and measures by it is made anew afterwards."""
        self._place = (self.page, self.report.section if self.report else None, self.home.in_bin)
        self._drop(["home", "examine", *(["report"] if self.report else []), *([] if self.exporting else ["export"])])
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _renew(self) -> None:
        name, section, in_bin = self._place
        self._make_home()
        if section is not None:
            self._make_report(section)
        self.home.show_bin(in_bin=in_bin)
        self.go(name)

    # -- the open report ---------------------------------------------------------------------------------------

    @property
    def uid(self) -> str:
        """The uid of the report that is open or looked at, "" for none."""
        page = self._pages.get("report")
        if isinstance(page, FormlessPage):
            return page.draft.uid
        return self.model.session.draft.uid if self.model else ""

    @property
    def name(self) -> str:
        """Unit and year of the open report, "" for none."""
        if self.model is None:
            return ""
        sheet = self.model.sheet
        unit, year = (sheet.screen(cell) if cell.item in sheet.program.fields else "" for cell in (UNIT, YEAR))
        return f"{unit or '未填单位'}　{year + '年度' if year else '未填年度'}"

    def open_report(self, uid: str) -> None:
        """Open a report for filling, or to be looked at where it cannot be filled."""
        if self.uid == uid:
            self.go("report")
            return
        if not self.close_report():
            return
        try:
            opened = self.store.open_report(uid)
        except KnownError as error:
            self.acts.tell(error)
            return
        self._show(opened)

    def _show(self, opened: Opened) -> None:
        self.home.tell("")
        if opened.workspace is None:
            self._show_formless(opened)
        else:
            self._show_opened(opened)
            if opened.sentence:
                self.acts.said.emit(opened.sentence)
        self.report_changed.emit()
        self.go("report")

    def close_report(self) -> bool:
        """Write what waits and close the report; False where the clerk would rather stay."""
        if not self._stops_exporting():
            return False
        if self.model is not None:
            self.model.save(whole=True)
            if not may_lose_changes(self, self.model, self._save_aside):
                return False
            self.store.remember_unit(self.model.sheet)
            self.store.remember_indicators(self.model.workspace)
            self.store.mark_open("")
            for dialog in self.findChildren(QDialog):  # what compares the report with what it was
                dialog.close()
            self.model.deleteLater()
            self.model = None
        self._drop(("report", "examine", "export"))
        self.report_changed.emit()
        return True

    def save_file(self, uid: str) -> None:
        """Write what waits, then the report as one file; what the store does not take is in the file all the same."""
        self.refresh_home()
        mine = self.model is not None and self.uid == uid
        self.acts.save_file(uid, self.model.session.draft if mine and self.model else None)

    def _save_aside(self) -> bool:
        assert self.model is not None
        return self.acts.save_file(self.uid, self.model.session.draft)

    def _show_opened(self, opened: Opened) -> None:
        assert opened.workspace is not None
        self._library = opened.library
        model = self.model = ReportModel(opened.workspace, self.store.clock, self)
        self._make_report()
        model.changed.connect(self.report_changed)
        model.saved.connect(lambda _: self._remember(model))
        model.jump_wanted.connect(lambda *_: self.go("report"))
        if opened.workspace.drafts is not None:
            self.store.mark_open(opened.draft.uid)

    def _remember(self, model: ReportModel) -> None:
        """What the next reports of the unit take over is kept with every save: a program that is killed closes none."""
        self.store.remember_unit(model.sheet)
        self.store.remember_indicators(model.workspace, leaving=False)

    def _show_formless(self, opened: Opened) -> None:
        page = FormlessPage(opened.draft, opened.sentence, self.store.library)
        page.save_file_wanted.connect(self.acts.save_file)
        self._add("report", page)

    def _stops_exporting(self) -> bool:
        """False where an export is under way and the clerk would rather wait for it."""
        if not self.exporting:
            return True
        if not may_stop_export(self):
            return False
        self._export_page().stop()
        return True

    def _made(self, uid: str) -> None:
        self.home.show_bin(in_bin=False)
        self.home.table.choose(uid)
        self.open_report(uid)

    def _listed(self) -> None:
        self.home.refresh()

    def _about_to_replace(self, uid: str) -> None:
        if self.uid == uid:
            self.close_report()
            self.go("home")
