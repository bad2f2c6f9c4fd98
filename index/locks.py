"""The three locks of a store, held by processes and let go by the kernel when one is killed."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from corpus.errors import StoreError

_TO_SIGN = 1.0  # seconds that the process which has just got the lock may take to write its number into it


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
                self._take(lock)
                os.ftruncate(lock, 0)
                os.pwrite(lock, str(os.getpid()).encode("ascii"), 0)
                self._depth = 1
                try:
                    yield
                finally:
                    self._depth = 0
                    os.ftruncate(lock, 0)  # the next one to look must not be told of this process

    def _take(self, lock: int) -> None:
        """Get the lock; StoreError names who holds it, once that process has signed it."""
        late = time.monotonic() + _TO_SIGN
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError as error:
                holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip()
                if holder or time.monotonic() > late:
                    raise StoreError(
                        f"{self._path.parent}: process {holder or 'unknown'} is writing to it; wait until it is done"
                    ) from error
            time.sleep(0.01)


@contextmanager
def building(path: Path) -> Iterator[None]:
    """Hold the right to make and delete indexes; waits for another process that does."""
    with _opened(path) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Gate:
    """What readers pass before they begin, so that whoever erases can wait for those inside while none follows.

    Without it readers that overlap could keep an old state in use for ever, though each of them is soon done.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Begin to read inside; waits while the gate is closed. Where files cannot be locked, there is no gate."""
        try:
            lock = self._opened()
            try:
                fcntl.flock(lock, fcntl.LOCK_SH)
            except OSError:
                os.close(lock)
                raise
        except OSError:  # a folder or a file system that is only read from, so that nobody erases either
            yield
            return
        try:
            yield
        finally:
            os.close(lock)

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Let no one else begin to read; StoreError where the gate cannot be locked."""
        try:
            lock = self._opened()
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be opened ({error.strerror}); make the folder writable") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _opened(self) -> int:
        """The file, for reading only: another user may have made it."""
        return os.open(self._path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)


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
