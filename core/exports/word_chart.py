"""Charts in a Word file: bars that Word draws itself from the figures noted in the chart, without a workbook behind.

The greys print well on any printer; sizes are shared with the pages on the screen.
"""

from decimal import Decimal

from core.exports.word_text import escaped
from core.reports.document import Chart, Figure

GREYS = {"本年": "595959", "上年": "BFBFBF"}
"""Of each series, by its name."""

_FRAME, _BAR, _TALLEST = 1300, 260, 8000
"""Twips of the title and the legend, of one bar, and of a chart at most: it has to fit a page that lies on its side."""
_EMU = 635
"""Of a twip."""

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SONG = '<a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/><a:cs typeface="Times New Roman"/>'
_BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
_CENTRED = (
    '<w:snapToGrid w:val="0"/><w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
)


def chart_height(chart: Chart) -> int:
    """Twips from its upper to its lower edge."""
    return min(_TALLEST, _FRAME + _BAR * len(chart.labels) * (len(chart.series) + 1))


def chart_paragraph(chart: Chart, style: str, text_width: int, key: str, number: int) -> str:
    """The paragraph that shows the chart part to which the relationship `key` leads, as wide as the text."""
    size = f'cx="{text_width * _EMU}" cy="{chart_height(chart) * _EMU}"'
    said = f'id="{number}" name="图{number}" descr="{escaped(described(chart))}"'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{escaped(style)}"/>{_CENTRED}</w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr {said}/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{key}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def described(chart: Chart) -> str:
    """The picture in words, for those who cannot see it."""
    years = (
        f"{name}：" + "，".join(f"{label}{one.text}" for label, one in zip(chart.labels, figures, strict=True))
        for name, figures in chart.series
    )
    return f"{chart.caption}。" + "；".join(years) + "。"


def chart_xml(chart: Chart) -> str:
    """The chart part."""
    series = "".join(_series(chart, number, *one) for number, one in enumerate(chart.series))
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    )  # one colour needs no key
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/><c:chart>'
        f'{_title(chart.caption)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>{_AXES}</c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(1050)}</c:chartSpace>"
    )


def _line(grey: str) -> str:
    return f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{grey}"/></a:solidFill></a:ln></c:spPr>'


_AXES = (
    '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
    f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_line("7F7F7F")}<c:crossAx val="2"/>'
    '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
    '<c:noMultiLvlLbl val="1"/></c:catAx>'
    '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="1"/>'
    '<c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
    '<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/><c:crosses val="autoZero"/>'
    '<c:crossBetween val="between"/></c:valAx>'
)
"""The first part stands on top, as in the table; the figures stand behind the bars and need no scale."""


def _text(size: int) -> str:
    """The looks of text, in hundredths of a point."""
    looks = f'<a:defRPr sz="{size}" b="0">{_BLACK}{_SONG}</a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{looks}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def _title(text: str) -> str:
    looks = f'<a:rPr lang="zh-CN" sz="1200" b="0">{_BLACK}{_SONG}</a:rPr>'
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p>"
        f'<a:r>{looks}<a:t>{escaped(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _series(chart: Chart, number: int, name: str, figures: tuple[Figure, ...]) -> str:
    column, last = chr(ord("B") + number), len(figures) + 1
    labels = "".join(_point(place, label) for place, label in enumerate(chart.labels))
    values = "".join(
        _point(place, f"{one.value:f}") for place, one in enumerate(figures) if isinstance(one.value, Decimal)
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/>{_point(0, name)}</c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{GREYS[name]}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{_format(figures)}" sourceLinked="0"/><c:dLblPos val="outEnd"/>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache><c:ptCount val="{len(figures)}"/>{labels}'
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>"
        f'<c:numCache><c:formatCode>{_format(figures)}</c:formatCode><c:ptCount val="{len(figures)}"/>{values}'
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def _point(place: int, text: str) -> str:
    return f'<c:pt idx="{place}"><c:v>{escaped(text)}</c:v></c:pt>'


def _format(figures: tuple[Figure, ...]) -> str:
    """As many decimal places as the most exact figure prints."""
    places = max(len(one.text.partition(".")[2]) for one in figures)
    return "0." + "0" * places if places else "0"
