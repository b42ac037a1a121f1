"""Each function and operator as a workbook says it; test_excel_recalculated proves that the values agree."""

from collections.abc import Sequence

import pytest

from core.formulas.bind import rewritten
from core.formulas.cells import Cell
from core.formulas.excel import MAX_LENGTH, Shown, excel_formula
from core.formulas.functions import FUNCTIONS
from core.formulas.syntax import Blank, CellNode, CellsNode, Formula, Node, Ref, parse

ROWS = {"t": ("r1", "r2", "r3"), "gap": ("r1", "r3"), "none": ()}
COLUMNS = {"a": "A", "b": "B", "c": "C", "d": "D"}
LABELS = {"provincial": '省级"专项"'}


def place(cell: Cell) -> str:
    """Fields a, b, c … stand in row 1; columns of tables in rows 3 to 5."""
    return f"{cell.column.upper()}{int(cell.row[1:]) + 2}" if cell.column else f"{cell.item.upper()}1"


def locate(cells: Sequence[Cell]) -> list[str]:
    """A whole column is one range, anything else cell by cell."""
    whole = len(cells) > 1 and [cell.row for cell in cells] == list(ROWS["t"])
    return [f"{place(cells[0])}:{place(cells[-1])}"] if whole else [place(cell) for cell in cells]


def bind(ref: Ref) -> Node:
    if ref.item == "unknown":
        return Blank()
    if ref.kind == "column":
        return CellsNode(tuple(Cell(ref.item, row, ref.column) for row in ROWS[ref.item]))
    return CellNode(Cell(ref.item, ref.row, ref.column))


def bound(text: str) -> Formula:
    return rewritten(parse(text), bind)


SHOWN = Shown(
    locate=locate,
    spell=lambda choice, cells: LABELS.get(choice, choice) if cells else "",
    joiner=lambda cell: "\n" if cell.item == "lines" else "、",
)


def printed(text: str, places: int | None = None) -> str:
    return excel_formula(bound(text), SHOWN, places)


COUNTED = 'COUNT(A1,IF(B1="",NA(),-B1))'
QUOTIENT = 'IF(OR(B1="",C1=""),NA(),B1/C1)'
LABEL = '"省级""专项"""'
OWN_FILLED = 'SUMPRODUCT((B3="own")*ISNUMBER(A3))+SUMPRODUCT((B5="own")*ISNUMBER(A5))'
OWN_TOTAL = 'SUMPRODUCT(--(B3="own"),A3)+SUMPRODUCT(--(B5="own"),A5)'
FUNCTION_CASES = {
    "total": [
        ("total(t.a)", '=IF(COUNT(A3:A5)=0,"",SUM(A3:A5))'),
        ("total(a, b)", '=IF(COUNT(A1,B1)=0,"",SUM(A1,B1))'),
        ("total(a, 5)", "=SUM(A1,5)"),
        ("total(a, b - c)", '=IF(COUNT(A1,IF(OR(B1="",C1=""),NA(),B1-C1))=0,"",SUM(A1,IF(OR(B1="",C1=""),0,B1-C1)))'),
        ("total(none.a)", '=IFERROR(NA(),"")'),
    ],
    "average": [
        ("average(t.a)", '=IF(COUNT(A3:A5)=0,"",AVERAGE(A3:A5))'),
        ("average(a, 2 * 3)", "=SUM(A1,2*3)/COUNT(A1,2*3)"),
        ("average(a, -b)", f'=IF({COUNTED}=0,"",SUM(A1,IF(B1="",0,-B1))/{COUNTED})'),
    ],
    "smallest": [
        ("smallest(a, b)", '=IF(COUNT(A1,B1)=0,"",MIN(A1,B1))'),
        ("smallest(a, b / c)", f'=IF(COUNT(A1,{QUOTIENT})=0,"",MIN(A1,IFERROR({QUOTIENT},1E+300)))'),
    ],
    "largest": [("largest(t.a, 0)", "=MAX(A3:A5,0)")],
    "count": [
        ("count(t.a)", '=SUMPRODUCT(--(A3:A5<>""))'),
        ("count(gap.a)", '=SUMPRODUCT(--(A3<>""))+SUMPRODUCT(--(A5<>""))'),
        ("count(a)", '=IF(A1="",0,LEN(A1)-LEN(SUBSTITUTE(A1,"、",""))+1)'),
        ("count(lines)", '=IF(LINES1="",0,LEN(LINES1)-LEN(SUBSTITUTE(LINES1,CHAR(10),""))+1)'),
        ("count(none.a)", "=0"),
    ],
    "share": [("share(a, b)", '=IFERROR(IF(OR(A1="",B1=""),"",A1/B1),"")')],
    "rate": [("rate(a, b + c)", '=IFERROR(IF(OR(A1="",B1="",C1=""),"",A1/(B1+C1)),"")')],
    "growth": [("growth(a, b)", '=IFERROR(IF(OR(A1="",B1=""),"",(A1-B1)/B1),"")')],
    "round": [("round(a * 2, 1)", '=IF(A1="","",ROUND(A1*2,1))')],
    "abs": [("abs(a - b)", '=IF(OR(A1="",B1=""),"",ABS(A1-B1))')],
    "floor": [("floor(a)", '=IF(A1="","",INT(ROUND(A1,9)))')],
    "or_zero": [
        ("or_zero(a)", "=N(A1)"),
        ("or_zero(total(t.a))", "=SUM(A3:A5)"),
        ("or_zero(a / b)", '=IFERROR(IF(OR(A1="",B1=""),NA(),A1/B1),0)'),
        ("or_zero(-a)", '=IF(A1="",0,-A1)'),
        ("or_zero(5)", "=5"),
    ],
    "first_filled": [
        ("first_filled(a, b)", '=IF(AND(A1="",B1=""),"",IF(A1="",B1,A1))'),
        ("first_filled(a / b, c)", '=IFERROR(IFERROR(IF(OR(A1="",B1=""),NA(),A1/B1),IF(C1="",NA(),C1)),"")'),
        ("first_filled(a, 0)", '=IF(A1="",0,A1)'),
        ("first_filled(or_zero(a), b)", "=N(A1)"),
    ],
    "filled": [
        ("when(filled(a), 1, 0)", '=IF(A1<>"",1,0)'),
        ("when(filled(total(t.a)), 1, 0)", "=IF(NOT(COUNT(A3:A5)=0),1,0)"),
        ("when(filled(a / b), 1, 0)", '=IF(NOT(ISERROR(IF(OR(A1="",B1=""),NA(),A1/B1))),1,0)'),
        ("when(filled(or_zero(a)), 1, 0)", "=IF(TRUE,1,0)"),
    ],
    "when": [
        ("when(a > 0, b, 0)", '=IFERROR(IF(A1="","",IF(A1>0,IF(B1="",NA(),B1),0)),"")'),
        ("when(filled(a), 1)", '=IFERROR(IF(A1<>"",1,NA()),"")'),
    ],
    "total_where": [
        (
            'total_where(t.a, t.b, "provincial")',
            f'=IF(SUMPRODUCT((B3:B5={LABEL})*ISNUMBER(A3:A5))=0,"",SUMPRODUCT(--(B3:B5={LABEL}),A3:A5))',
        ),
        ('total_where(gap.a, gap.b, "own")', f'=IF({OWN_FILLED}=0,"",{OWN_TOTAL})'),
        ('or_zero(total_where(gap.a, gap.b, "own")) * 2', f"=({OWN_TOTAL})*2"),
        ('total_where(none.a, none.b, "own")', '=IFERROR(NA(),"")'),
    ],
    "count_where": [
        ('count_where(t.b, "own")', '=SUMPRODUCT(--(B3:B5="own"))'),
        ('count_where(none.b, "own")', "=0"),
    ],
    "mine_where": [
        ('mine_where(gap.a, gap.b, "own")', f'=IF({OWN_FILLED}=0,"",{OWN_TOTAL})'),
        ('mine_where(none.a, none.b, "own")', '=IFERROR(NA(),"")'),
    ],
    "mine_count_where": [('mine_count_where(t.b, "own")', '=SUMPRODUCT(--(B3:B5="own"))')],
    "reached": [
        ("reached(a, b)", '=IF(OR(A1="",B1=""),"",IF(B1<=0,IF(A1>=B1,1,0),MAX(0,MIN(1,A1/B1))))'),
        (
            "reached(a - 1, b)",
            '=IF(OR(A1="",B1=""),"",IF(B1<=0,IF(ROUND(A1-1,9)>=B1,1,0),MAX(0,MIN(1,(A1-1)/B1))))',
        ),
    ],
    "kept_within": [("kept_within(a, b)", '=IF(OR(A1="",B1=""),"",IF(A1<=B1,1,IF(B1<=0,0,B1/A1)))')],
    "matched": [
        ("matched(a, b)", '=IF(OR(A1="",B1=""),"",IF(A1=B1,1,IF(B1=0,0,MAX(0,1-ABS(A1-B1)/ABS(B1)))))'),
    ],
    "steps_above": [
        (
            "steps_above(a, 1, 0.01, 0.5, b)",
            '=IFERROR(IF(OR(A1="",B1=""),"",MAX(0,B1-INT(ROUND(MAX(0,A1-1)/0.01,9))*0.5)),"")',
        ),
    ],
    "steps_below": [
        ("steps_below(a, 1, 0.05, 2, 8)", '=IFERROR(IF(A1="","",MAX(0,8-INT(ROUND(MAX(0,1-A1)/0.05,9))*2)),"")'),
    ],
    "steps_off": [
        ("steps_off(a, 1, 0.05, 2, 8)", '=IFERROR(IF(A1="","",MAX(0,8-INT(ROUND(ABS(A1-1)/0.05,9))*2)),"")'),
    ],
    "bands_from": [
        ("bands_from(a, 0, 0.9, 5, 0.8, b)", '=IF(OR(A1="",B1=""),"",IF(A1>=0.9,5,IF(A1>=0.8,B1,0)))'),
        ("bands_from(a / b, 0, 0.9, 5)", '=IFERROR(IF(OR(A1="",B1=""),"",IF(ROUND(A1/B1,9)>=0.9,5,0)),"")'),
    ],
    "bands_to": [("bands_to(a, 0, 0, 8, 0.1, 6)", '=IF(A1="","",IF(A1<=0,8,IF(A1<=0.1,6,0)))')],
    "awarded": [("awarded(a > 0, b)", '=IF(OR(A1="",B1=""),"",IF(A1>0,B1,0))')],
    "mine": [("mine(t.a)", '=IF(COUNT(A3:A5)=0,"",SUM(A3:A5))')],
}


def test_every_function_is_shown_here() -> None:
    assert set(FUNCTION_CASES) == set(FUNCTIONS)


@pytest.mark.parametrize(("text", "wanted"), [case for cases in FUNCTION_CASES.values() for case in cases])
def test_functions(text: str, wanted: str) -> None:
    assert printed(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a + b - (c - d)", '=IF(OR(A1="",B1="",C1="",D1=""),"",A1+B1-(C1-D1))'),
        ("a * (b + c)", '=IF(OR(A1="",B1="",C1=""),"",A1*(B1+C1))'),
        ("a / (b * c)", '=IFERROR(IF(OR(A1="",B1="",C1=""),"",A1/(B1*C1)),"")'),
        ("-(a + b) * 0.50", '=IF(OR(A1="",B1=""),"",(-(A1+B1))*0.50)'),
        ("a + a", '=IF(A1="","",A1+A1)'),
        ("a", '=IF(A1="","",A1)'),
        ("unknown + a", '=IFERROR(IF(A1="","",NA()+A1),"")'),
        ("total(t.a, unknown)", '=IF(COUNT(A3:A5)=0,"",SUM(A3:A5))'),
        ("t[r2].a - 1", '=IF(A4="","",A4-1)'),
    ],
)
def test_arithmetic_is_blank_where_ours_is(text: str, wanted: str) -> None:
    assert printed(text) == wanted


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("or_zero(a) == 1", "ROUND(N(A1),9)=1"),
        ("or_zero(a) != 1", "ROUND(N(A1),9)<>1"),
        ("or_zero(a) >= -0.1", "ROUND(N(A1),9)>=-0.1"),
        ("not filled(a)", 'NOT(A1<>"")'),
        ('"own" == "own"', '"own"="own"'),
        ("filled(a) and filled(b)", 'AND(A1<>"",B1<>"")'),
        ("filled(a) or filled(b)", 'OR(A1<>"",B1<>"")'),
    ],
)
def test_conditions(condition: str, wanted: str) -> None:
    assert printed(f"when({condition}, 1, 2)") == f"=IF({wanted},1,2)"


def test_a_blank_beside_a_deciding_side_does_not_matter() -> None:
    assert printed("when(a > 0 and filled(b), 1, 2)") == (
        '=IFERROR(IF(IF(AND(IF(A1="",TRUE,A1>0),B1<>""),AND(IF(A1="",NA(),A1>0),B1<>""),FALSE),1,2),"")'
    )
    assert printed("when(a > 0 or filled(b), 1, 2)") == (
        '=IFERROR(IF(IF(OR(IF(A1="",FALSE,A1>0),B1<>""),TRUE,OR(IF(A1="",NA(),A1>0),B1<>"")),1,2),"")'
    )


def test_a_choice_is_compared_as_the_sheet_shows_it() -> None:
    assert printed('when(a == "provincial", 1, 2)') == '=IF(A1="","",IF(A1="省级""专项""",1,2))'
    assert printed('when("provincial" != a, 1, 2)') == '=IF(A1="","",IF("省级""专项"""<>A1,1,2))'


def test_without_more_knowledge_a_choice_is_its_id_and_lists_are_parted_by_a_mark() -> None:
    plain = Shown(locate=locate)
    assert excel_formula(bound('count_where(t.b, "own")'), plain, None) == '=SUMPRODUCT(--(B3:B5="own"))'
    assert '"、"' in excel_formula(bound("count(lines)"), plain, None)


def test_the_figure_is_rounded_to_its_places() -> None:
    assert printed("share(a, b)", 3) == '=IFERROR(IF(OR(A1="",B1=""),"",ROUND(A1/B1,3)),"")'
    assert printed("total(t.a)", 0) == '=IF(COUNT(A3:A5)=0,"",ROUND(SUM(A3:A5),0))'


def test_a_condition_is_not_rounded() -> None:
    assert printed("a > 0", 2) == '=IF(A1="","",A1>0)'


def test_columns_that_lie_differently_are_paired_row_by_row() -> None:
    def torn(cells: Sequence[Cell]) -> list[str]:
        return locate(cells) if cells[0].column == "a" or len(cells) == 1 else ["B3:B4", "B9"]

    text = excel_formula(bound('total_where(t.a, t.b, "own")'), Shown(locate=torn), None)
    assert text.endswith('SUMPRODUCT(--(B3="own"),A3)+SUMPRODUCT(--(B4="own"),A4)+SUMPRODUCT(--(B5="own"),A5))')


def scattered(count: int) -> tuple[Formula, Shown]:
    cells = tuple(Cell("t", f"r{number}", "a") for number in range(count))
    shown = Shown(locate=lambda found: [f"A{2 * index + 1}" for index, _ in enumerate(found)])
    return rewritten(parse("total(t.a)"), lambda _ref: CellsNode(cells)), shown


def test_more_arguments_than_a_workbook_takes_give_no_formula() -> None:
    assert excel_formula(*scattered(250), None) != ""
    assert excel_formula(*scattered(251), None) == ""
    pairs = Formula("", bound('total_where(t.a, t.b, "own")').root)
    many = rewritten(parse('total_where(t.a, t.b, "own")'), lambda ref: CellsNode(tuple(
        Cell("t", f"r{number}", ref.column) for number in range(251))))  # fmt: skip
    assert excel_formula(pairs, SHOWN, None) != ""
    assert excel_formula(many, SHOWN, None) == ""


def test_a_formula_longer_than_a_workbook_takes_is_left_out() -> None:
    short, long = "总" * 100, "总" * (MAX_LENGTH // 3)
    assert excel_formula(bound("a + b"), Shown(locate=lambda _cells: [f"'{short}'!A1"]), None) != ""
    assert excel_formula(bound("a + b"), Shown(locate=lambda _cells: [f"'{long}'!A1"]), None) == ""


def test_brackets_deeper_than_a_workbook_takes_are_left_out() -> None:
    def chain(levels: int) -> str:
        return printed("when(a>0,1," * levels + "b" + ")" * levels)

    assert chain(20).count("(") > 40
    assert chain(32) == ""


def test_an_unbound_formula_is_our_own_fault() -> None:
    with pytest.raises(TypeError):
        excel_formula(parse("a + 1"), SHOWN, None)
