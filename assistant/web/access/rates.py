"""How often: a token bucket for each client."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_CLIENTS = 10_000  # buckets kept; the one used longest ago makes room, and is full again by then


class Rate:
    """At most `burst` at once and `each_second` on average for each client."""

    def __init__(self, burst: float, each_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._each_second, self._clock = burst, each_second, clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """0 where the client may go on, else the seconds until it may."""
        now = self._clock()
        with self._lock:
            left, when = self._left.pop(client, (self._burst, now))
            left = min(self._burst, left + (now - when) * self._each_second)
            wait = 0.0 if left >= 1 else (1 - left) / self._each_second
            self._left[client] = (left if wait else left - 1, now)
            if len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
            return wait

    def give_back(self, client: str) -> None:
        """Take back the last `take` of a client, which did nothing that is to be counted."""
        with self._lock:
            left, when = self._left.pop(client, (self._burst, self._clock()))
            self._left[client] = (min(self._burst, left + 1), when)
