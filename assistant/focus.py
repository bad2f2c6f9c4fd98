"""Focus: where the answer to the question before stands, near which a question that leans on it looks first."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evidence import coverage
from assistant.kinds import Wanted
from assistant.prepared import PreparedUnit
from assistant.query import Query
from corpus.units import UnitKind

POINTED_AT = 1.5  # what it points at ("dự án đó"), and a row of which another column is asked for
OF_ROW = 0.5  # share of the question's words that the row and its header must hold for that
OTHER_OF_SAME = 1.25  # the same sentence, asked for something of another kind; or the same paragraph
SAME_AGAIN = 0.9  # the same sentence asked for the same kind again: another value is wanted
SAME_SECTION = 1.08


@dataclass(frozen=True, slots=True)
class Focus:
    """The unit that answered, the kind of answer wanted, and whether the question points at it ("dự án đó")."""

    unit: PreparedUnit
    kind: Wanted
    points: bool

    def pull(self, query: Query, unit: PreparedUnit) -> float:
        """The factor for a unit; 1 for one that is not near."""
        if query.swaps or self.unit.document.id != unit.document.id or self.unit.unit.section != unit.unit.section:
            return 1.0
        if self.unit.unit.span != unit.unit.span:
            return OTHER_OF_SAME if self.unit.unit.block == unit.unit.block else SAME_SECTION
        if self.points or (unit.unit.kind is UnitKind.ROW and coverage(query, unit) >= OF_ROW):
            return POINTED_AT
        return SAME_AGAIN if query.kinds[0] is self.kind else OTHER_OF_SAME

    def is_meant(self, unit: PreparedUnit) -> bool:
        """Whether the question points at this very row, whatever column it asks for."""
        return self.points and unit.unit.kind is UnitKind.ROW and unit.unit.span == self.unit.unit.span

    def shares_block(self, unit: PreparedUnit) -> bool:
        """Whether a unit stands in the paragraph of the answer before."""
        return unit.document.id == self.unit.document.id and unit.unit.block == self.unit.unit.block
