"""Ordinals as Chinese documents write them; a style is named by its first element."""

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A whole number from 1 to 999 in Chinese characters: 10 is 十, 21 is 二十一, 105 is 一百零五."""
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
    return chr(0x2460 + number - 1) if number <= 20 else f"（{number}）"


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
