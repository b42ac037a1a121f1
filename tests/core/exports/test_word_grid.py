"""Grids become tables with their spans, repeated heads, widths and rows that may or may not break."""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports.word_grid import A4_HEIGHT, grid_xml
from core.exports.word_reference import Reference, read_reference
from core.exports.word_text import W
from core.reports.document import Grid, GridCell, Paragraph

ROOT = Path(__file__).resolve().parents[3]
WIDTH = 8845
NS = {"w": W}
LONG = "长" * 2000


@cache
def reference() -> Reference:
    return read_reference(next((ROOT / "resources" / "forms").glob("*/*/reference.docx")))


def cell(*texts: str, rows: int = 1, columns: int = 1, label: bool = False, align: str = "") -> GridCell:
    paragraphs = tuple(Paragraph(runs=(text,), role="cell") for text in texts)
    return GridCell(paragraphs=paragraphs, rows=rows, columns=columns, label=label, align=align)


def body(grid: Grid, height: int = A4_HEIGHT, *, keep: bool = False) -> ET.Element:
    xml = grid_xml(grid, reference(), WIDTH, text_height=height, keep=keep)
    return ET.fromstring(f'<w:body xmlns:w="{W}">{xml}</w:body>')


def table(*rows: tuple[GridCell, ...], widths: tuple[int, ...] = (1, 1), head_rows: int = 0) -> ET.Element:
    found = body(Grid(rows=rows, widths=widths, head_rows=head_rows)).find("w:tbl", NS)
    assert found is not None
    return found


def value(element: ET.Element, path: str, attribute: str = "val") -> str | None:
    found = element.find(path, NS)
    return None if found is None else found.get(f"{{{W}}}{attribute}", "")


def kept(found: ET.Element) -> list[str | None]:
    """Whether each row stays with the next."""
    return [value(row, "w:tc/w:p/w:pPr/w:keepNext") for row in found.findall("w:tbl/w:tr", NS)]


def shape(found: ET.Element) -> list[list[str]]:
    """Each cell as span, merge sign and text: 2*甲 covers two columns, +甲 begins a merge, | goes on."""
    signs = {None: "", "restart": "+", "": "|"}
    return [
        [
            f"{span + '*' if (span := value(each, 'w:tcPr/w:gridSpan')) else ''}"
            f"{signs[value(each, 'w:tcPr/w:vMerge')]}{''.join(each.itertext())}"
            for each in row.findall("w:tc", NS)
        ]
        for row in found.findall("w:tr", NS)
    ]


def styles(found: ET.Element) -> list[str | None]:
    names = {style.id: style.name for style in reference().styles.values()}
    return [names[value(each, "w:pPr/w:pStyle") or ""] for each in found.iter(f"{{{W}}}p")]


# ---------------------------------------------------------------- spans


def test_plain_cells_keep_their_places() -> None:
    assert shape(table((cell("甲"), cell("乙")), (cell("丙"), cell("丁")))) == [["甲", "乙"], ["丙", "丁"]]


def test_spans_to_the_right_and_down() -> None:
    found = table(
        (cell("甲", rows=3), cell("乙", columns=2)),
        (cell("丙", rows=2, columns=2),),
        (),
        (cell("丁", columns=3),),
        widths=(1, 1, 1),
    )
    assert shape(found) == [["+甲", "2*乙"], ["|", "2*+丙"], ["|", "2*|"], ["3*丁"]]


def test_a_cell_in_front_of_a_covered_place_keeps_its_width() -> None:
    found = table((cell("甲"), cell("乙", rows=2), cell("丙")), (cell("丁"), cell("戊")), widths=(1, 1, 1))
    assert shape(found) == [["甲", "+乙", "丙"], ["丁", "|", "戊"]]


def test_rows_that_lack_cells_are_filled() -> None:
    assert shape(table((cell("甲"), cell("乙")), (cell("丙"),), ())) == [["甲", "乙"], ["丙", ""], ["", ""]]


def test_cells_that_collide_with_a_covered_place_are_not_lost() -> None:
    found = table((cell("甲"), cell("乙", rows=2)), (cell("丙", columns=2), cell("丁")))
    assert shape(found) == [["甲", "+乙", "", ""], ["丙", "|", "丁", ""]]


SPANS = st.integers(1, 3)
ROWS = st.lists(
    st.lists(st.builds(lambda rows, columns: cell("字", rows=rows, columns=columns), SPANS, SPANS), max_size=4),
    max_size=5,
)


@given(ROWS, st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_every_row_fills_the_table_exactly(rows: list[list[GridCell]], widths: list[int]) -> None:
    found = table(*map(tuple, rows), widths=tuple(widths))
    columns = len(found.findall("w:tblGrid/w:gridCol", NS))
    assert len(found.findall("w:tr", NS)) == len(rows)
    assert "".join(found.itertext()) == "字" * sum(map(len, rows))
    for row in found.findall("w:tr", NS):
        cells = row.findall("w:tc", NS)
        assert sum(int(value(each, "w:tcPr/w:gridSpan") or 1) for each in cells) == columns
        assert sum(int(value(each, "w:tcPr/w:tcW", "w") or 0) for each in cells) == WIDTH
        assert all(each.find("w:p", NS) is not None for each in cells)


# ---------------------------------------------------------------- widths, heads, breaks


def test_widths_are_shares_of_the_type_area() -> None:
    found = table((cell("甲"), cell("乙"), cell("丙")), widths=(1, 2, 4))
    assert [each.get(f"{{{W}}}w") for each in found.findall("w:tblGrid/w:gridCol", NS)] == ["1263", "2527", "5055"]
    assert value(found, "w:tblPr/w:tblW", "w") == str(WIDTH)


@pytest.mark.parametrize("widths", [(), (1,), (1, 0), (-1, 2)])
def test_widths_that_do_not_fit_become_equal(widths: tuple[int, ...]) -> None:
    found = table((cell("甲"), cell("乙")), widths=widths)
    assert [each.get(f"{{{W}}}w") for each in found.findall("w:tblGrid/w:gridCol", NS)] == ["4422", "4423"]


def test_head_rows_repeat_stay_whole_and_keep_with_the_next_row() -> None:
    first, second, third = table((cell(LONG),), (cell("乙"),), (cell("丙"),), widths=(1,), head_rows=2).findall(
        "w:tr", NS
    )
    for head in (first, second):
        assert value(head, "w:trPr/w:tblHeader") == ""
        assert value(head, "w:trPr/w:cantSplit") == ""
        assert value(head, "w:tc/w:p/w:pPr/w:keepNext") == ""
    assert value(third, "w:trPr/w:tblHeader") is None
    assert value(third, "w:tc/w:p/w:pPr/w:keepNext") is None


def test_a_short_row_stays_on_one_page_and_a_long_one_may_break() -> None:
    found = table((cell("甲"), cell("乙" * 150)), (cell("丙"), cell(LONG)))
    assert [value(row, "w:trPr/w:cantSplit") for row in found.findall("w:tr", NS)] == ["", None]


def test_many_short_paragraphs_make_a_long_row() -> None:
    found = table(
        (cell("甲"), cell(*"一二三四五六七八九十甲乙丙")), (cell("丙"), cell("\n".join("一二三四五六七八九十甲乙丙")))
    )
    assert [value(row, "w:trPr/w:cantSplit") for row in found.findall("w:tr", NS)] == [None, None]


def test_a_long_label_over_many_rows_does_not_let_its_first_row_break() -> None:
    found = table((cell("栏" * 500, rows=2), cell("甲")), (cell("乙"),))
    assert [value(row, "w:trPr/w:cantSplit") for row in found.findall("w:tr", NS)] == ["", ""]


# ---------------------------------------------------------------- names beside many rows


def goals(name: str, *counts: int, height: int = 4000) -> list[tuple[str | None, str | None]]:
    """For groups of so many rows beside one name: the text and the merge of the name's cell in each row."""
    rows = []
    for number, count in enumerate(counts):
        group = cell(f"第{number + 1}组", rows=count, label=True)
        rows += [(group, cell("甲")), *[(cell("乙"),)] * (count - 1)]
    rows[0] = (cell(name, rows=sum(counts), label=True), *rows[0])
    grid = Grid(rows=tuple(rows), widths=(1, 1, 8), dense=True)
    firsts = [row.findall("w:tc", NS)[0] for row in body(grid, height).findall("w:tbl/w:tr", NS)]
    return [("".join(one.itertext()), value(one, "w:tcPr/w:vMerge")) for one in firsts]


def test_a_name_beside_more_than_half_a_page_is_said_for_each_stretch_of_groups() -> None:
    """A row is 390 twips, half a page 2000: five rows."""
    made = goals("绩效指标", 3, 2, 4, 1)
    assert [text for text, _ in made] == ["绩效指标", "", "", "", "", "绩效指标", "", "", "", ""]
    assert made[0][1] == made[5][1] == "restart"


def test_a_stretch_of_one_row_is_a_cell_like_others() -> None:
    assert goals("绩效指标", 5, 1)[5] == ("绩效指标", None)


@pytest.mark.parametrize(("name", "height"), [("绩效指标", 12_000), ("产出指标（50分）", 4000)])
def test_a_name_that_fits_or_has_points_in_it_is_said_once(name: str, height: int) -> None:
    assert [text for text, _ in goals(name, 3, 2, 4, 1, height=height)].count(name) == 1


def test_a_group_does_not_begin_with_one_row_at_the_foot_of_a_page() -> None:
    rows = ((cell("甲", rows=2, label=True), cell("一")), (cell("二"),), (cell("乙"), cell("三")))
    assert kept(body(Grid(rows=rows, widths=(1, 1), dense=True))) == ["", None, None]


def test_the_last_rows_stay_with_the_line_for_signatures() -> None:
    grid = Grid(rows=tuple((cell(name),) for name in "甲乙丙丁"), widths=(1,))
    assert kept(body(grid, keep=True)) == [None, "", "", ""]


# ---------------------------------------------------------------- looks


def test_labels_cells_and_prose_have_their_styles() -> None:
    found = table(
        (cell("栏目", label=True), cell("17"), cell("第一段。", "第二段。")),
        (cell(""), cell(""), cell("长" * 100)),
        (cell(""), cell(""), cell("一行")),
        widths=(1, 1, 8),
    )
    assert styles(found) == [
        "表格栏目",
        "表格文字",
        "表格段落",
        "表格段落",
        *["表格文字"] * 2,
        "表格段落",
        *["表格文字"] * 3,
    ]


@pytest.mark.parametrize("aligned", ["left", "center", "right"])
def test_an_alignment_is_kept_and_is_no_prose(aligned: str) -> None:
    found = table((cell("一。", "二。", align=aligned),), widths=(1,))
    assert styles(found) == ["表格文字", "表格文字"]
    assert value(found, "w:tr/w:tc/w:p/w:pPr/w:jc") == aligned


def test_a_narrow_cell_is_no_place_for_indented_paragraphs() -> None:
    assert styles(table((cell("一。", "二。"), cell("")), widths=(1, 9))) == ["表格文字", "表格文字", "表格文字"]


def test_headings_inside_a_cell_are_set_as_cell_text() -> None:
    inside = GridCell(
        paragraphs=(Paragraph(runs=("一、",), role="heading1"), Paragraph(runs=("栏",), role="cell_label"))
    )
    assert styles(table((inside, cell("")), widths=(1, 9))) == ["表格文字", "表格栏目", "表格文字"]


def test_an_indented_label_moves_in_from_the_left() -> None:
    inside = GridCell(paragraphs=(Paragraph(runs=("其中：购置费",), role="cell_label", indent=2),), label=True)
    found = table((inside,), widths=(1,))
    assert value(found, "w:tr/w:tc/w:p/w:pPr/w:ind", "leftChars") == "200"
    assert value(found, "w:tr/w:tc/w:p/w:pPr/w:ind", "left") == "480"
    assert value(found, "w:tr/w:tc/w:p/w:pPr/w:jc") == "left"


def test_an_indented_value_keeps_its_own_alignment_and_is_no_prose() -> None:
    inside = GridCell(paragraphs=(Paragraph(runs=("甲",), role="cell", indent=1), Paragraph(runs=("乙",), role="cell")))
    assert styles(table((inside,), widths=(1,))) == ["表格文字", "表格文字"]


def test_cells_are_centred_from_top_to_bottom() -> None:
    assert value(table((cell("甲"),), widths=(1,)), "w:tr/w:tc/w:tcPr/w:vAlign") == "center"


def test_caption_and_unit_stand_above_and_a_hairline_below() -> None:
    found = body(Grid(rows=((cell("甲"),),), widths=(1,), caption="附表", numbers_note="单位：万元"))
    assert [each.tag.removeprefix(f"{{{W}}}") for each in found] == ["p", "p", "tbl", "p"]
    assert styles(found) == ["表格标题", "表格单位", "表格文字", "表格间隔"]
    assert "".join(found.itertext()) == "附表单位：万元甲"


def test_an_empty_grid_is_still_a_table() -> None:
    assert shape(table(widths=(1, 2))) == []


# ---------------------------------------------------------------- forms of many cells, lines without rules


def test_a_row_of_captions_within_a_dense_table_stays_with_the_row_it_is_about() -> None:
    caption, answer = cell("字", label=True), cell("字")
    rows = ((caption, answer), (caption, caption), (caption, answer), (caption, caption))
    for dense, kept in ((True, [False, True, False, False]), (False, [False] * 4)):
        found = body(Grid(rows=rows, widths=(1, 1), dense=dense)).iter(f"{{{W}}}tr")
        assert [value(row, "w:tc/w:p/w:pPr/w:keepNext") is not None for row in found] == kept


def test_a_dense_table_has_smaller_letters_and_narrower_margins() -> None:
    rows = ((cell("甲", label=True), cell("乙"), cell("长文" * 40)),)
    dense = body(Grid(rows=rows, widths=(1, 1, 3), dense=True))
    assert styles(dense)[:3] == ["密表栏目", "密表文字", "密表段落"]
    assert value(dense, "w:tbl/w:tblPr/w:tblCellMar/w:left", "w") == "45"
    plain = body(Grid(rows=rows, widths=(1, 1, 3)))
    assert value(plain, "w:tbl/w:tblPr/w:tblCellMar/w:left", "w") is None


def test_without_the_smaller_styles_the_ordinary_ones_serve() -> None:
    known = {name: one for name, one in reference().styles.items() if not name.startswith("密表")}
    lacking = Reference(b"", known)
    assert lacking.style_id("表格文字", dense=True) == lacking.style_id("表格文字") == "TableText"
    assert reference().style_id("表格标题", dense=True) == "TableCaption"


def test_texts_side_by_side_have_no_lines() -> None:
    line = body(Grid(rows=((cell("甲"), cell("乙")),), widths=(1, 1), ruled=False))
    sides = line.findall("w:tbl/w:tblPr/w:tblBorders/*", NS)
    assert [one.get(f"{{{W}}}val") for one in sides] == ["none"] * 6
    assert body(Grid(rows=((cell("甲"),),), widths=(1,))).find("w:tbl/w:tblPr/w:tblBorders", NS) is None
