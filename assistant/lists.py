"""Lists: the whole list that a unit introduces or belongs to, and only that list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.enumerations import find_enumeration
from assistant.evidence import earned
from assistant.kinds import FIGURE_KINDS, Wanted
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.things import asked_things, bares_of
from assistant.values import tidy
from corpus.agencies import find_agencies
from corpus.folding import folded
from corpus.markers import marker_of
from corpus.sentences import sentences
from corpus.types import Document, Span
from corpus.units import UnitKind

LONGEST_QUOTE = 1_500  # code points of a list that is quoted whole
_LEAD_SHARE = 0.75  # of the unit's own support that its lead must have for the list to be meant
_NAMING_SHARE = 0.5  # the same where the lead names the things that are asked for
_USUAL_QUOTE = 600  # code points of a paragraph that is quoted whole where no list was asked for
_LONGEST_WHOLE = 300  # code points of an enumeration that is said as it stands
_OPEN_END = re.compile(r"(?::|\bnhư|\bsau|\bgồm)$")
_ONLY_INTRODUCES = re.compile(r"(?:trong đó|cụ thể|bao gồm|gồm|như sau|theo đó|sau đây)(?: là| như sau)?:?$")
_GOES_ON = re.compile(r"(?:trong đó|cụ thể|bao gồm|gồm|đó là|như)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListReading:
    """A list: its items as said, and the span that quotes it."""

    items: tuple[str, ...]
    quote: Span


def read_list(query: Query, unit: PreparedUnit, around: Sequence[PreparedUnit]) -> ListReading | None:
    """The list of `unit` among the units of its document; None where it is no list but a sentence."""
    text = unit.document.text
    tree = _Tree(text, around)
    titled = unit.unit.kind is UnitKind.HEADING and _introduces(unit)
    below = tree.below(unit.unit.block)
    if titled and below and marker_of(text, below[0].start, below[0].end) is None:
        return None  # the paragraphs of a section, not the items of a list
    if below and (_ends_open(unit) or titled):
        return tree.whole(tree.meant(query, unit.unit.block))
    for lead in reversed(unit.unit.leads):
        leading = next((u for u in around if u.unit.block == lead), None)
        if leading is None or len(tree.below(lead)) < 2 or not _introduces(leading):
            continue
        if _is_about(query, leading, unit):
            return tree.whole(tree.meant(query, lead))
    heading = _own_heading(unit, around) if Wanted.LIST is query.kinds[0] and not unit.unit.leads else None
    if heading is not None and _is_about(query, heading, unit):
        return read_section(unit.document, heading, around)
    return None


def read_section(document: Document, unit: PreparedUnit, around: Sequence[PreparedUnit]) -> ListReading | None:
    """The items under a heading that is itself the best match, those under the headings below it too."""
    below = document.below(document.sections[unit.unit.section])
    inside = [u for u in around if u.unit.section in below and u.unit.span.start >= unit.unit.span.end]
    blocks = list(dict.fromkeys(u.unit.block for u in inside if set(u.unit.leads) <= {unit.unit.block}))
    if not blocks:
        return None
    fitting = [b for b in blocks if b.end - unit.unit.span.start <= LONGEST_QUOTE] or blocks[:1]
    ends = [u.unit.block.end for u in inside if u.unit.block.end - unit.unit.span.start <= LONGEST_QUOTE]
    quote = Span(unit.unit.span.start, max([fitting[-1].end, *ends]))
    return ListReading(tuple(_with_first_lines(document.text, b, inside) for b in fitting), quote)


def _with_first_lines(text: str, block: Span, inside: Sequence[PreparedUnit]) -> str:
    """A block; one that is only a title with what stands right below it."""
    said = tidy(block.of(text))
    nested = dict.fromkeys(u.unit.block for u in inside if u.unit.leads[-1:] == (block,))
    return f"{said}: {', '.join(tidy(b.of(text)) for b in nested)}" if nested and not _ends_item(text, block) else said


def _ends_item(text: str, block: Span) -> bool:
    return block.of(text).rstrip().endswith((".", ";", ","))


def read_enumeration(query: Query, unit: PreparedUnit, around: Sequence[PreparedUnit]) -> ListReading:
    """The enumeration that the paragraph of `unit` holds or goes on with; the unit itself where it has none."""
    text, block = unit.document.text, continued(unit, around)
    sentence = _clauses(text, unit.unit.span, block)
    found = find_enumeration(query, text, sentence) or find_enumeration(query, text, block)
    if found is not None and not _may_answer(query, unit, found.span.of(text)):
        found = None
    longest = LONGEST_QUOTE if query.kinds[0] is Wanted.LIST else _USUAL_QUOTE
    quote = block if len(block) <= longest or (found and not sentence.contains(found.span)) else sentence
    if len(quote) > LONGEST_QUOTE:
        quote = unit.unit.span
    if found is None:
        return ListReading((tidy((block if len(block) <= _USUAL_QUOTE else sentence).of(text)),), quote)
    whole = tidy(found.span.of(text))
    counted = all(item[0].isdigit() for item in found.items)
    return ListReading((whole,) if len(whole) <= _LONGEST_WHOLE and not counted else found.items, quote)


def _may_answer(query: Query, unit: PreparedUnit, enumerated: str) -> bool:
    """Whether an enumeration holds what is asked for beside its items: agencies, figures.

    It does not for what a name stands for, and for a document that is cited, which is named whole.
    """
    if Wanted.DEFINITION in query.kinds or unit.is_legal_basis:
        return False
    if query.body is not None and any(key.startswith(f"{query.body} ") for key in unit.agencies):
        return any(agency.key.startswith(f"{query.body} ") for agency in find_agencies(enumerated))
    figures = FIGURE_KINDS - {Wanted.COUNT}  # "mấy ngành nào" asks for no figure
    return not figures & set(query.kinds) or any(char.isdigit() for char in enumerated)


class _Tree:
    """Which blocks of a document stand below which."""

    def __init__(self, text: str, around: Sequence[PreparedUnit]) -> None:
        self._text = text
        self._units = around
        self._below: dict[Span, list[Span]] = {}
        self._all: dict[Span, list[Span]] = {}
        for unit in around:
            for depth, lead in enumerate(reversed(unit.unit.leads)):
                for held in (self._all, self._below)[: 1 if depth else 2]:
                    blocks = held.setdefault(lead, [])
                    if not blocks or blocks[-1] != unit.unit.block:
                        blocks.append(unit.unit.block)

    def below(self, lead: Span) -> list[Span]:
        """The blocks right below a lead."""
        return self._below.get(lead, [])

    def meant(self, query: Query, lead: Span) -> Span:
        """The lead, or the item of it that introduces the very things that are asked for ("các dự án:")."""
        things = asked_things(query)
        if not things or things <= bares_of(lead.of(self._text)):
            return lead
        deeper = [b for b in self.below(lead) if len(self.below(b)) > 1 and things <= bares_of(b.of(self._text))]
        return deeper[0] if len(deeper) == 1 else lead

    def whole(self, lead: Span) -> ListReading:
        """The list that a lead introduces, as far as a quote may reach."""
        items = [b for b in self.below(lead) if not _ONLY_INTRODUCES.match(folded(b.of(self._text)))]
        items = items or self.below(lead)
        fitting = [item for item in items if item.end - lead.start <= LONGEST_QUOTE] or items[:1]
        ends = [b.end for b in self._all[lead] if b.end - lead.start <= LONGEST_QUOTE]
        quote = Span(lead.start, max([fitting[-1].end, *ends]))
        if len(quote) > LONGEST_QUOTE:
            quote = Span(lead.start, self._text.rfind(" ", lead.start, lead.start + LONGEST_QUOTE)).trimmed(self._text)
        return ListReading(tuple(self._said(item) for item in fitting), quote)

    def _said(self, item: Span) -> str:
        """An item with the first lines of those below it where it only introduces them."""
        return _with_first_lines(self._text, item, self._units)


def _ends_open(unit: PreparedUnit) -> bool:
    return _OPEN_END.search(unit.unit.block.of(unit.document.text).rstrip()) is not None


def _own_heading(unit: PreparedUnit, around: Sequence[PreparedUnit]) -> PreparedUnit | None:
    """The heading of the section that an item stands in; None for a heading itself and for a paragraph."""
    block = unit.unit.block
    if unit.unit.kind is not UnitKind.SENTENCE or marker_of(unit.document.text, block.start, block.end) is None:
        return None
    same = (u for u in around if u.unit.section == unit.unit.section and u.unit.kind is UnitKind.HEADING)
    return next(same, None)


def _introduces(leading: PreparedUnit) -> bool:
    """Whether what stands below a block is its list: it ends open, or it is a title rather than a sentence."""
    return _ends_open(leading) or not leading.text.rstrip().endswith((".", ";", "!", "?"))


def _is_about(query: Query, leading: PreparedUnit, unit: PreparedUnit) -> bool:
    """Whether the question is about the list under `leading` rather than about its item `unit`."""
    listed = query.kinds[0] is Wanted.LIST
    things = asked_things(query) if listed else frozenset()
    share = _NAMING_SHARE if things and things <= leading.bares else _LEAD_SHARE
    if earned(query, leading).total >= share * earned(query, unit).total:
        return True
    if not listed:
        return False
    terms = [term for term in query.terms if term.own and not term.pair]
    lead_only = sum(t.weight for t in terms if t.bare in leading.bares and t.bare not in unit.bares)
    item_only = sum(t.weight for t in terms if t.bare in unit.bares and t.bare not in leading.bares)
    return lead_only >= item_only


def _clauses(text: str, span: Span, block: Span) -> Span:
    """A sentence with those that a semicolon joins to it, and with what takes it up behind it ("Trong đó, ...")."""
    start, end = span.start, span.end
    parts = sentences(text, block)
    for part in parts:
        joins = text[end - 1] in ";,:" or _GOES_ON.match(text, part.start)
        if part.end > end and (joins or part.start < end) and part.end - start <= LONGEST_QUOTE:
            end = part.end
    for part in reversed(parts):
        if part.end <= start and text[part.end - 1] == ";" and end - part.start <= LONGEST_QUOTE:
            start = part.start
    return Span(start, end)


def continued(unit: PreparedUnit, around: Sequence[PreparedUnit]) -> Span:
    """The paragraph of a unit with those after it that go on with its enumeration.

    They begin with "trong đó" and the like, or follow a semicolon in small letters or with a word that an earlier item
    begins with ("Quyết định ...; Quyết định ...").
    """
    text, block = unit.document.text, unit.unit.block
    if unit.is_legal_basis:  # each of the documents that a plan is based on stands for itself
        return block
    following = dict.fromkeys(u.unit.block for u in around if u.unit.block.start >= block.end and u.unit.table is None)
    start = block.start
    for then in following:
        said, word = then.of(text), then.of(text).split(maxsplit=1)[0]
        open_end = text[block.end - 1] in ";,"
        taken_up = open_end and (said[0].islower() or (word[0].isupper() and word in text[start : block.end].split()))
        marked = marker_of(text, then.start, then.end) is not None
        if marked or then.end - start > LONGEST_QUOTE or not (_GOES_ON.match(said) or taken_up):
            break
        block = Span(start, then.end)
    return block
