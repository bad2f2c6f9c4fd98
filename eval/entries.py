"""The entry of one question in the HTML report: what was asked, what was expected and what was given, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from corpus.types import Span
from eval.marking import Piece, differing_words, nearest, outside
from eval.markup import Html, join, tag
from eval.measures import Verdict, fold, holds
from eval.questions import Question
from eval.support import unsupported

LACKING = "lacking"  # expected and not given
BESIDE = "beside"  # given and not expected


def link(question: str) -> Html:
    """A link to the entry of a question, by its id."""
    return tag("a", question, href=f"#q-{quote(question, safe='')}")


def miss_entry(verdict: Verdict, earlier: str | None) -> Html:
    """A question that was missed, unfolded; `earlier` is what an earlier evaluation was answered, None if unknown."""
    id_ = verdict.question.id
    head = tag("h3", link(id_), f": {verdict.miss}")
    return tag("article", head, _body(verdict, earlier), id=f"q-{id_}", class_="entry")


def right_entry(verdict: Verdict, earlier: str | None) -> Html:
    """A question that is right, folded to one line; a link to it unfolds it."""
    question = verdict.question
    asked = tag("span", question.question, lang=_language(question))
    line = tag("summary", tag("h3", question.id, " ", asked))
    body = tag("div", tag("p", link(question.id)), _body(verdict, earlier), id=f"q-{question.id}", class_="entry")
    return tag("details", line, body)


def _body(verdict: Verdict, earlier: str | None) -> Html:
    question = verdict.question
    language = _language(question)
    return join(
        tag("p", " · ".join(_facts(verdict)), class_="facts"),
        (tag("p", "Earlier turn: ", tag("q", turn, lang=language)) for turn in question.history),
        tag("p", tag("strong", question.question, lang=language), class_="asked"),
        tag(
            "div",
            tag("section", tag("h4", "Expected"), _expected(verdict), _evidence(verdict)),
            tag("section", tag("h4", "Given"), _given(verdict, earlier), _citations(verdict)),
            class_="pair",
        ),
    )


def _facts(verdict: Verdict) -> Iterable[str]:
    question = verdict.question
    yield from (question.kind, question.style, *question.docs)
    for measure in ("recall@1", "recall@5", "recall@10"):
        if (value := verdict.value(measure)) is not None:
            yield f"{measure} {'yes' if value else 'no'}"
    if verdict.confidence is not None:
        yield f"confidence {verdict.confidence:.2f}"
    if verdict.seconds is not None:
        yield f"{1000 * verdict.seconds:.0f} ms"
    if verdict.value("verbatim") == 0:
        yield "a quote is not verbatim"
    if figures := unsupported(verdict.answer):
        yield f"in no quote: {', '.join(figures)}"


def _expected(verdict: Verdict) -> Html:
    """The accepted answers; where all are needed, those that are lacking are marked, else the nearest is compared."""
    question, given = verdict.question, verdict.given
    if not question.answerable:
        return tag("p", f"to be declined ({question.why})")
    if not given:
        items = [tag("li", answer) for answer in question.answers]
    elif question.needs_all:
        said = fold(given)
        items = [tag("li", _marked([(answer, not holds(said, answer))], LACKING)) for answer in question.answers]
    else:
        near = nearest(question.answers, given)
        items = [
            tag("li", _marked(differing_words(answer, given), LACKING) if answer == near else answer)
            for answer in question.answers
        ]
    return tag("ul", items, class_="answers", lang="vi")


def _given(verdict: Verdict, earlier: str | None) -> Html:
    """The answer text, marked where it differs from what was expected, or the reason why there is none."""
    question, answer = verdict.question, verdict.answer
    if answer.get("answered"):
        expected = "; ".join(question.answers) if question.needs_all else ""
        if question.answerable and not question.needs_all:
            expected = nearest(question.answers, verdict.given)
        pieces = differing_words(verdict.given, expected) if question.answerable else [(verdict.given, False)]
        shown = tag("p", _marked(pieces, BESIDE) if verdict.given else "(quotes only)", class_="answer", lang="vi")
    else:
        state = "nothing" if answer.get("missing") else "declined"
        reason = [": ", tag("span", str(answer["reason"]), lang="vi")] if answer.get("reason") else []
        shown = tag("p", state, reason)
    if earlier is None:
        return shown
    before = tag("span", earlier, lang="vi") if earlier else "declined, or quotes only"
    return join(shown, tag("p", "In the baseline: ", before, class_="before"))


def _evidence(verdict: Verdict) -> Iterable[Html]:
    """The gold quotes, marked where no citation covers them."""
    cited = [_place(citation) for citation in verdict.answer.get("citations", ())]
    for piece, place in zip(verdict.question.evidence, verdict.places, strict=True):
        spans = [span for document, span in cited if document == piece.doc]
        where = f"{piece.doc} [{place.span.start}, {place.span.end}), {piece.section or 'before the first heading'}"
        yield _quoted("Evidence", where, piece.quote, place.span, spans, LACKING)


def _citations(verdict: Verdict) -> Iterable[Html]:
    """The quotes given, marked where they hold no evidence."""
    for number, citation in enumerate(verdict.answer.get("citations", ()), 1):
        document, span = _place(citation)
        spans = [place.span for place in verdict.places if place.doc == document]
        section = " > ".join(citation.get("section") or ()) or "no section"
        where = f"{citation['source']} [{span.start}, {span.end}), {section}"
        yield _quoted(f"Quote {number}", where, str(citation["quote"]), span, spans, BESIDE)


def _place(citation: Mapping[str, Any]) -> tuple[str, Span]:
    start, end = int(citation["start"]), int(citation["end"])
    return PurePath(citation["source"]).stem, Span(start, max(start, end))


def _quoted(what: str, where: str, text: str, own: Span, others: Sequence[Span], mark: str) -> Html:
    """A quote and its place; one that meets none of the others is marked as a whole, at its head."""
    meets = any(other.start < own.end and own.start < other.end for other in others)
    body = _marked(outside(text, own.start, others), mark) if meets else text
    apart = [] if meets else [" ", tag("mark", "not cited" if mark == LACKING else "not evidence", class_=mark)]
    head = tag("figcaption", tag("b", what), apart, " ", tag("span", where, lang="vi"))
    return tag("figure", head, tag("blockquote", body, lang="vi"), class_="quote")


def _marked(pieces: Iterable[Piece], mark: str) -> Html:
    return join(tag("mark", text, class_=mark) if differs else text for text, differs in pieces)


def _language(question: Question) -> str:
    return "en" if question.style == "english" else "vi"
