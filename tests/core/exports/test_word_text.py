"""Text arrives exactly, and what XML cannot hold is left out."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports.word_text import W, clean, paragraph, run, width


def parsed(xml: str) -> ET.Element:
    return ET.fromstring(f'<w:body xmlns:w="{W}">{xml}</w:body>')


def text_of(xml: str) -> str:
    signs = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n"}
    return "".join(signs.get(each.tag, each.text or "") for each in parsed(xml).iter() if each.tag != f"{{{W}}}body")


@given(st.text())
def test_any_text_comes_through(text: str) -> None:
    assert text_of(run(text)) == clean(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_clean_leaves_ordinary_text_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x00b\x0bc\x1fd", "abcd"),
        ("甲\ud842乙\udfb7", "甲乙"),
        ("a\ufffeb\uffff", "ab"),
        ("a\tb", "a\tb"),
    ],
)
def test_clean_drops_what_xml_cannot_hold(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@pytest.mark.parametrize("sign", ["“", "”", "‘", "—", "…", "·", "①", "×", "±", "≥", "Ⅰ", "→", "℃"])
def test_a_sign_that_has_two_widths_is_set_in_the_chinese_font(sign: str) -> None:
    assert 'w:hint="eastAsia"' in run(f"甲{sign}乙")


@pytest.mark.parametrize("text", ["庙前镇2023年度", "A & B < C", "，。（）", "\u00a0"])
def test_other_text_needs_no_hint(text: str) -> None:
    assert "eastAsia" not in run(text)


def test_word_is_told_to_keep_spaces() -> None:
    texts = list(parsed(run("  甲\t 乙 ")).iter(f"{{{W}}}t"))
    assert [each.get("{http://www.w3.org/XML/1998/namespace}space") for each in texts] == ["preserve"] * 2


def test_no_text_makes_no_run() -> None:
    assert run("") == run("\x00") == ""


def test_a_paragraph_names_its_style_and_carries_its_properties() -> None:
    xml = paragraph('a"<b', "甲", "<w:keepNext/>")
    found = parsed(xml)[0]
    properties = found[0]
    assert [re.sub(r"{.*}", "", child.tag) for child in properties] == ["pStyle", "keepNext"]
    assert properties[0].get(f"{{{W}}}val") == 'a"<b'


@pytest.mark.parametrize(
    ("text", "wanted"), [("", 0), ("甲乙", 2), ("ab", 1), ("2024年3月29日", 6.5 + 5 / 4), ("甲,乙", 2.5)]
)
def test_width_counts_half_width_signs_half(text: str, wanted: float) -> None:
    assert width(text) == wanted
