"""txtai: Embeddings with `hybrid` and `content`, vectors from a function of ours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from txtai import Embeddings

from bench.peer.library import SHOWN


class Peer:
    """See `Library`."""

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Index and save."""
        both = Embeddings(method="external", transform="bench.peer.encoding.encoded", hybrid=True, content=True)
        both.index(enumerate(texts))
        both.save(str(folder))

    def open(self, folder: Path) -> None:
        """Open what was saved."""
        self._both = Embeddings()
        self._both.load(str(folder))

    def search(self, question: str) -> Sequence[int]:
        """Search."""
        return [int(found["id"]) for found in self._both.search(question, SHOWN)]
