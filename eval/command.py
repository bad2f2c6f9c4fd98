"""The command `plan-assistant eval`: question sets in, a table and a report out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from eval.baseline import Difference, compare, load_baseline, save_baseline
from eval.confidence import confidence_line
from eval.questions import Question, ambiguous_evidence, load_question_sets, locate_evidence
from eval.report import FILES, render_table, write_report
from eval.runner import Ask, ask_all, evaluate

OpenAssistant = Callable[[], tuple[Ask, Mapping[str, str]]]  # what answers, and the document texts by name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command, --store excepted, which every command has."""
    parser.add_argument("questions", nargs="+", type=Path, metavar="QUESTIONS.jsonl", help="question sets")
    parser.add_argument("--report", type=Path, metavar="DIR", help=f"write {', '.join(FILES)} into this folder")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="show the difference to an earlier evaluation")
    parser.add_argument("--save-baseline", type=Path, metavar="FILE", help="save this evaluation to compare with later")


def main(args: argparse.Namespace, open_assistant: OpenAssistant) -> int:
    """Run the command with parsed arguments and give its exit code.

    The question sets are checked before `open_assistant`, which may take long, is called. Raises EvalError for what
    the user has to mend.
    """
    questions = load_question_sets(args.questions)
    return _run(questions, open_assistant, args.report, args.baseline, args.save_baseline)


def run(
    paths: Iterable[Path],
    ask: Ask,
    documents: Mapping[str, str],
    report_dir: Path | None = None,
    baseline: Path | None = None,
    save_to: Path | None = None,
) -> int:
    """Evaluate an assistant that is open already, as `main` does."""
    return _run(load_question_sets(paths), lambda: (ask, documents), report_dir, baseline, save_to)


def _run(
    questions: tuple[Question, ...],
    open_assistant: OpenAssistant,
    report_dir: Path | None,
    baseline: Path | None,
    save_to: Path | None,
) -> int:
    earlier = load_baseline(baseline) if baseline else None
    ask, documents = open_assistant()
    for question in questions:
        locate_evidence(question, documents)  # a fault of the set must show before minutes of asking, not after
        for warning in ambiguous_evidence(question, documents):
            print(f"warning: {warning}", file=sys.stderr)
    report = evaluate(questions, ask_all(questions, ask), documents)
    difference = compare(report, earlier) if earlier else None
    print(render_table(report))
    print(f"\n{len(report.verdicts) - len(report.misses)} of {len(report.verdicts)} questions are right")
    print(confidence_line(report.calibrations))
    if difference:
        print("\n".join(_changes(difference)))
    if report_dir:
        write_report(report, report_dir, difference)
        print(f"report: {report_dir / FILES[0]}")
    if save_to:
        save_baseline(report, save_to)
        print(f"baseline: {save_to}")
    return 0


def _changes(difference: Difference) -> list[str]:
    """The difference to the baseline in a few lines."""
    points = ", ".join(f"{change.measure} {100 * change.value:+.1f}" for change in difference.means)
    lines = [f"to the baseline: {points or 'no question in common'}"]
    for title, ids in (("newly right", difference.newly_right), ("newly wrong", difference.newly_wrong)):
        lines.append(f"{title} ({len(ids)}): {', '.join(ids) or 'none'}")
    if difference.added or difference.gone:
        lines.append(f"not compared: {len(difference.added)} new, {len(difference.gone)} gone")
    return lines
