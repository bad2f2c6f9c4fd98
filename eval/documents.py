"""The documents of a store as question sets name them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from corpus.errors import EvalError
from corpus.types import Document


def texts_by_name(documents: Iterable[Document]) -> dict[str, str]:
    """The texts by the name of their source file without its suffix.

    Raises EvalError where two documents have one name: citations, which name files, could not be told apart.
    """
    texts: dict[str, str] = {}
    for document in documents:
        name = PurePath(document.source.path).stem
        if name in texts:
            raise EvalError(
                f"{document.source.path}: another document is named {name!r} too; evaluate without one of them"
            )
        texts[name] = document.text
    return texts
