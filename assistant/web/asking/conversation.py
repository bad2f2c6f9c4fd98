"""What a browser session keeps of a conversation."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from assistant.types import Turn
from assistant.web.asking.record import Record
from index.feedback import Verdict


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn as it was shown; kept as shown because its documents may be replaced or removed later.

    `said` is the markup of its answer; `verdict` is what the reader thinks of it, `explained` once that was explained.
    """

    turn: Turn
    said: str
    record: Record
    verdict: Verdict | None = None
    explained: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(8))
