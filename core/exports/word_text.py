"""Text and paragraphs as WordprocessingML, the only place where characters become XML.

The body is built as one text and parsed once, which is many times quicker than an interface call per paragraph. Looks
are not decided here: a paragraph names a style of reference.docx and carries what depends on its place only.
"""

import re

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

KEEP_NEXT = "<w:keepNext/>"
FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
"""An attachment's mark stands at the margin (GB/T 9704, 7.4)."""

ANNEX = f"<w:pageBreakBefore/>{FLUSH}"
"""… and begins a page, unless its section does."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold: control characters, lone surrogates, non-characters."""

_AMBIGUOUS = re.compile(r"[\u00a1-\u04ff\u1e00-\u2bff]")
"""Characters that Word sets in the Latin font unless told otherwise: “ ” — … · ① × ± and the like."""

_SEAM = re.compile(r"(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")

_HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_OPEN, _CLOSE = '<w:t xml:space="preserve">', "</w:t>"


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold, every line break as LF."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """The cleaned text as it stands between tags or inside a quoted attribute."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run(text: str) -> str:
    """One w:r that holds exactly this text; tabs and line breaks as their own elements; "" for no text."""
    content = escaped(text).replace("\t", f"{_CLOSE}<w:tab/>{_OPEN}").replace("\n", f"{_CLOSE}<w:br/>{_OPEN}")
    hint = _HINT if _AMBIGUOUS.search(content) else ""
    return f"<w:r>{hint}{_OPEN}{content}{_CLOSE}</w:r>" if content else ""


def paragraph(style: str, text: str, properties: str = "") -> str:
    """One w:p of the style with that id. properties: further children of w:pPr, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{escaped(style)}"/>{properties}</w:pPr>{run(text)}</w:p>'


def framed(style: str, text: str, side: str) -> str:
    """One w:p in a frame of its own at that side of the page, beside the line that follows it and leaves it alone."""
    frame = f'<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="{side}" w:y="1"/>'
    place = '<w:ind w:leftChars="0" w:left="0" w:firstLineChars="0" w:firstLine="0"/>'
    return paragraph(style, text, f'{frame}{place}<w:jc w:val="{side}"/>')


def width(text: str) -> float:
    """How wide a line of text is, in full-width characters: half-width ones count half.

    Word and WPS set a quarter of a character between Chinese and Latin letters or digits.
    """
    return len(text) - sum(map(str.isascii, text)) / 2 + len(_SEAM.findall(text)) / 4
