"""Makes resources/pinyin_initials.txt: for every initial letter the Chinese characters that are read with it.

The program searches figures by the initials of their labels; pypinyin is needed only here, not by the program:

    python -m venv pinyin && pinyin/bin/pip install pypinyin && pinyin/bin/python packaging/make_pinyin.py
"""

from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).resolve().parents[1] / "resources" / "pinyin_initials.txt"
FIRST, LAST = 0x4E00, 0x9FA5


def initials() -> dict[str, str]:
    """Letter -> its characters; a character with several readings stands under each of their letters."""
    found = defaultdict(list)
    for code in range(FIRST, LAST + 1):
        readings = pinyin(chr(code), style=Style.NORMAL, heteronym=True, errors="ignore")
        letters = {
            reading[0]
            for reading in (readings[0] if readings else ())
            if reading[:1].isascii() and reading[:1].isalpha()
        }
        for letter in sorted(letters):
            found[letter].append(chr(code))
    return {letter: "".join(found[letter]) for letter in sorted(found)}


if __name__ == "__main__":
    TARGET.write_text(
        "".join(f"{letter} {characters}\n" for letter, characters in initials().items()), encoding="utf-8"
    )
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")
