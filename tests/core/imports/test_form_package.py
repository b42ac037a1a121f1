"""A report format as one file: made, read back, refused when anything about it is odd, and installed with a preview."""

import shutil
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from core.errors import KnownError
from core.forms.library import FORM, Library, resources
from core.imports import form_package
from core.imports.form_package import LIST, FormPackage, install, pack_form, preview, read_form_package

KEY = "xiangtan_township/2024"
NOW = datetime(2025, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(users=tmp_path / "data" / "forms")


@pytest.fixture
def package(tmp_path: Path, library: Library) -> Path:
    """The package of a shipped format."""
    path = tmp_path / "U盘 格式.jbf"
    path.write_bytes(pack_form(resources() / "forms" / KEY, library))
    return path


def rewritten(path: Path, **files: bytes | None) -> Path:
    """A package with files added, replaced or (None) left out; the list stays as it was."""
    with zipfile.ZipFile(path) as old:
        contents: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
    contents |= files
    target = path.with_name("changed.jbf")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in contents.items():
            if data is not None:
                new.writestr(name, data)
    return target


def listed(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(LIST).decode()


def refused(path: Path) -> str:
    with pytest.raises(KnownError) as told:
        read_form_package(path)
    return told.value.code


# ---------------------------------------------------------------- making and reading


def test_a_package_holds_the_folder_and_nothing_else(package: Path) -> None:
    found = read_form_package(package)
    folder = resources() / "forms" / KEY
    assert found.key == KEY
    assert found.files == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_folder_gives_the_same_package(package: Path, library: Library) -> None:
    assert pack_form(resources() / "forms" / KEY, library) == package.read_bytes()


def test_a_format_with_problems_is_not_packed(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "county" / "2024"
    folder.mkdir(parents=True)
    (folder / FORM).write_text("id = 1", "utf-8")
    with pytest.raises(KnownError) as told:
        pack_form(folder, library)
    assert told.value.code == "form.broken"
    assert told.value.problems


def test_nor_one_without_its_word_styles(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / KEY
    shutil.copytree(resources() / "forms" / KEY, folder)
    (folder / "reference.docx").unlink()
    with pytest.raises(KnownError) as told:
        pack_form(folder, library)
    assert told.value.code == "package.incomplete"


def test_files_that_are_none_are_refused(package: Path) -> None:
    assert refused(package.with_name("missing.jbf")) == "package.missing"
    for content in (b"", b"not a zip", package.read_bytes()[:5000]):
        other = package.with_name("other.jbf")
        other.write_bytes(content)
        assert refused(other) == "package.not_one"
    assert refused(rewritten(package, **{LIST: None})) == "package.not_one"
    assert refused(rewritten(package, **{LIST: b"\xff"})) == "package.not_one"
    assert refused(rewritten(package, **{LIST: b"[["})) == "package.not_one"


def test_a_copy_that_went_wrong_is_found(package: Path) -> None:
    assert refused(rewritten(package, **{FORM: b"id = 1"})) == "package.damaged"
    assert refused(rewritten(package, **{FORM: None})) == "package.damaged"
    assert refused(rewritten(package, **{"more.txt": b"guest"})) == "package.damaged"


@pytest.mark.parametrize("form", ['"../../2024"', '"A/2024"', '"county/24"', "7"])
def test_a_format_that_would_lie_elsewhere_is_refused(package: Path, form: str) -> None:
    text = listed(package).replace(f'"{KEY}"', form)
    assert refused(rewritten(package, **{LIST: text.encode()})) == "package.damaged"


def test_a_newer_arrangement_asks_for_a_newer_program(package: Path) -> None:
    text = listed(package).replace("format = 1", "format = 2")
    assert refused(rewritten(package, **{LIST: text.encode()})) == "package.newer"


@pytest.mark.parametrize("name", ["../evil.toml", "/etc/evil", "a/b.toml", "..", "C:evil", ".hidden", "a\\b", "格式"])
def test_names_that_lead_elsewhere_are_refused(package: Path, name: str) -> None:
    assert refused(rewritten(package, **{name: b"x"})) == "package.name"


def test_sizes_are_bounded(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"f{number}.txt": b"x" for number in range(form_package.MAX_FILES)}
    assert refused(rewritten(package, **many)) == "package.swollen"
    monkeypatch.setattr(form_package, "MAX_PACKAGE", 1000)
    assert refused(package) == "package.too_large"


def test_a_bomb_is_not_unpacked(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(rewritten(package, **{"zeros.txt": bytes(form_package.MAX_FILE + 1)})) == "package.swollen"
    bomb = rewritten(package, **{"zeros.txt": bytes(60_000)})
    monkeypatch.setattr(form_package, "MAX_FILE", 50_000)
    monkeypatch.setattr(zipfile.ZipInfo, "file_size", property(lambda self: 1, lambda self, size: None), raising=False)
    assert refused(bomb) in ("package.swollen", "package.not_one")


# ---------------------------------------------------------------- installing


def changed(package: FormPackage, old: str, new: str, key: str = KEY) -> FormPackage:
    files = dict(package.files)
    files[FORM] = files[FORM].decode().replace(old, new).encode()
    return FormPackage(key=key, files=files)


def test_the_same_format_changes_nothing(package: Path, library: Library) -> None:
    found = preview(read_form_package(package), library)
    assert found.replaces is not None
    assert not found.replaces.users
    assert found.lines == ()


def test_the_preview_says_what_changes(package: Path, library: Library) -> None:
    program = library.program(KEY)
    heading = next(one.heading for one in program.form.sections() if one.heading)
    found = preview(changed(read_form_package(package), f'"{heading}"', '"全新的章节"'), library)
    assert any(line.startswith("章节") and "全新的章节" in line for line in found.lines)


def test_a_new_edition_is_compared_with_the_last_one(package: Path, library: Library) -> None:
    package_of_2026 = changed(read_form_package(package), "edition = 2024", "edition = 2026", "xiangtan_township/2026")
    found = preview(package_of_2026, library)
    assert found.replaces is None
    assert found.lines == ()


def test_a_format_with_problems_is_not_installed(package: Path, library: Library) -> None:
    with pytest.raises(KnownError) as told:
        preview(changed(read_form_package(package), "edition", "edtion"), library)
    assert told.value.code == "form.broken"


def test_what_is_installed_wins_and_what_was_there_is_kept(package: Path, library: Library) -> None:
    found = read_form_package(package)
    before = library.program(KEY)
    assert install(found, library, NOW) is None
    assert library.entry(KEY).users
    assert library.program(KEY) is not before
    kept = install(changed(found, "label", "label"), library, NOW)
    assert kept is not None
    assert (kept / FORM).is_file()
    assert library.users is not None
    assert {path.name for path in library.users.parent.iterdir()} == {"forms", "backups"}


def test_where_nothing_can_be_written_all_stays(tmp_path: Path, package: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    for library in (Library(users=tmp_path / "data" / "forms"), Library()):
        with pytest.raises(KnownError) as told:
            install(read_form_package(package), library, NOW)
        assert told.value.code == "package.not_written"


def test_a_failure_on_the_way_puts_the_old_folder_back(
    package: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read_form_package(package)
    install(found, library, NOW)
    assert library.users is not None
    target = library.users / KEY
    replace = Path.replace

    def fail(self: Path, other: Path) -> Path:
        if other == target and ".form-" in str(self):
            raise OSError(28, "No space left on device")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(KnownError) as told:
        install(found, library, NOW)
    assert told.value.code == "package.not_written"
    assert (target / FORM).is_file()
