"""Every sentence of the catalogue is used by the program and named by a test."""

from pathlib import Path

import pytest

from core.errors import MESSAGES

ROOT = Path(__file__).parents[1]
ACTION = ".action"
CHECK = "check."


def sources(*folders: str) -> str:
    """The text of all Python files below these folders, but for the catalogue and this file."""
    left_out = (ROOT / "core" / "errors.py", Path(__file__))
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py") if path not in left_out)
    return "\n".join(path.read_text("utf-8") for path in files)


PROGRAM, TESTS = sources("core", "ui"), sources("tests")


def named(code: str, text: str) -> bool:
    """Whether a text names a code; findings name theirs without the room (`finding("supplied", …)`, S-supplied)."""
    short = code.removeprefix(CHECK).removesuffix(ACTION)
    return f'"{code}"' in text or (code.startswith(CHECK) and (f'"{short}"' in text or f"S-{short}" in text))


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_each_sentence_is_used(code: str) -> None:
    assert named(code, PROGRAM), f"{code} is said nowhere"


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_each_sentence_has_a_test(code: str) -> None:
    assert named(code, TESTS), f"no test names {code}"


@pytest.mark.parametrize("text", MESSAGES.values())
def test_sentences_are_chinese_and_end(text: str) -> None:
    assert any("\u4e00" <= character <= "\u9fff" for character in text)
    assert text[-1] in "。？！}）", text
