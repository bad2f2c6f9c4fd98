"""The graph of legal bases as HTML: a picture of what several plans stand on, and a table of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from assistant.grounds import Ground
from assistant.values import shortened
from assistant.web.findings.listing import opening
from assistant.web.findings.texts import Texts
from corpus.types import Document, Span

_MOST_BASES, _MOST_PLANS = 14, 16  # in the picture
_LONGEST_NAME = 40  # code points beside the picture
_LONGEST_TITLE = 200
_WIDTH, _LEFT, _RIGHT, _STEP, _TOP = 1080, 320, 640, 28, 20


def grounds_html(
    t: Texts, grounds: Sequence[Ground], documents: Mapping[str, Document], labels: Mapping[str, str]
) -> str:
    """The picture, and a table for each document; `documents` holds those that are wanted."""
    own = [ground for ground in grounds if ground.basis.document in documents]
    if not own:
        return f'<p class="empty">{t.no_bases}</p>'
    tables = "".join(
        _table(t, document, [g for g in own if g.basis.document == identity], labels)
        for identity, document in documents.items()
    )
    return _picture(t, own, documents, labels) + tables


def name_of(ground: Ground, document: Document) -> str:
    """How a document cites its basis."""
    return " ".join(ground.basis.citation.span.of(document.text).split())


def _short_name(ground: Ground, document: Document) -> str:
    """Type and number where it has one: the date stands in the table."""
    citation = ground.basis.citation
    named = f"{citation.type} {citation.number}".strip() if citation.number else name_of(ground, document)
    return named[:1].upper() + named[1:]


def _table(t: Texts, document: Document, grounds: Sequence[Ground], labels: Mapping[str, str]) -> str:
    label = escape(labels.get(document.id, document.id))
    heading = f'<h3><button type="button" {opening(document.id, Span(0, 0))}>{label}</button></h3>'
    if not grounds:
        return f'<section class="checked">{heading}<p class="none">{t.no_bases}</p></section>'
    rows = "".join(_row(t, document, ground, labels) for ground in grounds)
    header = "".join(f'<th scope="col">{name}</th>' for name in (t.basis, t.cited_in, t.stored))
    return (
        f'<section class="checked">{heading}'
        f'<div class="table" role="region" tabindex="0" aria-label="{t.basis}: {label}">'
        f"<table><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _row(t: Texts, document: Document, ground: Ground, labels: Mapping[str, str]) -> str:
    citation, others = ground.basis.citation, [one for one in ground.cited_in if one != document.id]
    title = shortened(citation.title, _LONGEST_TITLE) if citation.number else ""  # of a law it is the name again
    under = f'<span class="under">{escape(title[:1].upper() + title[1:])}</span>' if title else ""
    place = opening(document.id, ground.basis.quote.span)
    named = escape(name_of(ground, document))
    said = escape(t.open_described.format(quote=name_of(ground, document)))
    also = ", ".join(escape(labels.get(one, one)) for one in others) or f'<span class="under">{t.only_here}</span>'
    there = f'<span class="under">{t.not_stored}</span>'
    if ground.stored:
        read = escape(t.read_stored.format(document=labels.get(ground.stored, ground.stored)))
        there = f'<button type="button" class="link" {opening(ground.stored, Span(0, 0))}>{read}</button>'
    return (
        f'<tr><th scope="row" lang="vi"><button type="button" class="link" {place} title="{said}">{named}</button>'
        f"{under}</th>"
        f"<td>{also}</td><td>{there}</td></tr>"
    )


def _picture(t: Texts, grounds: Sequence[Ground], documents: Mapping[str, Document], labels: Mapping[str, str]) -> str:
    """Plans on the left, on the right the bases that several documents cite; nothing where none is."""
    shared = {ground.basis.key: ground for ground in reversed(grounds) if len(ground.cited_in) > 1}
    bases = sorted(shared.values(), key=lambda ground: -len(ground.cited_in))[:_MOST_BASES]
    wanted = {identity for ground in bases for identity in ground.cited_in}
    plans = [identity for identity in documents if identity in wanted][:_MOST_PLANS]
    if not bases or not plans:
        return ""
    height = _TOP + _STEP * max(len(plans), len(bases))
    lefts = dict(zip(plans, _spread(len(plans), height), strict=True))
    drawn = []
    for ground, y in zip(bases, _spread(len(bases), height), strict=True):
        drawn += [_edge(lefts[one], y) for one in ground.cited_in if one in lefts]
        name = _short_name(ground, documents[ground.basis.document])
        count = t.count.format(count=len(ground.cited_in))
        drawn.append(_node(_RIGHT, y, f"{shortened(name, _LONGEST_NAME)} ({count})", anchor="start"))
    drawn += [_node(_LEFT, y, shortened(labels.get(one, one), _LONGEST_NAME), anchor="end") for one, y in lefts.items()]
    svg = (
        f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" font-size="13">{"".join(drawn)}</svg>'
    )
    return (
        f"<h3>{t.picture}</h3><p>{t.picture_note}</p>"
        f'<div class="picture" role="img" tabindex="0" aria-label="{t.picture}">{svg}</div>'
    )


def _spread(count: int, height: int) -> Iterable[float]:
    """The middles of so many lines over the height."""
    step = (height - _TOP) / count
    return (_TOP / 2 + step * (number + 0.5) for number in range(count))


def _edge(left: float, right: float) -> str:
    middle = (_LEFT + _RIGHT) / 2
    return (
        f'<path d="M{_LEFT + 8} {left:.1f} C{middle} {left:.1f} {middle} {right:.1f} {_RIGHT - 8} {right:.1f}" '
        'fill="none" class="edge"/>'
    )


def _node(x: int, y: float, said: str, *, anchor: str) -> str:
    away = -12 if anchor == "end" else 12
    return (
        f'<circle cx="{x}" cy="{y:.1f}" r="5" class="node"/>'
        f'<text x="{x + away}" y="{y + 4.5:.1f}" text-anchor="{anchor}">{escape(said)}</text>'
    )
