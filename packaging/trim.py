"""Says what of PyInstaller's harvest the program needs: it shows widgets, and plugins pull in a browser's worth.

`excludes=` in the spec changes little, because Qt's plugins bring modules in by themselves. So files are chosen here by
name, and then every shared library goes that nothing left over asks for.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePath

Entry = tuple[str, str, str]  # name in the folder, file it comes from, PyInstaller's kind of it

DROPPED_PLUGINS = re.compile(
    r"/plugins/("
    r"egldeviceintegrations|networkinformation|tls|virtualkeyboard|wayland[^/]*|xcbglintegrations|generic|"
    r"platforms/libq(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|wayland[^/]*)\.|"
    r"platforms/q(minimal|direct2d)\.|"
    r"platforminputcontexts/libqtvirtualkeyboard|"
    r"platformthemes/libqgtk3|"
    r"imageformats/(lib)?q(pdf|tga|tiff|wbmp|webp|icns)|"
    r"qmltooling|sqldrivers"
    r")"
)
DROPPED_LIBRARIES = re.compile(
    r"/(lib)?Qt6?(Qml|Quick|Pdf|Network|OpenGL|VirtualKeyboard|Wayland|EglFS|Eglfs|Designer|Help|Sql|Test|UiTools)"
    r"|/opengl32sw\.dll$"
)
# The target has these, fitted to its own settings, fonts and services; ours would quarrel with them.
LEFT_TO_THE_TARGET = re.compile(
    r"/lib(GL|EGL|GLX|GLdispatch|OpenGL|cups|dbus-1|drm|expat|fontconfig|freetype|gbm|gcrypt|png16|systemd)\.so"
)
KEPT_TRANSLATION = re.compile(r"/translations/qt(base)?_zh_CN\.qm$")


def is_wanted(name: str) -> bool:
    """False for a file that the program never opens, or that must be the target's own."""
    path = "/" + PurePath(name).as_posix()
    if "/translations/" in path and path.endswith(".qm"):
        return bool(KEPT_TRANSLATION.search(path))
    return not any(pattern.search(path) for pattern in (DROPPED_PLUGINS, DROPPED_LIBRARIES, LEFT_TO_THE_TARGET))


def is_root(entry: Entry) -> bool:
    """True for what is loaded by name at run time, so that no other file's needs tell of it."""
    name, _, kind = entry
    path = PurePath(name).as_posix()
    return kind == "EXTENSION" or "/plugins/" in path or bool(re.search(r"(^|/)(libpython|python3)", path))


def needed(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The wanted entries that are roots or that a kept one needs; `needs` gives the file names a binary asks for."""
    wanted = [entry for entry in entries if is_wanted(entry[0])]
    by_name: dict[str, list[Entry]] = {}
    for entry in wanted:
        by_name.setdefault(PurePath(entry[0]).name.lower(), []).append(entry)
    kept: dict[str, Entry] = {}
    waiting = [entry for entry in wanted if is_root(entry)]
    while waiting:
        entry = waiting.pop()
        if entry[0] in kept:
            continue
        kept[entry[0]] = entry
        for name in needs(entry[1]):
            waiting += by_name.get(name.lower(), [])
    return [entry for entry in wanted if entry[0] in kept]
