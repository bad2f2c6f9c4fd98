"""The two locks of a store, held by processes and let go by the kernel when one is killed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from corpus.errors import StoreError


class WriterLock:
    """The right to write a store: one process has it, or one thread of it; others are told which process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = RLock()
        self._depth = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it; StoreError where another process does. May be nested."""
        with self._guard:
            if self._depth:
                yield
                return
            with _opened(self._path) as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip() or "unknown"
                    raise StoreError(
                        f"{self._path.parent}: process {holder} is writing to it; wait until it is done"
                    ) from error
                os.ftruncate(lock, 0)
                os.pwrite(lock, str(os.getpid()).encode("ascii"), 0)
                self._depth = 1
                try:
                    yield
                finally:
                    self._depth = 0


@contextmanager
def building(path: Path) -> Iterator[None]:
    """Hold the right to make and delete indexes; waits for another process that does."""
    with _opened(path) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise StoreError(
            f"{path.parent}: cannot be written ({error.strerror}); make it writable or choose another with --store"
        ) from error
    try:
        yield lock
    finally:
        os.close(lock)
