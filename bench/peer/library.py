"""What is asked of every library: to index texts, to open what it saved, to search."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

SHOWN = 10  # passages that each part of a hybrid search proposes, and that come back: what we show ourselves

Stretch = tuple[str, int, int]  # document, start and end
Place = int | Stretch  # the number of a passage that was handed over, or where it stands


class Library(Protocol):
    """A library with its hybrid search as its documentation has it, left at its defaults but for SHOWN."""

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Index texts, numbered from 0, and save what `open` needs."""

    def open(self, folder: Path) -> None:
        """Open what `index` saved."""

    def search(self, question: str) -> Sequence[Place]:
        """The passages for a question, best first."""
