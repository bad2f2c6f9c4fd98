"""Fit the confidence, and show what it is worth.

`python -m eval.calibrating STORE QUESTIONS... [--level STORE QUESTIONS...] [--also STORE QUESTIONS...]` prints tables,
and the weights last.

The weights of `assistant/confidence.py` are fitted on the questions of the first set: those that are answered from the
best unit when nothing is declined for want of confidence, right or wrong, with an unanswerable question always wrong.
They are measured on each plan with weights that were fitted on the others, and on further sets that no weight has seen.
Unanswerable questions are over-represented in our own sets, to have enough of them; they weigh less in the fit, so that
they count as `SHARE` of all. Our own questions are also harder than most; `--level` names a set of usual ones, on which
together with our own the bias alone is set so that the mean confidence is the share that is right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.confidence import LEAST
from assistant.export import answer_to_dict
from assistant.signs import Signs
from eval.calibration import Forecast, calibration_error, equal_width_bins
from eval.documents import texts_by_name
from eval.measures import assess
from eval.questions import Question, load_question_sets

SHARE = 1 / 6  # of the questions that users ask which no document answers; a guess that the shared sets agree with
_PENALTY = 0.02  # on squared weights of signs in units of their deviation
_FARTHEST, _HALVINGS = 5.0, 40  # of the search for the level
_ROUNDS = 50  # of Newton's method
_THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the plan it is about, what was said with which signs; `signs` is None where rules decided."""

    question: Question
    group: str
    answered: bool
    right: bool
    signs: Signs | None


def cases_of(store: Path, files: Sequence[Path]) -> Iterator[Case]:
    """What is said to each question when only rules decline."""
    with Assistant.open(store, least=0.0) as assistant:
        sources = assistant.sources()
        texts = texts_by_name(assistant.documents())
        for question in load_question_sets(files):
            answer = assistant.ask(question.question, question.history)
            verdict = assess(question, answer_to_dict(answer, question.id, sources), texts)
            hit = answer.hits[0].passage.document if answer.hits else ""
            group = question.docs[0] if question.docs else Path(sources.get(hit, "")).stem
            yield Case(question, group, answer.answered, bool(verdict.value("correct")), answer.signs)


@dataclass(frozen=True, slots=True)
class Fit:
    """A bias and a weight for each sign."""

    bias: float
    weights: Numbers

    def likelihoods(self, cases: Sequence[Case]) -> Numbers:
        """How likely each case is right."""
        return np.asarray(1 / (1 + np.exp(-(self.bias + _signs(cases) @ self.weights))))

    def by_id(self, every: Sequence[Case]) -> dict[str, float]:
        """The likelihood of each case that is judged by its signs, by question id."""
        cases = judged(every)
        return dict(zip((c.question.id for c in cases), self.likelihoods(cases), strict=True)) if cases else {}


def levelled(fitted: Fit, every: Sequence[Case]) -> Fit:
    """The fit with the bias at which the mean likelihood of the cases is the share that is right."""
    cases = judged(every)
    right = float(np.mean([case.right for case in cases]))
    low, high = -_FARTHEST, _FARTHEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        moved = replace(fitted, bias=fitted.bias + middle)
        low, high = (middle, high) if moved.likelihoods(cases).mean() < right else (low, middle)
    return replace(fitted, bias=fitted.bias + low)


def fit(every: Sequence[Case]) -> Fit:
    """The logistic regression of being right on the signs, by Newton's method with a penalty on the weights.

    An unanswerable question weighs as much less as there are too many of them among all.
    """
    cases = judged(every)
    signs, right = _signs(cases), np.array([case.right for case in cases], dtype=float)
    closed = sum(not case.question.answerable for case in every)
    less = SHARE / (1 - SHARE) * (len(every) - closed) / max(1, closed)
    weight = np.array([1.0 if case.question.answerable else less for case in cases])
    mean, deviation = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    columns = np.column_stack([np.ones(len(signs)), (signs - mean) / deviation])
    penalty = _PENALTY * np.diag([0.0, *np.ones(signs.shape[1])])
    found = np.zeros(columns.shape[1])
    for _ in range(_ROUNDS):
        told = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (weight * (told - right)) / weight.sum() + penalty @ found
        curve = (columns * (weight * told * (1 - told))[:, None]).T @ columns / weight.sum() + penalty
        found -= np.linalg.solve(curve, slope)
    weights = found[1:] / deviation
    return Fit(float(found[0] - weights @ mean), weights)


def left_out(every: Sequence[Case], made: Callable[[Sequence[Case]], Fit]) -> dict[str, float]:
    """How likely each case is right, by what was made from the other plans; by question id."""
    found: dict[str, float] = {}
    for group in sorted({case.group for case in every}):
        fitted = made([case for case in every if case.group != group])
        found |= fitted.by_id([case for case in every if case.group == group])
    return found


def line(name: str, every: Sequence[Case], likelihoods: dict[str, float]) -> Iterator[str]:
    """How well a set is told apart: calibration error, then declined/refused/correct for each threshold."""
    forecasts = [Forecast(likelihoods[c.question.id], c.right) for c in every if c.question.id in likelihoods]
    error = calibration_error(equal_width_bins(forecasts))
    yield f"{name}: {len(forecasts)} of {len(every)} judged by confidence, calibration error {error:.3f}"
    open_ended = [case for case in every if case.question.answerable]
    closed = [case for case in every if not case.question.answerable]
    for least in _THRESHOLDS:
        given = {c.question.id for c in every if c.answered and likelihoods.get(c.question.id, 1.0) >= least}
        declined = sum(case.question.id not in given for case in closed) / max(1, len(closed))
        refused = sum(case.question.id not in given for case in open_ended) / len(open_ended)
        correct = sum(case.right and case.question.id in given for case in open_ended) / len(open_ended)
        mark = " <" if least == LEAST else ""
        yield f"  from {least:.2f}: declined {declined:.1%}, refused {refused:.1%}, correct {correct:.1%}{mark}"


def _signs(cases: Sequence[Case]) -> Numbers:
    return np.array([case.signs for case in cases if case.signs is not None], dtype=float)


def judged(cases: Sequence[Case]) -> list[Case]:
    """The cases that were answered from the best unit, which only confidence can decline."""
    return [case for case in cases if case.answered and case.signs is not None]


def main() -> None:
    """Print the tables, what rules alone reach, and the weights."""
    parser = argparse.ArgumentParser(description="fit the confidence of answers")
    parser.add_argument("store", type=Path)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--level", nargs="+", default=[], metavar="STORE_AND_QUESTIONS")
    parser.add_argument("--also", nargs="+", action="append", default=[], metavar="STORE_AND_QUESTIONS")
    arguments = parser.parse_args()
    every = list(cases_of(arguments.store, arguments.questions))
    lines = list(line("own questions, each plan by weights fitted on the others", every, left_out(every, fit)))
    fitted = fit(every)
    if arguments.level:
        usual = list(cases_of(Path(arguments.level[0]), [Path(file) for file in arguments.level[1:]]))
        told = left_out([*every, *usual], partial(levelled, fitted))
        lines += line("usual questions, each plan at the level of the others, our own among them", usual, told)
        fitted = levelled(fitted, [*every, *usual])
    for store, *files in arguments.also:
        other = list(cases_of(Path(store), [Path(file) for file in files]))
        lines += line(store, other, fitted.by_id(other))
    ruled = [case for case in every if case.answered and case.signs is None]
    lines.append(f"answered by rules: {sum(case.right for case in ruled)} of {len(ruled)} right")
    lines.append(f"BIAS = {fitted.bias:.2f}")
    lines += [f"{name}={weight:.2f}," for name, weight in zip(Signs._fields, fitted.weights, strict=True)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
