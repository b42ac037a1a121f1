"""Says whether anything unexpected is in a frozen folder: every name at its top, and every piece of Qt, is listed here.

A new version of a library, or a package that happened to be installed, brings guests along unseen otherwise: a browser,
a network, a second interpreter. Also prints what the folder weighs.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

TOP = re.compile(
    r"jibao(\.exe)?|_internal|licences|resources|docx|lxml|shiboken6|PySide6|tomli|tzdata|base_library\.zip|python3\.11|"
    r"portable\.txt|[0-9a-f]{20}__mypyc\.[\w.-]+|(click|pluggy)-[0-9.]+\.dist-info|jibao\.cdx\.json|读我\.txt|"
    # the system's libraries that the desktops in use lack, or have too old
    r"lib(X11|X11-xcb|xkbcommon|xkbcommon-x11|bz2|ffi|gcc_s|glib-2\.0|gthread-2\.0|lzma|pcre|sqlite3|stdc\+\+|uuid|z|zstd)\.so[.0-9]*|"
    r"libxcb-(cursor|icccm|image|keysyms|randr|render|render-util|shape|shm|sync|util|xfixes|xkb)\.so[.0-9]*|"
    r"lib(icudata|icui18n|icuuc)\.so[.0-9]*|lib(pyside6|shiboken6)\.abi3\.so[.0-9]*|libpython3\.11\.so[.0-9]*|"
    # Windows
    r"(MSVCP140(_[12])?|VCRUNTIME140(_1)?|python3|python311|sqlite3|libffi-8|(pyside6|shiboken6)\.abi3)\.dll|"
    r"(_asyncio|_bz2|_ctypes|_decimal|_elementtree|_lzma|_multiprocessing|_overlapped|_queue|_socket|_sqlite3|_uuid|"
    r"_zoneinfo|pyexpat|select|unicodedata)\.pyd|"
    r"(lib)?Qt6\w+(\.so\.6|\.dll)",
    re.IGNORECASE,
)
QT = {"Core", "DBus", "Gui", "PrintSupport", "Svg", "Widgets", "XcbQpa"}
"""Modules of Qt: Svg for the icons of a desktop's theme, XcbQpa for X11, DBus for screen readers and input methods."""
QT_LIBRARY = re.compile(r"(?:lib)?Qt6?(\w+?)(?:\.abi3)?(?:\.so(?:\.[0-9.]+)?|\.dll|\.pyd)")
PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qgif", "qico", "qjpeg", "qsvg"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin", "fcitxplatforminputcontextplugin-qt6", "ibusplatforminputcontextplugin",
    },
    "platforms": {"qoffscreen", "qwindows", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": {"cupsprintersupport"},
    "styles": {"qmodernwindowsstyle"},
}  # fmt: skip


def strangers(folder: Path) -> list[str]:
    """The names that nobody expects, as paths in the folder."""
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    return [name for name in files if not is_expected(name)]


def is_expected(name: str) -> bool:
    """Whether a file may be in the folder: by its top name, the module of Qt that it is, and the plugin that it is."""
    parts = [part for part in name.split("/") if part != "_internal"]
    library = QT_LIBRARY.fullmatch(parts[-1])
    if not TOP.fullmatch(parts[0]) or (library and library[1] not in QT):
        return False
    if "plugins" not in parts:
        return True
    kind, file = parts[parts.index("plugins") + 1 :][:2]
    return file.partition(".")[0].removeprefix("lib") in PLUGINS.get(kind, set())


def weight(files: Iterable[Path]) -> float:
    """Megabytes of all these files."""
    return sum(path.stat().st_size for path in files if path.is_file() and not path.is_symlink()) / 1e6


def main(folder: Path, most: float) -> int:
    """Tell both; 1 for a stranger, or when it is heavier than it may be."""
    found, megabytes = strangers(folder), weight(folder.rglob("*"))
    for name in found:
        print(f"{name} is not expected in the folder")
    print(f"installed size: {megabytes:.1f} MB (goal {most:.0f} MB)")
    return 1 if found or megabytes > most else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
