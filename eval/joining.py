"""Fit the weights that join the signals, and show what each is worth: `python -m eval.joining --set STORE FILE...`.

Every line of the table is fitted on all provinces but one and measured on that one, in turn, so no question is measured
with weights that saw its plan, nor a restatement of it. Questions that compare plans are left out: each of their parts
is ranked by itself. What is left out is the weights alone: the units are those that words, lexicon and vectors propose
together, and the words' signals hold the hand-tuned factor by which a unit is of the right kind (`assistant.fitness`).
The weights fitted on everything come last; they belong into `assistant/signals.py`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.meaning import Meaning
from assistant.signals import WEIGHTS, Signals
from corpus.types import Document
from eval.documents import texts_by_name
from eval.questions import Question, load_question_sets, locate_evidence
from index.encoder import StaticEncoder

NAMES = Signals._fields
STEPS = {
    "words of the unit": ("own",),
    "+ structure (headings, leads, headers)": ("around",),
    "+ lexicon": ("added", "added_around"),
    "+ BM25 of the passage": ("passage_words",),
    "+ encoder, passages": ("passage_meaning",),
    "+ encoder, units": ("meaning",),
    "+ encoder, windows of units": ("windows",),
}  # the signals that each line of the table adds
ALONE = {"BM25 of passages alone": "passage_words", "encoder on units alone": "meaning", "windows alone": "windows"}
CUTS = (1, 5, 10)
_START = np.array([1.0, 1.0, 1.0, 1.0, 0.3, 0.3, 0.3, 0.3])  # of the fit, which is drawn back to them
_DRAW = 0.005  # strength of that
_SHARPNESS = 8.0  # by which scores are multiplied before the softmax
_RATE, _ROUNDS = 0.03, 300  # of Adam
_KEPT = 120  # units of a question that the fit looks at, the best by the first weights
_LEAST_OVERLAP = 12  # code points of the evidence that a unit must hold

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its units: signals (units, 8), the passage of each, and whether it holds the evidence."""

    question: Question
    group: str  # the province
    signals: Numbers
    passages: NDArray[np.int64]
    right: NDArray[np.bool_]


def cases_of(assistant: Assistant, questions: Sequence[Question]) -> Iterator[Case]:
    """The cases of the questions that can be answered from one plan; those that compare plans have no candidates.

    A case may have no right unit: where neither words nor vectors propose one, its recalls are 0.
    """
    documents = {Path(d.source.path).stem: d for d in assistant.documents()}
    texts = texts_by_name(documents.values())
    for question in questions:
        found = assistant.candidates(question.question, question.history) if question.answerable else []
        if not found:
            continue
        places = locate_evidence(question, texts)
        spans = [(documents[place.doc].id, place.span) for place in places]
        right = [
            any(
                u.unit.document.id == identity
                and u.unit.unit.span.overlap(span) >= min(_LEAST_OVERLAP, len(u.unit.unit.span))
                for identity, span in spans
            )
            for u in found
        ]
        yield Case(
            question,
            _province(documents[places[0].doc]),
            np.array([u.signals for u in found]),
            np.array([u.passage for u in found]),
            np.array(right),
        )


def _province(document: Document) -> str:
    province = document.metadata.province
    return province.value if province else document.id


def fit(cases: Sequence[Case], used: NDArray[np.bool_]) -> Numbers:
    """The weights, none negative and 0 where not `used`, that make the right units likeliest (softmax over units)."""
    start = np.where(used, _START, 0.0)
    lists = [_pruned(case, start) for case in cases if case.right.any()]
    weights, first, second = start.copy(), np.zeros(len(start)), np.zeros(len(start))
    for step in range(1, _ROUNDS + 1):
        slope = 2 * _DRAW * (weights - start)
        for signals, right in lists:
            scores = _SHARPNESS * signals @ weights
            slope += _SHARPNESS * (_softmax(scores) @ signals - _softmax(scores[right]) @ signals[right]) / len(lists)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        move = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.where(used, np.maximum(0.0, weights - _RATE * move), 0.0)
    return weights


def _pruned(case: Case, weights: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    best = np.argsort(-(case.signals @ weights))[:_KEPT]
    kept = np.union1d(best, np.flatnonzero(case.right))
    return case.signals[kept], case.right[kept]


def _softmax(scores: Numbers) -> Numbers:
    exponentials = np.exp(scores - scores.max())
    return np.asarray(exponentials / exponentials.sum())


def recalls(case: Case, weights: Numbers) -> list[float]:
    """Recall at each cut: whether one of the first passages, by their best units, holds a right unit."""
    order = np.argsort(-(case.signals @ weights), kind="stable")
    ranked = list(dict.fromkeys(case.passages[order].tolist()))
    wanted = set(case.passages[case.right].tolist())
    return [float(any(number in wanted for number in ranked[:cut])) for cut in CUTS]


def left_out(cases: Sequence[Case], used: NDArray[np.bool_]) -> Numbers:
    """The recalls (cases, cuts), each measured with weights fitted on the other provinces."""
    found = np.zeros((len(cases), len(CUTS)))
    for group in sorted({case.group for case in cases}):
        weights = fit([case for case in cases if case.group != group], used)
        for place, case in enumerate(cases):
            if case.group == group:
                found[place] = recalls(case, weights)
    return found


def table(cases: Sequence[Case], lines: dict[str, Numbers], by: Callable[[Case], str]) -> str:
    """A Markdown table: a line for each set of signals, a column for each group, recall@1/5/10 in it."""
    groups = sorted({by(case) for case in cases})
    counts = [sum(by(case) == group for case in cases) for group in groups]
    head = " | ".join(
        f"{group} ({count})" for group, count in zip(["all", *groups], [len(cases), *counts], strict=True)
    )
    rows = [f"| | {head} |", "|" + "---|" * (len(groups) + 2)]
    for name, found in lines.items():
        masks = [np.ones(len(cases), dtype=bool), *(np.array([by(c) == group for c in cases]) for group in groups)]
        cells = ("/".join(f"{100 * value:.1f}" for value in found[mask].mean(axis=0)) for mask in masks)
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def measured(cases: Sequence[Case]) -> dict[str, Numbers]:
    """The recalls of every line of the table."""
    lines = {}
    for name, signal in ALONE.items():
        only = np.array([float(one == signal) for one in NAMES])
        lines[name] = np.array([recalls(case, only) for case in cases])
    used = np.zeros(len(NAMES), dtype=bool)
    for name, added in STEPS.items():
        used |= np.isin(NAMES, added)
        lines[name] = left_out(cases, used)
    lines["weights as shipped (seen)"] = np.array([recalls(case, np.array(WEIGHTS)) for case in cases])
    return lines


def main() -> None:
    """Print the tables and the weights."""
    parser = argparse.ArgumentParser(description="fit the weights that join the signals")
    parser.add_argument("--set", nargs="+", action="append", required=True, metavar="STORE_AND_QUESTIONS", dest="sets")
    parser.add_argument("--model", type=Path, help="compare units by the static encoder in this folder")
    arguments = parser.parse_args()
    meaning = Meaning(StaticEncoder(arguments.model)) if arguments.model else None
    cases: list[Case] = []
    for store, *files in arguments.sets:
        with Assistant.open(Path(store), meaning) as assistant:
            cases += cases_of(assistant, load_question_sets(map(Path, files)))
    lines = measured(cases)
    for by in (lambda case: case.question.style, lambda case: case.group):
        sys.stdout.write(f"{table(cases, lines, by)}\n\n")
    everything = fit(cases, np.ones(len(NAMES), dtype=bool))
    for name, weight in zip(NAMES, everything, strict=True):
        sys.stdout.write(f"{name}: {weight:.2f}\n")


if __name__ == "__main__":
    main()
