"""Names: what a bare name means where, what an unknown one gets, and what is left of a formula in a smaller form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.model import Choice, Field, Row, Table
from core.forms.resolve import Scope, available, without_absent
from core.formulas.evaluate import compiled
from core.formulas.functions import FUNCTIONS, Function, Value
from core.formulas.syntax import Blank, Call, FormulaError, Node, Number, Ref, Text, parse, walk
from tests.core.forms.form_samples import field
from tests.core.formulas.formula_samples import Values

LEVELS = (Choice(id="provincial", label="省级"), Choice(id="county", label="县级"))


def table(id: str, *columns: Field, **settings: object) -> Table:
    return Table(**{"id": id, "label": id, "columns": columns, **settings})  # type: ignore[arg-type]


def column(id: str, kind: str = "money") -> Field:
    return field(kind, id=id, choices=LEVELS if kind == "choice" else ())


FIELDS = {
    id: field(kind, id=id, choices=LEVELS if kind == "choice" else ())
    for id, kind in [
        ("amount", "money"), ("total_all", "money"), ("place", "text"), ("grade", "choice"), ("poor", "yes_no"),
        ("day", "date"), ("offices", "names"), ("duties", "list"),
    ]
}  # fmt: skip
TABLES = {
    one.id: one
    for one in [
        table(
            "income",
            column("amount"),
            column("note", "text"),
            rows=(Row(id="budget", label="预算"),),
            dropped=("other",),
        ),
        table(
            "projects",
            column("what", "text"),
            column("amount"),
            column("level", "choice"),
            free=(0, 9),
            label_column="what",
        ),
        table("tasks", column("amount"), column("score", "number"), free=(0, 9), belongs_to="projects"),
        table("bare", column("first"), free=(0, 9)),
        table("empty"),
    ]
}
SCOPE = Scope(FIELDS, TABLES, {"weight": Decimal(10)})


def resolved(text: str, home: str = "") -> Node:
    return SCOPE.resolve(parse(text), home).root


def refused(text: str, home: str = "", wanted: str = "figure") -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        SCOPE.typed(parse(text), wanted, home)
    return caught.value


# ---------------------------------------------------------------- what a name means


@pytest.mark.parametrize(
    ("text", "home", "node"),
    [
        ("amount", "", Ref("field", "amount")),
        ("amount", "income", Ref("sibling", "income", column="amount")),
        ("total_all", "income", Ref("field", "total_all")),
        ("weight", "", Number(Decimal(10))),
        ("income.amount", "", Ref("column", "income", column="amount")),
        ("income[budget].amount", "", Ref("cell", "income", "budget", "amount")),
        ("income[other].amount", "", Ref("cell", "income", "other", "amount")),
        ("projects", "", Ref("column", "projects", column="what")),
        ("bare", "", Ref("column", "bare", column="first")),
    ],
)
def test_a_name_means_a_sibling_then_a_field_then_a_parameter_then_a_table(text: str, home: str, node: Node) -> None:
    assert resolved(text, home) == node


def test_what_stands_in_mine_is_owned_by_the_row_at_hand() -> None:
    assert resolved("mine(tasks.score)", "projects") == Call(
        "mine", (Ref("owned", "tasks", column="score", position=5),)
    )


@pytest.mark.parametrize(
    ("text", "home", "name", "hint"),
    [
        ("amont", "", "amont", "amount"),
        ("amont", "income", "amont", "amount"),
        ("wieght", "", "wieght", "weight"),
        ("1 + incme.amount", "", "incme", "income"),
        ("income.amont", "", "income.amont", "income.amount"),
        ("income[budgt].amount", "", "income[budgt]", "income[budget]"),
        ("金额", "", "金额", ""),
    ],
)
def test_a_name_that_nobody_knows_is_refused_with_a_guess(text: str, home: str, name: str, hint: str) -> None:
    error = refused(text, home)
    assert error.code == "formula.unknown_name"
    assert error.position == text.index(name.partition("[")[0])
    assert error.text == f"没有“{name}”。" + (f"您是否要写“{hint}”？" if hint else "")


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("mine(tasks.score)", ""),
        ("mine(tasks.score)", "income"),
        ("mine(income.amount)", ""),
        ('mine_where(projects.amount, projects.level, "county")', "projects"),
        ('mine_count_where(projects.level, "county")', ""),
    ],
)
def test_mine_takes_only_what_belongs_to_the_rows_at_hand(text: str, home: str) -> None:
    assert refused(text, home).code == "formula.not_owned"


def test_mine_takes_no_single_cell() -> None:
    with pytest.raises(FormulaError) as caught:
        Scope(
            {}, {"p": table("p", column("x")), "q": table("q", column("x"), belongs_to="p", dropped=("r",))}, {}
        ).resolve(parse("mine(q[r].x)"), "p")
    assert caught.value.code == "formula.not_owned"


def test_a_table_without_columns_means_nothing() -> None:
    assert refused("empty").code == "formula.unknown_name"


# ---------------------------------------------------------------- types and choices


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("amount", "figure"), ("place", "text"), ("grade", "choice"), ("poor", "choice"), ("day", "date"),
        ("offices", "list"), ("duties", "list"), ("income.amount", "figures"), ("income.note", "texts"),
        ("income[budget].amount", "figure"), ("projects.level", "choices"),
    ],
)  # fmt: skip
def test_the_type_of_a_reference_is_that_of_its_kind(text: str, type_: str) -> None:
    ref = resolved(text)
    assert isinstance(ref, Ref)
    assert SCOPE.type_of(ref) == type_


def spelt(text: str, home: str = "", wanted: str = "truth") -> list[tuple[str, str]]:
    formula = SCOPE.typed(parse(text), wanted, home)
    return [(node.value, node.label) for node in walk(formula.root) if isinstance(node, Text)]


def test_choices_are_known_by_their_label_once_resolved() -> None:
    assert spelt('grade == "provincial"') == [("provincial", "省级")]
    assert spelt('"county" != grade') == [("county", "县级")]
    assert spelt('level == "county" and amount > 0', "projects") == [("county", "县级")]
    assert spelt('poor == "yes"') == [("yes", "是")]
    assert spelt('total_where(projects.amount, projects.level, "county")', wanted="figure") == [("county", "县级")]
    assert spelt('count_where(projects.level, "provincial") + 1', wanted="figure") == [("provincial", "省级")]


@pytest.mark.parametrize(
    ("text", "wanted", "hint"),
    [
        ('grade == "provincal"', "truth", "provincial"),
        ('poor == "shi"', "truth", ""),
        ('count_where(projects.level, "conty")', "figure", "county"),
        ('total_where(projects.amount, projects.level, "x")', "figure", ""),
        ('"county" == "county"', "truth", ""),
    ],
)
def test_a_choice_that_is_none_is_refused(text: str, wanted: str, hint: str) -> None:
    error = refused(text, wanted=wanted)
    assert error.code == "formula.choice"
    assert (f"您是否要写“{hint}”？" in error.text) if hint else error.text.endswith("选项代号。")


def test_what_does_not_fit_is_refused() -> None:
    assert refused("amount + place").code == "formula.type"
    assert refused("amount > 0").code == "formula.type"
    assert refused("amount", wanted="truth").code == "formula.type"
    assert refused('place == "county"', wanted="truth").code == "formula.type"


# ---------------------------------------------------------------- what a smaller form can compute


def present(ref: Ref) -> bool:
    return ref.item != "absent" and ref.column != "absent" and ref.row != "absent"


SMALL = Scope(
    {id: field("money", id=id) for id in ("a", "b", "absent")},
    {
        "t": table("t", column("amount"), rows=(Row(id="r", label="r"), Row(id="absent", label="x"))),
        "absent": table("absent", column("amount"), free=(0, 9)),
    },
    {},
)


def left(text: str) -> tuple[bool, Node]:
    formula = SMALL.resolve(parse(text))
    return available(formula.root, present), without_absent(formula, present).root


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("a + b", "a + b"),
        ("total(t.amount, absent.amount)", "total(t.amount)"),
        ("total(a, absent)", "a"),
        ("total(a, b, absent)", "total(a, b)"),
        ("first_filled(total(t.amount), total(absent.amount))", "total(t.amount)"),
        ("first_filled(absent, a - absent, b)", "b"),
        ("first_filled(a, b)", "first_filled(a, b)"),
        ("largest(absent.amount, a)", "a"),
        ("average(t[absent].amount, t[r].amount)", "t[r].amount"),
        ("total(t.amount)", "total(t.amount)"),
        ("a + first_filled(total(absent.amount, a), b)", "a + first_filled(a, b)"),
    ],
)
def test_what_a_form_lacks_falls_out_of_sums_and_first_filled(text: str, same_as: str) -> None:
    can, root = left(text)
    assert can
    assert _shape(root) == _shape(SMALL.resolve(parse(same_as)).root)


def _shape(node: Node) -> str:
    """The tree without positions."""
    return repr(
        [
            (type(one).__name__, getattr(one, "item", ""), getattr(one, "name", ""), getattr(one, "column", ""))
            for one in walk(node)
        ]
    )


@pytest.mark.parametrize(
    "text", ["absent", "a - absent", "total(absent.amount)", "first_filled(absent, absent * 2)", "t[absent].amount"]
)
def test_what_needs_something_that_a_form_lacks_cannot_be_computed(text: str) -> None:
    assert left(text)[0] is False


def test_what_takes_blanks_stays_with_a_blank_in_place() -> None:
    assert left("or_zero(absent) + a")[0]
    assert Blank() in list(walk(left("or_zero(absent) + a")[1]))
    inner = left("or_zero(share(total(t.amount), largest(absent.amount)))")[1]
    assert _shape(inner) == _shape(Call("or_zero", (Blank(),)))
    assert left("when(filled(absent), a, b)") == (True, left("when(filled(absent), a, b)")[1])
    assert left("total(absent)") == (False, Blank())
    assert not available(Blank(), present)


# ---------------------------------------------------------------- what is let through computes

COLUMNS = st.sampled_from(["income.amount", "projects.amount"])
OTHERS = {
    "column": st.just("projects.amount"),
    "owned": st.just("tasks.score"),
    "choices": st.just("projects.level"),
    "choice": st.sampled_from(['"county"', '"provincial"', '"nowhere"']),
    "countable": COLUMNS | st.sampled_from(["offices", "income.note", "projects.level"]),
    "anything": st.sampled_from(["amount", "place", "grade", "day", "offices"]),
}


def call(function: Function, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A call with arguments that mostly fit."""
    known = {**OTHERS, "figure": inner, "any": inner | COLUMNS, "truth": conditions(inner)}
    takes = [function.takes[min(index, len(function.takes) - 1)] for index in range(function.counts[0])]
    return st.tuples(*(known[one] for one in takes)).map(lambda given: f"{function.name}({', '.join(given)})")


def conditions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Comparisons and questions."""
    comparison = st.tuples(inner, st.sampled_from(["==", "<", ">="]), inner).map(" ".join)
    choice = st.sampled_from(['grade == "county"', '"yes" != poor', "filled(place)", "not filled(day)", "day <= day"])
    return st.lists(comparison | choice, min_size=1, max_size=2).map(" and ".join)


FIGURES = st.recursive(
    st.sampled_from(["amount", "total_all", "weight", "income[budget].amount", "12", "0.5", "0", "amount", "place"]),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({' '.join(parts)})")
        | inner.map("-{}".format)
        | st.one_of([call(function, inner) for function in FUNCTIONS.values() if function.gives == "figure"])
    ),
    max_leaves=5,
)
VALUES: dict[tuple[str, str], dict[str, Value]] = {
    ("amount", ""): {"": Decimal("12.50")}, ("total_all", ""): {"": Decimal(0)}, ("place", ""): {"": "庙前镇"},
    ("grade", ""): {}, ("poor", ""): {"": "yes"}, ("day", ""): {}, ("offices", ""): {"": ("甲", "乙")},
    ("income", "amount"): {"budget": Decimal(-3)}, ("income", "note"): {"budget": "注"},
    ("projects", "amount"): {"p1": Decimal(5)}, ("projects", "level"): {"p1": "county", "p2": "provincial"},
    ("projects", "what"): {}, ("tasks", "score"): {"k1": Decimal(7)}, ("tasks", "amount"): {}, ("bare", "first"): {},
}  # fmt: skip


@given(FIGURES | conditions(FIGURES), st.sampled_from([("", ""), ("projects", "p1"), ("tasks", "k1")]))
def test_whatever_is_let_through_computes_and_gives_what_was_wanted(text: str, where: tuple[str, str]) -> None:
    home, row = where
    for wanted, gives in (("figure", Decimal), ("truth", bool)):
        try:
            formula = SCOPE.typed(parse(text), wanted, home)
        except FormulaError:
            continue
        tops = {"income": ("budget",), "projects": ("p1", "p2"), "tasks": ("k1",)}
        value = compiled(formula)(Values(VALUES, tops, {"tasks": {"p1": ("k1",)}}), row)
        assert value is None or type(value) is gives
