"""Captions that name the year."""

import pytest

from core.reports.wording import caption


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{year}年决算数", "<year>年决算数"),
        ("{prior_year}年至{year}年", "<prior_year>年至<year>年"),
        ("决算数", "决算数"),
        ("{month}月", "{month}月"),
    ],
)
def test_years_are_put_in_and_nothing_else(text: str, wanted: str) -> None:
    assert caption(text, lambda name: f"<{name}>") == wanted
