"""Worker processes: they read files and find what is to be stored, while one process writes.

They are started anew rather than forked, so that they hold no lock of their parent, and end when it does.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from corpus.errors import StoreError
from index.corrections import NONE, Corrections
from index.encoder import Encoder, load_encoder
from index.records import Record

_WAITING = 16  # files a worker that are read ahead
_RARELY = 50_000  # objects made between two looks for rubbish: what is made here holds no circles

Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Job:
    """A file whose document is to be read."""

    path: Path
    data: bytes
    identity: str
    is_new: bool  # whether the store holds no document of that path
    corrections: Corrections = NONE  # of its metadata


Work = Callable[[Job, Encoder], Record | str]  # what is done with a job: the record, or why there is none


class Workers:
    """As many processes as there are cores, each with the encoder; `run` gives what they find, in order."""

    def __init__(self, work: Work, encoder_name: str) -> None:
        count = max(1, len(os.sched_getaffinity(0)))
        self._ahead = _WAITING * count
        self._pool = ProcessPoolExecutor(
            count, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(work, encoder_name)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def run(self, jobs: Iterable[Job | Other]) -> Iterator[tuple[Job | Other, Record | str | Other]]:
        """Each job with what was found; what is no job is handed on as it is. StoreError where a worker was killed."""
        waiting: deque[tuple[Job | Other, Future[Record | str] | Other]] = deque()
        try:
            for job in jobs:
                waiting.append((job, self._pool.submit(_do, job) if isinstance(job, Job) else job))
                if len(waiting) > self._ahead:
                    yield _received(*waiting.popleft())
            while waiting:
                yield _received(*waiting.popleft())
        except BrokenProcessPool as error:
            raise StoreError(
                "index: a worker process was killed, as when memory runs out; what was done stays, run this again"
            ) from error


def _received(job: Job | Other, found: Future[Record | str] | Other) -> tuple[Job | Other, Record | str | Other]:
    return job, found.result() if isinstance(found, Future) else found


class _Worker:
    """What a worker process works with."""

    work: Work
    encoder: Encoder


def _begin(work: Work, encoder_name: str) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    gc.set_threshold(_RARELY)
    _Worker.work, _Worker.encoder = staticmethod(work), load_encoder(encoder_name)


def _end_with(sentinel: int) -> None:
    """End this process when its parent has ended."""
    wait([sentinel])
    os._exit(1)


def _do(job: Job) -> Record | str:
    return _Worker.work(job, _Worker.encoder)
