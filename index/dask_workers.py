"""Workers on other machines: Dask hands files to them, this process alone writes what they find.

A worker that is lost loses nothing: Dask gives its files to others, and each is written once, when its turn comes. The
only module that imports distributed, when first needed.
"""

from __future__ import annotations

import logging
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Self

from corpus.errors import PlanAssistantError, StoreError
from index.encoder import Encoder, load_encoder
from index.records import Record
from index.workers import Job, Other, Work

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

_LOCAL = re.compile(r"local:([1-9]\d*)")
_WAITING = 16  # files a worker that are read ahead
_PATIENCE = 30  # seconds to wait for the scheduler and its first worker


class DaskWorkers:
    """The workers of a Dask scheduler, each with the encoder; `run` gives what they find, in order."""

    def __init__(self, work: Work, encoder_name: str, where: str) -> None:
        """`where` is the address of a scheduler, or local:N for N processes here; StoreError where none answers."""
        try:
            import distributed
        except ImportError as error:
            raise StoreError(f"{where}: Dask is not installed; run: pip install 'plan-assistant[dask]'") from error
        self._work, self._encoder_name, self._where = work, encoder_name, where
        with ExitStack() as opened:
            local = _LOCAL.fullmatch(where)
            try:
                address = opened.enter_context(_processes(int(local[1]))) if local else where
                self._client: Client = opened.enter_context(distributed.Client(address, timeout=_PATIENCE))
                self._client.wait_for_workers(1, timeout=_PATIENCE)
            except (OSError, ValueError, TimeoutError) as error:
                raise StoreError(
                    f"{where}: no Dask scheduler with workers there ({error}); give tcp://host:8786 or local:4"
                ) from error
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def run(self, jobs: Iterable[Job | Other]) -> Iterator[tuple[Job | Other, Record | str | Other]]:
        """Each job with what was found; what is no job is handed on. StoreError where the scheduler is lost."""
        waiting: deque[tuple[Job | Other, Future[Record | str] | Other]] = deque()
        for job in jobs:
            waiting.append((job, self._submitted(job) if isinstance(job, Job) else job))
            if len(waiting) > _WAITING * max(1, sum(self._client.nthreads().values())):
                yield self._received(*waiting.popleft())
        while waiting:
            yield self._received(*waiting.popleft())

    def _submitted(self, job: Job) -> Future[Record | str]:
        return self._client.submit(_do, self._work, self._encoder_name, job, pure=False)

    def _received(
        self, job: Job | Other, found: Future[Record | str] | Other
    ) -> tuple[Job | Other, Record | str | Other]:
        from distributed import Future, KilledWorker

        if not isinstance(job, Job) or not isinstance(found, Future):
            return job, found
        try:
            result: Record | str = found.result()
        except KilledWorker:
            return job, f"{job.path.name}: every worker that read it was killed; give them more memory or leave it out"
        except PlanAssistantError:
            raise
        except Exception as error:  # whatever another machine's program may lack or raise
            said = (str(error).splitlines() or [type(error).__name__])[0][:200]
            raise StoreError(
                f"{self._where}: the workers cannot go on ({said}); check that they run this version of "
                f"plan-assistant; what was done stays, run this again"
            ) from error
        return job, result


def _processes(count: int) -> LocalCluster:
    """So many worker processes on this machine, started anew when one is killed."""
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.CRITICAL
    )


@cache
def _encoder(name: str) -> Encoder:
    """The encoder of this worker, loaded once."""
    return load_encoder(name)


def _do(work: Work, encoder_name: str, job: Job) -> Record | str:
    return work(job, _encoder(encoder_name))
