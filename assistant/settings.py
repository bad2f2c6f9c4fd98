"""Settings: what the environment says, for commands that are not told otherwise."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from index.encoder import SHIPPED_NAME

STORE_VARIABLE = "PLAN_ASSISTANT_STORE"
ENCODER_VARIABLE = "PLAN_ASSISTANT_ENCODER"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is and which encoder a new one is built with: a sentence-transformers name or folder."""

    store: Path
    encoder: str

    @classmethod
    def from_environment(cls) -> Settings:
        """The settings of PLAN_ASSISTANT_STORE and PLAN_ASSISTANT_ENCODER, or the defaults."""
        return cls(
            store=Path(os.environ.get(STORE_VARIABLE) or "store"),
            encoder=os.environ.get(ENCODER_VARIABLE) or SHIPPED_NAME,
        )
