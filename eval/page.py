"""A report as one HTML page that asks nothing of any other place and needs no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files

from eval.baseline import Difference
from eval.calibration import Calibration
from eval.confidence import confidence_rows
from eval.entries import BESIDE, LACKING, link, miss_entry, right_entry
from eval.intervals import LEVEL, Mean
from eval.markdown import TITLES, milliseconds, percent
from eval.markup import Html, join, tag
from eval.measures import MEASURES, Verdict
from eval.plots import change_bar, interval_bar, latency, reliability, risk_coverage
from eval.runner import Group, Report

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
LOWER_IS_BETTER = ("refused", "missing")
_NEITHER = "answered"  # more is not better where the question cannot be answered


def render_page(report: Report, difference: Difference | None = None) -> str:
    """The whole report; the difference is left out where there is no baseline."""
    sections = {"Figures": _figures(report), "Confidence": _confidence(report), "Latency": _latency(report)}
    if difference:
        sections["Difference to the baseline"] = _difference(difference)
    earlier = difference.earlier if difference else {}
    misses = [miss_entry(verdict, earlier.get(verdict.question.id)) for verdict in report.misses]
    rights = [right_entry(verdict, earlier.get(verdict.question.id)) for verdict in report.verdicts if verdict.right]
    sections[f"Misses ({len(misses)})"] = join(_index_of(report.misses), misses)
    sections[f"Right ({len(rights)})"] = join(rights) if rights else tag("p", "None.")
    names = {title: title.split(" ")[0].casefold() for title in sections}
    main = tag(
        "main",
        _head(report),
        _faults(report),
        tag("nav", tag("ul", (tag("li", tag("a", t, href=f"#{n}")) for t, n in names.items())), aria_label="Contents"),
        (tag("section", tag("h2", t), sections[t], id=n, aria_label=t) for t, n in names.items()),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", "Evaluation"),
        tag("link", rel="icon", href="data:,"),
        tag("style", Html(files("eval").joinpath("page.css").read_text(encoding="utf-8"))),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', main), lang='en')}\n"


def _head(report: Report) -> Html:
    right = len(report.verdicts) - len(report.misses)
    return join(
        tag("h1", "Evaluation"),
        tag(
            "p",
            tag("b", f"{right} of {len(report.verdicts)}"),
            " questions are right: answered correctly, or rightly declined.",
        ),
        tag(
            "p",
            f"Figures are per cent, with {LEVEL} % bootstrap intervals. Refused and missing are better lower, all "
            "others higher, but for answered: it is the share that was answered, right or not.",
        ),
    )


def _faults(report: Report) -> Html:
    """The answers that break an invariant, right or not."""
    named = {"Quotes that are not verbatim": "verbatim", "Figures that stand in no quote": "supported"}
    lines = []
    for title, measure in named.items():
        ids = [verdict.question.id for verdict in report.verdicts if verdict.value(measure) == 0]
        if ids:
            lines.append(tag("p", tag("b", f"{title} ({len(ids)}): "), _links(ids)))
    return join(lines)


def _links(ids: Sequence[str]) -> Html:
    return join(join(", " if i else "", link(id_)) for i, id_ in enumerate(ids))


def _figures(report: Report) -> Iterable[Html]:
    every = report.groups[0]
    rows = [
        tag("tr", tag("th", mean.measure, scope="row"), _cell(mean), tag("td", str(mean.count), class_="number"))
        for mean in every.means
    ]
    yield _table("All questions", ("measure", "mean and interval", "questions"), rows, ("questions",))
    for by, title in TITLES.items():
        groups = [group for group in report.groups if group.by == by]
        if by != "all" and groups:
            yield from _grouped(title, by, groups)


def _grouped(title: str, by: str, groups: Sequence[Group]) -> Iterable[Html]:
    """A table of groups; measures that are the same in all of them are said once below it."""
    values = {m: {mean.value for group in groups if (mean := group.mean(m))} for m in MEASURES}
    shown = [measure for measure in MEASURES if len(values[measure]) > 1]
    rows = [
        tag(
            "tr",
            tag("th", group.name, scope="row"),
            tag("td", str(group.count), class_="number"),
            (_cell(group.mean(measure)) for measure in shown),
            (tag("td", milliseconds(seconds), class_="number") for seconds in (group.p50, group.p95)),
        )
        for group in groups
    ]
    yield _table(title, (by, "n", *shown, "p50 ms", "p95 ms"), rows, ("n", "p50 ms", "p95 ms"))
    same = [f"{measure} {percent(min(found))}" for measure, found in values.items() if len(found) == 1]
    if same:
        yield tag("p", f"The same in every group that it applies to: {', '.join(same)}.", class_="note")


def _cell(mean: Mean | None) -> Html:
    if mean is None:
        return tag("td")
    bounds = tag("small", f"{percent(mean.low)} to {percent(mean.high)}")
    return tag("td", tag("span", percent(mean.value)), interval_bar(mean), bounds, class_="figure")


def _confidence(report: Report) -> Iterable[Html]:
    if not report.calibrations:
        yield tag("p", "No answer states a confidence.")
        return
    yield tag(
        "p",
        "Over the given answers, the confidence is the probability that the answer is right. Over all questions, "
        "declining counts too: with 1 minus the confidence, that declining is right.",
    )
    rows = [
        tag("tr", tag("th", name, scope="row"), (tag("td", cell, class_="number") for cell in cells))
        for name, *cells in confidence_rows(report.calibrations)
    ]
    names = [calibration.over for calibration in report.calibrations]
    yield _table("Calibration", ("figure", *names), rows, names)
    for number, calibration in enumerate(report.calibrations):
        drawn = (reliability(calibration, f"reliability-{number}"), risk_coverage(calibration, f"risk-{number}"))
        yield tag("div", drawn, class_="plots")
        yield tag("details", tag("summary", f"Bins, {calibration.over}"), _bins(calibration))


def _bins(calibration: Calibration) -> Html:
    rows = [
        tag(
            "tr",
            tag("th", f"{part.low:.1f} to {part.high:.1f}", scope="row"),
            tag("td", str(part.right.count), class_="number"),
            tag("td", f"{part.confidence:.3f}", class_="number"),
            _cell(part.right),
            tag("td", f"{part.gap:.3f}", class_="number"),
        )
        for part in calibration.bins
    ]
    numbers = ("n", "mean confidence", "gap")
    return _table("Bins", ("confidence", "n", "mean confidence", "right, %", "gap"), rows, numbers)


def _latency(report: Report) -> Html:
    every = report.groups[0]
    times = [verdict.seconds for verdict in report.verdicts if verdict.seconds is not None]
    if every.p50 is None or every.p95 is None:
        return tag("p", "No answer says how long it took.")
    return tag("div", latency(times, every.p50, every.p95, "latency-plot"), class_="plots")


def _difference(difference: Difference) -> Iterable[Html]:
    reach = max((abs(bound) for mean in difference.means for bound in (mean.low, mean.high)), default=0) or 1.0
    rows = [
        tag(
            "tr",
            tag("th", change.measure, scope="row"),
            tag(
                "td",
                tag("span", f"{100 * change.value:+.1f}"),
                change_bar(change, reach),
                tag("small", f"{100 * change.low:+.1f} to {100 * change.high:+.1f}"),
                class_=f"figure {_judged(change)}",
            ),
            tag("td", str(change.count), class_="number"),
        )
        for change in difference.means
    ]
    yield _table(
        "New less old, question by question", ("measure", "points and interval", "questions"), rows, ("questions",)
    )
    known = {"Newly right": difference.newly_right, "Newly wrong": difference.newly_wrong}
    for title, ids in (known | {"Not in the baseline": difference.added}).items():
        yield tag("p", tag("b", f"{title} ({len(ids)}): "), _links(ids) if ids else "none")
    gone = ", ".join(difference.gone) or "none"
    yield tag("p", tag("b", f"Only in the baseline ({len(difference.gone)}): "), gone)


def _judged(change: Mean) -> str:
    """Better or worse where the interval leaves out 0."""
    if change.measure == _NEITHER or change.low <= 0 <= change.high:
        return "even"
    return "better" if (change.value > 0) != (change.measure in LOWER_IS_BETTER) else "worse"


def _index_of(misses: Sequence[Verdict]) -> Html:
    if not misses:
        return tag("p", "None.")
    rows = [
        tag(
            "tr",
            tag("th", link(verdict.question.id), scope="row"),
            tag("td", verdict.question.kind),
            tag("td", verdict.question.style),
            tag("td", "" if verdict.confidence is None else f"{verdict.confidence:.2f}", class_="number"),
            tag("td", verdict.miss),
        )
        for verdict in misses
    ]
    legend = tag(
        "p",
        tag("mark", "expected, not given", class_=LACKING),
        " ",
        tag("mark", "given, not expected", class_=BESIDE),
        class_="note",
    )
    return join(_table("All misses", ("question", "kind", "style", "confidence", "why"), rows, ("confidence",)), legend)


def _table(caption: str, head: Iterable[str], rows: Iterable[Html], numbers: Sequence[str] = ()) -> Html:
    """A table that scrolls by itself where it is wider than the page; `numbers` are columns set to the right."""
    columns = tag("tr", (tag("th", n, scope="col", class_="number" if n in numbers else None) for n in head))
    table = tag("table", tag("caption", caption), tag("thead", columns), tag("tbody", rows))
    return tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=caption)
