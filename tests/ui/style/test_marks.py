"""The pictures that the style sheet takes from files."""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui.style import tokens
from ui.style.marks import style_sheet_of_marks


def test_each_mark_is_drawn_at_both_sizes(qapp: QApplication, tmp_path: Path) -> None:
    sheet = style_sheet_of_marks(tokens.LIGHT, 150, tmp_path)
    files = sorted(tmp_path.glob("*.png"))
    single, double = (QImage(str(tmp_path / name)) for name in ("box-27-1c5cb8.png", "box-27-1c5cb8@2x.png"))
    assert len(files) == 2 * sheet.count("url(")
    assert (single.width(), double.width()) == (27, 54)


def test_a_second_time_nothing_is_drawn_again(qapp: QApplication, tmp_path: Path) -> None:
    first = style_sheet_of_marks(tokens.LIGHT, 100, tmp_path)
    (tmp_path / "box-18-1c5cb8.png").write_bytes(b"kept")
    assert style_sheet_of_marks(tokens.LIGHT, 100, tmp_path) == first
    assert (tmp_path / "box-18-1c5cb8.png").read_bytes() == b"kept"


def test_where_nothing_can_be_written_qt_draws_its_own(qapp: QApplication, tmp_path: Path) -> None:
    assert style_sheet_of_marks(tokens.LIGHT, 100, tmp_path / "没有这个文件夹") == ""
