"""An answer in few words."""

from ui.words import shortened


def test_a_long_text_is_cut_and_says_so() -> None:
    assert [shortened(text, 3) for text in ("", "一二三", "一二三四")] == ["", "一二三", "一二三……"]
