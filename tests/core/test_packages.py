"""A package from a stranger is measured: what it holds, how deep, how large, and whether it is whole."""

import zipfile
from io import BytesIO

import pytest

from core.packages import DAMAGED, ENCRYPTED, LACKING, MEGABYTE, SWOLLEN, UNSAFE, Limits, RefusedError, measure

LIMITS = Limits(entries=5, unpacked=9 * MEGABYTE, elements=20, ratio=100, depth=4, token=200_000)


def zipped(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def refused(content: bytes, needed: tuple[str, ...] = ("a.xml",)) -> str:
    with pytest.raises(RefusedError) as caught:
        measure(content, LIMITS, needed)
    return caught.value.reason


def test_each_element_is_told_with_its_file_namespace_and_attributes() -> None:
    told: list[tuple[str, str, dict[str, str]]] = []
    body = b'<x:a xmlns:x="n" b="1"><c/></x:a>'
    measure(zipped({"A.xml": body, "p.png": b"\x89PNG"}), LIMITS, ("a.xml",), lambda *one: told.append(one))
    assert told == [("A.xml", "n a", {"b": "1"}), ("A.xml", "c", {})]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<a><b><c><d/></c></b></a>", ""),
        (b"<a><b><c><d><e/></d></c></b></a>", SWOLLEN),
        (b"<a>" + b"<b/>" * 19 + b"</a>", ""),
        (b"<a>" + b"<b/>" * 20 + b"</a>", SWOLLEN),
        (b"<a>" + b'<b c=""/>' * 10 + b"</a>", SWOLLEN),
        (b"<a><!--" + bytes(range(32, 44)) * 90_000 + b"--></a>", SWOLLEN),
        (b"<a>" + b"x" * MEGABYTE + b"</a>", ""),
        (b"<a>", DAMAGED),
        (b"", DAMAGED),
        (b"<x:a/>", DAMAGED),
        (b'<?xml version="1.0" encoding="nothing"?><a/>', DAMAGED),
        (b"<!DOCTYPE a><a/>", UNSAFE),
        (b"\xef\xbb\xbf<!DOCTYPE a><a/>", UNSAFE),
        ("<!DOCTYPE a><a/>".encode("utf-16"), UNSAFE),
    ],
)
def test_xml_is_read_as_far_as_it_is_harmless(body: bytes, reason: str) -> None:
    content = zipped({"a.xml": body}, zipfile.ZIP_STORED)
    if reason:
        assert refused(content) == reason
    else:
        measure(content, LIMITS, ("a.xml",))


def test_a_package_is_whole_and_not_too_large() -> None:
    assert refused(b"PK\x03\x04") == DAMAGED
    assert refused(zipped({"b.xml": b"<a/>"})) == LACKING
    assert refused(zipped({"a.xml": b"<a/>", **{str(number): b"" for number in range(5)}})) == SWOLLEN
    assert refused(zipped({"a.xml": b"<a/>", "b": bytes(2 * MEGABYTE)})) == SWOLLEN
    assert refused(zipped({"a.xml": b"<a/>", "b": bytes(10 * MEGABYTE)}, zipfile.ZIP_STORED)) == SWOLLEN
    assert refused(zipped({"a.xml": b"<a/>"}, zipfile.ZIP_BZIP2)) == DAMAGED


def test_a_password_is_said() -> None:
    content = bytearray(zipped({"a.xml": b"<a/>"}))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + offset] |= 1
    assert refused(bytes(content)) == ENCRYPTED
