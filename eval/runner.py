"""Asking a question set and putting its verdicts together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import AssistantError
from eval.calibration import Calibration, calibrate_all
from eval.intervals import Mean, mean_of
from eval.measures import MEASURES, AnswerRecord, Verdict, assess
from eval.questions import Question

Ask = Callable[[str, Sequence[str]], AnswerRecord]  # the question and the earlier turns, oldest first


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that have something in common, and how they did; `by` is all, kind, style or document.

    `means` has the measures that apply to any of the questions; `p50` and `p95` are seconds, None where no answer says
    how long it took.
    """

    by: str
    name: str
    count: int
    means: tuple[Mean, ...]
    p50: float | None
    p95: float | None

    def mean(self, measure: str) -> Mean | None:
        """The mean of a measure; None where it applies to none of the questions."""
        return next((mean for mean in self.means if mean.measure == measure), None)


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict of each question, in their order, and the groups: all first, then kinds, styles, documents.

    `calibrations` says how far the confidence can be believed; it is empty where no answer gives one.
    """

    verdicts: tuple[Verdict, ...]
    groups: tuple[Group, ...]
    calibrations: tuple[Calibration, ...]

    def group(self, by: str, name: str) -> Group:
        """The group of that name; KeyError where no question belongs to it."""
        for group in self.groups:
            if (group.by, group.name) == (by, name):
                return group
        raise KeyError((by, name))

    @property
    def misses(self) -> tuple[Verdict, ...]:
        """The verdicts that are not right."""
        return tuple(verdict for verdict in self.verdicts if not verdict.right)


def ask_all(questions: Iterable[Question], ask: Ask) -> dict[str, AnswerRecord]:
    """Ask every question, one after the other, and time it; the answers by question id.

    A question that `ask` refuses with AssistantError has an answer marked `missing` that gives the message as its
    reason: it scores nothing, and the others are still asked. Any other error ends the run.
    """
    answers: dict[str, AnswerRecord] = {}
    for question in questions:
        start = time.perf_counter()
        try:
            answer = ask(question.question, question.history)
        except AssistantError as error:
            answer = {"answered": False, "missing": True, "reason": str(error)}
        seconds = time.perf_counter() - start
        answers[question.id] = {**answer, "id": question.id, "question": question.question, "seconds": seconds}
    return answers


def evaluate(
    questions: Sequence[Question], answers: Mapping[str, AnswerRecord], documents: Mapping[str, str]
) -> Report:
    """Assess each question first, then take the means of each group.

    `answers` is by question id. A question without an answer scores nothing and stays in every mean; answers to other
    questions are not looked at.
    """
    verdicts = tuple(assess(question, answers.get(question.id), documents) for question in questions)
    groups = tuple(_group(by, name, part) for (by, name), part in _parts(verdicts).items())
    return Report(verdicts, groups, calibrate_all(verdicts))


def _parts(verdicts: tuple[Verdict, ...]) -> dict[tuple[str, str], list[Verdict]]:
    """The verdicts of each group; a question about several documents counts under each of them."""
    parts: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        question = verdict.question
        keys = [("all", "all"), ("kind", question.kind), ("style", question.style)]
        for key in keys + [("document", doc) for doc in question.docs]:
            parts.setdefault(key, []).append(verdict)
    order = ("all", "kind", "style", "document")
    return dict(sorted(parts.items(), key=lambda part: (order.index(part[0][0]), part[0][1])))


def _group(by: str, name: str, verdicts: Sequence[Verdict]) -> Group:
    means = []
    for measure in MEASURES:
        values = [value for verdict in verdicts if (value := verdict.value(measure)) is not None]
        if values:
            means.append(mean_of(measure, values))
    times = sorted(verdict.seconds for verdict in verdicts if verdict.seconds is not None)
    p50, p95 = (times[int(len(times) * share)] if times else None for share in (0.5, 0.95))
    return Group(by, name, len(verdicts), tuple(means), p50, p95)
