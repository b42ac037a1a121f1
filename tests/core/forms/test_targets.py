"""Targets as clerks write them: every notation seen is read into its parts, anything else is kept as words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.targets import AT_LEAST, AT_MOST, EQUAL, QUALITATIVE, Target, read_actual, read_target

FIGURES = {
    "50": ("", "50", ""),
    "50个": ("", "50", "个"),
    "1,200户": ("", "1200", "户"),
    "3.50万亩": ("", "3.50", "万亩"),
    "12个月": ("", "12", "个月"),
    "0起": ("", "0", "起"),
    "2次/年": ("", "2", "次/年"),
    "3年": ("", "3", "年"),
    "-3%": ("", "-3", "%"),
    "（5）": ("", "-5", ""),
    "９０％": ("", "90", "%"),
    "≥50个": (AT_LEAST, "50", "个"),
    "≧50个": (AT_LEAST, "50", "个"),
    ">=50个": (AT_LEAST, "50", "个"),
    "＞＝５０个": (AT_LEAST, "50", "个"),
    "> 50 个": (AT_LEAST, "50", "个"),
    "90%以上": (AT_LEAST, "90", "%"),
    "90%（含）以上": (AT_LEAST, "90", "%"),
    "50人及以上": (AT_LEAST, "50", "人"),
    "不低于90%": (AT_LEAST, "90", "%"),
    "不少于4次": (AT_LEAST, "4", "次"),
    "大于或等于95": (AT_LEAST, "95", ""),
    "达到95%": (AT_LEAST, "95", "%"),
    "至少12次": (AT_LEAST, "12", "次"),
    "≥90%以上": (AT_LEAST, "90", "%"),
    "≤90万元": (AT_MOST, "90", "万元"),
    "<=0.5‰": (AT_MOST, "0.5", "‰"),
    "＜5%": (AT_MOST, "5", "%"),
    "不超过3000元": (AT_MOST, "3000", "元"),
    "不得突破90万元": (AT_MOST, "90", "万元"),
    "控制在90万元以内": (AT_MOST, "90", "万元"),
    "控制在 90 万元": (AT_MOST, "90", "万元"),
    "5个工作日内": (AT_MOST, "5", "个工作日"),
    "30天之内": (AT_MOST, "30", "天"),
    "2起以下": (AT_MOST, "2", "起"),
    "=100%": (EQUAL, "100", "%"),
    "＝１００％": (EQUAL, "100", "%"),
    "等于1个": (EQUAL, "1", "个"),
}
"""Text -> sense, number, unit."""

WORDS = [
    "12月底之前", "12月31日前完成", "6月", "2024年", "2024年底", "2024年内", "12.31前", "2024-12-31", "年底前",
    "3年3个月",
    "效果明显", "无", "按时", "100%完成", "约50个", "17000余亩", "50个左右", "3～5个", "90%-95%", "7×24小时",
    "百分之九十",
    "≥90%以下", "≥优秀", "50%%", "1234567890123456个", "50个内内", "XX",
]  # fmt: skip

ACTUALS = {
    "52个": ("52", "个"),
    "98.50": ("98.50", ""),
    "已完成52个": ("52", "个"),
    "达到95%": ("95", "%"),
    "累计完成1,200户": ("1200", "户"),
}


@pytest.mark.parametrize(("text", "wanted"), FIGURES.items())
def test_a_figure_is_read_into_sense_number_and_unit(text: str, wanted: tuple[str, str, str]) -> None:
    read = read_target(text)
    assert (read.sense, read.figure, read.unit, read.words) == (*wanted, "")


@pytest.mark.parametrize("text", WORDS)
def test_whatever_is_no_exact_figure_stays_as_words(text: str) -> None:
    assert read_target(f" {text}\n") == Target(sense=QUALITATIVE, words=text)


@pytest.mark.parametrize("text", ["", " ", "—", "/", "\u3000"])
def test_a_blank_says_nothing(text: str) -> None:
    assert read_target(text) == read_actual(text) == Target()


def test_a_sign_alone_is_the_sense() -> None:
    assert read_target("≥") == Target(sense=AT_LEAST)


@pytest.mark.parametrize(("text", "wanted"), ACTUALS.items())
def test_what_was_reached_is_a_figure_with_its_unit(text: str, wanted: tuple[str, str]) -> None:
    read = read_actual(text)
    assert (read.sense, read.figure, read.unit, read.words) == ("", *wanted, "")


@pytest.mark.parametrize("text", ["已完成", "95%以上", "约50个", "12月20日", "完成率98%", "效果明显"])
def test_what_was_reached_but_is_no_exact_figure_stays_as_words(text: str) -> None:
    assert read_actual(text) == Target(words=text)


def test_a_target_is_written_as_one_text() -> None:
    assert str(Target(sense=AT_MOST, number=Decimal(90), unit="万元")) == "≤90万元"
    assert str(Target(number=Decimal(1200), unit="户")) == "1200户"
    assert str(Target(sense=QUALITATIVE, words="效果明显")) == "效果明显"
    assert str(Target()) == Target().figure == ""


typed = st.text(st.sampled_from("≥≤=><不低于超过0123456789.,%‰个户月底年前以上下内约余万 完成（）-X")) | st.text()


@given(typed)
def test_any_text_is_read_and_read_again_as_the_same(text: str) -> None:
    for read in (read_target, read_actual):
        found = read(text)
        assert read(str(found)) == found
        assert not (found.words and (found.unit or found.number is not None))
        assert bool(str(found)) == bool(found.words or found.sense or found.number is not None)
