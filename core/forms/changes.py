"""What one report format changes against another, in its own words: read before it is installed."""

from collections.abc import Iterator, Mapping

from core.forms.model import Field
from core.forms.program import Program

Facts = Mapping[str, tuple[str, object]]
"""By id or code: what people call it, and all that must be the same for it to be unchanged."""


def changes(old: Program, new: Program) -> tuple[str, ...]:
    """One line for each kind of thing that came, went or became another; () for two that say the same."""
    return tuple(
        line
        for name, before, after in (
            ("章节", _sections(old), _sections(new)),
            ("数据项", _items(old), _items(new)),
            ("自动文字", _sentences(old), _sentences(new)),
            ("审核", _checks(old), _checks(new)),
        )
        for line in _lines(name, before, after)
    )


def _lines(name: str, before: Facts, after: Facts) -> Iterator[str]:
    told = {
        "新增": [after[id][0] for id in after if id not in before],
        "不再有": [before[id][0] for id in before if id not in after],
        "有变化": [label for id, (label, facts) in after.items() if id in before and before[id][1] != facts],
    }
    for what, labels in told.items():
        if labels:
            yield f"{name}{what}（{len(labels)}）：{'、'.join(dict.fromkeys(labels))}"


def _sections(program: Program) -> Facts:
    return {
        f"{document.id}.{one.id}": (one.heading, (one.heading, one.items, one.grid))
        for document in program.form.documents
        for one in document.sections
    }


def _items(program: Program) -> Facts:
    fields = {id: (one.label, _meaning(one)) for id, one in program.fields.items()}
    tables = {
        id: (one.label, (one.label, one.rows, one.free, tuple(map(_meaning, one.columns))))
        for id, one in program.tables.items()
    }
    return fields | tables


def _meaning(one: Field) -> tuple[object, ...]:
    """Words of help may change without the answer becoming another."""
    return one.label, one.kind, one.unit, one.places, one.formula, one.required, one.choices, one.supplied


def _sentences(program: Program) -> Facts:
    return {id: (one.label, one) for id, one in program.form.sentences.items() if id in program.sentences}


def _checks(program: Program) -> Facts:
    return {one.check.code: (one.check.code, one.check) for one in program.checks}
