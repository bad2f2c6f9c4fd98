"""Settings: what the environment says, for commands that are not told otherwise."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import AssistantError
from index.encoder import SHIPPED_NAME

if TYPE_CHECKING:
    from assistant.phrasing.model import LanguageModel

STORE_VARIABLE = "PLAN_ASSISTANT_STORE"
ENCODER_VARIABLE = "PLAN_ASSISTANT_ENCODER"
USERS_VARIABLE = "PLAN_ASSISTANT_USERS"
ADDRESS_VARIABLE = "PLAN_ASSISTANT_LLM"
NAME_VARIABLE = "PLAN_ASSISTANT_LLM_MODEL"
KEY_VARIABLE = "PLAN_ASSISTANT_LLM_KEY"
TIMEOUT_VARIABLE = "PLAN_ASSISTANT_LLM_TIMEOUT"
_TIMEOUT = 30.0  # seconds for a whole phrasing; a small model on two cores needs some ten


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store and the user file are, and which encoder a new store is built with (a name or a folder)."""

    store: Path
    encoder: str
    users: Path

    @classmethod
    def from_environment(cls) -> Settings:
        """The settings of PLAN_ASSISTANT_STORE, PLAN_ASSISTANT_ENCODER and PLAN_ASSISTANT_USERS, or the defaults."""
        return cls(
            store=Path(os.environ.get(STORE_VARIABLE) or "store"),
            encoder=os.environ.get(ENCODER_VARIABLE) or SHIPPED_NAME,
            users=Path(os.environ.get(USERS_VARIABLE) or "plan-users"),
        )


def language_model() -> LanguageModel | None:
    """The model that PLAN_ASSISTANT_LLM and the variables that begin so speak of, None where that one is not set.

    AssistantError where they cannot be right.
    """
    address, name = os.environ.get(ADDRESS_VARIABLE, "").strip(), os.environ.get(NAME_VARIABLE, "").strip()
    if not address:
        return None
    from assistant.phrasing.model import LanguageModel

    if not name:
        raise AssistantError(f"{NAME_VARIABLE}: not set; name a model of the server at {address}")
    try:
        timeout = float(os.environ.get(TIMEOUT_VARIABLE) or _TIMEOUT)
    except ValueError as error:
        raise AssistantError(f"{TIMEOUT_VARIABLE}: no number; give seconds, such as {_TIMEOUT:g}") from error
    return LanguageModel(address, name, os.environ.get(KEY_VARIABLE, "").strip(), timeout)
