"""What the system says about a file, in the clerk's words: one place for draft files and backups."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import KnownError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_SHARING = frozenset({32, 33})
"""Windows: the file is open in another program."""


@contextmanager
def told_when_not_written(path: Path) -> Iterator[None]:
    """Turn an OSError of writing `path` into KnownError file.full, file.in_use, file.refused or file.failed."""
    try:
        yield
    except OSError as error:
        raise KnownError(_code(error), file=path.name) from error


def _code(error: OSError) -> str:
    if error.errno in _FULL:
        return "file.full"
    if getattr(error, "winerror", None) in _SHARING or error.errno in (errno.EBUSY, errno.ETXTBSY):
        return "file.in_use"
    return "file.refused" if error.errno in _REFUSED else "file.failed"
