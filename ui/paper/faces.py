"""How each kind of paragraph looks on paper (GB/T 9704), in twips: the same sizes that reference.docx gives to Word.

Twips (a twentieth of a point) are the unit of all of ui.paper: a font of 320 twips is 三号 wherever it is painted, so
one layout serves every zoom, every printer and the PDF.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextBlockFormat, QTextCharFormat

FANGSONG = (
    "仿宋_GB2312",
    "FangSong_GB2312",
    "仿宋",
    "FangSong",
    "STFangsong",
    "华文仿宋",
    "FandolFang R",
    "方正仿宋_GBK",
)
KAITI = ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "华文楷体", "FandolKai", "方正楷体_GBK")
HEITI = (
    "黑体",
    "SimHei",
    "STHeiti",
    "华文黑体",
    "FandolHei",
    "方正黑体_GBK",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
)
BIAOSONG = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong")
SONGTI = ("宋体", "SimSun", "NSimSun", "STSong", "华文宋体", "FandolSong", "方正书宋_GBK")
LATIN = ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman", "DejaVu Serif")
LAST = (
    *SONGTI,
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
"""What any Chinese text falls back on; named, since a system's own default may show Japanese shapes."""

CHARACTER = 320
"""三号, the body's character."""
LINE = 579
"""Twenty-two lines on a page."""
TIGHTER = -4.15
"""Twenty-eight characters in a line: the grid of reference.docx draws them together by so much."""
SEAM = 0.25
"""Of a character, between Chinese and Latin letters or digits, as Word and WPS set it."""

_LATIN_RUN = re.compile(r"[\x21-\x7e]+(?: +[\x21-\x7e]+)*")
_SEAM_SIGN = re.compile(r"[0-9A-Za-z]")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet of paper in twips. Without height it is a strip that is never broken."""

    width: float = 11906
    height: float = 16838
    top: float = 2098
    right: float = 1474
    bottom: float = 1984
    left: float = 1587
    header: float = 851
    footer: float = 1417

    @property
    def text(self) -> QSizeF:
        """What lies between the margins."""
        return QSizeF(self.width - self.left - self.right, self.height - self.top - self.bottom if self.height else -1)

    @property
    def margins(self) -> QMarginsF:
        """The margins."""
        return QMarginsF(self.left, self.top, self.right, self.bottom)

    def turned(self) -> "Page":
        """On its side, clockwise: the bound margin comes to the top."""
        return Page(
            width=self.height, height=self.width, top=self.left, right=self.top, bottom=self.right, left=self.bottom,
            header=self.header, footer=max(0, self.right - (self.bottom - self.footer)),
        )  # fmt: skip


A4 = Page()
STRIP = Page(width=8846 + 2 * 240, height=0, top=240, right=240, bottom=240, left=240)
"""The body's column with narrow margins: a chapter beside the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One kind of paragraph. first: characters of first-line indent; right: characters of right indent."""

    families: tuple[str, ...] = FANGSONG
    size: int = CHARACTER
    line: int = LINE
    latin: tuple[str, ...] = LATIN
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignJustify
    first: float = 0
    right: float = 0
    before: int = 0
    after: int = 0
    tight: bool = True


_CELL = Face(size=240, line=360, align=Qt.AlignmentFlag.AlignLeft, tight=False)

FACES: dict[str, Face] = {
    "title": Face(families=BIAOSONG, latin=(), size=440, line=700, align=Qt.AlignmentFlag.AlignHCenter, tight=False),
    "heading1": Face(families=HEITI, latin=(), first=2, align=Qt.AlignmentFlag.AlignLeft),
    "heading2": Face(families=KAITI, latin=(), first=2, align=Qt.AlignmentFlag.AlignLeft),
    "heading3": Face(first=2, align=Qt.AlignmentFlag.AlignLeft),
    "heading4": Face(first=2, align=Qt.AlignmentFlag.AlignLeft),
    "body": Face(first=2),
    "signature": Face(right=2, before=2 * LINE, align=Qt.AlignmentFlag.AlignRight),
    "date": Face(right=4, align=Qt.AlignmentFlag.AlignRight),
    "cell": _CELL,
    "cell_label": Face(families=HEITI, latin=(), size=240, line=360, align=Qt.AlignmentFlag.AlignHCenter, tight=False),
    "cell_prose": Face(size=240, line=360, first=2, tight=False),
    "note": Face(size=240, line=360, before=60, align=Qt.AlignmentFlag.AlignLeft, tight=False),
    "unit_note": Face(size=240, line=360, after=40, align=Qt.AlignmentFlag.AlignRight, tight=False),
    "caption": Face(families=HEITI, latin=(), before=120, after=60, align=Qt.AlignmentFlag.AlignHCenter),
    "annex": Face(families=HEITI, latin=(), align=Qt.AlignmentFlag.AlignLeft),
}
"""By role of a paragraph; cell_prose is running text inside a table, unit_note the 单位：万元 above one."""

DENSE = {role: replace(FACES[role], size=210, line=300) for role in ("cell", "cell_label", "cell_prose")}
"""The same in tables of many cells."""

HEADER = Face(families=HEITI, size=280)
FOOTER = Face(families=SONGTI, latin=(), size=280)
CODE = Face(size=240, tight=False)


@lru_cache(maxsize=1)
def known_families() -> frozenset[str]:
    """Every font family of this PC."""
    return frozenset(QFontDatabase.families())


def font(face: Face, *, latin: bool = False) -> QFont:
    """The font of a face for Chinese, or for Latin letters and digits; families that this PC lacks are passed over."""
    wished = (*(face.latin if latin else ()), *face.families, *LAST)
    made = QFont([name for name in wished if name in known_families()] or [QFont().defaultFamily()])
    made.setPixelSize(face.size)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=64)
def char_format(face: Face, *, latin: bool = False, seam: bool = False) -> QTextCharFormat:
    """The letters of a face: black on paper whatever the screen's colours are. seam: a gap follows the letter."""
    made = QTextCharFormat()
    its = font(face, latin=latin)
    its.setLetterSpacing(
        QFont.SpacingType.AbsoluteSpacing, (TIGHTER if face.tight else 0) + (SEAM * face.size if seam else 0)
    )
    made.setFont(its)
    made.setForeground(Qt.GlobalColor.black)
    return made


def block_format(
    face: Face, *, align: str = "", indent: int = 0, right: float | None = None, first_of_page: bool = False
) -> QTextBlockFormat:
    """The paragraph of a face. align overrules it, indent is in levels, right in characters."""
    made = QTextBlockFormat()
    made.setAlignment(_ALIGN.get(align, face.align) | Qt.AlignmentFlag.AlignVCenter)
    made.setLineHeight(face.line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setTextIndent(face.first * (face.size + (TIGHTER if face.tight else 0)))
    made.setLeftMargin(indent * face.size)
    made.setRightMargin((face.right if right is None else right) * face.size)
    made.setTopMargin(face.before)
    made.setBottomMargin(face.after)
    if first_of_page:
        made.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    return made


_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def pieces(text: str, face: Face) -> Iterator[tuple[str, QTextCharFormat]]:
    """The text in stretches of one font, with the gap that stands between Chinese and Latin."""
    at = 0
    for found in _LATIN_RUN.finditer(text) if face.latin else ():
        yield from _han(text[at : found.start()], face, _SEAM_SIGN.match(found[0]) is not None)
        before_han = (
            _HAN.match(text[found.end() : found.end() + 1]) is not None and _SEAM_SIGN.match(found[0][-1]) is not None
        )
        yield from _parted(found[0], face, latin=True, seam=before_han)
        at = found.end()
    yield from _han(text[at:], face, False)


def _han(text: str, face: Face, before_latin: bool) -> Iterator[tuple[str, QTextCharFormat]]:
    yield from _parted(text, face, latin=False, seam=before_latin and _HAN.match(text[-1:]) is not None)


def _parted(text: str, face: Face, *, latin: bool, seam: bool) -> Iterator[tuple[str, QTextCharFormat]]:
    """The stretch, its last letter apart where a gap follows it."""
    if seam:
        text, last = text[:-1], text[-1]
        if text:
            yield text, char_format(face, latin=latin)
        yield last, char_format(face, latin=latin, seam=True)
    elif text:
        yield text, char_format(face, latin=latin)
