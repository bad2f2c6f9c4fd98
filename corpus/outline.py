"""The outline: parts, headings as they nest, heads, signatures, recipients and web-page residue.

The sections partition the text: nothing is lost, and each block knows the path a reader would name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import find_blocks
from corpus.folding import folded
from corpus.headings import Key, heading_at, is_major, key, unnumbered_heading_at
from corpus.markers import Marker, Rank, marker_of
from corpus.openings import Candidate, Opening, label
from corpus.parts import (
    belongs_to_head,
    ending_at,
    is_motto,
    is_signers_name,
    is_title,
    kind_of_heading,
    lays_out_page,
    part_at,
)
from corpus.types import Extract, Section, SectionKind, Span, Table

_LONGEST_HEAD = 3_000  # code points of title, notice and particulars before the first heading
_SENTENCE = 80  # code points; shorter lines before the first marked heading are no text of a plan


def find_sections(extract: Extract, tables: tuple[Table, ...]) -> tuple[Section, ...]:
    """The sections of a text in order; they partition it, white space included."""
    text = extract.text
    spans = [table.span for table in tables if not lays_out_page(text, table.span)]
    candidates = [Candidate.of(text, block) for block in find_blocks(text, tuple(spans))]
    if _trusts_marks(extract, candidates):
        openings = _marked(extract, candidates)
    else:
        openings = _Inference(text, candidates, sorted(span.start for span in spans)).openings()
    return _nest(text, openings)


def _trusts_marks(extract: Extract, candidates: Sequence[Candidate]) -> bool:
    """Whether the marked headings are the document's: most "I." and "Điều 1" are among them.

    In a web page they may be those of the page around the document, in a letter the title alone.
    """
    if not extract.headings:
        return False
    starts = sorted(span.start for span, _ in extract.headings)
    major = [candidate.span for candidate in candidates if is_major(candidate)]
    marked = sum(bisect_left(starts, span.start) < bisect_left(starts, span.end) for span in major)
    return marked * 2 >= len(major)


def _marked(extract: Extract, candidates: Sequence[Candidate]) -> list[Opening]:
    """Openings where the file format marks its headings; signatures and recipients are found by their words."""
    text = extract.text
    headings = sorted(extract.headings, key=lambda heading: heading[0])
    found = _before_marks(candidates, headings[0][0])
    ends = [*(span.start for span, _ in headings[1:]), len(text)]
    outermost = min(level for _, level in headings)
    numbered = {span for span, _ in headings if marker_of(text, span.start, span.end)}
    # Numbered headings stand inside of a part, also where the format marks both alike or none at all.
    shift = any(level == outermost and span in numbered for span, level in headings) - outermost
    before = 0
    following = iter(candidates)
    candidate = next(following, None)
    for (span, level), end in zip(headings, ends, strict=True):
        said = span.of(text)
        part = level == outermost and span not in numbered
        kind = kind_of_heading(folded(said))
        start = max(text.rfind("\n", 0, span.start) + 1, before)
        before = span.end
        short = end < len(text) and end - start <= _LONGEST_HEAD
        if part and kind is SectionKind.BODY and short:
            kind = SectionKind.HEAD
        found.append(Opening(start, kind, span, label(said), level=0 if part else level + shift))
        while candidate is not None and candidate.span.start < end:
            ending = ending_at(candidate, found[-1].kind)
            if candidate.span.start >= span.end and ending and ending.kind is not found[-1].kind:
                found.append(ending)
            candidate = next(following, None)
    return found


def _before_marks(candidates: Sequence[Candidate], first: Span) -> list[Opening]:
    """What stands before the first marked heading: the head of the document, its first words or the page around it."""
    before = [candidate for candidate in candidates if candidate.span.end <= first.start]
    if not before:
        return []
    if any(is_motto(candidate.folded) for candidate in before):
        kind = SectionKind.HEAD
    elif any(len(candidate.span) >= _SENTENCE for candidate in before):
        kind = SectionKind.BODY
    else:
        kind = SectionKind.RESIDUE
    return [Opening(0, kind, level=0)]


class _Inference:
    """Finds the openings of a plain text, from markers, capitals and the set phrases of official documents."""

    def __init__(self, text: str, candidates: Sequence[Candidate], tables: Sequence[int]) -> None:
        """`tables` are the starts of the tables, in order."""
        self._text = text
        self._candidates = candidates
        self._tables = tables
        self._siblings: set[Key] = set()  # of the headings of the part so far
        self._found: list[Opening] = []
        self._state = SectionKind.RESIDUE
        self._untitled = False  # whether no title in capitals has been met, though headings have

    def openings(self) -> list[Opening]:
        """The openings in order."""
        start = self._begin_untitled()
        for i in range(start, len(self._candidates)):
            self._end_head_at_table(i)
            opening = self._opening(i)
            if opening is not None:
                self._open(opening)
        self._end_head_at_table(len(self._candidates))
        return self._found

    def _begin_untitled(self) -> int:
        """Open a document that has no title in capitals before its headings; how many blocks that used up."""
        states = SectionKind.RESIDUE
        first = next((i for i in range(len(self._candidates)) if part_at(self._candidates, i, states)), None)
        before = self._candidates[:first]
        if not before or not (first is None or any(map(is_major, before))):
            return 0
        self._untitled = True
        title = before[0]
        if not is_title(title):
            self._open(Opening(title.span.start, SectionKind.BODY, level=0))
            return 0
        head = any(c.marker and c.marker.rank <= Rank.ARABIC for c in before[1:])
        kind = SectionKind.HEAD if head else SectionKind.BODY
        self._open(Opening(title.span.start, kind, title.span, label(title.written), level=0))
        return 1

    def _open(self, opening: Opening) -> None:
        self._found.append(opening)
        self._state = opening.kind
        if opening.level is not None:
            self._siblings.clear()
        if opening.marker:
            self._siblings.add(key(opening.marker))

    def _opening(self, i: int) -> Opening | None:
        candidate, state = self._candidates[i], self._state
        part = part_at(self._candidates, i, state)
        if part is not None:
            self._untitled = False
            return part
        if self._untitled and (heading := unnumbered_heading_at(self._candidates, i, bool(self._siblings))):
            return heading
        if ending := ending_at(candidate, state):
            return ending
        if state in (SectionKind.BODY, SectionKind.HEAD) or is_major(candidate):
            heading = heading_at(self._text, self._candidates, i, self._siblings, self._tables)
            if heading is not None and (self._found or not is_major(candidate)):
                return heading
        if state is SectionKind.HEAD and not self._in_head(candidate):
            return Opening(candidate.span.start, SectionKind.BODY)
        if state is SectionKind.SIGNATURE and is_signers_name(self._candidates[i - 1]):
            return Opening(candidate.span.start, SectionKind.RESIDUE)
        return None

    def _in_head(self, candidate: Candidate) -> bool:
        """Without capitals all that stands before the first heading is the head."""
        if self._untitled:
            return candidate.span.end - self._found[-1].start <= _LONGEST_HEAD
        return belongs_to_head(candidate)

    def _end_head_at_table(self, i: int) -> None:
        """A table is no part of a head, also where nothing but a title leads to it."""
        if self._state is not SectionKind.HEAD:
            return
        end = self._candidates[i].span.start if i < len(self._candidates) else len(self._text)
        table = bisect_left(self._tables, self._candidates[i - 1].span.end)
        if table < len(self._tables) and self._tables[table] < end:
            self._open(Opening(self._tables[table], SectionKind.BODY))


def _nest(text: str, openings: list[Opening]) -> tuple[Section, ...]:
    """Give every opening its end, level and path."""
    if not openings or text[: openings[0].start].strip():
        openings = [Opening(0, SectionKind.RESIDUE, level=0), *openings]
    openings = [replace(openings[0], start=0), *openings[1:]]
    sections: list[Section] = []
    stack: list[Opening] = []
    part = -1
    ends = [*(opening.start for opening in openings[1:]), len(text)]
    for opening, end in zip(openings, ends, strict=True):
        if opening.level == 0 or part < 0:
            part, stack = part + 1, []
        if opening.label is not None:
            stack = [*_climb(stack, opening), opening]
        elif opening.kind is not SectionKind.BODY:
            stack = [above for above in stack if above.level == 0]
        if opening.start < end:
            span = Span(opening.start, end)
            heading = opening.heading if opening.heading and span.contains(opening.heading) else None
            path = tuple(above.label for above in stack if above.label)
            level = len(stack) - any(above.level == 0 for above in stack)
            sections.append(Section(span, opening.kind, level, heading, path, part))
    return tuple(sections)


def _climb(stack: list[Opening], opening: Opening) -> list[Opening]:
    """The headings that stay open when `opening` begins."""
    stack = [above for above in stack if not above.leaf]
    if opening.level is not None:
        return [above for above in stack if above.level is not None and above.level < opening.level]
    marker = opening.marker
    if marker is None:
        return [above for above in stack if above.marker is None]
    for depth in range(len(stack) - 1, -1, -1):
        other = stack[depth].marker
        if other is None:
            continue
        if marker.rank is other.rank is Rank.ARABIC and marker.ordinals[:-1] == other.ordinals:
            return stack[: depth + 1]
        if key(other) == key(marker) and not _begins_list_inside(stack, marker, other):
            return stack[:depth]
    while stack and (other := stack[-1].marker) is not None and key(other) > key(marker):
        stack = stack[:-1]
    return stack


def _begins_list_inside(stack: list[Opening], marker: Marker, other: Marker) -> bool:
    """Whether a second "1." begins a list under the first, which happens once: "1." under "1." under "1." is none."""
    levels = sum(above.marker is not None and key(above.marker) == key(marker) for above in stack)
    return marker.ordinals == other.ordinals == (1,) and levels == 1
