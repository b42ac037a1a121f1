"""One text for several cells of its row: `≥50个` typed into a target column is its sense, its number and its unit.

The definition says which columns take which parts (Field.spread). A text that its own column understands stays as it
was typed; one that contradicts what is given beside it stays whole, for its column to say what is wrong.
"""

from collections.abc import Callable, Mapping

from core.forms.kinds import KINDS, ChoiceKind
from core.forms.model import Choice, Field
from core.forms.targets import QUALITATIVE, Target, read_actual, read_target
from core.formulas.cells import Cell
from core.formulas.evaluate import Slot

Fields = Mapping[Slot, Field]
Held = Callable[[Cell], str]
"""The text that a cell held before the act."""


def spread(fields: Fields, answers: Mapping[Cell, str], held: Held) -> dict[Cell, str]:
    """The answers of one act, with every text of a spread column in its parts."""
    taken = dict(answers)

    def known(cell: Cell) -> str:
        return taken[cell] if cell in taken else held(cell)

    for cell, text in answers.items():
        one = fields.get((cell.item, cell.column))
        if one is not None and one.spread:
            parts = _Reading(fields, one, cell, text, known).parts(held(cell))
            others = {part: wanted for part, wanted in parts.items() if part != cell}
            if all(_agree(fields, part, answers.get(part, ""), wanted) for part, wanted in others.items()):
                taken |= {part: wanted for part, wanted in parts.items() if part == cell or not answers.get(part)}
    return taken


def part_cells(one: Field | None, cell: Cell) -> frozenset[Cell]:
    """The cells of the row that a text typed into this one may change, too."""
    columns = {*one.spread, one.unit_column} - {""} if one is not None and one.spread else ()
    return frozenset(cell._replace(column=column) for column in columns)


def words_for(fields: Fields, cell: Cell, value: Callable[[Cell], object]) -> tuple[Choice, ...]:
    """What can be chosen in a cell instead of a figure; nothing in a row that is measured. value: of a cell."""
    one = fields.get((cell.item, cell.column))
    column = next((column for column, part in one.spread.items() if part == "choice"), "") if one is not None else ""
    senses = [
        cell._replace(column=column)
        for (item, _), other in fields.items()
        for column, part in (other.spread.items() if item == cell.item else ())
        if part == "sense"
    ]
    if not column or QUALITATIVE not in map(value, senses):
        return ()
    choice, kind = fields[cell.item, column], KINDS[fields[cell.item, column].kind]
    return kind.choices(choice) if isinstance(kind, ChoiceKind) else ()


class _Reading:
    """A text on its way into the parts of its row. plain: its own column understands it as it is."""

    def __init__(self, fields: Fields, one: Field, cell: Cell, text: str, held: Held) -> None:
        self.fields, self.one, self.cell, self.text, self.held = fields, one, cell, text, held
        self.places = {part: cell._replace(column=column) for column, part in one.spread.items()}
        self.plain = KINDS[one.kind].parse(text, one)[1] is None
        said = (read_target if "sense" in self.places else read_actual)(text)
        self.said = Target(number=said.number) if self.plain else said

    def parts(self, before: str) -> dict[Cell, str]:
        """What the text says, by the cells it belongs to; nothing where it has to stay whole. before: of its cell."""
        if "choice" in self.places and _understood(self.fields, self.places["choice"], self.text):
            return {self.cell: before, self.places["choice"]: self.text}
        unit = self._unit()
        if unit is None or (self.said.words and "words" not in self.places):
            return {}
        words = {self.places["words"]: self.said.words} if "words" in self.places else {}
        return {self.cell: self.text if self.plain else self.said.figure} | words | unit | self._sense()

    def _sense(self) -> dict[Cell, str]:
        """A figure that says no sense keeps the one that is there, unless that was for words."""
        place = self.places.get("sense")
        if place is None:
            return {}
        if self.said.sense:
            return {place: self.said.sense}
        for_words = self.said.number is not None and _understood(self.fields, place, self.held(place)) == QUALITATIVE
        return {place: ""} if for_words else {}

    def _unit(self) -> dict[Cell, str] | None:
        """None: the unit is not the one of this row."""
        if "unit" in self.places:
            return {self.places["unit"]: self.said.unit} if self.said.unit or self.said.words else {}
        if not self.said.unit:
            return {}
        place = self.cell._replace(column=self.one.unit_column)
        known = self.held(place) if self.one.unit_column else self.one.unit
        if known:
            return {} if known == self.said.unit else None
        return {place: self.said.unit} if self.one.unit_column else None


def _agree(fields: Fields, part: Cell, given: str, wanted: str) -> bool:
    """Whether what a text says of another cell leaves what is given there in the same act as it is."""
    if not given or not wanted or given == wanted:
        return True
    value = _understood(fields, part, given)
    return value is not None and value == _understood(fields, part, wanted)


def _understood(fields: Fields, cell: Cell, text: str) -> object:
    """The value of a text in a cell, None when it is blank or not understood there."""
    one = fields[cell.item, cell.column]
    return KINDS[one.kind].parse(text, one)[0]
