"""Worker processes: they read files and find what is to be stored, while one process writes.

They are started anew rather than forked, so that they hold no lock of their parent, and end when it does.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
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
    """As many processes as there are cores, each with the encoder; `run` gives what they find, in order.

    A thread stands beside each process and speaks with it over a pipe of its own: where the process is killed, even in
    the middle of a word, the pipe ends. (A queue that processes share would wait for the rest of that word.)
    """

    def __init__(self, work: Work, encoder_name: str) -> None:
        count = max(1, len(os.sched_getaffinity(0)))
        self._ahead = _WAITING * count
        self._hands: SimpleQueue[_Hand] = SimpleQueue()
        self._all = [_Hand(work, encoder_name) for _ in range(count)]
        for hand in self._all:
            self._hands.put(hand)
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for hand in self._all:
            hand.end()
        self._threads.shutdown(wait=True)

    def run(self, jobs: Iterable[Job | Other]) -> Iterator[tuple[Job | Other, Record | str | Other]]:
        """Each job with what was found; what is no job is handed on as it is. StoreError where a worker was killed."""
        waiting: deque[tuple[Job | Other, Future[Record | str] | Other]] = deque()
        for job in jobs:
            waiting.append((job, self._threads.submit(self._done, job) if isinstance(job, Job) else job))
            if len(waiting) > self._ahead:
                yield _received(*waiting.popleft())
        while waiting:
            yield _received(*waiting.popleft())

    def _done(self, job: Job) -> Record | str:
        hand = self._hands.get()
        try:
            return hand.done(job)
        finally:
            self._hands.put(hand)


class _Hand:
    """A worker process and this side of its pipe."""

    def __init__(self, work: Work, encoder_name: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work, encoder_name), daemon=True)
        self._process.start()
        theirs.close()  # so that the pipe ends with the process

    def done(self, job: Job) -> Record | str:
        """What the process makes of a job; StoreError where it has been killed."""
        try:
            self._pipe.send(job)
            found: Record | str = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise StoreError(
                "index: a worker process was killed, as when memory runs out; what was done stays, run this again"
            ) from error
        return found

    def end(self) -> None:
        """Kill the process: it holds nothing that is not here too."""
        self._process.kill()
        self._process.join()


def _received(job: Job | Other, found: Future[Record | str] | Other) -> tuple[Job | Other, Record | str | Other]:
    return job, found.result() if isinstance(found, Future) else found


def _serve(pipe: Connection, work: Work, encoder_name: str) -> None:
    """What a worker process does: it answers each job, until its parent ends, which ends the pipe too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends its workers
    gc.set_threshold(_RARELY)
    encoder = load_encoder(encoder_name)
    try:
        while True:
            pipe.send(work(pipe.recv(), encoder))
    except (EOFError, OSError):
        return
