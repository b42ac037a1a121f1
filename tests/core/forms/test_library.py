"""Where formats are found: two folders, editions by year, and a broken one that tells all and hides no other."""

import shutil
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import MOST_PROBLEMS, KnownError
from core.forms.library import FORM, MAX_FILE, Library, read_toml, resources
from core.formulas.syntax import parse
from tests.core.forms.form_samples import MONEY

SECTION = '[[document.section]]\nid = "all"\nheading = "全部"\nitems = ["grid:income", "income"]\n'


def form(id: str, edition: int | str, label: str = "格式", more: str = "") -> str:
    document = f'[[document]]\nid = "report"\ntitle = "报告"\nfile_name = "报告"\n{SECTION}'
    return f'id = "{id}"\nedition = {edition}\nlabel = "{label}"\nplace = "某县"\n{more}\n{document}'


def put(folder: Path, id: str, edition: int | str, text: str | None = None, **settings: str) -> Path:
    """A form in a folder of formats."""
    place = folder / id / str(edition)
    place.mkdir(parents=True)
    (place / FORM).write_text(form(id, edition, **settings) if text is None else text, "utf-8")
    return place


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A folder of shipped data with one dictionary file and two editions of one form."""
    folder = tmp_path / "shipped"
    (folder / "dictionary").mkdir(parents=True)
    (folder / "dictionary" / "income.toml").write_text(MONEY, "utf-8")
    put(folder / "forms", "county", 2023)
    put(folder / "forms", "county", 2025)
    return folder


@pytest.fixture
def users(tmp_path: Path) -> Path:
    """The user's own folder, which may not exist."""
    return tmp_path / "users"


# ---------------------------------------------------------------- finding


def test_formats_are_found_by_folder_with_what_their_first_lines_say(shipped: Path) -> None:
    library = Library(shipped)
    assert [entry.key for entry in library.entries()] == ["county/2023", "county/2025"]
    first = library.entry("county/2023")
    assert (first.label, first.place, first.users, first.hides_shipped) == ("格式", "某县", False, False)
    assert first.folder == shipped / "forms" / "county" / "2023"


def test_a_folder_that_does_not_exist_holds_no_formats(tmp_path: Path) -> None:
    library = Library(tmp_path / "nowhere", tmp_path / "neither")
    assert library.entries() == ()
    assert library.problems() == ()
    assert library.dictionary()[0].fields == {}


def test_the_users_format_goes_before_a_shipped_one_of_the_same_edition_and_says_so(shipped: Path, users: Path) -> None:
    put(users, "county", 2023, label="本县改过的")
    put(users, "town", 2024)
    entries = {entry.key: entry for entry in Library(shipped, users).entries()}
    assert list(entries) == ["county/2023", "county/2025", "town/2024"]
    mine = entries["county/2023"]
    assert (mine.label, mine.users, mine.hides_shipped) == ("本县改过的", True, True)
    assert (entries["town/2024"].users, entries["town/2024"].hides_shipped) == (True, False)
    assert not entries["county/2025"].users


def test_a_format_copied_in_while_the_program_runs_is_found(shipped: Path, users: Path) -> None:
    library = Library(shipped, users)
    assert len(library.entries()) == 2
    put(users, "town", 2024)
    assert len(library.entries()) == 3


@pytest.mark.parametrize(("year", "edition"), [(2022, None), (2023, 2023), (2024, 2023), (2025, 2025), (2030, 2025)])
def test_an_edition_serves_from_its_year_until_the_next(shipped: Path, year: int, edition: int | None) -> None:
    entry = Library(shipped).serving("county", year)
    assert (entry.edition if entry else None) == edition


def test_no_edition_of_another_form_serves(shipped: Path) -> None:
    assert Library(shipped).serving("town", 2025) is None


def test_a_format_that_does_not_exist_is_guessed(shipped: Path) -> None:
    with pytest.raises(KnownError) as caught:
        Library(shipped).entry("county/2024")
    assert caught.value.code == "form.not_found"
    assert "您是否要写“county/202" in caught.value.text


# ---------------------------------------------------------------- compiling


def test_a_program_is_compiled_once(shipped: Path) -> None:
    library = Library(shipped)
    program = library.program("county/2023")
    assert program.form.key == "county/2023"
    assert library.program("county/2023") is program


def test_a_broken_format_tells_all_its_problems_and_hides_no_other(shipped: Path, users: Path) -> None:
    put(users, "town", 2024, more='colour = "red"\nremoved = ["income"]\n[parameters]\nincome_total = 5\n')
    library = Library(shipped, users)
    with pytest.raises(KnownError) as caught:
        library.program("town/2024")
    assert caught.value.code == "form.broken"
    assert caught.value.text == "报告格式“town/2024”有3处问题，不能使用。"
    assert [problem.code for problem in caught.value.problems] == [
        "form.unknown_key",
        "form.shadowed",
        "form.still_used",
    ]
    assert library.program("county/2023").form.label == "格式"
    assert len(library.entries()) == 3


def test_a_folder_is_called_like_its_form(shipped: Path, users: Path) -> None:
    put(users, "town", 2024, text=form("county", 2024))
    _, problems = Library(shipped, users).examine(users / "town" / "2024")
    assert [(problem.code, problem.text) for problem in problems] == [
        ("form.folder_name", "文件夹名应为“county/2024”。")
    ]


def test_a_form_without_a_name_is_not_asked_to_lie_in_a_nameless_folder(shipped: Path, users: Path) -> None:
    put(users, "town", 2024, text=form("town", '"x"'))
    _, problems = Library(shipped, users).examine(users / "town" / "2024")
    assert [problem.code for problem in problems] == ["form.not_whole", "form.folder_name"]
    put(users, "town", 2025, text=form("town", 2025).partition("\n")[2])
    _, problems = Library(shipped, users).examine(users / "town" / "2025")
    assert [problem.code for problem in problems] == ["form.missing_key"]


def test_what_is_wrong_in_the_dictionary_breaks_every_form(shipped: Path) -> None:
    (shipped / "dictionary" / "bad.toml").write_text("[field.a]\n", "utf-8")
    (shipped / "dictionary" / "worse.toml").write_text("[[[", "utf-8")
    _, problems = Library(shipped).examine(shipped / "forms" / "county" / "2023")
    assert [problem.code for problem in problems] == ["form.not_toml", "form.missing_key", "form.missing_key"]


# ---------------------------------------------------------------- files that cannot be used


def test_a_folder_that_cannot_be_read_as_a_format_is_told_and_left_out(shipped: Path, users: Path) -> None:
    put(users, "town", 2024, text="label = ")
    put(users, "town", "neu")
    put(users, "town", "２０２５")
    put(users, "county", 2023, text="\x00")
    library = Library(shipped, users)
    assert [str(problem) for problem in library.problems()] == [
        "county/2023 › form.toml：第1行第1个字处写法有误（Invalid statement）。",
        "town/2024 › form.toml：第1行第9个字处写法有误（Invalid value）。",
        "town/neu：文件夹“neu”应以四位年份为名，如2024。",
        "town/２０２５：文件夹“２０２５”应以四位年份为名，如2024。",
    ]
    assert {problem.code for problem in library.problems()} == {"form.not_toml", "form.edition_folder"}
    assert [(entry.key, entry.users) for entry in library.entries()] == [("county/2023", False), ("county/2025", False)]
    program, problems = library.examine(users / "town" / "2024")
    assert program is None
    assert [problem.place for problem in problems] == ["town/2024 › form.toml"]


def read(tmp_path: Path, data: bytes) -> tuple[object, list[str]]:
    path = tmp_path / FORM
    path.write_bytes(data)
    content, problems = read_toml(path)
    assert all(problem.place == FORM for problem in problems)
    return content, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (b"", {}),
        ("\ufeffa = 1".encode(), {"a": 1}),
        (b"a = 0.1", {"a": Decimal("0.1")}),
        (b"a = 1e999", {"a": Decimal("1E+999")}),
        (b"a = 1\r\nb = 2", {"a": 1, "b": 2}),
    ],
)
def test_toml_is_read_with_exact_figures(tmp_path: Path, data: bytes, content: object) -> None:
    assert read(tmp_path, data) == (content, [])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a = ", "form.not_toml"),
        (b"a = 1\na = 2", "form.not_toml"),
        (b"\x00", "form.not_toml"),
        ("label = '常宁'".encode("gbk"), "form.encoding"),
        (b"a = " + b"[" * 100_000, "form.too_deep"),
        (b"a = " + b"{a=" * 50_000, "form.too_deep"),
        (b"a" + b".a" * 50_000 + b" = 1", "form.too_deep"),
        (b"a = " + b"9" * 5000, "form.long_number"),
        (b"a = 1e99999999999999999999", "form.long_number"),
        (b"#" * (MAX_FILE + 1), "form.too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_file_overwhelms_the_reader(tmp_path: Path, data: bytes, code: str) -> None:
    assert read(tmp_path, data) == (None, [code])


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / FORM).mkdir()
    assert read_toml(tmp_path / FORM)[1][0].code == "form.unreadable"
    assert read_toml(tmp_path / "none" / FORM)[1][0].code == "form.unreadable"


def test_a_folder_in_place_of_a_form_is_told(shipped: Path, users: Path) -> None:
    (users / "town" / "2024" / FORM).mkdir(parents=True)
    library = Library(shipped, users)
    assert [problem.code for problem in library.problems()] == ["form.unreadable"]
    assert len(library.entries()) == 2
    (users / "town" / "2024" / FORM).rmdir()
    program, problems = library.examine(users / "town" / "2024")
    assert (program, [problem.code for problem in problems]) == (None, ["form.unreadable"])


def test_a_file_is_read_once_for_each_state(shipped: Path, users: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = put(users, "town", 2024)
    reads: list[Path] = []

    def counted(path: Path) -> object:
        reads.append(path)
        return read_toml(path)

    monkeypatch.setattr("core.forms.library.read_toml", counted)
    library = Library(shipped, users)
    library.entries()
    library.entries()
    library.serving("town", 2024)
    assert len(reads) == 3
    (place / FORM).write_text(form("town", 2024, label="换了名字"), "utf-8")
    assert library.entry("town/2024").label == "换了名字"
    assert len(reads) == 4


# ---------------------------------------------------------------- the shipped formats


def test_the_shipped_formats_are_whole() -> None:
    library = Library()
    assert library.problems() == ()
    assert [entry.key for entry in library.entries()] == [
        "changning_township/2023",
        "hunan_township/2024",
        "xiangtan_township/2024",
    ]
    for entry in library.entries():
        assert library.examine(entry.folder)[1] == ()


def test_a_shipped_format_in_the_users_folder_is_used_instead(tmp_path: Path) -> None:
    entry = Library().entries()[0]
    shutil.copytree(entry.folder, tmp_path / entry.id / str(entry.edition))
    library = Library(users=tmp_path)
    assert library.entries()[0].hides_shipped
    assert library.program(entry.key).form == Library().program(entry.key).form


def test_the_frozen_program_finds_its_data_beside_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (resources() / "dictionary").is_dir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources() == tmp_path / "resources"


def test_loading_does_no_work_twice_and_none_that_only_mistakes_need(monkeypatch: pytest.MonkeyPatch) -> None:
    """What keeps the start of the program short, on any machine: both shipped formats load in some 35 ms."""

    def searched(*_: object, **__: object) -> list[str]:
        raise AssertionError("suggestions are for mistakes")

    monkeypatch.setattr("core.formulas.names.get_close_matches", searched)
    parse.cache_clear()
    library = Library()
    for entry in library.entries():
        library.program(entry.key)
    first = parse.cache_info()
    for entry in Library().entries():
        Library().program(entry.key)
    assert parse.cache_info().misses == first.misses == parse.cache_info().currsize


def test_so_many_problems_that_nobody_reads_them_are_not_all_sought(shipped: Path) -> None:
    place = put(shipped / "forms", "town", 2024, more="\n".join(f"incom_total{number} = 1" for number in range(5000)))
    program, problems = Library(shipped).examine(place)
    assert program is None
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "form.too_many"


def test_very_long_chains_of_rows_are_refused_at_once(shipped: Path) -> None:
    rows = ",".join(f'{{ id = "r{n}", label = "a", within = "r{n + 1}", parts = "some" }}' for n in range(9000))
    table = f'[table.town_t]\nlabel = "表"\ncolumns = [{{ id = "x", label = "x", kind = "money" }}]\nrows = [{rows}]'
    begun = time.process_time()
    _, problems = Library(shipped).examine(put(shipped / "forms", "town", 2024, more=table))
    assert "form.circle" in {one.code for one in problems}
    assert time.process_time() - begun < 10
