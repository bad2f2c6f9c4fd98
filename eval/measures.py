"""The measures: what one answer is worth for one question.

| measure   | 1 where                                                                                           |
|-----------|---------------------------------------------------------------------------------------------------|
| recall@k  | the first k passages meet the evidence                                                            |
| correct   | the citations show the evidence, the first one does, and the required answers stand there         |
| short     | correct, and the answer text of at most 300 characters holds the answer itself                    |
| refused   | it was not answered though it can be                                                              |
| declined  | it was not answered because it cannot be                                                          |
| answered  | an answer was given, right or not; the mean is the coverage                                       |
| verbatim  | every quote is the document's text at its offsets                                                 |
| supported | every figure, date and document number of the answer stands in one of its quotes                  |
| missing   | there is no answer at all; all that it could have earned is lost                                  |
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from corpus.errors import EvalError
from eval.questions import COMPARISON, Place, Question, locate_evidence
from eval.support import unsupported

AnswerRecord = Mapping[str, Any]  # an answer as the command line writes it, see `plan-assistant ask --json`

CUTS = (1, 5, 10)
MEASURES = (
    *(f"recall@{k}" for k in CUTS),
    "correct",
    "short",
    "declined",
    "refused",
    "answered",
    "verbatim",
    "supported",
    "missing",
)
MAX_PASSAGE = 2_000
MAX_QUOTE = 600
MAX_ROWS_QUOTE = 1_500  # a list or a table is quoted whole
MAX_SHORT = 300
COUNTING = 3  # citations that count; more would let an answer quote everything
COUNTING_LIST = 4


@dataclass(frozen=True, slots=True)
class Metric:
    """The value of a measure for one question, 0 to 1."""

    measure: str
    value: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer earned; `miss` says why it is not right, "" where it is; `places` are those of the evidence."""

    question: Question
    answer: AnswerRecord
    metrics: tuple[Metric, ...]
    miss: str
    places: tuple[Place, ...]

    @property
    def right(self) -> bool:
        """Whether it is correct, or was rightly declined."""
        return not self.miss

    @property
    def seconds(self) -> float | None:
        """How long the answer took; None where it does not say."""
        return self.answer.get("seconds")

    @property
    def given(self) -> str:
        """The text of the answer; "" where it declined or quotes only."""
        return (self.answer.get("answer") or "") if self.answer.get("answered") else ""

    @property
    def confidence(self) -> float | None:
        """The confidence, 0 to 1; None where the answer does not say."""
        return self.answer.get("confidence")

    def value(self, measure: str) -> float | None:
        """The value of a measure; None where the measure does not apply to the question."""
        return next((metric.value for metric in self.metrics if metric.measure == measure), None)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A passage or citation: where it says that it stands and what it shows."""

    document: str
    start: int
    end: int
    quote: str
    folded: str

    @property
    def length(self) -> int:
        return self.end - self.start

    def overlap(self, place: Place) -> int:
        if self.document != place.doc:
            return 0
        return max(0, min(self.end, place.span.end) - max(self.start, place.span.start))


def assess(question: Question, answer: AnswerRecord | None, documents: Mapping[str, str]) -> Verdict:
    """All metrics of one answer, None where it is missing.

    Raises EvalError where the evidence is not in the documents or the answer has not the shape of the contract.
    """
    given: AnswerRecord = {"missing": True} if answer is None else answer
    text = given.get("answer") or ""
    if not isinstance(text, str):
        raise EvalError(f"answer to {question.id}: 'answer' is not a text; write one")
    stated = given.get("confidence")
    if stated is not None and (type(stated) not in (int, float) or not 0 <= stated <= 1):
        raise EvalError(f"answer to {question.id}: 'confidence' is not a number from 0 to 1; write one or leave it out")
    cited = _hits(question, given, "citations", documents)
    places = locate_evidence(question, documents)
    missing, refused = bool(given.get("missing")), not given.get("answered")
    values: dict[str, float] = {
        "answered": not (refused or missing),
        "verbatim": all(documents.get(hit.document, "")[hit.start : hit.end] == hit.quote for hit in cited),
        "supported": not unsupported(given),
        "missing": missing,
    }
    if question.answerable:
        rank = _rank(question, _hits(question, given, "passages", documents), places)
        values |= {f"recall@{k}": rank is not None and rank <= k for k in CUTS}
        miss = "refused" if refused else _fault(question, fold(text), cited, places)
        short = not miss and len(text) <= MAX_SHORT and _says(question, fold(text))
        values |= {"correct": not miss, "short": short, "refused": refused}
    else:
        values["declined"] = refused and not missing
        miss = "" if values["declined"] else f"should decline: {question.why}"
    metrics = tuple(Metric(measure, float(values[measure])) for measure in MEASURES if measure in values)
    return Verdict(question, given, metrics, "no answer" if missing else miss, places)


def fold(text: str) -> str:
    """`text` in the form in which answers are compared.

    NFC and casefolded, Eth as Đ, thousands unseparated, no white space or table marks but one blank between digits.
    """
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ").casefold()
    text = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"((?<=\d)\s+(?=\d))|[\s|*_]+", lambda match: " " if match[1] else "", text)
    return text.strip(".,;: ")


def holds(folded: str, answer: str) -> bool:
    """Whether a folded text holds `answer` whole: 5% does not stand in 15%, nor 12 in 128."""
    wanted = _wanted(answer)
    return wanted is not None and wanted.search(folded) is not None


@lru_cache(maxsize=4096)
def _wanted(answer: str) -> re.Pattern[str] | None:
    folded = fold(answer)
    if not folded:
        return None
    before = r"(?<![\d,])" if folded[0].isdigit() else ""
    after = r"(?!,?\d)" if folded[-1].isdigit() else ""
    return re.compile(before + re.escape(folded) + after)


def _hits(question: Question, answer: AnswerRecord, name: str, documents: Mapping[str, str]) -> list[_Hit]:
    """The citations or passages of an answer; a passage is read in the document, a citation as it was quoted."""
    listed = answer.get(name, [])
    if not isinstance(listed, Sequence):
        raise EvalError(f"answer to {question.id}: {name!r} is not a list; write one, empty where there are none")
    hits = []
    for given in listed:
        try:
            document, start, end = PurePath(given["source"]).stem, int(given["start"]), int(given["end"])
            quote = str(given["quote"]) if name == "citations" else documents.get(document, "")[start:end]
        except (KeyError, TypeError, ValueError) as error:
            what = f"answer to {question.id}: one of its {name} is malformed ({error!r})"
            raise EvalError(f"{what}; give source, start, end and, for a citation, quote") from error
        hits.append(_Hit(document, start, end, quote, fold(quote)))
    return hits


def _needed(question: Question, places: tuple[Place, ...]) -> list[tuple[Place, ...]]:
    """Groups of places of which one each is needed."""
    if question.all_evidence:
        return [(place,) for place in places]
    if question.kind == COMPARISON:
        return [tuple(place for place in places if place.doc == doc) for doc in question.docs]
    return [places]


def _rank(question: Question, passages: list[_Hit], places: tuple[Place, ...]) -> int | None:
    """The rank at which the passages so far meet the evidence, None where the first ten do not."""
    ranks = []
    for group in _needed(question, places):
        meeting = (
            rank
            for rank, passage in enumerate(passages[: max(CUTS)], 1)
            if any(_meets(passage, place, question.answers) for place in group)
        )
        ranks.append(next(meeting, None))
    return None if None in ranks else max(rank for rank in ranks if rank is not None)


def _meets(passage: _Hit, place: Place, answers: tuple[str, ...]) -> bool:
    """Whether a passage covers half of the place, or some of it and holds an answer."""
    overlap = passage.overlap(place)
    if not overlap or passage.length > MAX_PASSAGE:
        return False
    return 2 * overlap >= len(place.span) or any(holds(passage.folded, answer) for answer in answers)


def _fault(question: Question, said: str, cited: list[_Hit], places: tuple[Place, ...]) -> str:
    """Why an answer is not correct, "" where it is."""
    rows = question.kind in ("list", "table")
    count = COUNTING_LIST if question.kind == "list" else COUNTING
    if question.kind == COMPARISON:
        count = len(question.docs) + 1
    counting = [hit for hit in cited[:count] if hit.length <= (MAX_ROWS_QUOTE if rows else MAX_QUOTE)]
    beside = [hit for hit in counting if not any(hit.overlap(place) for place in places)]
    if not counting:
        return "no counting citation"
    if counting[0] in beside:
        return "first citation is beside the evidence"
    if not all(any(hit.overlap(place) for hit in counting for place in group) for group in _needed(question, places)):
        return "a piece of evidence is not cited"
    if question.needs_all:
        shown = [said, *(hit.folded for hit in counting)]
        lacking = [answer for answer in question.answers if not any(holds(text, answer) for text in shown)]
        return f"lacks {lacking[0][:60]!r}" if lacking else ""
    shown = [said, *(hit.folded for hit in counting if hit not in beside)]
    if not any(holds(text, answer) for answer in question.answers for text in shown):
        return "the answer is not in what is cited"
    return ""


def _says(question: Question, said: str) -> bool:
    """Whether the answer text itself holds the answer: every value of a comparison, one for other kinds."""
    enough = all if question.kind == COMPARISON else any
    return enough(holds(said, answer) for answer in question.answers)
