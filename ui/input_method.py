"""How Chinese gets into the window on Linux: Qt asks a plugin, and the desktops in use here name fcitx.

Our packages bring that plugin. Where it is missing or does not load, the one for ibus can speak to fcitx 5 as well;
without either no Chinese can be typed at all. To be settled before Qt's application is made.
"""

import sys
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader

ONE, SEVERAL, OF_X11 = "QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS"
FCITX = "fcitx"
PLUGIN = "libfcitxplatforminputcontextplugin-qt6.so"


def settle(environment: MutableMapping[str, str]) -> None:
    """Name the plugin that will work, where the desktop speaks of fcitx; everything else is left as it is."""
    if not sys.platform.startswith("linux") or not _wants_fcitx(environment):
        return
    environment.pop(SEVERAL, None)  # Qt would look there first
    if loads(plugins() / PLUGIN):
        environment[ONE] = FCITX
    else:
        environment.update({ONE: "ibus", "IBUS_USE_PORTAL": "1"})


def _wants_fcitx(environment: MutableMapping[str, str]) -> bool:
    """A desktop that says nothing to Qt may still have said it to X11."""
    said = environment.get(SEVERAL) or environment.get(ONE) or environment.get(OF_X11, "").removeprefix("@im=")
    return any(name.startswith(FCITX) for name in said.split(";"))


def plugins() -> Path:
    """The folder in which Qt looks for them."""
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"


def loads(plugin: Path) -> bool:
    """Whether Qt can take a plugin in."""
    return plugin.is_file() and QPluginLoader(str(plugin)).load()
