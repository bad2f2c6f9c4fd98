"""The view "Kiểm tra"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.web.bench import Arrival, Bench, html, opens


class Findings:
    """What happens in the view."""

    name = "findings"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self._bench.texts.checks

    def build(self) -> None:
        """The parts of the view, with their events."""
        self._shown = html("", "findings")
        opens(self._bench, self._shown)

    def arrivals(self) -> Sequence[Arrival]:
        """Nothing changes while the server runs."""
        return ()
