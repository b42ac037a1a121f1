"""A chart in a Word file: a part of the package that holds every label and figure, shown in its own paragraph."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from core.exports.word import write_word
from core.exports.word_chart import chart_height, chart_xml, described
from core.formulas.cells import Cell
from core.reports.document import Block, Chart, Document, Figure, Paragraph, Part

REFERENCE = next((Path(__file__).resolve().parents[3] / "resources" / "forms").glob("*/*/reference.docx"))


def figures(column: str, *texts: str) -> tuple[Figure, ...]:
    return tuple(
        Figure(cell=Cell("t", str(row), column), text=text, value=Decimal(text) if text else None, kind="money")
        for row, text in enumerate(texts)
    )


def chart(*texts: str, prior: tuple[str, ...] = (), title: str = "收入") -> Chart:
    labels = tuple(f"第{number}项" for number in range(len(texts)))
    return Chart(
        title=title, unit="万元", labels=labels, figures=figures("amount", *texts), prior=figures("prior", *prior)
    )


def package_of(*blocks: Block, landscape: bool = False) -> dict[str, bytes]:
    part = Part(id="one", title="", blocks=blocks, landscape=landscape)
    made = Document(id="d", title="题名", file_name="f", unit="u", parts=(part,))
    data = write_word(made, REFERENCE)
    assert docx.Document(BytesIO(data)).element.body is not None
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def words(text: str) -> Paragraph:
    return Paragraph(runs=(text,))


def test_the_package_holds_a_chart_with_its_figures() -> None:
    package = package_of(words("前"), chart("5.00", "7.25", prior=("4.00", "6.00")), words("后"))
    xml = package["word/charts/chart1.xml"].decode()
    assert re.findall("<c:v>(.*?)</c:v>", xml) == [
        *("本年", "第0项", "第1项", "5.00", "7.25"),
        *("上年", "第0项", "第1项", "4.00", "6.00"),
    ]
    assert "<a:t>收入（万元）</a:t>" in xml
    assert "externalData" not in xml
    assert b"drawingml.chart+xml" in package["[Content_Types].xml"]
    [key] = re.findall(r'<c:chart [^>]*r:id="(\w+)"', package["word/document.xml"].decode())
    [link] = re.findall(rf'<Relationship [^>]*Id="{key}"[^>]*>', package["word/_rels/document.xml.rels"].decode())
    assert 'Target="charts/chart1.xml"' in link
    assert "/relationships/chart" in link


def test_it_stands_between_the_paragraphs_around_it_and_says_what_it_shows() -> None:
    body = package_of(words("前"), chart("5.00", "7.25"), words("后"))["word/document.xml"].decode()
    assert body.index("前") < body.index("<w:drawing>") < body.index("后")
    assert 'descr="收入（万元）。本年：第0项5.00，第1项7.25。"' in body
    assert described(chart("1", prior=("2",))) == "收入（万元）。本年：第0项1；上年：第0项2。"


def test_several_charts_are_several_parts_with_their_own_numbers() -> None:
    package = package_of(chart("1", "2"), chart("3", "4"))
    assert [name for name in package if name.startswith("word/charts/")] == [
        "word/charts/chart1.xml",
        "word/charts/chart2.xml",
    ]
    assert re.findall('<wp:docPr id="([0-9]+)"', package["word/document.xml"].decode()) == ["1", "2"]


def test_a_document_without_a_chart_has_no_part() -> None:
    assert not [name for name in package_of(words("前")) if "chart" in name]


def test_one_year_needs_no_key_to_its_colour() -> None:
    assert "<c:legend>" not in chart_xml(chart("1", "2"))
    assert "<c:legend>" in chart_xml(chart("1", "2", prior=("3", "4")))


def test_a_blank_has_no_bar() -> None:
    xml = chart_xml(chart("5.00", ""))
    assert '<c:pt idx="1"><c:v>第1项' in xml
    assert re.findall(r"<c:v>([0-9.]+)</c:v>", xml) == ["5.00"]


@pytest.mark.parametrize(("texts", "code"), [(("5", "70"), "0"), (("5.5", "7.25"), "0.00")])
def test_as_many_places_as_the_table_prints(texts: tuple[str, ...], code: str) -> None:
    assert f'<c:numFmt formatCode="{code}" sourceLinked="0"/>' in chart_xml(chart(*texts))


def test_awkward_signs_are_kept() -> None:
    xml = chart_xml(chart("1", "2", title='<收入> & "其他"\x00'))
    assert "".join(ElementTree.fromstring(xml).itertext()).startswith('<收入> & "其他"（万元）')


def test_a_chart_fits_a_page_on_its_side() -> None:
    assert chart_height(chart("1", "2")) < chart_height(chart("1", "2", prior=("1", "2")))
    assert chart_height(chart(*["1"] * 24, prior=("1",) * 24)) == 8000


def test_a_page_on_its_side_may_end_with_a_chart() -> None:
    body = package_of(chart("1", "2"), landscape=True)["word/document.xml"].decode()
    width = int(re.findall('<wp:extent cx="([0-9]+)"', body)[0])
    assert width > 12000 * 635
