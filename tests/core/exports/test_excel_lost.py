"""What a workbook has fewer of than another."""

import zipfile
from io import BytesIO

import pytest

from core.exports.excel_lost import lost_things


def package(**files: str) -> bytes:
    """A zip; names are given with __ for / and _ for the dot before the ending."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, text in files.items():
            path, _, ending = name.rpartition("_")
            made.writestr(f"{path.replace('__', '/')}.{ending}", text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("file", "text", "name"),
    [
        ("xl__drawings__drawing1_xml", '<xdr:graphicFrame><c:chart xmlns:c="x" r:id="rId1"/>', "图表"),
        ("xl__drawings__drawing1_xml", "<xdr:pic><xdr:nvPicPr/></xdr:pic>", "图片"),
        ("xl__drawings__drawing1_xml", '<sp macro="">', "图形或文本框"),
        ("xl__drawings__vmlDrawing1_vml", '<x:ClientData ObjectType="Checkbox">', "按钮、勾选框等控件"),
        ("xl__worksheets__sheet1_xml", '<x14:dataValidation type="list">', "引自别的工作表的下拉选项"),
    ],
)
def test_each_kind_is_told_by_its_name(file: str, text: str, name: str) -> None:
    assert lost_things(package(**{file: text}), package()) == [name]
    assert lost_things(package(**{file: text}), package(**{file: text})) == []


def test_notes_and_other_files_do_not_count() -> None:
    before = package(xl__drawings__vmlDrawing1_vml='<x:ClientData ObjectType="Note">', docProps__app_xml="<pic>")
    assert lost_things(before, package()) == []
