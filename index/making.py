"""Making records: what indexing finds in a document, with the embeddings of its passages."""

from __future__ import annotations

import numpy as np

from corpus.checks import check_document
from corpus.commitments.extraction import find_commitments
from corpus.remembering import forget
from corpus.types import Document
from index.encoder import Encoder
from index.passages import find_passages
from index.records import Record, record_of

_BATCH = 256  # passages encoded at a time


def make_record(document: Document, encoder: Encoder) -> Record:
    """The record of a document: its passages with their embeddings, its units, its commitments and its report."""
    try:
        passages = find_passages(document)
        texts = [f"{p.context}\n{p.span.of(document.text)}" for p in passages]
        batches = [encoder.encode(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
        vectors = np.concatenate(batches) if batches else np.zeros((0, encoder.dimension), dtype=np.float32)
        return record_of(document, passages, vectors, find_commitments(document), check_document(document))
    finally:
        forget()  # the next document is another one
