"""Sentences, grid cells and captions of one form with their quotes resolved."""

from collections.abc import Callable
from dataclasses import dataclass

from core.errors import Problem, problem
from core.formulas.cells import parse_cell
from core.formulas.evaluate import Run, compiled
from core.formulas.syntax import FormulaError, Ref, parse
from core.formulas.types import check_types
from core.forms.model import Case, RowsPart, Sentence
from core.forms.resolve import Scope, without_absent
from core.forms.templates import Quote, pieces

ROW_LABELS = ("label", "sentence_label")


@dataclass(frozen=True, slots=True)
class RowLabel:
    """A quote of the row's own label, or of the wording it has in sentences."""

    name: str


@dataclass(frozen=True, slots=True)
class PartQuote:
    """A quote of a named part of the same sentence."""

    name: str


TextPiece = str | Ref | RowLabel | PartQuote


@dataclass(frozen=True, slots=True)
class CompiledCase:
    """A wording and its condition (None: always)."""

    when: Run | None
    text: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True)
class CompiledRows:
    """A wording per row."""

    part: RowsPart
    when: Run | None
    text: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True)
class CompiledSentence:
    """A sentence ready to be said."""

    sentence: Sentence
    text: tuple[TextPiece, ...]
    parts: dict[str, tuple[CompiledCase, ...] | CompiledRows]


class TextCompiler:
    """Resolves the quotes and conditions of texts; collects problems with their paths."""

    def __init__(self, scope: Scope, present: Callable[[Ref], bool], problems: list[Problem]) -> None:
        self.scope, self.present, self.problems = scope, present, problems

    def sentence(self, sentence: Sentence) -> CompiledSentence:
        """The sentence with its parts."""
        at = f"文字 {sentence.id}"
        parts = {name: self._part(part, f"{at} › {name}") for name, part in sentence.parts.items()}
        return CompiledSentence(sentence, self.text(sentence.text, at, parts=frozenset(parts)), parts)

    def text(self, text: str, at: str, home: str = "", parts: frozenset[str] = frozenset()) -> tuple[TextPiece, ...]:
        """The pieces of a text; home: the table whose row it is said for."""
        return tuple(self._piece(piece, at, home, parts) for piece in pieces(text))

    def condition(self, text: str, at: str, home: str = "") -> Run | None:
        """A condition as a closure; None for no condition."""
        if not text:
            return None
        try:
            formula = self.scope.resolve(parse(text), home)
            check_types(formula, self.scope.type_of, "truth")
        except FormulaError as error:
            self.problems.append(problem("form.formula", at, field="条件", text=str(error)))
            return None
        return compiled(without_absent(formula, self.present))

    def _part(self, part: tuple[Case, ...] | RowsPart, at: str) -> tuple[CompiledCase, ...] | CompiledRows:
        if isinstance(part, RowsPart):
            if part.each not in self.scope.tables:
                self.problems.append(problem("form.unknown_item", at, id=part.each, hint=""))
                return CompiledRows(part, None, ())
            return CompiledRows(part, self.condition(part.when, at, part.each), self.text(part.text, at, part.each))
        return tuple(CompiledCase(self.condition(case.when, at), self.text(case.text, at)) for case in part)

    def _piece(self, piece: str | Quote, at: str, home: str, parts: frozenset[str]) -> TextPiece:
        if isinstance(piece, str):
            return piece
        if piece.name in parts:
            return PartQuote(piece.name)
        if home and piece.name in ROW_LABELS:
            return RowLabel(piece.name)
        try:
            return self._quoted(piece.name, home)
        except FormulaError as error:
            self.problems.append(problem("form.bad_quote", at, quote=piece.name, text=error.text))
            return ""

    def _quoted(self, name: str, home: str) -> TextPiece:
        if parse_cell(name) is None:
            raise FormulaError("formula.reference", 0)
        resolved = self.scope.resolve(parse(name), home).root
        if not isinstance(resolved, Ref) or resolved.kind == "column":
            raise FormulaError("formula.reference", 0)
        return resolved if self.present(resolved) else ""
