"""TOML from strangers: parsed only when it is shallow.

The parser asks for each line about every name above it, so a heading of a thousand dotted names over a hundred thousand
lines takes minutes. Drafts and definitions nest four deep.
"""

import re
from collections.abc import Callable
from typing import Any

import tomli

MOST_NAMES = 100
"""Names joined by dots in one heading or key."""

_NAME = r"(?:[A-Za-z0-9_-]++|\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+')"
_DEEP = re.compile(rf"^[ \t]*+\[{{0,2}}+(?:[ \t]*+{_NAME}[ \t]*+\.){{{MOST_NAMES}}}", re.MULTILINE)


def parsed(text: str, parse_float: Callable[[str], Any]) -> dict[str, Any]:
    """The tables of a text.

    Raises tomli.TOMLDecodeError, RecursionError where it nests too deep, and ValueError or ArithmeticError for a number
    that is too long.
    """
    if _DEEP.search(text):
        raise RecursionError("too many dotted names")
    return tomli.loads(text, parse_float=parse_float)
