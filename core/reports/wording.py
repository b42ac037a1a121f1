"""Captions: labels and headings that name the year."""

import re
from collections.abc import Callable

_YEARS = re.compile(r"\{(year|prior_year)\}")


def caption(text: str, year: Callable[[str], str]) -> str:
    """The text with {year} and {prior_year} replaced by what `year` says for each."""
    return _YEARS.sub(lambda found: year(found[1]), text) if "{" in text else text
