"""The plots of a report, drawn as SVG.

Three simple plots need no plotting library: matplotlib would weigh more than all else that the command loads, and its
SVG cannot follow the colours of the page. Colours and line styles are the classes of `page.css`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.calibration import Calibration, Point
from eval.intervals import Mean
from eval.markup import Html, tag

_BAR = 52  # width of the small bars in tables
Tick = tuple[float, str]  # the place on an axis, 0 to 1, and its label


@dataclass(frozen=True, slots=True)
class _Frame:
    """The square in which a plot is drawn; x and y go from 0 to 1, y upwards."""

    top: int = 12
    left: int = 48
    width: int = 360
    height: int = 220

    def x(self, share: float) -> float:
        return self.left + self.width * share

    def y(self, share: float) -> float:
        return self.top + self.height * (1 - share)

    def line(self, x1: float, y1: float, x2: float, y2: float, class_: str) -> Html:
        return tag("line", x1=self.x(x1), y1=self.y(y1), x2=self.x(x2), y2=self.y(y2), class_=class_)

    def path(self, points: Iterable[tuple[float, float]], class_: str) -> Html:
        drawn = " ".join(f"{self.x(x):.1f},{self.y(y):.1f}" for x, y in points)
        return tag("polyline", points=drawn, class_=class_)

    def axes(self, across: Iterable[Tick], up: Iterable[Tick], titles: tuple[str, str]) -> Iterable[Html]:
        for place, label in up:
            yield self.line(0, place, 1, place, "grid")
            yield _label(self.left - 6, self.y(place) + 4, label, "end")
        for place, label in across:
            yield self.line(place, 0, place, 0.015, "axis")
            yield _label(self.x(place), self.y(0) + 16, label, "middle")
        yield self.line(0, 0, 1, 0, "axis")
        yield _label(self.x(0.5), self.y(0) + 34, titles[0], "middle")
        turned = f"rotate(-90 12 {self.y(0.5):.0f})"
        yield tag("text", titles[1], x=12, y=self.y(0.5), transform=turned, text_anchor="middle")


_TENTHS: tuple[Tick, ...] = tuple((i / 5, f"{i / 5:.1f}") for i in range(6))
_SHARES: tuple[Tick, ...] = tuple((i / 5, f"{20 * i}") for i in range(6))


def reliability(calibration: Calibration, name: str) -> Html:
    """Share right against mean confidence, bin by bin, the number of forecasts in each below."""
    frame = _Frame()
    most = max(part.right.count for part in calibration.bins)
    drawn = [*frame.axes(_TENTHS, _SHARES, ("mean confidence", "right, %")), frame.line(0, 0, 1, 1, "ideal")]
    for part in calibration.bins:
        drawn.append(frame.line(part.confidence, part.right.low, part.confidence, part.right.high, "interval"))
        tall = 34 * part.right.count / most
        left, wide = frame.x(part.low) + 1, frame.width * (part.high - part.low) - 2
        base = frame.y(0) + 92
        drawn.append(tag("rect", x=left, y=base - tall, width=wide, height=tall, class_="count"))
        drawn.append(_label(left + wide / 2, base - tall - 3, str(part.right.count), "middle"))
    drawn.append(frame.path(((part.confidence, part.right.value) for part in calibration.bins), "curve"))
    drawn += [
        tag("circle", cx=frame.x(part.confidence), cy=frame.y(part.right.value), r=4, class_="dot")
        for part in calibration.bins
    ]
    bins = "; ".join(
        f"{part.right.count} with mean confidence {part.confidence:.2f}: {100 * part.right.value:.0f} % right"
        for part in calibration.bins
    )
    title = f"Reliability of the confidence, {calibration.over}"
    told = f"Expected calibration error {calibration.error:.3f}. Dashed: a confidence that is true. Below: how many."
    return _figure(name, title, told, 332, drawn, f"{told} {bins}.")


def risk_coverage(calibration: Calibration, name: str) -> Html:
    """The risk of the surest answers against how many of them are kept."""
    frame = _Frame()
    chance = 1 - calibration.right.value
    top = _reach(max(chance, *(point.risk for point in calibration.curve)))
    up = [(i / 4, f"{100 * top * i / 4:.0f}" if top >= 0.2 else f"{100 * top * i / 4:.1f}") for i in range(5)]
    area = [(0.0, 0.0), *((p.coverage, p.risk / top) for p in _with_start(calibration.curve)), (1.0, 0.0)]
    drawn = [
        frame.path(area, "area"),
        *frame.axes(_SHARES, up, ("coverage, % of the surest kept", "wrong, %")),
        frame.line(0, chance / top, 1, chance / top, "ideal"),
        frame.path(((p.coverage, p.risk / top) for p in _with_start(calibration.curve)), "curve"),
    ]
    told = (
        f"All kept, {100 * chance:.1f} % are wrong (dashed). The area under the curve is {calibration.area:.3f}; "
        f"{calibration.least_area:.3f} is the least for these answers, {chance:.3f} that of no order."
    )
    return _figure(name, f"Risk against coverage, {calibration.over}", told, 280, drawn)


def latency(seconds: Sequence[float], p50: float, p95: float, name: str) -> Html:
    """The share of answers given within a time, on a logarithmic scale."""
    frame = _Frame()
    times = sorted(max(1e-4, time) for time in seconds)
    first, last = math.floor(math.log10(times[0])), math.log10(times[-1])
    ticks = [
        (math.log10(step) + power, f"{1000 * step * 10**power:g}")
        for power in range(first, math.ceil(last) + 1)
        for step in (1, 2, 5)
    ]
    low = max(place for place, _ in ticks if place <= math.log10(times[0]) + 1e-9)
    high = min(place for place, _ in ticks if place > last)
    scale = high - low
    across = [((place - low) / scale, label) for place, label in ticks if low <= place <= high]
    points = [(0.0, 0.0)]
    for i, time in enumerate(times):
        x = (math.log10(time) - low) / scale
        points += [(x, i / len(times)), (x, (i + 1) / len(times))]
    points.append((1.0, 1.0))
    drawn = [*frame.axes(across, _SHARES, ("milliseconds, logarithmic", "answered within, %"))]
    for time, label, height in ((p50, "p50", 0.5), (p95, "p95", 0.95)):
        x = (math.log10(max(1e-4, time)) - low) / scale
        drawn.append(frame.line(x, 0, x, height, "ideal"))
        drawn.append(_label(frame.x(x) + 5, frame.y(0.05 if height == 0.5 else 0.15), f"{label} {1000 * time:.0f} ms"))
    drawn.append(frame.path(points, "curve"))
    told = f"Half of the {len(times)} answers take at most {1000 * p50:.1f} ms, 95 % at most {1000 * p95:.1f} ms."
    return _figure(name, "Latency", told, 280, drawn)


def interval_bar(mean: Mean) -> Html:
    """The mean and its interval on a line from 0 to 100 %; the figures stand beside it."""
    return _bar(mean, 0, 1)


def change_bar(change: Mean, reach: float) -> Html:
    """A difference and its interval on a line from -reach to reach with a mark at 0."""
    return _bar(change, -reach, reach)


def _bar(mean: Mean, least: float, greatest: float) -> Html:
    def place(value: float) -> float:
        return 4 + (_BAR - 8) * (value - least) / (greatest - least)

    low, high = place(mean.low), place(mean.high)
    parts = [tag("line", x1=4, x2=_BAR - 4, y1=6, y2=6, class_="grid")]
    if least < 0:
        parts.append(tag("line", x1=place(0), x2=place(0), y1=0, y2=12, class_="axis"))
    parts.append(tag("line", x1=low, x2=high, y1=6, y2=6, class_="interval"))
    parts.append(tag("circle", cx=place(mean.value), cy=6, r=3.5, class_="dot"))
    box = f"0 0 {_BAR} 12"
    return tag("svg", parts, class_="bar", viewBox=box, width=_BAR, height=12, aria_hidden="true", focusable="false")


def _with_start(curve: Sequence[Point]) -> Iterable[Point]:
    """The curve from coverage 0, where it has the risk of the surest answer."""
    return (Point(0.0, curve[0].risk), *curve)


def _reach(risk: float) -> float:
    """The top of the axis of the risk: the least round share that holds it."""
    return next((top for top in (0.05, 0.1, 0.2, 0.4, 0.6, 0.8) if risk <= top), 1.0)


def _label(x: float, y: float, text: str, anchor: str | None = None) -> Html:
    return tag("text", text, x=x, y=y, text_anchor=anchor)


def _figure(name: str, title: str, told: str, height: int, drawn: Iterable[Html], full: str = "") -> Html:
    """A drawing with its title and what it shows in words; `full` is for those who do not see it."""
    svg = tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", full or told, id=f"{name}-desc"),
        drawn,
        class_="plot",
        viewBox=f"0 0 432 {height}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )
    return tag("figure", tag("figcaption", title), svg, tag("p", told, class_="told"))
