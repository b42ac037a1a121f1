"""TOML is parsed where it is shallow; a heading or key of very many names is refused before it costs anything."""

import time
from contextlib import suppress
from decimal import Decimal

import pytest

from core.toml_text import MOST_NAMES, parsed


def test_figures_are_read_by_the_caller() -> None:
    assert parsed("a = 1.50\n[b.c]\nd = 2", Decimal) == {"a": Decimal("1.50"), "b": {"c": {"d": 2}}}


@pytest.mark.parametrize("form", ["[{}]", "[[{}]]", "{} = 1", "  [ {} ]", "x = 1\n\t{} = 1"])
@pytest.mark.parametrize("name", ["a", '"a b"', "''", '"\\""', "a-1_2"])
def test_very_many_names_are_refused(form: str, name: str) -> None:
    with pytest.raises(RecursionError):
        parsed(form.format(" . ".join([name] * (MOST_NAMES + 1))), str)
    assert parsed(form.format(".".join(["a"] * 20)), str)


def test_a_text_of_many_points_is_a_text() -> None:
    text = "1.2.3.4.5.6.7.8.9." * 100
    assert parsed(f'a = "{text}"', str) == {"a": text}


@pytest.mark.parametrize("text", [" " * 3_000_000, '"' * 3_000_000, "a" * 3_000_000, ("[" + "a." * 90 + "\n") * 10_000])
def test_looking_for_them_takes_no_time(text: str) -> None:
    begun = time.process_time()
    with suppress(ValueError, RecursionError):
        parsed(text, str)
    assert time.process_time() - begun < 2
