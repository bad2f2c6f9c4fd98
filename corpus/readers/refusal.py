"""The one line that says why a file is not read; it is shown to the user as it is, hence in Vietnamese."""

from __future__ import annotations

from corpus.errors import CorpusError


def refusal(name: str, what: str, remedy: str) -> CorpusError:
    """The error "<file name>: <what>; <what to do>", one line whatever the file is called."""
    return CorpusError(f"{' '.join(name.split())}: {what}; {remedy}")
