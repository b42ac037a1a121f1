"""The grammar: what is a formula, what is refused, where the fault stands, and that nothing else ever happens."""

import ast
import warnings
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formulas.functions import FUNCTIONS
from core.formulas.syntax import (
    MAX_DEPTH,
    MAX_LENGTH,
    Binary,
    Call,
    Compare,
    Formula,
    FormulaError,
    Logic,
    Negative,
    Node,
    Number,
    Ref,
    Text,
    children,
    parse,
    walk,
    with_children,
)


def refused(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    return caught.value


def name(item: str, position: int = 0) -> Ref:
    return Ref("name", item, position=position)


# ---------------------------------------------------------------- what is a formula


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("12", Number(Decimal(12))),
        ("0.50", Number(Decimal("0.50"))),
        ("amount", name("amount")),
        ("income.amount", Ref("column", "income", column="amount")),
        ("income[other].amount", Ref("cell", "income", "other", "amount")),
        ("-a", Negative(name("a", 1))),
        ("a - b", Binary("-", name("a"), name("b", 4))),
        ("(a)", name("a", 1)),
        ("a * b + c", Binary("+", Binary("*", name("a"), name("b", 4)), name("c", 8))),
        ("a >= b", Compare(">=", name("a"), name("b", 5))),
        ("not a", Logic("not", (name("a", 4),))),
        ("a and b and c", Logic("and", (name("a"), name("b", 6), name("c", 12)))),
        ("a or b", Logic("or", (name("a"), name("b", 5)))),
        ("abs(a)", Call("abs", (name("a", 4),))),
        ('level == "provincial"', Compare("==", name("level"), Text("provincial"))),
        ("level == 'provincial'", Compare("==", name("level"), Text("provincial"))),
    ],
)
def test_the_text_becomes_this_tree(text: str, root: Node) -> None:
    assert parse(text) == Formula(text, root)


@pytest.mark.parametrize("sign", ["+", "-", "*", "/"])
def test_arithmetic(sign: str) -> None:
    assert parse(f"a{sign}b").root == Binary(sign, name("a"), name("b", 2))


@pytest.mark.parametrize("sign", ["==", "!=", "<", "<=", ">", ">="])
def test_comparisons(sign: str) -> None:
    root = parse(f"a {sign} b").root
    assert isinstance(root, Compare)
    assert root.sign == sign


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ａ＋ｂ－ｃ", "a+b-c"),
        ("a×b÷c", "a*b/c"),
        ("a−b", "a-b"),
        ("a＊b／c", "a*b/c"),
        ("ａｂｓ（a）", "abs(a)"),
        ("smallest（a，b）", "smallest(a,b)"),
        ("t［r］．c", "t[r].c"),
        ("a≤b", "a<=b"),
        ("a≥b", "a>=b"),
        ("a≠b", "a!=b"),
        ("a＝＝b", "a==b"),
        ("a＜b", "a<b"),
        ("a＞b", "a>b"),
        ("a==“b”", 'a=="b"'),
        ("１２．５", "12.5"),
        ("\u3000a +\u00a0b\n", " a + b "),
        ("a\t+\r\nb", "a +  b"),
    ],
)
def test_full_width_signs_mean_their_plain_ones(written: str, plain: str) -> None:
    assert _shape(parse(written).root) == _shape(parse(plain).root)


def _shape(node: Node) -> object:
    """The tree without positions."""
    if isinstance(node, Ref):
        return (node.kind, node.item, node.row, node.column)
    words = [getattr(node, part) for part in ("sign", "word", "name", "value") if hasattr(node, part)]
    return (type(node).__name__, *words, *(_shape(child) for child in children(node)))


# ---------------------------------------------------------------- what is refused, and where


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "formula.empty", 0),
        (" \u3000\n", "formula.empty", 0),
        ("a b", "formula.syntax", 2),
        ("a + ", "formula.syntax", 3),
        ("a +", "formula.syntax", 2),
        ("(a", "formula.syntax", 0),
        ("金额 ＋ 收入 ？", "formula.syntax", 8),
        ("a = b", "formula.syntax", 2),
        ("a; b", "formula.syntax", 1),
        ("'abc", "formula.syntax", 0),
        ("a + b # 说明", "formula.syntax", 6),
        ("a \\\n+ b", "formula.syntax", 2),
        ("a\x00", "formula.syntax", 1),
        ("a + \ud800", "formula.syntax", 4),
        ("a\u200b", "formula.syntax", 1),
        ("yield a", "formula.syntax", 0),
        ("a ≤ b c", "formula.syntax", 6),
        ("a + b ** c", "formula.not_allowed", 4),
        ("a // b", "formula.not_allowed", 0),
        ("a % b", "formula.not_allowed", 0),
        ("+a", "formula.not_allowed", 0),
        ("~a", "formula.not_allowed", 0),
        ("a < b < c", "formula.not_allowed", 0),
        ("a is b", "formula.not_allowed", 0),
        ("a in b", "formula.not_allowed", 0),
        ("a if b else c", "formula.not_allowed", 0),
        ("lambda: a", "formula.not_allowed", 0),
        ("(a := 1)", "formula.not_allowed", 1),
        ("f'{a}'", "formula.not_allowed", 0),
        ("[a for a in b]", "formula.not_allowed", 0),
        ("{a: b}", "formula.not_allowed", 0),
        ("(a, b)", "formula.not_allowed", 0),
        ("await a", "formula.not_allowed", 0),
        ("t[r]", "formula.not_allowed", 0),
        ("total(*a)", "formula.not_allowed", 0),
        ("total(a=b)", "formula.not_allowed", 0),
        ("a.total(b)", "formula.not_allowed", 0),
        ("金额 + a.b.c", "formula.reference", 5),
        ("t[r].c.d", "formula.reference", 0),
        ("t[1].c", "formula.reference", 0),
        ("t[a:b].c", "formula.reference", 0),
        ("t[r + s].c", "formula.reference", 0),
        ("total(a).c", "formula.reference", 0),
        ("1e3", "formula.constant", 0),
        ("a + 1_000", "formula.constant", 4),
        ("1.", "formula.constant", 0),
        (".5", "formula.constant", 0),
        ("0x1F", "formula.constant", 0),
        ("1j", "formula.constant", 0),
        ("True", "formula.constant", 0),
        ("None", "formula.constant", 0),
        ("...", "formula.constant", 0),
        ("'选项'", "formula.constant", 0),
        ("'a' 'b'", "formula.constant", 0),
        ("r'a'", "formula.constant", 0),
        ("b'a'", "formula.constant", 0),
        ("'''a'''", "formula.constant", 0),
        ("a + totl(b)", "formula.function", 4),
        ("a ≤ b and c ≠ d + totl(e)", "formula.function", 18),
        ("eval(a)", "formula.function", 0),
        ("share(a)", "formula.arguments", 0),
        ("abs()", "formula.arguments", 0),
        ("when(a > b, c, d, e)", "formula.arguments", 0),
    ],
)
def test_the_rest_is_refused_and_the_place_is_told(text: str, code: str, position: int) -> None:
    error = refused(text)
    assert (error.code, error.position) == (code, position)
    assert str(error) == f"第{position + 1}个字符处：{error.text}"


def test_a_misspelt_function_is_guessed() -> None:
    assert "您是否要写“total”？" in refused("totl(a)").text


def test_wrong_arguments_are_answered_with_the_right_ones() -> None:
    assert FUNCTIONS["share"].usage in refused("share(a)").text


def test_the_length_is_bounded() -> None:
    assert parse("a" * MAX_LENGTH).root == name("a" * MAX_LENGTH)
    error = refused("a" * (MAX_LENGTH + 1))
    assert (error.code, error.position) == ("formula.too_long", MAX_LENGTH)
    assert refused("-" * 5000 + "1").code == "formula.too_long"


@pytest.mark.parametrize("text", ["-" * 450 + "1", "not " * 100 + "a", "a" + "+a" * 100, "abs(" * 60 + "a" + ")" * 60])
def test_the_depth_is_bounded(text: str) -> None:
    error = refused(text)
    assert error.code == "formula.too_deep"
    assert str(MAX_DEPTH) in error.text


def test_the_depth_is_bounded_to_the_level() -> None:
    assert isinstance(parse("-" * MAX_DEPTH + "1").root, Negative)
    assert refused("-" * (MAX_DEPTH + 1) + "1").code == "formula.too_deep"


def test_brackets_as_deep_as_they_fit_are_refused() -> None:
    assert refused("(" * 249 + "1" + ")" * 249).code == "formula.syntax"
    assert parse("(" * 100 + "1" + ")" * 100).root == Number(Decimal(1))


def test_what_overwhelms_pythons_parser_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def overwhelmed(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(ast, "parse", overwhelmed)
    error = refused(" overwhelming + 1")
    assert (error.code, error.position) == ("formula.syntax", 1)


def test_pythons_own_warnings_are_not_heard() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parse("1and a").root == Logic("and", (Number(Decimal(1)), name("a", 5)))


alphabet = st.sampled_from(
    [*"ab1.,+-*/()[]<>=!'\"“”（）＋－×÷≤≥≠：　 \n\t#\\@{}:;%&|^~$?`_金", "not ", " and ", "total", "lambda ", "if "]
)


@given(st.text(max_size=60) | st.lists(alphabet, max_size=40).map("".join))
def test_any_text_is_a_formula_or_a_formula_error(text: str) -> None:
    try:
        formula = parse(text)
    except FormulaError as error:
        places, told = [error.position], error.text
    else:
        places, told = [node.position for node in walk(formula.root) if isinstance(node, Ref | Call)], formula.text
    assert all(0 <= place <= len(text) for place in places)
    assert told


@given(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), st.text(alphabet="（ 　－", max_size=6))
def test_positions_count_the_characters_as_written(item: str, lead: str) -> None:
    text = lead + item + "）" * lead.count("（")
    try:
        refs = [node for node in walk(parse(text).root) if isinstance(node, Ref)]
    except FormulaError:  # a keyword
        return
    assert [ref.position for ref in refs] == [len(lead)]


# ---------------------------------------------------------------- trees


def test_walking_goes_left_to_right_and_putting_together_gives_the_same() -> None:
    root = parse("when(a > 1 and not b, -c, t[r].d / total(e, f))").root
    refs = [node.item for node in walk(root) if isinstance(node, Ref)]
    assert refs == ["a", "b", "c", "t", "e", "f"]
    assert all(with_children(node, children(node)) == node for node in walk(root))
