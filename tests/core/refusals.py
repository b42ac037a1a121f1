"""What must be refused with a sentence for the clerk."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.errors import KnownError


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done meanwhile raises the KnownError of this code."""
    with pytest.raises(KnownError) as error:
        yield
    assert error.value.code == code
