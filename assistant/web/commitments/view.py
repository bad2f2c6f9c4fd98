"""The view "Cam kết"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.web.bench import Arrival, Bench, html, opens


class Commitments:
    """What happens in the view."""

    name = "commitments"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self._bench.texts.register

    def build(self) -> None:
        """The parts of the view, with their events."""
        self._shown = html("", "commitments")
        opens(self._bench, self._shown)

    def arrivals(self) -> Sequence[Arrival]:
        """Nothing changes while the server runs."""
        return ()
