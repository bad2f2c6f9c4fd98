"""Reading a file that nobody vouches for: in a process of its own, with limits of memory and time."""

from __future__ import annotations

import json
import logging
import os
import resource
import select
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from corpus.document import make_document
from corpus.errors import CorpusError
from corpus.readers.refusal import refusal
from corpus.types import Document
from index.schema import document_of, structure_of

_LOG = logging.getLogger(__name__)
_PIECE = 1 << 16
_CHECK_SIZE = "hãy kiểm tra tệp, hoặc chia thành các tệp nhỏ hơn"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take; `memory` is in bytes, beyond what this process has, times are in seconds."""

    size: int = 50_000_000
    memory: int = 1_500_000_000
    processor: int = 120
    seconds: float = 180.0
    characters: int = 3_000_000


def read_apart(path: Path, data: bytes, identity: str, limits: Limits) -> Document:
    """The document in `data`, as `make_document` has it; CorpusError in one line where it cannot be had within limits.

    Forks, so it is for processes of one thread.
    """
    if len(data) > limits.size:
        raise too_large(path.name, len(data), limits)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - in the child, which no report of coverage sees
        os.close(reading)
        _child(path, data, identity, limits, writing)
    os.close(writing)
    try:
        said = _all_of(reading, time.monotonic() + limits.seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)  # it has said all, or is to stop
        os.waitpid(child, 0)
    try:
        answer = json.loads(said)
    except ValueError:  # cut off, or nothing: it was stopped by a limit
        what = f"đọc tệp cần quá {limits.seconds:g} giây hoặc quá nhiều bộ nhớ"
        raise refusal(path.name, what, _CHECK_SIZE) from None
    if "refused" in answer:
        raise CorpusError(answer["refused"])
    return document_of((identity, *answer["document"]))


@contextmanager
def within(name: str, limits: Limits) -> Iterator[None]:
    """Break off with CorpusError what takes too long inside; for the main thread of a process."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise refusal(name, f"phân tích văn bản cần quá {limits.seconds:g} giây", _CHECK_SIZE)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def too_large(name: str, size: int, limits: Limits) -> CorpusError:
    """What is said of a file of too many bytes."""
    what = f"tệp {size / 1e6:.0f} MB, lớn hơn mức {limits.size / 1e6:.0f} MB"
    return refusal(name, what, "hãy chia thành các tệp nhỏ hơn")


def _child(path: Path, data: bytes, identity: str, limits: Limits, writing: int) -> None:  # pragma: no cover
    """Read, tell through the pipe, end; nothing of the parent may run here after."""
    try:
        _limit(limits)
        answer: dict[str, object]
        try:
            document = make_document(path, data, identity)
            if len(document.text) > limits.characters:
                what = f"văn bản {len(document.text):,} ký tự, dài hơn mức {limits.characters:,}"
                raise refusal(path.name, what, _CHECK_SIZE)
            source = document.source
            answer = {"document": [source.path, source.sha256, structure_of(document), document.text]}
        except CorpusError as error:
            answer = {"refused": str(error)}
        except MemoryError:
            answer = {"refused": str(refusal(path.name, "đọc tệp cần quá nhiều bộ nhớ", _CHECK_SIZE))}
        except Exception as error:  # a reader's own fault must not cost the user the other files
            _LOG.exception("%s: not understood", path)
            what = f"không đọc được ({type(error).__name__})"
            answer = {"refused": str(refusal(path.name, what, "hãy báo cho người quản trị"))}
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps(answer).encode("ascii"))
    finally:
        os._exit(0)


def _limit(limits: Limits) -> None:  # pragma: no cover
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + limits.memory, held + limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor, limits.processor))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _all_of(reading: int, deadline: float) -> bytes:
    """All that comes through the pipe until it is closed or the time is up."""
    pieces = []
    while (left := deadline - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            piece = os.read(reading, _PIECE)
            if not piece:
                break
            pieces.append(piece)
    return b"".join(pieces)
