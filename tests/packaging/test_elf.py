"""The checker of glibc versions: it reads what readelf lists, and finds a file that asks for too much."""

import runpy
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "elf.py"
ELF: dict[str, Any] = runpy.run_path(str(SCRIPT))
newest: Callable[[str], tuple[int, ...]] = ELF["newest"]
check: Callable[[Path, str], int] = ELF["main"]

LISTED = """
Version needs section '.gnu.version_r' contains 2 entries:
  0x0000: Version: 1  File: libm.so.6  Cnt: 2
  0x0010:   Name: GLIBC_2.2.5  Flags: none  Version: 4
  0x0020:   Name: GLIBC_2.28  Flags: none  Version: 3
  0x0030: Version: 1  File: libc.so.6  Cnt: 1
  0x0040:   Name: GLIBC_2.9  Flags: none  Version: 2
  0x0050:   Name: GLIBCXX_3.4.30  Flags: none  Version: 5
"""


def test_the_newest_is_found_by_number_and_not_by_letter() -> None:
    assert newest(LISTED) == (2, 28)
    assert newest("No version information found in this file.") == ()


@pytest.mark.skipif(shutil.which("readelf") is None or not sys.platform.startswith("linux"), reason="needs readelf")
def test_a_file_that_asks_for_too_much_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(Path(sys.executable).resolve(), tmp_path / "python")
    (tmp_path / "text").write_text("no ELF file")
    assert check(tmp_path, "99.0") == 0
    assert check(tmp_path, "1.0") == 1
    assert "python asks for glibc 2." in capsys.readouterr().out


def test_a_folder_without_any_is_no_proof(tmp_path: Path) -> None:
    assert check(tmp_path, "2.28") == 1
