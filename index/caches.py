"""A cache that forgets what was not asked for longest, by what its entries weigh."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Cache(Generic[Key, Value]):
    """What was read last, up to `room` in all; may be used from several threads."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._held: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._weight = 0
        self._guard = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Key) -> Value | None:
        """What is kept under `key`, None where nothing is."""
        with self._guard:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def put(self, key: Key, value: Value, weight: int = 1) -> None:
        """Keep `value`, and of the others what there is room for; what alone is too heavy is not kept."""
        with self._guard:
            before = self._held.pop(key, None)
            if before is not None:
                self._weight -= before[1]
            if weight > self._room:
                return
            self._held[key] = (value, weight)
            self._weight += weight
            while self._weight > self._room:
                _, (_, gone) = self._held.popitem(last=False)
                self._weight -= gone
