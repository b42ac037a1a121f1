"""A report format as one file (.jbf) to be carried on a stick: a zip of the format's folder with a list of its files.

The list holds each file's sum, which finds a copy that went wrong; it proves nothing of who made it. The zip comes from
outside: it is measured before it is unpacked, and no name in it may lead anywhere.
"""

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import tomli
import tomli_w

from core.errors import KnownError, Problem
from core.forms.changes import changes
from core.forms.library import FORM, REFERENCE, FormEntry, Library, read_toml
from core.forms.program import Program
from core.packages import DAMAGE, LONG_AGO

EXTENSION = ".jbf"
LIST = "package.toml"
FORMAT = 1
"""How the package is arranged; a newer program may write a newer one."""
MAX_PACKAGE, MAX_FILE, MAX_FILES = 20_000_000, 5_000_000, 20
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}/[0-9]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPackage:
    """A package that was read whole: its format's `id/edition`, and the files of the folder by their names."""

    key: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What installing would do. replaces: the format of the same key that is here. lines: what it changes."""

    package: FormPackage
    program: Program
    replaces: FormEntry | None
    lines: tuple[str, ...]


# -- making ------------------------------------------------------------------------------------------------------


def pack_form(folder: Path, library: Library) -> bytes:
    """The package of a format's folder. Raises KnownError form.broken (it has problems), package.* (its files)."""
    key = f"{folder.parent.name}/{folder.name}"
    _examined(folder, library, key)
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    _check_files(files)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    listed = tomli_w.dumps({"format": FORMAT, "form": key, "files": sums}).encode()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {LIST: listed, **files}.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return buffer.getvalue()


# -- reading -----------------------------------------------------------------------------------------------------


def read_form_package(path: Path) -> FormPackage:
    """The package in a file, whole and as it was made. Raises KnownError package.*."""
    try:
        if path.stat().st_size > MAX_PACKAGE:
            raise KnownError("package.too_large", file=path.name, limit=MAX_PACKAGE // 1_000_000)
        data = path.read_bytes()
    except OSError:
        raise KnownError("package.missing", file=path.name) from None
    try:
        files = _unpacked(data)
        listed = tomli.loads(files.pop(LIST).decode())
    except DAMAGE:
        raise KnownError("package.not_one", file=path.name) from None
    if isinstance(version := listed.get("format"), int) and version > FORMAT:
        raise KnownError("package.newer", file=path.name)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    if version != FORMAT or listed.get("files") != sums:
        raise KnownError("package.damaged", file=path.name)
    if not isinstance(key := listed.get("form"), str) or not _KEY.fullmatch(key):
        raise KnownError("package.damaged", file=path.name)
    _check_files(files)
    return FormPackage(key=key, files=files)


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > MAX_FILES + 1 or any(entry.file_size > MAX_FILE for entry in entries):
            raise KnownError("package.swollen")
        for entry in entries:
            _check_name(entry.filename)
        return {entry.filename: _read(package, entry) for entry in entries}


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One file; what its entry says of its size need not be true."""
    with package.open(entry) as file:
        data = file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise KnownError("package.swollen")
    return data


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise KnownError("package.name", name=name[:80])


def _check_files(files: Mapping[str, bytes]) -> None:
    for name in files:
        _check_name(name)
    if len(files) > MAX_FILES or any(len(data) > MAX_FILE for data in files.values()):
        raise KnownError("package.swollen")
    for name in (FORM, REFERENCE):
        if name not in files:
            raise KnownError("package.incomplete", name=name)


# -- installing --------------------------------------------------------------------------------------------------


def preview(package: FormPackage, library: Library) -> Preview:
    """What installing a package would change. Raises KnownError form.broken with all problems of its format."""
    with tempfile.TemporaryDirectory() as place:
        folder = _laid_out(package, Path(place))
        program = _examined(folder, library, package.key)
    here = next((entry for entry in library.entries() if entry.key == package.key), None)
    older = here or _last_before(package.key, library)
    lines: tuple[str, ...] = ()
    if older is not None:
        with suppress(KnownError):  # one that cannot be used is compared with nothing
            lines = changes(library.program(older.key), program)
    return Preview(package=package, program=program, replaces=here, lines=lines)


def install(package: FormPackage, library: Library, now: datetime) -> Path | None:
    """Put a package's folder among the user's own formats; the folder that was there before is kept and returned.

    Raises KnownError package.not_written; then everything is as it was.
    """
    if library.users is None:
        raise KnownError("package.not_written", reason="没有用户文件夹")
    target = library.users / package.key
    kept = library.users.parent / "backups" / f"{package.key.replace('/', '-')} {now:%Y%m%d-%H%M%S}"
    moved = False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=library.users.parent, prefix=".form-") as place:
            folder = _laid_out(package, Path(place))
            if target.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                target.replace(kept)
                moved = True
            folder.replace(target)
    except OSError as error:
        if moved and not target.exists():
            kept.replace(target)
        raise KnownError("package.not_written", reason=error.strerror or str(error)) from error
    finally:
        library.renew()
    return kept if moved else None


def _laid_out(package: FormPackage, place: Path) -> Path:
    folder = place / package.key
    folder.mkdir(parents=True)
    for name, data in package.files.items():
        (folder / name).write_bytes(data)
    return folder


def _examined(folder: Path, library: Library, key: str) -> Program:
    program, problems = library.examine(folder)
    if program is None or problems:
        found: tuple[Problem, ...] = problems or read_toml(folder / FORM)[1]
        raise KnownError("form.broken", found, form=key, count=len(found))
    return program


def _last_before(key: str, library: Library) -> FormEntry | None:
    """The edition that the new one follows, or any other of the same form."""
    id, _, edition = key.partition("/")
    return library.serving(id, int(edition)) or next((one for one in library.entries() if one.id == id), None)
