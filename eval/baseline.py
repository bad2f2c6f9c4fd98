"""A saved evaluation, and what another one does better or worse."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import EvalError
from eval.intervals import Mean, mean_of
from eval.measures import MEASURES
from eval.runner import Report

VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """The metrics of an earlier evaluation, by question id and measure, and the ids that were right.

    `answers` has the texts that were given, "" where it declined; files saved before texts were kept have none.
    """

    metrics: Mapping[str, Mapping[str, float]]
    right: frozenset[str]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed since the baseline, over the questions that both have.

    `means` are means of the differences question by question, new less old, with their intervals. The rest are
    question ids in the order of the report (`gone`: sorted). `earlier` has the texts that the newly right and the
    newly wrong were answered with before, as far as the baseline keeps them; "" is one that was declined.
    """

    means: tuple[Mean, ...]
    newly_right: tuple[str, ...]
    newly_wrong: tuple[str, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    earlier: Mapping[str, str]


def save_baseline(report: Report, path: Path) -> None:
    """Write metrics and answer text of each question as JSON; a file that is there is replaced whole or not at all."""
    questions = {
        verdict.question.id: {
            "right": verdict.right,
            "metrics": {metric.measure: metric.value for metric in verdict.metrics},
            "answer": verdict.given,
        }
        for verdict in report.verdicts
    }
    text = json.dumps({"version": VERSION, "questions": questions}, ensure_ascii=False, indent=1)
    written = path.with_name(f"{path.name}.tmp")
    try:
        written.write_text(text + "\n", encoding="utf-8")
        written.replace(path)
    except OSError as error:
        raise EvalError(f"{path}: the baseline cannot be written ({error.strerror}); name another file") from error


def load_baseline(path: Path) -> Baseline:
    """Read what `save_baseline` wrote; raises EvalError for anything else."""
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}); make it with --save-baseline") from error
    except (ValueError, RecursionError) as error:
        raise EvalError(f"{path}: is not JSON ({error}); make it with --save-baseline") from error
    if not isinstance(saved, dict) or saved.get("version") != VERSION:
        raise EvalError(f"{path}: is not a baseline of version {VERSION}; make it anew with --save-baseline")
    try:
        metrics = {
            id_: {str(measure): float(value) for measure, value in question["metrics"].items()}
            for id_, question in saved["questions"].items()
        }
        right = frozenset(id_ for id_, question in saved["questions"].items() if question["right"])
        answers = {id_: str(question["answer"]) for id_, question in saved["questions"].items() if "answer" in question}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvalError(f"{path}: is a damaged baseline ({error!r}); make it anew with --save-baseline") from error
    return Baseline(metrics, right, answers)


def compare(report: Report, baseline: Baseline) -> Difference:
    """Set a report against a baseline; a question that only one of them has is named and left out of the figures."""
    both = [verdict for verdict in report.verdicts if verdict.question.id in baseline.metrics]
    means = []
    for measure in MEASURES:
        pairs = [(verdict.value(measure), baseline.metrics[verdict.question.id].get(measure)) for verdict in both]
        changes = [new - old for new, old in pairs if new is not None and old is not None]
        if changes:
            means.append(mean_of(measure, changes))
    known = {verdict.question.id for verdict in report.verdicts}
    newly_right = tuple(o.question.id for o in both if o.right and o.question.id not in baseline.right)
    newly_wrong = tuple(o.question.id for o in both if not o.right and o.question.id in baseline.right)
    return Difference(
        means=tuple(means),
        newly_right=newly_right,
        newly_wrong=newly_wrong,
        added=tuple(o.question.id for o in report.verdicts if o.question.id not in baseline.metrics),
        gone=tuple(sorted(baseline.metrics.keys() - known)),
        earlier={id_: baseline.answers[id_] for id_ in newly_right + newly_wrong if id_ in baseline.answers},
    )
