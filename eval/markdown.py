"""A report as Markdown: the figures with their intervals, what changed, and every miss with all that explains it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from eval.baseline import Difference
from eval.confidence import SILENT, confidence_rows
from eval.intervals import LEVEL, Mean
from eval.measures import MEASURES, Verdict
from eval.runner import Group, Report
from eval.support import unsupported

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
TITLES = {"all": "All questions", "kind": "By kind", "style": "By style", "document": "By document"}


def render_markdown(report: Report, difference: Difference | None = None) -> str:
    """The whole report; the difference is left out where there is no baseline."""
    right = len(report.verdicts) - len(report.misses)
    lines = [
        "# Evaluation",
        "",
        f"{right} of {len(report.verdicts)} questions are right: answered correctly, or rightly declined.",
        f"Figures are per cent, with {LEVEL} % bootstrap intervals; times are milliseconds.",
        "Refused and missing are better lower, all others higher, but for answered: the share answered, right or not.",
        "",
        *_figures(report),
        *_confidence(report),
    ]
    if difference:
        lines += _changes(difference)
    lines += ["## Misses", ""]
    for verdict in report.misses:
        lines += _miss(verdict)
    if not report.misses:
        lines += ["None.", ""]
    lines += _faults(report)
    return "\n".join(lines)


def percent(value: float) -> str:
    """A share as per cent with one decimal."""
    return f"{100 * value:.1f}"


def milliseconds(seconds: float | None) -> str:
    """A time in milliseconds with one decimal; "" where there is none."""
    return "" if seconds is None else f"{1000 * seconds:.1f}"


def _figures(report: Report) -> Iterator[str]:
    for by, title in TITLES.items():
        groups = [group for group in report.groups if group.by == by]
        if groups:
            yield from (f"## {title}", "")
            yield from _table((by, "n", *MEASURES, "p50", "p95"), [_row(group) for group in groups])


def _row(group: Group) -> list[str]:
    cells = [_with_interval(mean) if (mean := group.mean(measure)) else "" for measure in MEASURES]
    return [_inline(group.name), str(group.count), *cells, milliseconds(group.p50), milliseconds(group.p95)]


def _with_interval(mean: Mean) -> str:
    return f"{percent(mean.value)} ({percent(mean.low)} to {percent(mean.high)})"


def _confidence(report: Report) -> Iterator[str]:
    yield from ("## Confidence", "")
    if not report.calibrations:
        yield from (f"{SILENT.capitalize()}.", "")
        return
    head = ("figure", *(calibration.over for calibration in report.calibrations))
    yield from _table(head, confidence_rows(report.calibrations))
    yield from ("Bins of the given answers, or of all questions where none was given:", "")
    rows = [
        [
            f"{part.low:.1f} to {part.high:.1f}",
            str(part.right.count),
            f"{part.confidence:.3f}",
            _with_interval(part.right),
        ]
        for part in report.calibrations[0].bins
    ]
    yield from _table(("confidence", "n", "mean", "right"), rows)


def _changes(difference: Difference) -> Iterator[str]:
    yield from ("## Difference to the baseline", "")
    rows = [
        [
            change.measure,
            f"{100 * change.value:+.1f}",
            f"{100 * change.low:+.1f} to {100 * change.high:+.1f}",
            str(change.count),
        ]
        for change in difference.means
    ]
    yield from _table(("measure", "points", f"{LEVEL} % interval", "n"), rows)
    named = (
        ("Newly right", difference.newly_right),
        ("Newly wrong", difference.newly_wrong),
        ("Not in the baseline", difference.added),
        ("Only in the baseline", difference.gone),
    )
    for title, ids in named:
        yield f"- {title} ({len(ids)}): {', '.join(map(_inline, ids)) or 'none'}"
    yield ""


def _miss(verdict: Verdict) -> Iterator[str]:
    question, answer = verdict.question, verdict.answer
    yield from (f"### {_inline(question.id)}: {_inline(verdict.miss)}", "")
    yield f"- Kind and style: {question.kind}, {question.style}"
    yield from (f"- Earlier turn: {_inline(turn)}" for turn in question.history)
    yield f"- Question: {_inline(question.question)}"
    yield f"- Expected: {_inline(' / '.join(question.answers)) or f'to be declined ({question.why})'}"
    yield f"- Given: {_inline(_given(verdict))}"
    for measure in ("recall@1", "recall@5", "recall@10"):
        if (value := verdict.value(measure)) is not None:
            yield f"- {measure}: {'yes' if value else 'no'}"
    yield ""
    for piece in question.evidence:
        yield from (f"Evidence, {_inline(piece.doc)}, {_inline(piece.section) or 'before the first heading'}:", "")
        yield from _fenced(piece.quote)
    for citation in answer.get("citations", ()):
        section = " > ".join(citation.get("section") or ()) or "no section"
        place = f"{citation['source']} [{citation['start']}, {citation['end']}), {section}"
        yield from (f"Quoted, {_inline(place)}:", "")
        yield from _fenced(citation["quote"])


def _given(verdict: Verdict) -> str:
    """The answer text, or the reason why there is none."""
    answer = verdict.answer
    if answer.get("answered"):
        return answer.get("answer") or "(quotes only)"
    state = "nothing" if answer.get("missing") else "declined"
    return f"{state}: {answer['reason']}" if answer.get("reason") else state


def _faults(report: Report) -> Iterator[str]:
    """Answers that break an invariant, right or not."""
    altered = [verdict for verdict in report.verdicts if verdict.value("verbatim") == 0]
    invented = [verdict for verdict in report.verdicts if verdict.value("supported") == 0]
    if altered:
        yield from ("## Quotes that are not verbatim", "", *(f"- {_inline(o.question.id)}" for o in altered), "")
    if invented:
        yield from ("## Figures that stand in no quote", "")
        yield from (f"- {_inline(o.question.id)}: {_inline(', '.join(unsupported(o.answer)))}" for o in invented)
        yield ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))
    yield ""


def _inline(text: str) -> str:
    """`text` on one line, without meaning to Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _fenced(text: str) -> tuple[str, ...]:
    """`text` character for character, between fences longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return (f"{fence}text", text, fence, "")
