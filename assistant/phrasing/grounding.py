"""Grounding: whether what a claim puts together stands together in one place, a quote with what was read from it.

A figure of a claim is compared with its company: the words, years, levels and other figures of its stretch. Each of
them must stand nearer to this figure than to any other one of its kind in the same place, so that amounts and years
are never exchanged; where that is in doubt, the claim has no ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.phrasing.layout import Item, Layout
from corpus.folding import folded

# "hơn", "nhất", "so với" ...: what they compare must stand in the same order in what is quoted.
_COMPARED = "hơn nhất vượt kém gấp thua so bằng nhì hạng nhanh chậm"
# What these judge must stand on the same side of them.
_JUDGED = "không chưa chẳng chỉ đạt thành thất bại tăng giảm tốt xấu đủ thiếu sai đúng bị phải cấm mọi toàn tất đã xong"
_COMPARING = frozenset(map(folded, _COMPARED.split()))
_JUDGING = _COMPARING | frozenset(map(folded, _JUDGED.split()))
_MOST_SKIPPED = 2  # words between two that stand together, or behind each other in a comparison

Place = tuple[Layout, ...]  # a quote, then what was read from it


def ungrounded(said: str, places: Sequence[tuple[str, ...]]) -> str | None:
    """The first thing that a claim puts together and no place does; None where it has ground."""
    grounds = [tuple(Layout.of(text) for text in place) for place in places]
    keys = {item.form for place in grounds for layout in place for item in layout.items if item.is_agency}
    claim, forms = Layout.of(said, keys), Layout.of(said, ()).forms
    if any(layout.states(forms) for place in grounds for layout in place):
        return None
    return (
        _new_word(claim, grounds)
        or _compared(forms, grounds)
        or _parted(claim, grounds)
        or next((item.form for item in claim.figures if not _has_company(item, claim, grounds)), None)
    )


def _new_word(claim: Layout, grounds: Sequence[Place]) -> str | None:
    """A word that stands nowhere, or next to none of the words that it stands by here."""
    layouts = [layout for place in grounds for layout in place]
    known = {item.form for layout in layouts for item in layout.items}
    together = {pair for layout in layouts for pair in layout.pairs(_MOST_SKIPPED)}
    runs = [[item.form for item in run] for run in claim.runs()]
    for run in runs:
        stands = [pair in together for pair in pairwise(run)]
        for at, form in enumerate(run):
            beside = stands[max(0, at - 1) : at + 1]
            if form not in known or (beside and not (all if form in _JUDGING else any)(beside)):
                return form
    return None


def _compared(forms: Sequence[str], grounds: Sequence[Place]) -> str | None:
    """What compares here and is not said in this order in any place."""
    comparing = next((form for form in forms if form in _COMPARING), None)
    if comparing and not any(layout.follows(forms, _MOST_SKIPPED) for place in grounds for layout in place):
        return comparing
    return None


def _parted(claim: Layout, grounds: Sequence[Place]) -> str | None:
    """A word of a stretch without figures that has its other words in no place."""
    for stretch in claim.stretches():
        forms = [item.form for item in stretch]
        if any(item.figure for item in stretch):
            continue
        held = [{item.form for layout in place for item in layout.items} for place in grounds]
        if forms and not any(words.issuperset(forms) for words in held):
            return forms[0]
    return None


def _has_company(item: Item, claim: Layout, grounds: Sequence[Place]) -> bool:
    """Whether one place has a figure with all that stands with it in the claim."""
    company = list(_company(item, claim))
    return any(
        all(any(_together(item, other, layout) for layout in place) for other in company)
        and any(other.same(item) for layout in place for other in layout.figures)
        for place in grounds
    )


def _company(item: Item, claim: Layout) -> Iterator[Item]:
    """What a figure of a claim is told with: what is nearest to it in its stretch, and stretches without figures.

    A stretch without figures, or of a year or level alone, is told of the figures on both sides of it.
    """
    for other in claim.items:
        if other is item or (other.figure and other.sort == item.sort):
            continue
        if other.stretch == item.stretch or (
            not claim.tells(other) and other.stretch in _beside(item.stretch, claim, measures=other.figure)
        ):
            rivals = [one for one in claim.figures if one.sort == item.sort and one.stretch == item.stretch]
            if all(abs(other.place - item.place) <= abs(other.place - one.place) for one in rivals):
                yield other


def _beside(stretch: int, claim: Layout, *, measures: bool) -> set[int]:
    """The stretches before and behind this one up to the next that has figures (or measures) of its own."""
    full = {item.stretch for item in claim.figures if item.measures or not measures}
    before = max((one for one in full if one < stretch), default=-1)
    behind = min((one for one in full if one > stretch), default=claim.length)
    return set(range(before + 1, behind)) - {stretch}


def _together(item: Item, other: Item, layout: Layout) -> bool:
    """Whether a figure stands here, and the other item somewhere nearer to it than to any other of its kind."""
    for figure in layout.figures:
        if not figure.same(item):
            continue
        rivals = [one for one in layout.figures if one.sort == figure.sort and one.key != figure.key]
        for place in layout.items:
            beside = place is not figure and _equal(place, other)
            if beside and all(_nearer(place, figure, rival) for rival in rivals if rival is not place):
                return True
    return False


def _nearer(place: Item, figure: Item, rival: Item) -> bool:
    """Whether something is told of this figure and not of a rival; between two in other stretches that is in doubt."""
    between = (figure.stretch - place.stretch) * (rival.stretch - place.stretch) < 0
    return not between and _distance(place, figure) < _distance(place, rival)


def _equal(item: Item, said: Item) -> bool:
    return item.same(said) if said.figure else item.form == said.form and not item.figure


def _distance(one: Item, other: Item) -> tuple[int, int]:
    """Stretches, then words within one."""
    apart = abs(one.stretch - other.stretch)
    return apart, 0 if apart else abs(one.place - other.place)
