"""Encoders: what turns texts into unit vectors.

The shipped static model runs on numpy alone; any other sentence-transformers name or folder is loaded
with that library, which takes seconds to import and is imported only then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from index.features import features

SHIPPED = Path(__file__).with_name("model")
SHIPPED_NAME = "plan-static"
_TOKENIZER, _WEIGHTS = "tokenizer.json", "model.safetensors"


class Encoder(Protocol):
    """What turns texts into vectors of length 1; `name` is what a store remembers it by."""

    @property
    def name(self) -> str:
        """The same name gives the same vectors."""

    @property
    def dimension(self) -> int:
        """The length of the vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors (n, dimension) of `texts`, in their order."""


class StaticEncoder:
    """Mean of the vectors of a text's features, as sentence-transformers' StaticEmbedding has it, without PyTorch."""

    def __init__(self, folder: Path = SHIPPED, name: str = SHIPPED_NAME) -> None:
        """Load tokenizer.json and model.safetensors (one matrix, one row a feature) from `folder`.

        A hash of both goes into the name. StoreError where they are missing or damaged.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            parts = [(folder / part).read_bytes() for part in (_TOKENIZER, _WEIGHTS)]
            self._known: dict[str, int] = json.loads(parts[0])["model"]["vocab"]
            (self._matrix,) = load(parts[1]).values()
            self._asked = 0
        except (OSError, SafetensorError, ValueError, LookupError, TypeError) as error:
            raise _unavailable(str(folder), error) from error
        self.name = f"{name}-{hashlib.sha256(b''.join(parts)).hexdigest()[:8]}"
        self.dimension = int(self._matrix.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of `texts`; a text without known features has the zero vector."""
        return self.encode_features([features(text) for text in texts])

    def encode_features(self, listed: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """The same of texts whose features are known."""
        found = self.sums(listed)
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        found /= np.where(norms > 0, norms, 1)
        return found

    def sums(self, listed: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """The sums (n, dimension) of the vectors of each list of features; unknown ones add nothing."""
        found = np.zeros((len(listed), self.dimension), dtype=np.float32)
        for place, one in enumerate(listed):
            rows = [number for number in map(self._known.get, one) if number is not None]
            if rows:
                found[place] = self.rows(rows).sum(axis=0)
        return found

    def numbers(self, listed: Sequence[str]) -> NDArray[np.int64]:
        """The row of each feature, -1 for one that is not known."""
        return np.fromiter((self._known.get(feature, -1) for feature in listed), dtype=np.int64, count=len(listed))

    def rows(self, numbers: list[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """Rows of the matrix in full precision, to which all of it is brought once as many were asked for as it has."""
        if self._matrix.dtype != np.float32:
            self._asked += len(numbers)
            if self._asked < len(self._matrix):
                return self._matrix[numbers].astype(np.float32)
            self._matrix = self._matrix.astype(np.float32)
        return self._matrix.take(numbers, axis=0)


@cache
def shipped_encoder() -> StaticEncoder:
    """The encoder in index/model, loaded once; StoreError where it is missing or damaged."""
    return StaticEncoder()


class TransformerEncoder:
    """Any model that sentence-transformers can load."""

    def __init__(self, name: str) -> None:
        """Load by name or folder; StoreError where it cannot be had, as without a network."""
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # loading takes no time worth a bar
        self.name = full_name(name)
        try:
            self._model = SentenceTransformer(self.name, device="cpu")
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise _unavailable(name, error) from error
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of `texts` as the model gives them, made unit length."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def load_encoder(name: str = SHIPPED_NAME) -> Encoder:
    """The encoder by the name that a setting or a store gives; StoreError where it cannot be had.

    "plan-static" is the shipped one; with a hash behind it, as stores remember it, it must be that very one.
    """
    if not is_shipped(name):
        return TransformerEncoder(name)
    shipped = shipped_encoder()
    if name not in (SHIPPED_NAME, shipped.name):
        raise StoreError(
            f"encoder {name}: this program ships {shipped.name}; delete the store's folder and index the files again"
        )
    return shipped


def is_shipped(name: str) -> bool:
    """Whether `name` means the encoder in index/model, of these weights or others."""
    return name == SHIPPED_NAME or name.startswith(f"{SHIPPED_NAME}-")


def full_name(name: str) -> str:
    """`name`, or the absolute path of the folder that it is, so that it means the same from everywhere."""
    folder = Path(name)
    return str(folder.resolve()) if not is_shipped(name) and folder.is_dir() else name


def _unavailable(name: str, error: Exception) -> StoreError:
    said = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
    return StoreError(f"encoder {name}: cannot be loaded ({said}); give the folder of a model or use {SHIPPED_NAME}")
