"""Fitness: whether a unit is of the kind that can answer a question, whatever its words are about."""

from __future__ import annotations

from assistant.kinds import FIGURE_KINDS, Wanted
from assistant.numbered import same_numbers
from assistant.prepared import PreparedUnit
from assistant.query import Query
from corpus.types import SectionKind
from corpus.units import UnitKind

RIGHT_KIND, WRONG_KIND = 1.12, 0.82  # factors for a unit that has, or lacks, the kind of answer wanted
LABELLED = 1.0  # for one that only a labelled line of its task gives the kind wanted
KIND_OF_SECTION = {SectionKind.HEAD: 0.5, SectionKind.RESIDUE: 0.5, SectionKind.RECIPIENTS: 0.6}
HEADING = 0.8  # a heading alone seldom answers
EMPTY_HEADING = 0.6  # nor one without the figure that is asked for
FORMULA = 0.7  # nor one that opens or closes the plan
TITLE = 0.7  # nor a sentence that only repeats the title of the plan
LEGAL_BASIS = 0.75  # nor does the recital of what a plan is based on, unless a document is asked for
TOTAL_ASKED, TOTAL_NOT_ASKED = 1.4, 0.8  # factors of a total row for a question about a sum, and about anything else
PART = 0.7  # a row of one item for a question about the money of the whole plan
COUNTS = 1.4  # a unit that counts the very thing whose number is asked for
SHARES = 1.4  # a unit with a share of the very thing: 7% of the procedures, not 5% of the files of procedures
ALL = 1.15  # and says that these are all
OTHER_YEAR = 0.85  # a unit that names years, and none of the question is among or between them
MEASURED = 1.25  # a unit with a figure in what the question asks to measure: "dung lượng" and 60 TB
QUOTED = 1.3  # a unit with the very words that the question puts in quotation marks
DEFINES = 1.8  # the place where an abbreviation is written out, for a question about it
SAME_TENSE, OTHER_TENSE = 1.06, 0.88  # what is to be reached against what was reached
SAME_NUMBER, OTHER_NUMBER = 1.1, 0.8  # the very levels that are asked for, and others: "mức độ 3, 4" and 4 alone
TELLS_STATE = 1.2  # a unit that says "chưa", "đã", "mới chỉ", for a question whether something is done
_PAPERS = {Wanted.NUMBER, Wanted.DEFINITION}


def fitness(query: Query, unit: PreparedUnit) -> float:
    """The factor by which a unit is of the kind that can answer; 1 for one that nothing is known about."""
    factor = 1.0
    right = unit.has_kind(query)
    if right is not None:
        factor *= (RIGHT_KIND if unit.labelled(query) is None else LABELLED) if right else WRONG_KIND
    if unit.unit.kind is UnitKind.HEADING and query.kinds[0] is not Wanted.LIST:
        factor *= HEADING if right is not False else EMPTY_HEADING
    if unit.is_total:
        factor *= TOTAL_ASKED if query.asks_total else TOTAL_NOT_ASKED
    elif query.asks_total and unit.states_total:
        factor *= TOTAL_ASKED
    elif query.asks_whole and unit.unit.row is not None:
        factor *= PART
    if query.things & unit.counted:
        factor *= COUNTS * (ALL if unit.counts_all else 1.0)
    elif query.kinds[0] is Wanted.SHARE and query.text == query.question and unit.unit_figures.share(query.thing):
        factor *= SHARES
    if unit.years and query.years and not any(min(unit.years) <= year <= max(unit.years) for year in query.years):
        factor *= OTHER_YEAR
    if query.tense is not None and unit.tense is not None:
        factor *= SAME_TENSE if query.tense is unit.tense else OTHER_TENSE
    if query.numbered and (same := same_numbers(query.numbered, unit.numbered, exactly=_counts(query))) is not None:
        factor *= SAME_NUMBER if same else OTHER_NUMBER
    if query.asks_state and unit.tells_state:
        factor *= TELLS_STATE
    if unit.unit_figures.measures(query):
        factor *= MEASURED
    if Wanted.DEFINITION in query.kinds and unit.defines(query):
        factor *= DEFINES
    if any(phrase in unit.folded for phrase in query.quoted):
        factor *= QUOTED
    return factor


def _counts(query: Query) -> bool:
    return query.kinds[0] in FIGURE_KINDS


def substance(query: Query, unit: PreparedUnit) -> float:
    """The factor by which a unit says more than what its document is and stands on; 1 for most."""
    factor = KIND_OF_SECTION.get(unit.document.sections[unit.unit.section].kind, 1.0)
    if unit.repeats_title:
        factor *= TITLE
    if unit.is_legal_basis and not query.asks_basis and not _PAPERS & set(query.kinds):
        factor *= LEGAL_BASIS
    if unit.is_formula:
        factor *= FORMULA
    return factor
