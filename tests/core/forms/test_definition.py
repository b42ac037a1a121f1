"""A format travels with a report, and nothing else can travel under its name."""

import base64
import io
import zipfile
from pathlib import Path

import pytest

from core.errors import KnownError
from core.forms import definition
from core.forms.definition import packed, unpack
from core.forms.library import EXAMPLE, Library

FORMS = ("changning_township/2023", "xiangtan_township/2024")


def archive(*files: tuple[str, bytes]) -> str:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return base64.b64encode(data.getvalue()).decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_format_comes_out_as_it_went_in(form: str, tmp_path: Path) -> None:
    library = Library()
    found = unpack(packed(library, form), tmp_path)
    assert found.program(form).form == library.program(form).form
    assert [entry.key for entry in found.entries()] == [form]
    assert (found.entry(form).folder / "reference.docx").is_file()
    assert not (found.entry(form).folder / EXAMPLE).exists()


def test_the_same_format_gives_the_same_text_and_a_small_one() -> None:
    text = packed(Library(), FORMS[0])
    assert packed(Library(), FORMS[0]) == text
    assert len(text) < 100_000


def test_what_is_not_there_cannot_be_packed() -> None:
    with pytest.raises(KnownError) as error:
        packed(Library(), "nowhere/2020")
    assert error.value.code == "form.not_found"


@pytest.mark.parametrize(("name", "value"), [("LIMIT", 1000), ("MOST_FILES", 3)])
def test_what_is_too_large_is_neither_packed_nor_unpacked(
    name: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = packed(Library(), FORMS[0])
    monkeypatch.setattr(definition, name, value)
    assert packed(Library(), FORMS[0]) == ""
    with pytest.raises(KnownError):
        unpack(text, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "不是",
        "AAAA",
        base64.b64encode(b"PK\x05\x06 not much").decode(),
        archive(("../outside.toml", b"")),
        archive(("dictionary/../../outside.toml", b"")),
        archive(("/etc/passwd", b"")),
        archive(("forms/a/2020/b/c.toml", b"")),
        archive(("dictionary/C:\\x.toml", b"")),
        archive(("dictionary/bomb.toml", b"0" * (definition.LIMIT + 1))),
        archive(*((f"dictionary/{number}.toml", b"") for number in range(definition.MOST_FILES + 1))),
    ],
)
def test_what_was_not_packed_here_writes_nothing(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    with pytest.raises(KnownError) as error:
        unpack(text, folder)
    assert error.value.code == "form.copy_damaged"
    assert [path.name for path in tmp_path.rglob("*")] == ["inside"]


def test_a_content_that_was_changed_is_noticed(tmp_path: Path) -> None:
    data = bytearray(base64.b64decode(packed(Library(), FORMS[0])))
    data[60] ^= 0xFF
    with pytest.raises(KnownError):
        unpack(base64.b64encode(bytes(data)).decode(), tmp_path)


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "dictionary").write_bytes(b"")
    with pytest.raises(KnownError) as error:
        unpack(packed(Library(), FORMS[0]), tmp_path)
    assert error.value.code == "form.unreadable"
