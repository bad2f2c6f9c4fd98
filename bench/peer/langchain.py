"""LangChain: EnsembleRetriever of BM25Retriever and FAISS, equal weights.

BM25Retriever cannot be saved; it is pickled, as users do, which is far quicker than making it anew from the texts.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.embeddings import Embeddings

from bench.peer.encoding import encoded
from bench.peer.library import SHOWN


class _Encoder(Embeddings):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return encoded(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        return encoded([text])[0].tolist()


class Peer:
    """See `Library`."""

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Index and save."""
        numbers = [{"number": number} for number in range(len(texts))]
        FAISS.from_texts(list(texts), _Encoder(), numbers).save_local(str(folder))
        words = BM25Retriever.from_texts(texts, numbers, k=SHOWN)
        with (folder / "words.pickle").open("wb") as file:
            pickle.dump(words, file, pickle.HIGHEST_PROTOCOL)

    def open(self, folder: Path) -> None:
        """Open what was saved."""
        vectors = FAISS.load_local(str(folder), _Encoder(), allow_dangerous_deserialization=True)
        with (folder / "words.pickle").open("rb") as file:
            words = pickle.load(file)
        near = vectors.as_retriever(search_kwargs={"k": SHOWN})
        self._both = EnsembleRetriever(retrievers=[words, near], weights=[0.5, 0.5])

    def search(self, question: str) -> Sequence[int]:
        """Search."""
        return [found.metadata["number"] for found in self._both.invoke(question)][:SHOWN]
