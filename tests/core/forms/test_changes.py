"""What one edition changes against another, told in the words of the format."""

from dataclasses import replace

from core.forms.changes import changes
from core.forms.library import Library

KEY, OTHER = "xiangtan_township/2024", "changning_township/2023"


def test_a_format_differs_in_nothing_from_itself() -> None:
    assert changes(Library().program(KEY), Library().program(KEY)) == ()


def test_two_counties_differ_in_everything_that_can_be_told() -> None:
    library = Library()
    lines = changes(library.program(KEY), library.program(OTHER))
    assert {line.partition("（")[0] for line in lines} >= {"章节新增", "章节不再有", "数据项新增", "数据项不再有"}


def test_coming_and_going_are_the_same_seen_from_the_other_side() -> None:
    library = Library()
    there = changes(library.program(KEY), library.program(OTHER))
    back = changes(library.program(OTHER), library.program(KEY))
    came = {line.replace("新增", "", 1) for line in there if line.partition("（")[0].endswith("新增")}
    assert came == {line.replace("不再有", "", 1) for line in back if line.partition("（")[0].endswith("不再有")}


def test_an_answer_that_means_something_else_is_told_and_a_word_of_help_is_not() -> None:
    library = Library()
    old, new = library.program(KEY), Library().program(KEY)
    id, field = next(iter(old.fields.items()))
    new.fields[id] = replace(field, help="另外的说明")
    assert changes(old, new) == ()
    new.fields[id] = replace(field, unit="元")
    assert changes(old, new) == (f"数据项有变化（1）：{field.label}",)
