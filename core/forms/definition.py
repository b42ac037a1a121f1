"""A report format with all that it is read from, as one text: what opens a report when the format itself is gone.

The text is a zip archive of the dictionary and the format's folder, in letters that every store can hold.
"""

import base64
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.errors import KnownError
from core.forms.library import EXAMPLE, Library
from core.packages import DAMAGE, LONG_AGO

LIMIT = 4_000_000
"""Bytes of all files together; what is larger is not packed, and not unpacked."""
MOST_FILES = 200
_NAME = re.compile(r"(dictionary|forms/[a-z0-9_]+/[0-9]{4})/[^/\\:\x00]{1,100}")


def packed(library: Library, key: str) -> str:
    """The format of `id/edition` and the dictionary it stands on; "" where they are too large.

    Raises KnownError form.not_found.
    """
    files = dict(_files(library, key))
    if sum(map(len, files.values())) > LIMIT or len(files) > MOST_FILES:
        return ""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return base64.b64encode(data.getvalue()).decode()


def unpack(text: str, folder: Path) -> Library:
    """Lay the files of packed() out in an empty folder, and read them as the only formats there are.

    Raises KnownError form.copy_damaged for a text that packed() did not make, form.unreadable where nothing is written.
    """
    try:
        files = _contents(text)
    except DAMAGE as error:
        raise KnownError("form.copy_damaged") from error
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise KnownError("form.unreadable", text=error.strerror or str(error)) from error
    return Library(shipped=folder)


def _files(library: Library, key: str) -> Iterator[tuple[str, bytes]]:
    folder = library.entry(key).folder
    for path in sorted((library.shipped / "dictionary").glob("*.toml")):
        yield f"dictionary/{path.name}", path.read_bytes()
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != EXAMPLE:
            yield f"forms/{key}/{path.name}", path.read_bytes()


def _contents(text: str) -> Mapping[str, bytes]:
    """The files, measured before they are unpacked. Raises ValueError and what zipfile raises."""
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(text, validate=True))) as archive:
        told = archive.infolist()
        if len(told) > MOST_FILES or sum(one.file_size for one in told) > LIMIT:
            raise ValueError("too large")
        if not all(_NAME.fullmatch(one.filename) and ".." not in one.filename for one in told):
            raise ValueError("no name of ours")
        return {one.filename: archive.read(one) for one in told}
