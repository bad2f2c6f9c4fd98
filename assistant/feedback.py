"""From what a reader thinks of an answer to a rating, and from ratings to candidates for a question set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import PurePath

from assistant.kinds import wanted_kinds
from assistant.sharing import check_of, find_place
from assistant.stopwords import is_english
from assistant.types import Answer, Citation, Statement
from assistant.wanted import Wanted
from corpus.errors import PlanAssistantError
from corpus.folding import bare
from corpus.types import Document
from index.feedback import Cited, Rating, Verdict

LONGEST_COMMENT = 500  # code points
_KINDS = {
    Wanted.MONEY: "money",
    Wanted.SHARE: "number",
    Wanted.COUNT: "number",
    Wanted.DATE: "date",
    Wanted.WHO: "who",
    Wanted.LIST: "list",
    Wanted.DEFINITION: "definition",
}

DocumentOf = Callable[[str], Document]


def rating_of(
    identity: str, answer: Answer, history: Sequence[str], verdict: Verdict, reason: str, comment: str
) -> Rating:
    """The rating of an answer, made now; of the documents it holds places only."""
    cited = tuple(_cited(statement, c) for statement in answer.statements for c in statement.citations)
    return Rating(
        id=identity,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        question=answer.question,
        history=tuple(history),
        verdict=verdict,
        reason=reason,
        comment=comment.strip()[:LONGEST_COMMENT],
        answered=answer.answered,
        cited=tuple(dict.fromkeys(cited)),
    )


def _cited(statement: Statement, citation: Citation) -> Cited:
    quote = citation.quote
    start = quote.text.find(statement.text)
    said = (start, start + len(statement.text)) if start >= 0 and statement.text else None
    return Cited(quote.document, quote.span.start, quote.span.end, check_of(quote.text), said)


def candidates(ratings: Sequence[Rating], document_of: DocumentOf) -> Iterator[dict[str, object]]:
    """The rated questions as lines of a question set (eval/questions), their kind guessed.

    A praised answer brings its evidence, as far as its words still stand in the documents, and a praised refusal makes
    the question unanswerable. What was not praised lacks its gold: somebody has to write it before the set can be run.
    """
    for rating in ratings:
        right = rating.verdict is Verdict.UP
        evidence, answers = _gold(rating, document_of) if right else ([], [])
        names = [piece["doc"] for piece in evidence]
        candidate: dict[str, object] = {
            "id": f"feedback-{rating.id}",
            "question": rating.question,
            "kind": _kind(rating, len(set(names))),
            "docs": list(dict.fromkeys(names)),
            "answers": answers,
            "evidence": evidence,
            "style": _style(rating.question),
        }
        if rating.history:
            candidate["history"] = list(rating.history)
        if right and not rating.answered:
            candidate["why"] = "near-miss-entity"
        yield candidate


def _gold(rating: Rating, document_of: DocumentOf) -> tuple[list[dict[str, str]], list[str]]:
    """The evidence of a praised answer and the words that it was given in."""
    evidence: list[dict[str, str]] = []
    answers: list[str] = []
    for cited in rating.cited:
        try:
            document = document_of(cited.document)
        except PlanAssistantError:  # removed since the store was opened
            continue
        span = find_place(document, cited.start, cited.end, cited.check).span
        if span is None:
            continue
        quote = span.of(document.text)
        same = cited.said is not None and len(quote) == cited.end - cited.start
        said = quote[slice(*cited.said)] if same and cited.said else quote
        section = next((s.path for s in document.sections if s.span.start <= span.start < s.span.end), ())
        piece = {"doc": PurePath(document.source.path).stem, "quote": quote, "section": " > ".join(section)}
        if piece not in evidence:
            evidence.append(piece)
            answers.append(" ".join(said.split()))
    return evidence, list(dict.fromkeys(answers))


def _kind(rating: Rating, documents: int) -> str:
    if rating.verdict is Verdict.UP and not rating.answered:
        return "unanswerable"
    if rating.history:
        return "conversation"
    if documents > 1:
        return "comparison"
    return next((_KINDS[wanted] for wanted in wanted_kinds(rating.question) if wanted in _KINDS), "fact")


def _style(question: str) -> str:
    if is_english(question):
        return "english"
    return "nodiacritics" if bare(question) == question else "formal"
