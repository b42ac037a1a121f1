"""Where report formats are found: both folders, every way a file can be unusable, and what is shipped."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from core.errors import KnownError
from core.forms.library import EXAMPLE, FORM, MAX_FILE, REFERENCE, Library, read_toml, resources
from core.reports.sheet import Sheet
from core.storage.draft_file import read_draft_file

DICTIONARY = '[field.unit]\nlabel = "单位"\nkind = "text"\n'
BROKEN = 'id = "broken"\nedition = "去年"\nlabel = 3\ncolour = "red"\n'


def form(id: str, edition: int, label: str = "格式") -> str:
    """A form without a problem."""
    return (
        f'id = "{id}"\nedition = {edition}\nlabel = "{label}"\nplace = "某县"\n'
        '[[document]]\nid = "report"\ntitle = "{unit}报告"\nfile_name = "报告"\n'
        '[[document.section]]\nid = "all"\nheading = "全部"\nitems = ["unit"]\n'
    )


@dataclass
class Shelf:
    """A shipped folder and a user's own."""

    shipped: Path
    users: Path

    @property
    def library(self) -> Library:
        return Library(self.shipped, self.users)

    def ship(self, id: str, edition: int | str, text: str | bytes = "") -> Path:
        """A shipped format; returns its folder."""
        return self._put(self.shipped / "forms" / id / str(edition), text or form(id, int(edition)))

    def copy(self, id: str, edition: int | str, text: str | bytes = "") -> Path:
        """A format in the user's folder; returns its folder."""
        return self._put(self.users / id / str(edition), text or form(id, int(edition), "自己的"))

    def _put(self, folder: Path, text: str | bytes) -> Path:
        folder.mkdir(parents=True)
        (folder / FORM).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "shipped" / "dictionary").mkdir(parents=True)
    (tmp_path / "shipped" / "dictionary" / "unit.toml").write_text(DICTIONARY, "utf-8")
    return Shelf(tmp_path / "shipped", tmp_path / "users")


def keys(library: Library) -> list[str]:
    return [entry.key for entry in library.entries()]


def codes(library: Library) -> list[str]:
    return [problem.code for problem in library.problems()]


# ---------------------------------------------------------------- finding


def test_formats_of_both_folders_are_found_by_id_and_edition(shelf: Shelf) -> None:
    shelf.ship("b", 2023)
    shelf.ship("a", 2024)
    shelf.copy("a", 2021)
    assert keys(shelf.library) == ["a/2021", "a/2024", "b/2023"]
    assert shelf.library.problems() == ()


def test_an_entry_says_what_a_list_shows(shelf: Shelf) -> None:
    folder = shelf.ship("a", 2024, form("a", 2024, "绩效报告"))
    entry = shelf.library.entry("a/2024")
    assert (entry.id, entry.edition, entry.label, entry.place) == ("a", 2024, "绩效报告", "某县")
    assert (entry.folder, entry.users, entry.hides_shipped) == (folder, False, False)


def test_the_users_format_wins_and_says_so(shelf: Shelf) -> None:
    shelf.ship("a", 2024)
    shelf.ship("a", 2023)
    own = shelf.copy("a", 2024)
    shelf.copy("b", 2024)
    by_key = {entry.key: entry for entry in shelf.library.entries()}
    assert by_key["a/2024"].folder == own
    assert {key: (one.users, one.hides_shipped) for key, one in by_key.items()} == {
        "a/2023": (False, False),
        "a/2024": (True, True),
        "b/2024": (True, False),
    }
    assert shelf.library.program("a/2024").form.label == "自己的"


def test_an_unusable_file_of_the_user_hides_nothing(shelf: Shelf) -> None:
    shelf.ship("a", 2024)
    shelf.copy("a", 2024, "id = ")
    assert not shelf.library.entry("a/2024").users
    assert codes(shelf.library) == ["form.not_toml"]


@pytest.mark.parametrize("users", [None, "nowhere"])
def test_a_user_needs_no_folder(shelf: Shelf, users: str | None) -> None:
    shelf.ship("a", 2024)
    library = Library(shelf.shipped, shelf.users / users if users else None)
    assert keys(library) == ["a/2024"]
    assert library.problems() == ()


def test_a_label_that_is_no_text_is_shown_as_none(shelf: Shelf) -> None:
    shelf.ship("broken", 2024, BROKEN)
    entry = shelf.library.entry("broken/2024")
    assert (entry.label, entry.place) == ("", "")


@pytest.mark.parametrize(("year", "edition"), [(2020, None), (2021, 2021), (2023, 2021), (2024, 2024), (2099, 2024)])
def test_the_newest_edition_that_is_not_younger_serves_a_year(shelf: Shelf, year: int, edition: int | None) -> None:
    shelf.ship("a", 2024)
    shelf.copy("a", 2021)
    shelf.ship("b", 2022)
    entry = shelf.library.serving("a", year)
    assert (entry.edition if entry else None) == edition
    assert shelf.library.serving("unknown", year) is None


def test_a_format_that_is_not_there_is_told_with_the_nearest(shelf: Shelf) -> None:
    shelf.ship("changning", 2024)
    with pytest.raises(KnownError) as told:
        shelf.library.program("changing/2024")
    assert told.value.code == "form.not_found"
    assert told.value.text == "没有报告格式“changing/2024”。您是否要写“changning/2024”？"
    with pytest.raises(KnownError, match=r"没有报告格式“x”。$"):
        shelf.library.entry("x")


# ---------------------------------------------------------------- using


def test_a_program_is_compiled_once(shelf: Shelf) -> None:
    shelf.ship("a", 2024)
    library = shelf.library
    program = library.program("a/2024")
    assert program.form.key == "a/2024"
    assert program.fields["unit"].label == "单位"
    assert library.program("a/2024") is program


def test_a_broken_format_tells_all_its_problems_and_the_others_stay_usable(shelf: Shelf) -> None:
    shelf.ship("broken", 2024, BROKEN)
    shelf.ship("good", 2024)
    library = shelf.library
    with pytest.raises(KnownError) as told:
        library.program("broken/2024")
    assert told.value.code == "form.broken"
    assert {"form.not_whole", "form.not_text", "form.unknown_key", "form.missing_key"} <= {
        problem.code for problem in told.value.problems
    }
    assert all(problem.place for problem in told.value.problems)
    assert f"有{len(told.value.problems)}处问题" in told.value.text
    assert keys(library) == ["broken/2024", "good/2024"]
    assert library.program("good/2024").form.id == "good"


def test_a_problem_of_the_dictionary_is_a_problem_of_each_format(shelf: Shelf) -> None:
    shelf.ship("a", 2024)
    (shelf.shipped / "dictionary" / "x.toml").write_text("[field.a]\nkind = ", "utf-8")
    (shelf.shipped / "dictionary" / "y.toml").write_text("[strange]", "utf-8")
    with pytest.raises(KnownError) as told:
        shelf.library.program("a/2024")
    assert [(problem.code, problem.place) for problem in told.value.problems] == [
        ("form.not_toml", "x.toml"),
        ("form.unknown_key", "y.toml"),
    ]


def test_the_dictionary_is_all_its_files(shelf: Shelf) -> None:
    (shelf.shipped / "dictionary" / "more.toml").write_text('[field.note]\nlabel = "注"\nkind = "text"\n', "utf-8")
    dictionary, problems = shelf.library.dictionary()
    assert set(dictionary.fields) == {"unit", "note"}
    assert problems == ()


def test_a_changed_file_is_read_again(shelf: Shelf) -> None:
    folder = shelf.ship("a", 2024)
    library = shelf.library
    assert library.entry("a/2024").label == "格式"
    (folder / FORM).write_text(form("a", 2024, "改过的格式"), "utf-8")
    assert library.entry("a/2024").label == "改过的格式"


def test_a_format_is_examined_wherever_it_lies(shelf: Shelf, tmp_path: Path) -> None:
    folder = shelf._put(tmp_path / "stick" / "a" / "2024", form("a", 2024))
    program, problems = shelf.library.examine(folder)
    assert program is not None
    assert problems == ()


@pytest.mark.parametrize(("id", "edition"), [("a", "2023"), ("b", "2024"), ("b", "new")])
def test_a_folder_is_named_by_form_and_edition(shelf: Shelf, tmp_path: Path, id: str, edition: str) -> None:
    _, problems = shelf.library.examine(shelf._put(tmp_path / "stick" / id / edition, form("a", 2024)))
    assert [problem.code for problem in problems] == ["form.folder_name"]
    assert problems[0].text == "文件夹名应为“a/2024”。"
    assert problems[0].place == f"{id}/{edition}/form.toml"


def test_a_form_without_a_name_is_not_told_about_its_folder(shelf: Shelf) -> None:
    folder = shelf.ship("a", 2024, form("a", 2024).replace('id = "a"\n', "", 1))
    _, problems = shelf.library.examine(folder)
    assert [problem.code for problem in problems] == ["form.missing_key"]


def test_a_folder_without_a_format_has_no_program(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "2024"
    program, problems = shelf.library.examine(folder)
    assert program is None
    assert [(problem.code, problem.place) for problem in problems] == [("form.unreadable", "a/2024 › form.toml")]


# ---------------------------------------------------------------- files that cannot be used

UNUSABLE: dict[str, tuple[bytes, str]] = {
    "empty value": (b"id = \n", "form.not_toml"),
    "key twice": (b"id = 1\nid = 2\n", "form.not_toml"),
    "old encoding": ("label = '格式'".encode("gb18030"), "form.encoding"),
    "UTF-16": ("label = '格式'".encode("utf-16"), "form.encoding"),
    "binary": (b"PK\x03\x04\xff\xff", "form.encoding"),
    "NUL": (b"\x00\x00", "form.not_toml"),
    "deep list": (b"a = " + b"[" * 5000 + b"]" * 5000, "form.too_deep"),
    "deep tables": (b"a = " + b"{ a = " * 5000 + b"1" + b" }" * 5000, "form.too_deep"),
    "deep key": (b".".join([b"a"] * 5000) + b" = 1", "form.too_deep"),
    "long number": (b"a = " + b"1" * 5000, "form.long_number"),
    "power beyond all": (b"a = 1e99999999999999999999", "form.long_number"),
    "too large": (b"#" * (MAX_FILE + 1), "form.too_large"),
}


@pytest.mark.parametrize(("data", "code"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_an_unusable_file_is_told_and_hides_no_other(shelf: Shelf, data: bytes, code: str) -> None:
    shelf.copy("a", 2024, data)
    shelf.ship("b", 2024)
    assert keys(shelf.library) == ["b/2024"]
    assert [(problem.code, problem.place) for problem in shelf.library.problems()] == [(code, "a/2024 › form.toml")]
    program, problems = shelf.library.examine(shelf.users / "a" / "2024")
    assert program is None
    assert [problem.code for problem in problems] == [code]


def test_a_slip_is_told_with_its_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / FORM
    path.write_text('id = "a"\nlabel = "格式', "utf-8")
    data, (wrong,) = read_toml(path)
    assert data is None
    assert wrong.code == "form.not_toml"
    assert wrong.text.startswith("第2行第12个字处写法有误")


def test_the_largest_file_and_the_mark_of_an_editor_are_read(tmp_path: Path) -> None:
    path = tmp_path / FORM
    head = b"\xef\xbb\xbfid = 'a' #"
    path.write_bytes(head + b"-" * (MAX_FILE - len(head)))
    assert read_toml(path) == ({"id": "a"}, ())


def test_a_folder_in_the_files_place_is_unreadable(shelf: Shelf) -> None:
    (shelf.users / "a" / "2024" / FORM).mkdir(parents=True)
    assert keys(shelf.library) == []
    assert codes(shelf.library) == ["form.unreadable"]


def test_a_file_that_may_not_be_read_is_told(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, encoding: str) -> str:
        raise PermissionError(13, "Permission denied")

    shelf.copy("a", 2024)
    monkeypatch.setattr(Path, "read_text", refused)
    assert codes(shelf.library) == ["form.unreadable"]


@pytest.mark.parametrize("name", ["new", "24", "20245", "２０２４", "2024 (1)"])
def test_a_folder_that_names_no_year_is_told(shelf: Shelf, name: str) -> None:
    shelf.copy("a", name, form("a", 2024))
    assert keys(shelf.library) == []
    assert [(problem.code, problem.place) for problem in shelf.library.problems()] == [
        ("form.edition_folder", f"a/{name}")
    ]


@pytest.mark.parametrize(
    "text",
    ["places = 1e999", "places = 0x" + "f" * 5000, "places = 1e400000", "places = nan", "places = inf", "places = 1.5"],
)
def test_a_figure_beyond_all_bounds_is_a_problem_and_no_crash(shelf: Shelf, text: str) -> None:
    folder = shelf.ship("a", 2024, form("a", 2024) + f"[parameters]\n{text}\n[adapt.field.unit]\n{text}\n")
    _, problems = shelf.library.examine(folder)
    found = [problem.code for problem in problems]
    assert "form.not_whole" in found
    assert ("form.not_figure" in found) == (text != "places = 1.5")


# ---------------------------------------------------------------- what is shipped

FOLDERS = sorted(path.parent for path in (resources() / "forms").glob(f"*/*/{FORM}"))


def name_of(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def test_both_shapes_of_report_are_shipped() -> None:
    assert {"changning_township/2023", "xiangtan_township/2024"} <= set(map(name_of, FOLDERS))
    assert keys(Library()) == [name_of(folder) for folder in FOLDERS]
    assert Library().problems() == ()
    assert Library().dictionary()[1] == ()


@pytest.fixture(scope="module")
def shipped() -> Library:
    return Library()


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_shipped_format_loads_without_a_problem(folder: Path, shipped: Library) -> None:
    program, problems = shipped.examine(folder)
    assert list(map(str, problems)) == []
    assert program is not None
    assert program.form.label
    assert program.form.place
    assert (folder / REFERENCE).is_file()


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_its_example_reads_without_a_problem_and_has_a_place_for_all(folder: Path, shipped: Library) -> None:
    file = read_draft_file(folder / EXAMPLE)
    assert list(map(str, file.problems)) == []
    assert file.draft.form == name_of(folder)
    sheet = Sheet(shipped.program(file.draft.form), file.draft)
    assert sheet.without_place() == ()
    assert file.expect
    assert file.expect["figures"]


def test_resources_lie_beside_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (resources() / "dictionary").is_dir()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resources() == tmp_path / "resources"
    assert Library().shipped == tmp_path / "resources"
