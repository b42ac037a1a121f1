"""Stores and report files as earlier versions wrote them still open, whole: tests/samples/old, made by those versions.

Each was written by the program of its day with the same report in it: every part of a draft filled, a reworded
sentence, an explanation, history in two visits, an export's evidence, a unit's card, a second report in the bin.
A version of the store that has been shipped gets its folder before the next step is added to the migrations.
"""

import shutil
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from core.forms.library import Library
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Explanation, FreeRow, Origin, Rewording
from core.storage import migrations
from core.storage.connections import connect, version_of
from core.storage.database import Database
from core.storage.draft_file import read_draft_file
from core.storage.drafts import Drafts
from core.workspace import Workspace

OLD = Path(__file__).parents[1] / "samples" / "old"
FOLDERS = sorted(OLD.iterdir())
UID, FORM = "old-report", "changning_township/2023"
WRITTEN = datetime(2024, 3, 29, 16, 40, 12, tzinfo=timezone(timedelta(hours=8)))
ANSWERS = {
    "reporting_unit": Entry("常宁市庙前镇人民政府"),
    "year": Entry("2023"),
    "unit_short": Entry("庙前镇", Origin.LAST_YEAR),
    "income[general_budget].amount": Entry("１，３６６．２７"),
    "income[other].amount": Entry("478.04万元", Origin.IMPORTED),
    "income_total": Entry("1844.31", Origin.SUPPLIED),
    "nature[staff].amount": Entry("900.1", Origin.ESTIMATED),
    "achievements": Entry("# 产业发展\n- 新增{pool_total}个“项目”，𠮷祥\n- 二"),
    "linkage_grants[r1].village": Entry("甲村"),
    "linkage_grants[r1].amount": Entry("12.50", Origin.OVERRIDDEN, "按批复"),
    "gone_item": Entry("没有位置的内容"),
    "address": Entry("旧文字"),
}


def assert_whole(draft: Draft) -> None:
    assert (draft.uid, draft.form) == (UID, FORM)
    assert {str(cell): entry for cell, entry in draft.entries.items()} == ANSWERS
    assert draft.rows("linkage_grants") == (FreeRow("r1"), FreeRow("r2"))
    assert draft.rewordings == {
        "income_summary": Rewording("本年收入{income_total}万元。", "本年收入合计{income_total}。")
    }
    assert draft.explanations == {"F-101": Explanation("上级补助跨年", (("income_total", "1844.31"),))}
    assert draft.states == {"overview": "seen"}
    assert draft.not_applicable == {"people_retired": True}


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An old version's files, to be opened as they were left on the disk."""
    copy = tmp_path / "old"
    shutil.copytree(request.param, copy)
    return copy


def test_an_old_store_opens_with_everything_in_it(folder: Path) -> None:
    with Database.open(folder / "reports.sqlite", WRITTEN) as store:
        drafts = Drafts(store)
        assert_whole(drafts.load(UID))
        [line], [binned] = drafts.list(), drafts.list(in_bin=True)
        assert (line.unit, line.year, line.created) == ("常宁市庙前镇人民政府", "2023", WRITTEN)
        assert binned.uid == "old-binned"
        history = drafts.history(UID, Cell("address"))
        assert [(visit.before, visit.after) for visit in history] == [(None, "旧文"), ("旧文", "旧文字")]
        [evidence] = drafts.evidence(UID)
        assert (evidence.at, evidence.kind) == (WRITTEN, "export")
        assert drafts.recall("unit_card:常宁市庙前镇人民政府") == {"unit_short": "庙前镇"}


def test_an_old_store_serves_as_a_backup(folder: Path) -> None:
    with Database.look_into(folder / "reports.sqlite") as store:
        assert_whole(Drafts(store).load(UID))


def test_an_old_report_file_opens(folder: Path) -> None:
    found = read_draft_file(folder / "report.jibao")
    assert_whole(found.draft)
    assert found.problems == ()


def test_a_report_opens_with_the_edition_it_was_made_with(folder: Path) -> None:
    library = Library()
    with Database.open(folder / "reports.sqlite", WRITTEN) as store:
        draft = Drafts(store).load(UID)
        workspace = Workspace(library.program(draft.form), draft, Drafts(store))
        assert workspace.session.program.form.key == FORM
        assert workspace.session.sheet.screen(Cell("income_total")) == "1,844.31"


def test_every_version_of_the_store_but_the_newest_is_kept_as_a_sample() -> None:
    kept = set()
    for old in FOLDERS:
        with closing(connect(old / "reports.sqlite", "immutable=1")) as store:
            kept.add(version_of(store))
    assert kept >= set(range(1, len(migrations.STEPS)))
