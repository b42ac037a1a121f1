"""Texts with quotes: taken apart and put together they are the same, and what is typed stays literal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.templates import Piece, Quote, literal, pieces, quotes, template

braced = st.text(st.sampled_from("{}a[.]_年\n ") | st.characters(), max_size=12)
quoted = st.builds(Quote, st.text(st.characters(exclude_characters="{}\n"), min_size=1, max_size=200))


def joined(parts: list[Piece]) -> list[Piece]:
    """The parts without empty texts, neighbouring texts as one."""
    found: list[Piece] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part:
            found.append(part)
    return found


@given(st.lists(quoted | braced, max_size=8))
def test_pieces_put_together_and_taken_apart_are_the_same(parts: list[Piece]) -> None:
    assert pieces(template(parts)) == tuple(joined(parts))


@given(braced)
def test_any_text_keeps_its_pieces(text: str) -> None:
    parts = pieces(text)
    assert pieces(template(parts)) == parts
    assert all(parts)


@given(braced)
def test_literal_text_means_itself(text: str) -> None:
    assert pieces(literal(text)) == ((text,) if text else ())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("全年", ("全年",)),
        ("{a}", (Quote("a"),)),
        ("收入{income_total}，占{nature[basic].share}。",
         ("收入", Quote("income_total"), "，占", Quote("nature[basic].share"), "。")),
        ("{a}{b}", (Quote("a"), Quote("b"))),
        ("{{a}}", ("{a}",)),
        ("{{{a}}}", ("{", Quote("a"), "}")),
        ("}}{a}{{", ("}", Quote("a"), "{")),
        ("{ a }", (Quote(" a "),)),
    ],
)  # fmt: skip
def test_braces_quote_and_doubled_braces_are_braces(text: str, parts: tuple[Piece, ...]) -> None:
    assert pieces(text) == parts
    assert template(parts) == text


@pytest.mark.parametrize("text", ["{", "}", "a{b", "a}b", "{}", "{a", "a}", "{a\nb}", "{" + "a" * 201 + "}", "} {"])
def test_a_lone_brace_is_literal(text: str) -> None:
    assert pieces(text) == (text,)
    assert quotes(text) == ()


def test_a_lone_brace_hides_no_quote_behind_it() -> None:
    assert pieces("{一个{a}}") == ("{一个", Quote("a"), "}")


def test_quotes_are_named_left_to_right() -> None:
    assert quotes("{b}和{a}，{{c}}和{b}") == ("b", "a", "b")
