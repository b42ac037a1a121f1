"""A workbook computed again by LibreOffice: the one judge of our formulas that is not our own.

It takes seconds, so tests that use it run when asked for: `RECALCULATE=1 pytest`.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
when_asked = pytest.mark.skipif(
    not OFFICE or not os.environ.get("RECALCULATE"),
    reason="needs LibreOffice, and RECALCULATE=1 because it takes seconds",
)

_NAMESPACE = "http://openoffice.org/2001/" + "registry"  # an XML name, no address: nothing is fetched
_ALWAYS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{_NAMESPACE}"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop>
</item></oor:items>"""


def recalculated(content: bytes, folder: Path) -> Path:
    """The workbook with every formula computed anew, in a profile of its own below the folder."""
    assert OFFICE
    profile, source, done = folder / "profile", folder / "book.xlsx", folder / "done"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    source.write_bytes(content)
    command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(done), str(source)], check=True, capture_output=True, timeout=120)
    return done / source.name
