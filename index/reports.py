"""Reports of evaluations that a store keeps: each is a folder with the ids of the documents that it quotes."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from index.beside import Beside, load, save

_DOCUMENTS = "documents.json"


def name_documents(report: Path, identities: Iterable[str]) -> None:
    """Note in the folder of a report the documents that it quotes."""
    save(report / _DOCUMENTS, sorted(set(identities)))


def sweep_reports(folder: Path, identities: Collection[str]) -> None:
    """Delete the reports of the store in `folder` that quote a document which is not among those, or were not finished.

    The caller holds the right to write.
    """
    for report in Beside(folder).reports.glob("*"):
        quoted = load(report / _DOCUMENTS)
        if quoted is not None and not set(quoted) <= set(identities):
            shutil.rmtree(report)
