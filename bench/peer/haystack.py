"""Haystack: a pipeline of both in-memory retrievers, joined by reciprocal ranks.

The tutorial ends with a cross-encoder that reranks; nobody here has one, so the joiner ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from bench.peer.encoding import encoded
from bench.peer.library import SHOWN


@component
class _Encoder:
    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        return {"embedding": encoded([text])[0].tolist()}


class Peer:
    """See `Library`."""

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Index and save."""
        vectors = encoded(texts)
        store = InMemoryDocumentStore()
        numbered = enumerate(zip(texts, vectors, strict=True))
        store.write_documents([Document(id=str(n), content=text, embedding=v.tolist()) for n, (text, v) in numbered])
        store.save_to_disk(str(folder / "store.json"))

    def open(self, folder: Path) -> None:
        """Open what was saved."""
        store = InMemoryDocumentStore.load_from_disk(str(folder / "store.json"))
        self._both = Pipeline()
        self._both.add_component("encoder", _Encoder())
        self._both.add_component("near", InMemoryEmbeddingRetriever(store, top_k=SHOWN))
        self._both.add_component("words", InMemoryBM25Retriever(store, top_k=SHOWN))
        self._both.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=SHOWN))
        self._both.connect("encoder.embedding", "near.query_embedding")
        self._both.connect("near", "joiner")
        self._both.connect("words", "joiner")

    def search(self, question: str) -> Sequence[int]:
        """Search."""
        found = self._both.run({"encoder": {"text": question}, "words": {"query": question}})
        return [int(document.id) for document in found["joiner"]["documents"]]
