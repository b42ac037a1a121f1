"""Suggestions for a name that does not exist."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

MOST_KNOWN = 2_000
"""Names that are compared: beside more of them a search takes seconds, and a definition may hold many slips."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`您是否要写 x？` for the nearest known name, or an empty text."""
    nearest = get_close_matches(name, islice(known, MOST_KNOWN), n=1, cutoff=0.6)
    return f"您是否要写“{nearest[0]}”？" if nearest else ""
