"""LlamaIndex: QueryFusionRetriever, reciprocal ranks, of BM25Retriever and VectorStoreIndex with its own store.

One query, the question itself: its default makes further ones by a language model, and nobody here has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import TextNode
from llama_index.retrievers.bm25 import BM25Retriever

from bench.peer.encoding import encoded
from bench.peer.library import SHOWN


class _Encoder(BaseEmbedding):
    def _get_text_embedding(self, text: str) -> list[float]:
        return encoded([text])[0].tolist()

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return encoded(texts).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return encoded([query])[0].tolist()

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class Peer:
    """See `Library`."""

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Index and save."""
        nodes = [TextNode(id_=str(number), text=text) for number, text in enumerate(texts)]
        vectors = VectorStoreIndex(nodes, embed_model=_Encoder(embed_batch_size=256))
        vectors.storage_context.persist(str(folder))
        words = BM25Retriever.from_defaults(docstore=vectors.docstore, similarity_top_k=SHOWN)
        words.persist(str(folder / "words"))

    def open(self, folder: Path) -> None:
        """Open what was saved."""
        saved = StorageContext.from_defaults(persist_dir=str(folder))
        vectors = load_index_from_storage(saved, embed_model=_Encoder())
        words = BM25Retriever.from_persist_dir(str(folder / "words"))
        near = vectors.as_retriever(similarity_top_k=SHOWN)
        self._both = QueryFusionRetriever(
            [near, words], MockLLM(), similarity_top_k=SHOWN, num_queries=1, mode="reciprocal_rerank", use_async=False
        )

    def search(self, question: str) -> Sequence[int]:
        """Search."""
        return [int(found.node.node_id) for found in self._both.retrieve(question)]
