"""What a report looks like: a table for the terminal, and a folder of files to keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import EvalError
from eval.baseline import Difference
from eval.markdown import milliseconds, percent, render_markdown
from eval.measures import MEASURES, Verdict
from eval.page import render_page
from eval.runner import Group, Report

FILES = ("report.html", "report.md", "report.json", "answers.jsonl")


def render_table(report: Report) -> str:
    """The means of each group in per cent, the intervals of all questions below theirs, times in milliseconds."""
    rows = [["", "n", *MEASURES, "p50 ms", "p95 ms"]]
    for group in report.groups:
        rows.append(_means(group))
        if group.by == "all":
            rows += _bounds(group)
    label = max(len(row[0]) for row in rows)
    widths = [max(len(row[i]) for row in rows) for i in range(1, len(rows[0]))]
    return "\n".join(
        "  ".join(
            [row[0].ljust(label), *(cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True))]
        ).rstrip()
        for row in rows
    )


def write_report(report: Report, folder: Path, difference: Difference | None = None) -> None:
    """Write `FILES` into `folder`, which is made where it is not there; answers.jsonl is as `ask --batch` writes it."""
    contents = (
        render_page(report, difference),
        render_markdown(report, difference),
        json.dumps(_record(report, difference), ensure_ascii=False, indent=1) + "\n",
        _lines({"id": "", "answered": False} | dict(o.answer) | {"id": o.question.id} for o in report.verdicts),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in zip(FILES, contents, strict=True):
            (folder / name).write_bytes(content.encode("utf-8"))
    except OSError as error:
        raise EvalError(f"{folder}: the report cannot be written ({error.strerror}); name another folder") from error


def _means(group: Group) -> list[str]:
    means = [group.mean(measure) for measure in MEASURES]
    name = group.name if group.by == "all" else f"{group.by} {group.name}"
    cells = [percent(mean.value) if mean else "" for mean in means]
    return [name, str(group.count), *cells, milliseconds(group.p50), milliseconds(group.p95)]


def _bounds(group: Group) -> list[list[str]]:
    means = [group.mean(measure) for measure in MEASURES]
    return [
        ["  from", "", *(percent(mean.low) if mean else "" for mean in means), "", ""],
        ["  to", "", *(percent(mean.high) if mean else "" for mean in means), "", ""],
    ]


def _record(report: Report, difference: Difference | None) -> dict[str, Any]:
    """The report as JSON values, shares between 0 and 1: all that another rendering needs."""
    return {
        "groups": [asdict(group) for group in report.groups],
        "calibrations": [asdict(calibration) for calibration in report.calibrations],
        "questions": [_verdict(verdict) for verdict in report.verdicts],
        "difference": asdict(difference) if difference else None,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "question": asdict(verdict.question),
        "right": verdict.right,
        "miss": verdict.miss,
        "metrics": {metric.measure: metric.value for metric in verdict.metrics},
        "confidence": verdict.confidence,
        "seconds": verdict.seconds,
    }


def _lines(records: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
