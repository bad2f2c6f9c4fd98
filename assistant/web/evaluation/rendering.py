"""The view "Đánh giá" as HTML; what comes from question sets and reports goes through `html.escape`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from assistant.evaluating import Figure, QuestionSet
from assistant.web.evaluation.running import SHIPPED, Kept, State
from assistant.web.evaluation.texts import Texts

ALONE = ""  # the choice of no baseline
_LISTED = 20  # ids of questions that are named; the report has all
_LOWER_IS_BETTER = ("refused", "missing")


def form_html(
    t: Texts, sets: Sequence[QuestionSet], baselines: Sequence[str], said: str, chosen: Collection[str] | None
) -> str:
    """What can be run; sets whose documents are not loaded cannot be chosen, None chooses all others."""
    boxes = "".join(
        f"<li>{_box(t, number, each, chosen is None or each.name in chosen)}</li>" for number, each in enumerate(sets)
    )
    choices = "".join(f'<option value="{escape(b)}">{escape(_baseline(t, b))}</option>' for b in baselines)
    told = f'<p class="error" role="alert">{escape(said)}</p>' if said else ""
    return (
        f'<section class="run"><h2>{t.heading}</h2><p class="note">{t.about}</p><form class="sets">'
        f"<fieldset><legend>{t.sets}</legend><ul>{boxes}</ul></fieldset>"
        f'<p><label class="choose"><input type="file" accept=".jsonl" aria-describedby="add-more">{t.add}</label> '
        f'<span id="add-more" class="note">{t.add_more}</span></p>{told}<div class="actions">'
        f'<label for="baseline">{t.compare}</label><select id="baseline" name="baseline">{choices}'
        f'<option value="{ALONE}">{t.alone}</option></select>'
        f'<button type="submit" class="strong">{t.run}</button></div></form></section>'
    )


def only_reads_html(t: Texts) -> str:
    """What stands in the place of the form for who may not run anything; style.css then hides what would."""
    return f'<section class="run"><h2>{t.heading}</h2><p class="note only-reads">{t.only_reads}</p></section>'


def state_html(t: Texts, state: State) -> str:
    """How far the run is, with the button that stops it."""
    if state.running:
        told = t.running.format(done=state.done, count=state.count) if state.count else t.beginning
        known = f'max="{state.count}" value="{state.done}"' if state.count else ""
        return (
            f'<section class="going" aria-label="{t.heading}"><div class="bar"><p>{told}</p>'
            f'<button type="button" data-act="stop">{t.stop}</button></div>'
            f'<progress {known} aria-label="{t.heading}"></progress></section>'
        )
    if state.error is not None:
        return f'<p class="error" role="alert">{escape(t.failed.format(reason=state.error))}</p>'
    return f'<p class="note" role="status">{t.stopped}</p>' if state.stopped else ""


def reports_html(t: Texts, reports: Sequence[Kept], shown: str) -> str:
    """The reports that are kept, one of them unfolded."""
    if not reports:
        return f'<section class="reports"><h2>{t.reports}</h2><p class="note">{t.no_reports}</p></section>'
    unfolded = next((report for report in reports if report.name == shown), reports[0])
    items = "".join(
        f'<li><button type="button" data-act="show" data-name="{report.name}" '
        f'aria-label="{t.show.format(day=day_of(report.name))}" aria-pressed="{str(report is unfolded).lower()}">'
        f"<b>{day_of(report.name)}</b> <span>{report.summary.right} / {report.summary.count}</span></button></li>"
        for report in reports
    )
    return f'<section class="reports"><h2>{t.reports}</h2><ul class="kept">{items}</ul>{_report(t, unfolded)}</section>'


def day_of(name: str) -> str:
    """When the report of that name was made, as 22/11/2026 13:05."""
    day, _, clock = name.partition("-")
    return f"{day[6:8]}/{day[4:6]}/{day[:4]} {clock[:2]}:{clock[2:4]}"


def _box(t: Texts, number: int, each: QuestionSet, chosen: bool) -> str:
    lacks = escape(t.missing.format(names=", ".join(each.missing[:5]))) if each.missing else ""
    state = " disabled" if lacks else " checked" * chosen
    note = t.count.format(count=each.count) + (f"; {lacks}" if lacks else "")
    return (
        f'<input type="checkbox" id="set-{number}" name="sets" value="{escape(each.name)}"{state}>'
        f'<label for="set-{number}">{escape(each.name)} <span class="note">{note}</span></label>'
    )


def _report(t: Texts, report: Kept) -> str:
    summary = report.summary
    rows = "".join(_row(t, figure) for figure in summary.figures)
    share = f"{_number(t, summary.right / max(1, summary.count))} %"
    times = ""
    if summary.p50 is not None and summary.p95 is not None:
        times = f"<p>{t.times.format(p50=round(1000 * summary.p50), p95=round(1000 * summary.p95))}</p>"
    page = f"/evaluation/{report.name}"
    return (
        f'<article aria-label="{t.show.format(day=day_of(report.name))}">'
        f"<h3>{t.right.format(right=summary.right, count=summary.count, percent=share)}</h3>"
        f'<p class="note">{escape(t.sets_of.format(names=", ".join(report.sets)))}</p>{_difference(t, report)}'
        f'<div class="table"><table><thead><tr><th scope="col">{t.measure}</th>'
        f'<th scope="col" class="figure">{t.value}</th>'
        f'<th scope="col" class="figure">{t.interval}</th><th scope="col" class="figure">{t.change}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{times}"
        f'<h4>{t.whole}</h4><p class="actions"><a href="{page}" target="_blank" rel="noopener">{t.apart}</a>'
        f'<button type="button" data-act="remove" data-name="{report.name}">{t.remove}</button></p>'
        f'<iframe src="{page}" title="{t.whole}" sandbox loading="lazy"></iframe></article>'
    )


def _difference(t: Texts, report: Kept) -> str:
    if not report.baseline:
        return f"<p>{t.not_compared}</p>"
    summary = report.summary
    told = t.compared.format(
        baseline=_baseline(t, report.baseline), better=len(summary.newly_right), worse=len(summary.newly_wrong)
    )
    named = ((t.newly_wrong, summary.newly_wrong), (t.newly_right, summary.newly_right))
    lists = "".join(f'<p class="ids">{escape(said.format(ids=_ids(ids)))}</p>' for said, ids in named if ids)
    return f"<p>{escape(told)}</p>{lists}"


def _ids(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_LISTED]) + (" …" if len(ids) > _LISTED else "")


def _row(t: Texts, figure: Figure) -> str:
    change, kind = "", ""
    if figure.change is not None:
        change = _number(t, figure.change, "+")
        gain = -figure.change if figure.measure in _LOWER_IS_BETTER else figure.change
        kind = " better" if gain > 0 else " worse" if gain < 0 else ""
    return (
        f'<tr><th scope="row">{escape(t.measures.get(figure.measure, figure.measure))}</th>'
        f'<td class="figure">{_number(t, figure.value)}</td>'
        f'<td class="figure">{_number(t, figure.low)}–{_number(t, figure.high)}</td>'
        f'<td class="figure{kind}">{change}</td></tr>'
    )


def _number(t: Texts, share: float, sign: str = "") -> str:
    """A share in per cent as the language writes it."""
    return f"{100 * share:{sign}.1f}".replace(".", t.decimal)


def _baseline(t: Texts, name: str) -> str:
    return t.shipped if name == SHIPPED else t.of_day.format(day=day_of(name))
