"""What of a county's blank workbook the library cannot carry over: pictures, shapes, buttons, lists of choices.

It writes the file anew and drops these in silence, so they are counted before and after, and what is fewer is told.
"""

import re
import zipfile
from collections import Counter
from io import BytesIO

_DRAWING = r"xl/drawings/[^/]+\.xml"
_KINDS = (
    ("图表", _DRAWING, rb"<(?:\w+:)?chart\s"),
    ("图片", _DRAWING, rb"<(?:\w+:)?pic>"),
    ("图形或文本框", _DRAWING, rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[\s>]"),
    ("按钮、勾选框等控件", r"xl/drawings/[^/]+\.vml", rb"ObjectType=[\"'](?!Note)"),
    ("引自别的工作表的下拉选项", r"xl/worksheets/[^/]+\.xml", rb"<x14:dataValidation\s"),
)
"""What the clerk calls it, the files that hold it, and the mark of each."""


def lost_things(before: bytes, after: bytes) -> list[str]:
    """What the second workbook has fewer of than the first, as the clerk calls it. Both are safe to open."""
    had, has = _counted(before), _counted(after)
    return [name for name, _, _ in _KINDS if has[name] < had[name]]


def _counted(content: bytes) -> Counter[str]:
    found = Counter[str]()
    with zipfile.ZipFile(BytesIO(content)) as package:
        for file in package.namelist():
            for name, files, mark in _KINDS:
                if re.fullmatch(files, file, re.IGNORECASE):
                    found[name] += len(re.findall(mark, package.read(file)))
    return found
