"""What the acceptance tests stand on: both examples, filled and exported once a worker, and a home without formats."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from core.commands import DONE, run
from core.forms.library import EXAMPLE, Library
from core.reports.compose import document_name
from core.reports.sheet import Sheet
from core.storage.draft_file import read_draft_file
from tests.acceptance.examples import CHANGNING, XIANGTAN, shipped
from tests.acceptance.paper import Report, book_of, paper_of

NOW = datetime(2024, 3, 29, 16, 40, 12, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="session", autouse=True)
def _empty_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No report format of the developer's own may stand before the shipped ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped report formats."""
    return shipped()


@pytest.fixture(scope="session")
def reports(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """Both examples as they are handed in, by the letter of the seed."""
    return {"C": _handed_in(library, CHANGNING, tmp_path_factory), "X": _handed_in(library, XIANGTAN, tmp_path_factory)}


def _handed_in(library: Library, key: str, folders: pytest.TempPathFactory) -> Report:
    example, folder = library.entry(key).folder / EXAMPLE, folders.mktemp("export")
    assert run(["export", str(example), "--out", str(folder), "--final"], NOW) == DONE
    sheet = Sheet(library.program(key), read_draft_file(example).draft)
    name = document_name(sheet, "report", "file_name")
    (word,), (book,) = folder.glob(f"{name}.docx"), folder.glob(f"{name}*.xlsx")
    return Report(example=example, sheet=sheet, word=word, book=book, paper=paper_of(word), figures=book_of(book))
