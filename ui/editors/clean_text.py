"""Text from outside as these editors take it: line ends of one kind, no control characters."""

import re

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffc\ufffe\uffff\ud800-\udfff]")


def cleaned(text: str) -> str:
    """The text with plain line ends and without what no report can print."""
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ").replace("\xa0", " ")
