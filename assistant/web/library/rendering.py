"""The view "Tài liệu" as HTML: the documents with their facts, and what became of uploads.

Everything that a document, a file name or a visitor wrote goes through `html.escape`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePath

from assistant.web.catalogue import Entry, fold
from assistant.web.library.facts import LONGEST, Fact
from assistant.web.library.texts import Texts
from assistant.web.shelf import Line, Progress, Stage
from corpus.readers import SUFFIXES
from corpus.types import Document
from index.failures import Failure


@dataclass(frozen=True, slots=True)
class Card:
    """A document of the list with what is counted in it; `facts` where it is unfolded."""

    document: Document
    entry: Entry
    commitments: int
    findings: int
    corrected: bool
    facts: tuple[Fact, ...] = ()


def upload_html(t: Texts, megabytes: int) -> str:
    """Where files are dropped or chosen, and the question before one takes the place of another."""
    accepted = escape(t.accepted.format(size=megabytes))
    phrases = "".join(
        f' data-{name}="{escape(phrase.format(size=megabytes, name="{name}"))}"'
        for name, phrase in (("sending", t.sending), ("too-large", t.too_large), ("not-sent", t.not_sent))
    )
    return (
        f'<section class="add"{phrases} data-limit="{megabytes * 1_000_000}"><h2>{t.add}</h2>'
        f'<div class="drop"><p>{t.drop}</p><label class="choose"><input type="file" multiple '
        f'accept="{",".join(SUFFIXES)}" aria-describedby="accepted">{t.choose}</label>'
        f'<p id="accepted" class="note">{accepted}</p></div>'
        f'<div class="sending" role="status" hidden><span></span><progress max="1" value="0" aria-label="{t.add}">'
        f'</progress></div><ul class="refused" role="alert"></ul>'
        f'<dialog class="swap" aria-labelledby="swap-title"><h2 id="swap-title">{t.swap_title}</h2>'
        f'<p>{t.swap_more}</p><ul></ul><form method="dialog"><button type="submit" value="" autofocus>{t.swap_no}'
        f'</button><button type="submit" value="yes" class="strong">{t.swap_yes}</button></form></dialog></section>'
    )


def only_reads_html(t: Texts) -> str:
    """What stands in the place of uploads for who may not change anything; style.css then hides what would."""
    return f'<p class="note only-reads">{t.only_reads}</p>'


def progress_html(t: Texts, progress: Progress) -> str:
    """What became of uploads, file by file; nothing where there were none."""
    if not progress.lines and progress.error is None:
        return ""
    count, done = len(progress.lines), progress.done
    told = (t.indexing if progress.running else t.all_done).format(done=done, count=count)
    bar = f'<progress max="{count}" value="{done}" aria-label="{t.results}"></progress>' if progress.running else ""
    failed = f'<p role="alert">{t.stopped}: {escape(progress.error)}</p>' if progress.error else ""
    close = "" if progress.running else f'<button type="button" data-act="clear">{t.clear}</button>'
    items = "".join(_result(t, line, progress.running) for line in reversed(progress.lines))
    return (
        f'<section class="results" aria-label="{t.results}"><div class="bar"><p role="status">{told}</p>{close}</div>'
        f"{bar}{failed}<ul>{items}</ul></section>"
    )


def list_html(t: Texts, cards: Sequence[Card], page: int, pages: int, count: int, everything: int, said: str) -> str:
    """A page of the documents, under what was done last."""
    told = f'<p class="said" role="status">{escape(said)}</p>' if said else ""
    found = f"<p>{t.found.format(count=count, all=everything)}</p>" if count < everything else ""
    items = "".join(f"<li>{_card(t, card)}</li>" for card in cards)
    listed = f"<ul>{items}</ul>" if everything else f"<p>{t.none}</p>"
    return (
        f'<section class="loaded" data-state="{_state(cards)}"><h2>{t.loaded.format(count=everything)}</h2>'
        f"{told}{found}{listed}{_paging(t, page, pages)}</section>{_removal(t)}"
    )


def _state(cards: Iterable[Card]) -> str:
    """What is another where the documents of a list are, so that the page shows what is open anew."""
    told = "".join(repr((card.document.source, card.document.metadata)) for card in cards)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def failures_html(t: Texts, failures: Sequence[Failure]) -> str:
    """The files that could not be read."""
    if not failures:
        return ""
    items = "".join(
        f'<li><p><b>{escape(f.name)}</b> <span class="note">{escape(_day(f.time))}</span></p>'
        f'<p lang="vi">{escape(_reason(f.name, f.reason))}</p>'
        f'<button type="button" data-act="dismiss" data-name="{escape(f.name)}" '
        f'aria-label="{t.dismiss}: {escape(f.name)}">{t.dismiss}</button></li>'
        for f in failures
    )
    return (
        f'<section class="unreadable"><h2>{t.unreadable.format(count=len(failures))}</h2><p>{t.unreadable_more}</p>'
        f"<ul>{items}</ul></section>"
    )


def outline_html(t: Texts, document: Document) -> str:
    """The headings of a document, each of which opens it there."""
    items = "".join(
        f'<li class="level-{min(section.level, 5)}"><button type="button" data-open="{escape(document.id)}" '
        f'data-start="{section.heading.start}" data-end="{section.heading.end}">'
        f"{escape(section.path[-1])}</button></li>"
        for section in document.sections
        if section.heading is not None and section.path
    )
    listed = f"<ol>{items}</ol>" if items else f"<p>{t.no_outline}</p>"
    title = f"outline-{escape(document.id)}"
    return f'<nav class="outline" aria-labelledby="{title}"><h4 id="{title}">{t.outline}</h4>{listed}</nav>'


def _result(t: Texts, line: Line, running: bool) -> str:
    said = getattr(t, line.stage)
    reason = (
        f'<span class="reason" lang="vi">{escape(_reason(line.upload.name, line.reason))}</span>' if line.reason else ""
    )
    opening = ""
    if line.document and not running and line.stage is not Stage.FAILED:  # readers see it when all are through
        opening = (
            f'<button type="button" data-open="{escape(line.document)}" data-start="0" data-end="0" '
            f'aria-label="{t.read}: {escape(line.upload.name)}">{t.read}</button>'
        )
    return (
        f'<li class="{line.stage}"><span class="name">{escape(line.upload.name)}</span>'
        f'<span class="stage">{said}</span>{opening}{reason}</li>'
    )


def _card(t: Texts, card: Card) -> str:
    document, entry = card.document, card.entry
    period = document.metadata.period.value if document.metadata.period else ""
    province = document.metadata.province.value if document.metadata.province else ""
    origin = [part for part in (entry.number, entry.date, entry.issuer) if part]
    about = [part for part in (province, period, t.from_file.format(name=PurePath(document.source.path).name)) if part]
    headed = sum(section.heading is not None for section in document.sections)
    counted = [(len(document.pages), t.pages), (headed, t.sections), (len(document.tables), t.tables)]
    counted += [(card.commitments, t.commitments), (card.findings, t.findings)]
    counts = "".join(f"<li><b>{number}</b> {name}</li>" for number, name in counted if number or name != t.pages)
    badge = f'<span class="badge">{t.corrected}</span>' if card.corrected else ""
    unfolded = _unfolded(t, card) if card.facts else ""
    identity, title = escape(document.id), escape(entry.title)
    return (
        f'<article aria-label="{title}"><h3>{title}</h3><p class="origin">{escape(" · ".join(origin))}</p>'
        f'<p class="about note">{escape(" · ".join(about))} {badge}</p><ul class="counts">{counts}</ul>'
        f'<div class="actions"><button type="button" data-open="{identity}" data-start="0" data-end="0" '
        f'aria-label="{t.read}: {title}">{t.read}</button>'
        f'<button type="button" data-act="unfold" data-name="{identity}" aria-expanded="{str(bool(unfolded)).lower()}" '
        f'aria-label="{t.details}: {title}">{t.details}</button>'
        f'<label class="swap-file" tabindex="-1"><input type="file" accept="{",".join(SUFFIXES)}" '
        f'data-replaces="{identity}" aria-label="{t.swap} {title}">{t.swap}</label>'
        f'<button type="button" class="danger" data-ask-removal="{identity}" data-title="{title}" '
        f'aria-label="{t.remove} {title}">{t.remove}</button></div>{unfolded}</article>'
    )


def _unfolded(t: Texts, card: Card) -> str:
    identity = escape(card.document.id)
    fields = "".join(_field(t, identity, fact) for fact in card.facts)
    undo = f'<button type="button" data-act="undo" data-name="{identity}">{t.undo}</button>' if card.corrected else ""
    form = (
        f'<form class="facts" data-name="{identity}" aria-labelledby="facts-{identity}"><h4 id="facts-{identity}">'
        f'{t.facts}</h4><p class="note">{t.facts_more}</p>{fields}<div class="actions">'
        f'<button type="submit" class="strong">{t.save}</button>{undo}</div></form>'
    )
    return f'<div class="unfolded">{outline_html(t, card.document)}{form}</div>'


def _field(t: Texts, identity: str, fact: Fact) -> str:
    name = f"{fact.name}-{identity}"
    notes = f'<span class="error" role="alert">{escape(fact.error)}</span>' if fact.error else ""
    if fact.corrected:
        notes += f'<span class="note">{escape(t.as_read.format(value=fact.read or t.nothing_read))}</span>'
    described = f' aria-describedby="{name}-note"' if notes else ""
    invalid = ' aria-invalid="true"' if fact.error else ""
    label = f'<label for="{name}">{getattr(t, fact.name)}</label>'
    if fact.name == "title":
        box = f'<textarea id="{name}" name="title" rows="3" maxlength="{LONGEST}"{described}{invalid}>'
        box += f"{escape(fact.value)}</textarea>"
    else:
        box = (
            f'<input id="{name}" name="{fact.name}" value="{escape(fact.value)}" maxlength="{LONGEST}" '
            f'autocomplete="off"{described}{invalid}>'
        )
    below = f'<p id="{name}-note">{notes}</p>' if notes else ""
    return f'<div class="field {fact.name}">{label}{box}{below}</div>'


def _removal(t: Texts) -> str:
    return (
        f'<dialog class="removal" aria-labelledby="removal-title"><h2 id="removal-title">{t.remove_title}</h2>'
        f'<p class="which"></p><p>{t.remove_more}</p><form method="dialog"><button type="submit" value="" autofocus>'
        f'{t.keep}</button><button type="submit" value="yes" class="strong danger">{t.remove.rstrip("…")}</button>'
        f"</form></dialog>"
    )


def _paging(t: Texts, page: int, pages: int) -> str:
    if pages < 2:
        return ""
    where = t.page_of.format(page=page + 1, pages=pages)
    ways = ((page - 1, t.earlier, page == 0), (page + 1, t.later, page + 1 >= pages))
    earlier, later = (
        f'<button type="button" data-act="turn" data-name="{to}"{" disabled" * ends}>{said}</button>'
        for to, said, ends in ways
    )
    return f'<nav class="paging" aria-label="{where}">{earlier}<span>{where}</span>{later}</nav>'


def _reason(name: str, reason: str | None) -> str:
    """A line of refusal without the file's name, which stands beside it."""
    return fold((reason or "").removeprefix(f"{fold(name)}: "))


def _day(time: str) -> str:
    """When, as 22/11/2026 13:05."""
    day, _, clock = time.partition("T")
    return f"{'/'.join(reversed(day.split('-')))} {clock[:5]}"
