"""The shipped static encoder, for every library alike; it needs numpy and safetensors alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import shipped_encoder

BATCH = 256  # texts at a time, as our own indexing has it


def encoded(texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors (n, dimension) of `texts`."""
    encoder = shipped_encoder()
    batches = [encoder.encode(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]
    return np.concatenate(batches) if batches else np.zeros((0, encoder.dimension), dtype=np.float32)
