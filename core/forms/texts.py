"""Sentences, grid cells and captions of one form with their quotes resolved."""

from collections.abc import Callable
from dataclasses import dataclass

from core.errors import Problem, problem
from core.forms.kinds import KINDS
from core.forms.model import Case, RowsPart, Sentence, titled
from core.forms.resolve import Scope, available, without_absent
from core.forms.templates import Quote, pieces
from core.formulas.bind import slots
from core.formulas.cells import parse_cell
from core.formulas.evaluate import Run, Slot, compiled
from core.formulas.names import did_you_mean
from core.formulas.syntax import Formula, FormulaError, Number, Ref, parse

STANDARD = "standard"
ROW_LABELS = ("label", "sentence_label", STANDARD)


@dataclass(frozen=True, slots=True)
class RowLabel:
    """A quote of the row's own label, of the wording it has in sentences, or of how its points are given."""

    name: str


@dataclass(frozen=True, slots=True)
class PartQuote:
    """A quote of a named part of the same sentence."""

    name: str


TextPiece = str | Ref | RowLabel | PartQuote


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to be asked; available: whether this form can ever answer it."""

    formula: Formula
    run: Run
    available: bool


@dataclass(frozen=True, slots=True)
class CompiledCase:
    """A wording and its condition (None: always); asks: what the condition reads."""

    when: Run | None
    text: tuple[TextPiece, ...]
    asks: frozenset[Slot] = frozenset()


@dataclass(frozen=True, slots=True)
class CompiledRows:
    """A wording per row; asks: what the condition reads."""

    part: RowsPart
    when: Run | None
    text: tuple[TextPiece, ...]
    asks: frozenset[Slot] = frozenset()


@dataclass(frozen=True, slots=True)
class CompiledSentence:
    """A sentence ready to be said."""

    sentence: Sentence
    text: tuple[TextPiece, ...]
    parts: dict[str, tuple[CompiledCase, ...] | CompiledRows]


class TextCompiler:
    """Resolves the quotes and conditions of texts; collects problems with their paths, and what conditions ask."""

    def __init__(self, scope: Scope, present: Callable[[Ref], bool], problems: list[Problem]) -> None:
        self.scope, self.present, self.problems = scope, present, problems

    def sentence(self, sentence: Sentence) -> CompiledSentence:
        """The sentence with its parts."""
        at = f"文字{titled(sentence.label, sentence.id)}"
        parts = {name: self._part(part, f"{at} › {name}") for name, part in sentence.parts.items()}
        return CompiledSentence(sentence, self.text(sentence.text, at, parts=frozenset(parts)), parts)

    def text(
        self, text: str, at: str, home: str = "", parts: frozenset[str] = frozenset(), *, sure: bool = False
    ) -> tuple[TextPiece, ...]:
        """The pieces of a text. home: the table whose row it is said for; sure: all that it quotes must be held."""
        return tuple(self._piece(piece, at, home, parts, sure) for piece in pieces(text))

    def condition(self, text: str, at: str, home: str = "") -> Condition | None:
        """A condition; None for no condition, or one that is wrong."""
        if not text:
            return None
        try:
            formula = self.scope.typed(parse(text), "truth", home)
        except FormulaError as error:
            self.problems.append(problem("form.formula", at, field="条件", text=str(error)))
            return None
        held = without_absent(formula, self.present)
        return Condition(held, compiled(held), available(formula.root, self.present))

    def _part(self, part: tuple[Case, ...] | RowsPart, at: str) -> tuple[CompiledCase, ...] | CompiledRows:
        if not isinstance(part, RowsPart):
            return tuple(self._case(case, at) for case in part)
        if part.each not in self.scope.tables:
            hint = did_you_mean(part.each, self.scope.tables)
            self.problems.append(problem("form.unknown_item", at, id=part.each, hint=hint))
            return CompiledRows(part, None, ())
        when = self.condition(part.when, at, part.each)
        return CompiledRows(part, run_of(when), self.text(part.text, at, part.each), asked_by(when))

    def _case(self, case: Case, at: str) -> CompiledCase:
        when = self.condition(case.when, at)
        return CompiledCase(run_of(when), self.text(case.text, at), asked_by(when))

    def _piece(self, piece: str | Quote, at: str, home: str, parts: frozenset[str], sure: bool) -> TextPiece:
        if isinstance(piece, str):
            return piece
        if piece.name in parts:
            return PartQuote(piece.name)
        if home and piece.name in ROW_LABELS:
            return RowLabel(piece.name)
        try:
            quoted = self._quoted(piece.name, home)
        except FormulaError as error:
            self.problems.append(problem("form.bad_quote", at, quote=piece.name, text=error.text))
            return ""
        if isinstance(quoted, str) or self.present(quoted):
            return quoted
        if sure:
            self.problems.append(problem("form.absent_quote", at, quote=piece.name))
        return ""

    def _quoted(self, name: str, home: str) -> str | Ref:
        if parse_cell(name) is None:
            raise FormulaError("formula.reference", 0)
        resolved = self.scope.resolve(parse(name), home).root
        if isinstance(resolved, Number):
            return format(resolved.value, "f")
        if not isinstance(resolved, Ref) or resolved.kind == "column":
            raise FormulaError("formula.reference", 0)
        one = self.scope.field_of(resolved)
        if not KINDS[one.kind].quotes:
            raise FormulaError("formula.prose", 0, name=one.label)
        return resolved


def run_of(condition: Condition | None) -> Run | None:
    """The closure of a condition, if there is one."""
    return condition.run if condition else None


def asked_by(condition: Condition | None) -> frozenset[Slot]:
    """What a condition asks for."""
    return slots(condition.formula) if condition else frozenset()
