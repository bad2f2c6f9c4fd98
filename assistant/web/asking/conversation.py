"""What a browser session keeps of a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Turn


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn as it was shown; kept as shown because its documents may be replaced or removed later."""

    turn: Turn
    html: str
