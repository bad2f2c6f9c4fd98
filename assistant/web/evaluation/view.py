"""The view "Đánh giá"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.web.bench import Arrival, Bench, html, opens


class Evaluation:
    """What happens in the view."""

    name = "evaluation"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self._bench.texts.evaluation

    def build(self) -> None:
        """The parts of the view, with their events."""
        self._shown = html("", "evaluation")
        opens(self._bench, self._shown)

    def arrivals(self) -> Sequence[Arrival]:
        """Nothing changes while the server runs."""
        return ()
