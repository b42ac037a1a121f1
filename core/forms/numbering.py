"""Ordinals as Chinese documents write them; a style is named by its first element."""

from collections.abc import Callable

from core.forms.model import DocumentForm

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A whole number from 1 to 999 in Chinese characters: 10 is 十, 21 is 二十一, 105 is 一百零五; others in digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and units:
        text += "零"
    return text + (_DIGITS[units] if units else "")


def circled(number: int) -> str:
    """① to ⑳, then （21） since no font of the office has more."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"（{number}）"


STYLES: dict[str, Callable[[int], str]] = {
    "": lambda number: "",
    "一、": lambda number: f"{chinese(number)}、",
    "（一）": lambda number: f"（{chinese(number)}）",
    "1.": lambda number: f"{number}.",
    "1、": lambda number: f"{number}、",
    "（1）": lambda number: f"（{number}）",
    "①": circled,
    "一是": lambda number: f"{chinese(number)}是",
}
"""Numbering styles by their first element; "" numbers nothing."""


def heading_numbers(document: DocumentForm) -> dict[str, str]:
    """The number that stands before each printed heading of a document, by section id ("" for none)."""
    found: dict[str, str] = {}
    counts = [0] * 9
    for section in document.sections:
        if section.off_paper:
            continue
        level = section.level
        counts[level - 1] += 1
        counts[level:] = [0] * (len(counts) - level)
        styles = document.heading_numbers if document.layout == "chapters" else ()
        found[section.id] = STYLES[styles[level - 1]](counts[level - 1]) if level <= len(styles) else ""
    return found
