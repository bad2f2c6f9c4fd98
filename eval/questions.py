"""Question sets: the format, its strict loader, and the places of the evidence in the documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from corpus.errors import EvalError
from corpus.types import Span

UNANSWERABLE = "unanswerable"
COMPARISON = "comparison"
CONVERSATION = "conversation"
KINDS = (
    *("number", "money", "date", "fact", "who", "list", "table", "definition", "status"),
    *(COMPARISON, CONVERSATION, UNANSWERABLE),
)
STYLES = ("formal", "lay", "keyword", "typo", "nodiacritics", "english")
WHYS = (
    *("near-miss-year", "near-miss-province", "near-miss-entity"),
    *("out-of-scope", "general", "chitchat", "injection", "gibberish"),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters of a document that hold the answer; `doc` is the document's file name without suffix."""

    doc: str
    quote: str
    section: str


@dataclass(frozen=True, slots=True)
class Question:
    """One curated question with its gold.

    The first of `answers` is written as in the source, the rest are other spellings; for lists and comparisons every
    one is required. Several pieces of evidence say the same and one is enough (comparison: one a document) unless
    `all_evidence`. `why` is "" for a question that can be answered.
    """

    id: str
    question: str
    kind: str
    docs: tuple[str, ...]
    answers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    style: str
    history: tuple[str, ...] = ()
    all_evidence: bool = False
    why: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the documents hold an answer; if not, declining is right."""
        return self.kind != UNANSWERABLE

    @property
    def needs_all(self) -> bool:
        """Whether every one of `answers` is required rather than one of them."""
        return self.kind in ("list", COMPARISON)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of evidence stands."""

    doc: str
    span: Span


def load_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a JSON Lines file in the order of its lines; blank lines are skipped.

    Raises EvalError for the first line that is malformed, for a repeated id and for a file without a question.
    """
    return load_question_sets((path,))


def load_question_sets(paths: Iterable[Path]) -> tuple[Question, ...]:
    """The questions of several files one after the other; an id may stand only once in all of them."""
    questions: dict[str, Question] = {}
    first_seen: dict[str, str] = {}
    for path in paths:
        known = len(questions)
        for number, line in enumerate(read_lines(path), 1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            question = _Record(where, line).question()
            if question.id in questions:
                raise EvalError(f"{where}: id {question.id!r} stands at {first_seen[question.id]} too; give it another")
            questions[question.id] = question
            first_seen[question.id] = where
        if len(questions) == known:
            raise EvalError(f"{path}: holds no question; write one JSON object a line")
    return tuple(questions.values())


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, split at line feeds only: a quote may hold other separators, such as U+2028."""
    try:
        return path.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}); name a file of questions") from error
    except UnicodeDecodeError as error:
        raise EvalError(f"{path}: is not UTF-8 at byte {error.start}; save it as UTF-8") from error


def locate_evidence(question: Question, documents: Mapping[str, str]) -> tuple[Place, ...]:
    """The place of each piece of evidence: the first one where its quote stands to the letter.

    Raises EvalError where the document or the quote is not there.
    """
    places = []
    for piece in question.evidence:
        if piece.doc not in documents:
            raise EvalError(f"{question.id}: document {piece.doc!r} is not in the store; index it or leave the set out")
        start = documents[piece.doc].find(piece.quote)
        if start < 0:
            raise EvalError(
                f"{question.id}: the quote {_head(piece.quote)} is not in {piece.doc!r}; copy it from the stored text "
                "or run `python -m eval.align`"
            )
        places.append(Place(piece.doc, Span(start, start + len(piece.quote))))
    return tuple(places)


def ambiguous_evidence(question: Question, documents: Mapping[str, str]) -> tuple[str, ...]:
    """One warning for each quote that stands more than once in its document, so that its place is a guess."""
    return tuple(
        f"{question.id}: the quote {_head(piece.quote)} stands {count} times in {piece.doc!r}; make it longer"
        for piece in question.evidence
        if (count := _occurrences(documents.get(piece.doc, ""), piece.quote)) > 1
    )


def _occurrences(text: str, quote: str) -> int:
    """How often `quote` stands in `text`, counting overlapping places."""
    return len(re.findall(f"(?={re.escape(quote)})", text))


def _head(quote: str) -> str:
    """The start of a quote on one line, for a message."""
    folded = " ".join(quote.split())
    return repr(folded if len(folded) <= 60 else folded[:59] + "…")


class _Record:
    """One line of a question set while it is checked; `where` is its file and line for messages."""

    REQUIRED = ("id", "question", "kind", "docs", "answers", "evidence", "style")
    OPTIONAL = ("history", "all_evidence", "why")

    def __init__(self, where: str, line: str) -> None:
        self.where = where
        try:
            fields: object = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise EvalError(f"{where}: is not JSON ({error}); write one JSON object a line") from error
        if not isinstance(fields, dict):
            self.refuse("is not a JSON object", "write one object a line")
        self.fields: dict[str, object] = fields
        for name in self.REQUIRED:
            if name not in fields:
                self.refuse(f"lacks {name!r}", f"give {', '.join(self.REQUIRED)}")
        for name in fields:
            if name not in self.REQUIRED + self.OPTIONAL:
                self.refuse(f"has the unknown field {name!r}", "remove it or mend its name")

    def refuse(self, what: str, remedy: str) -> NoReturn:
        raise EvalError(f"{self.where}: {what}; {remedy}")

    def question(self) -> Question:
        question = Question(
            id=self.text("id", self.fields["id"]),
            question=self.text("question", self.fields["question"]),
            kind=self.one_of("kind", KINDS),
            docs=self.texts("docs"),
            answers=self.texts("answers"),
            evidence=self.evidence(),
            style=self.one_of("style", STYLES),
            history=self.texts("history"),
            all_evidence=self.flag("all_evidence"),
            why=self.one_of("why", WHYS) if "why" in self.fields else "",
        )
        if any(character.isspace() for character in question.id):
            self.refuse(f"id {question.id!r} has white space", "write a slug such as 'camau-014'")
        self.check_gold(question)
        return question

    def check_gold(self, question: Question) -> None:
        for name in ("docs", "answers", "evidence", "why"):
            wanted = question.answerable != (name == "why")
            self.check_presence(question, name, wanted, f"{UNANSWERABLE!r} has 'why' alone, others have the rest")
        if question.answerable or not question.history:  # a follow-up may be one that no document answers
            earlier = question.kind == CONVERSATION
            rule = f"{CONVERSATION!r} has earlier turns, {UNANSWERABLE!r} may have them, no other kind has"
            self.check_presence(question, "history", earlier, rule)
        if len(set(question.docs)) < len(question.docs):
            self.refuse("docs names a document twice", "name each once")
        if stray := {piece.doc for piece in question.evidence} ^ set(question.docs):
            self.refuse(f"docs and evidence differ in {min(stray)!r}", "give evidence from each of docs, and no other")
        if question.kind == COMPARISON and len(question.docs) == 1:
            self.refuse("a comparison of one document", "name two or more")
        if question.all_evidence and not question.answerable:
            self.refuse(f"'all_evidence' with kind {UNANSWERABLE!r}", "remove it")

    def check_presence(self, question: Question, name: str, wanted: bool, rule: str) -> None:
        if bool(getattr(question, name)) != wanted:
            self.refuse(f"kind {question.kind!r} {'without' if wanted else 'with'} {name!r}", rule)

    def text(self, name: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"{name!r} is not a text or is empty", "write a text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.fields.get(name, [])
        if not isinstance(values, list):
            self.refuse(f"{name!r} is not a list", "write a list of texts")
        return tuple(self.text(f"{name}[{i}]", value) for i, value in enumerate(values))

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, self.fields[name])
        if value not in allowed:
            self.refuse(f"unknown {name} {value!r}", f"give one of {', '.join(allowed)}")
        return value

    def flag(self, name: str) -> bool:
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            self.refuse(f"{name!r} is neither true nor false", "write true or false")
        return value

    def evidence(self) -> tuple[Evidence, ...]:
        pieces = self.fields["evidence"]
        if not isinstance(pieces, list):
            self.refuse("'evidence' is not a list", "write a list of objects")
        found = []
        for i, piece in enumerate(pieces):
            if not isinstance(piece, dict) or set(piece) != {"doc", "quote", "section"}:
                self.refuse(f"evidence[{i}] is not an object of doc, quote and section", "give these three")
            doc, quote = (self.text(f"evidence[{i}].{name}", piece[name]) for name in ("doc", "quote"))
            if not isinstance(piece["section"], str):
                self.refuse(f"evidence[{i}].section is not a text", "write the headings, or '' before the first one")
            found.append(Evidence(doc, quote, piece["section"]))
        return tuple(found)
