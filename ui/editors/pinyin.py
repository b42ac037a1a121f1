"""Finding a label by what a clerk types: a part of it, or the pinyin initials of a part of it (`ysz` for 预算支出总计).

The readings come from a file made beforehand; nothing of the pinyin library is in the program.
"""

from functools import lru_cache

from core.forms.library import resources

FILE = "pinyin_initials.txt"


@lru_cache(maxsize=1)
def readings() -> dict[str, str]:
    """Character -> the initials it can be read with; nothing if the file is missing."""
    found: dict[str, str] = {}
    path = resources() / FILE
    if not path.exists():
        return found
    for line in path.read_text("utf-8").splitlines():
        letter, _, characters = line.partition(" ")
        for character in characters:
            found[character] = found.get(character, "") + letter
    return found


def matches(wanted: str, label: str) -> bool:
    """Whether every word of `wanted` is a part of the label, as written or by initials."""
    return all(word in label.lower() or _by_initials(word, label) for word in wanted.lower().split())


def _by_initials(word: str, label: str) -> bool:
    known = readings()
    spoken = [known.get(character, character.lower()) for character in label if character.isalnum()]
    return any(
        all(letter in read for letter, read in zip(word, spoken[start:], strict=False))
        for start in range(len(spoken) - len(word) + 1)
    )
