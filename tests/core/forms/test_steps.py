"""The order of computing: nothing stands before what it reads, and every circle is told."""

from hypothesis import given
from hypothesis import strategies as st

from core.forms.steps import ordered, readers, step
from core.formulas.bind import rewritten
from core.formulas.evaluate import Slot
from core.formulas.syntax import Formula, Ref, parse
from tests.core.forms.form_samples import field


def formula(text: str) -> Formula:
    def resolve(ref: Ref) -> Ref:
        return Ref("field" if ref.kind == "name" else ref.kind, ref.item, ref.row, ref.column, ref.position)

    return rewritten(parse(text), resolve)


def order_of(formulas: dict[Slot, Formula | None]) -> tuple[tuple[Slot, ...], list[str]]:
    told: list[str] = []
    lists = {slot: [formula] if formula else [] for slot, formula in formulas.items()}
    return ordered(lists, told.append), told


def test_what_is_read_is_computed_first() -> None:
    order, told = order_of({
        ("c", ""): formula("b + a"),
        ("b", ""): formula("a * 2"),
        ("a", ""): formula("total(t.amount)"),
        ("t", "amount"): None,
    })  # fmt: skip
    assert order == (("t", "amount"), ("a", ""), ("b", ""), ("c", ""))
    assert told == []


def test_every_circle_is_told_and_the_rest_is_ordered() -> None:
    order, told = order_of({
        ("a", ""): formula("b"),
        ("b", ""): formula("t.x"),
        ("t", "x"): formula("a"),
        ("self", ""): formula("self + 1"),
        ("after", ""): formula("a"),
        ("good", ""): formula("1"),
    })  # fmt: skip
    assert {frozenset(path.split(" → ")) for path in told} == {frozenset({"a", "b", "t.x"}), frozenset({"self"})}
    assert {len(path.split(" → ")) for path in told} == {2, 4}
    assert set(order) == {("after", ""), ("good", "")}


names = st.sampled_from(["a", "b", "c", "d", "e", "f"])


@given(st.dictionaries(names, st.lists(names, min_size=1, max_size=3)))
def test_any_formulas_are_ordered_or_their_circles_told(reads: dict[str, list[str]]) -> None:
    order, told = order_of({(name, ""): formula(" + ".join(read)) for name, read in reads.items()})
    place = {slot: index for index, slot in enumerate(order)}
    for name, read in reads.items():
        if (name, "") in place:
            assert all(place[other, ""] < place[name, ""] for other in read if (other, "") in place)
    circled = {name for path in told for name in path.split(" → ")}
    assert circled.isdisjoint(name for name, _ in order)
    assert len(order) + len(circled) == len(reads)
    for path in told:
        *nodes, last = path.split(" → ")
        assert last == nodes[0]
        assert all(then in reads[one] for one, then in zip(nodes, [*nodes[1:], last], strict=True))


def test_a_step_reads_each_reference_once_wherever_it_stood() -> None:
    one = step(3, ("x", ""), field("money"), formula("a + a + t.amount"))
    assert one.index == 3
    assert one.reads == (Ref("field", "a"), Ref("column", "t", column="amount"))
    assert one.run is not None


def test_a_sum_of_rows_reads_its_own_column() -> None:
    one = step(0, ("t", "amount"), field("money", sums=True), None)
    assert (one.formula, one.run, one.reads) == (None, None, (Ref("sum", "t", column="amount"),))


def test_rows_with_formulas_of_their_own_are_read_for_too() -> None:
    own = {"r1": formula("a + 1"), "r2": formula("5")}
    one = step(0, ("t", "amount"), field("money", sums=True), None, own, frozenset({"r3"}))
    assert one.reads == (Ref("field", "a"), Ref("sum", "t", column="amount"))
    assert [one.formula_in(row) for row in ("r1", "r2", "r3", "r4")] == [own["r1"], own["r2"], None, None]
    assert [one.own[row].constant for row in ("r1", "r2")] == [False, True]
    whole = step(0, ("t", "amount"), field("money", sums=True), formula("b"), own, frozenset({"r3"}))
    assert (whole.sums, whole.reads[-1]) == (False, Ref("field", "b"))
    assert [whole.formula_in(row) for row in ("r1", "r3", "r4")] == [own["r1"], None, whole.formula]


def test_readers_are_known_by_what_they_read_in_their_order() -> None:
    steps = tuple(step(index, (name, ""), field("money"), formula(text)) for index, (name, text) in enumerate(
        [("b", "a"), ("c", "a + b"), ("d", "c + c")]
    ))  # fmt: skip
    assert {slot: [one.slot[0] for one in found] for slot, found in readers(steps).items()} == {
        ("a", ""): ["b", "c"],
        ("b", ""): ["c"],
        ("c", ""): ["d"],
    }
