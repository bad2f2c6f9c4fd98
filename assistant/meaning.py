"""Meaning: how near a unit is to a question, by the vectors of the shipped encoder.

The vector of a unit is made when it is first looked at and kept with it. The encoder that a store was built with finds
passages, each with its title and headings; units are always compared by the shipped one, which is made for short texts
and takes microseconds for each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.prepared import PreparedUnit
from index.encoder import StaticEncoder, shipped_encoder
from index.features import features_of


class Meaning:
    """Compares questions with units."""

    def __init__(self, encoder: StaticEncoder | None = None) -> None:
        """With the shipped encoder, loaded when first needed, or another."""
        self._loaded = encoder

    @property
    def encoder(self) -> StaticEncoder:
        """What the vectors of questions and units are made by."""
        if self._loaded is None:
            self._loaded = shipped_encoder()
        return self._loaded

    def nearness(self, question: str, units: Sequence[PreparedUnit]) -> list[float]:
        """The cosine of the question with each unit, in their order; a negative one is 0."""
        if not units:
            return []
        new = [unit for unit in units if unit.vector is None]
        features = [features_of(*unit.tokens, marks=not unit.text.isascii()) for unit in new]
        for unit, vector in zip(new, self.encoder.encode_features(features), strict=True):
            unit.vector = vector
        vectors: NDArray[np.float32] = np.stack([unit.vector for unit in units if unit.vector is not None])
        near: list[float] = np.maximum(vectors @ self.encoder.encode([question])[0], 0).tolist()
        return near

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts, one row each, of length 1."""
        return self.encoder.encode(list(texts))
