"""A limit on the processor time of a parser that damaged input may send round in circles."""

from __future__ import annotations

import ctypes
import threading
import time
from types import TracebackType
from typing import Self

_LOOK = 0.2  # seconds between two looks at the clock


class TooLong(BaseException):
    """The time is up; no `Exception`, so that no parser takes it for a fault of its input and goes on."""


class Watch:
    """Raises TooLong in the thread that entered it when that has used so much processor time since `restart`.

    Counted is the thread's own time, so a busy machine makes no difference. Only what is written in Python can be
    interrupted.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self.restart()
        threading.Thread(target=self._look, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while not self._over.is_set():
            try:
                with self._lock:
                    self._over.set()
                    self._raise(None)
            except TooLong:  # came in while this was leaving: what was to be done is done
                continue

    def restart(self) -> None:
        """Count from here."""
        self._until = time.clock_gettime(self._clock) + self._seconds

    def _look(self) -> None:
        while not self._over.wait(_LOOK):
            with self._lock:
                if not self._over.is_set() and time.clock_gettime(self._clock) > self._until:
                    self._raise(TooLong)  # again at the next look, should something swallow it

    def _raise(self, error: type[BaseException] | None) -> None:
        """Let the thread raise `error` at its next step; None takes back what it has not raised yet."""
        raised = ctypes.py_object(error) if error else None
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), raised)
