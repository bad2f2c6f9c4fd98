"""The deadlines of the rows as a picture, with the same figures as a table for those who cannot see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from assistant.register.entries import Entry
from assistant.register.formats import shown_deadline
from assistant.register.timeline import timeline
from assistant.web.commitments.texts import Texts
from corpus.commitments.types import Kind

_MOST = 30  # documents in a picture of a page; the download has them all


def picture_html(t: Texts, rows: Sequence[Entry], labels: Mapping[str, str]) -> str:
    """The picture of the first documents, and their deadlines in a table."""
    ids = list(dict.fromkeys(entry.document.id for entry in rows if entry.deadline))
    shown = frozenset(ids[:_MOST])
    drawn = [entry for entry in rows if entry.deadline and entry.document.id in shown]
    notes = [t.timeline_note]
    if len(ids) > _MOST:
        notes.append(t.timeline_cut.format(shown=_MOST, count=len(ids)))
    if undated := sum(entry.deadline is None for entry in rows):
        notes.append(t.undated.format(count=undated))
    svg = timeline(drawn, lambda identity: labels.get(identity, identity))
    said = "".join(f"<p>{note}</p>" for note in notes)
    return (
        f"<h3>{t.timeline}</h3>{said}"
        f'<div class="picture" tabindex="0" role="img" aria-label="{t.timeline}">{svg}</div>{_table(t, drawn, labels)}'
    )


def _table(t: Texts, entries: Sequence[Entry], labels: Mapping[str, str]) -> str:
    counts: dict[tuple[str, str], Counter[Kind]] = {}
    for entry in entries:
        counts.setdefault((entry.document.id, entry.deadline or ""), Counter())[entry.commitment.kind] += 1
    body = "".join(
        f'<tr><th scope="row">{escape(labels.get(document, document))}</th><td>{escape(shown_deadline(due) or "")}</td>'
        + "".join(f'<td class="figure">{own[kind] or ""}</td>' for kind in Kind)
        + "</tr>"
        for (document, due), own in counts.items()
    )
    kinds = "".join(f'<th scope="col">{t.kinds[kind]}</th>' for kind in Kind)
    header = f'<tr><th scope="col">{t.document}</th><th scope="col">{t.deadline}</th>{kinds}</tr>'
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{t.timeline}"><table><thead>{header}</thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
