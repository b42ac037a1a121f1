"""关于绩报: what the program is, and the licence of each of its parts."""

from pathlib import Path

from core.version import VERSION
from ui.about_dialog import AboutDialog, about_text, licence_texts
from ui.store import Store


def test_it_says_version_place_and_formats(store: Store) -> None:
    text = about_text(store)
    assert f"绩报 {VERSION}" in text
    assert str(store.database.path) in text
    assert text.count("年版") == len(store.library.entries())


def test_each_licence_can_be_read(store: Store) -> None:
    dialog = AboutDialog(store)
    names = [dialog.names.item(row).text() for row in range(dialog.names.count())]
    assert {"GPL-3", "LGPL-3", "Qt (PySide6)"} <= set(names)
    for row in range(len(names)):
        dialog.names.setCurrentRow(row)
        assert len(dialog.licence.toPlainText()) > 100
    assert dialog.licence.isReadOnly()


def test_a_component_may_have_several_texts(tmp_path: Path) -> None:
    (tmp_path / "lib-1.0").mkdir()
    for name in ("NOTICE.txt", "LICENSE.txt"):
        (tmp_path / "lib-1.0" / name).write_text(name)
    (tmp_path / "Own.txt").write_text("own")
    found = licence_texts(tmp_path)
    assert list(found) == ["Own", "lib-1.0"]
    assert [file.name for file in found["lib-1.0"]] == ["LICENSE.txt", "NOTICE.txt"]
