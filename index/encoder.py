"""Encoders: what turns texts into unit vectors.

The shipped static model runs on numpy and tokenizers alone; any other sentence-transformers name or folder is loaded
with that library, which takes seconds to import and is imported only then.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from corpus.folding import folded

SHIPPED = Path(__file__).with_name("model")
SHIPPED_NAME = "plan-static"
_TOKENS = 512  # of a text that the static model reads


class Encoder(Protocol):
    """What turns texts into vectors of length 1; `name` is what a store remembers it by."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors (n, dimension) of `texts`, in their order."""


class StaticEncoder:
    """Mean of token vectors, as sentence-transformers' StaticEmbedding computes it, without PyTorch."""

    def __init__(self, folder: Path, name: str) -> None:
        """Load tokenizer.json and model.safetensors (one matrix, one row a token) from `folder`."""
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self.name = name
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_TOKENS)
        (matrix,) = load_file(folder / "model.safetensors").values()
        self._matrix = matrix.astype(np.float32)
        self.dimension = int(self._matrix.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of `texts`, which are folded first; a text without known tokens has the zero vector."""
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch_fast([folded(text) for text in texts], add_special_tokens=False)
        for row, encoding in zip(found, encodings, strict=True):
            if encoding.ids:
                row[:] = self._matrix[encoding.ids].mean(axis=0)
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.where(norms > 0, norms, 1)


class TransformerEncoder:
    """Any model that sentence-transformers can load."""

    def __init__(self, name: str) -> None:
        """Load by name or folder; StoreError where it cannot be had, as without a network."""
        from sentence_transformers import SentenceTransformer

        self.name = name
        try:
            self._model = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError) as error:
            said = str(error).splitlines()[0]
            raise StoreError(f"encoder {name}: cannot be loaded ({said}); give a folder or use the shipped one") from error
        self.dimension = int(self._model.get_sentence_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of `texts` as the model gives them, made unit length."""
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def load_encoder(name: str = SHIPPED_NAME) -> Encoder:
    """The encoder by the name a setting or a store gives."""
    if name == SHIPPED_NAME:
        return StaticEncoder(SHIPPED, SHIPPED_NAME)
    return TransformerEncoder(name)
