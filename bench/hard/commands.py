"""The command line, run in a fork of a process that has imported what it needs: a run costs no start of Python."""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import IO

import faiss  # noqa: F401  # imported before the forks, not in each of them
import tantivy  # noqa: F401

import index.verify  # noqa: F401
from corpus.document import make_document
from index.encoder import load_encoder
from plan_assistant import main

_ORPHANS = 60.0  # seconds that worker processes have to start, where need be, and to notice that the run is dead


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of a command said and its exit code; negative is the signal that ended it."""

    code: int
    out: str
    err: str


class Run:
    """A command under way, with the worker processes that it starts; they form a process group of their own."""

    def __init__(self, work: Callable[[], int]) -> None:
        self._out, self._err = (tempfile.TemporaryFile("w+") for _ in range(2))  # noqa: SIM115 - closed in wait
        self.process = os.fork()
        if not self.process:
            os.setpgid(0, 0)
            _finish(work, self._out, self._err)
        with suppress(OSError):
            os.setpgid(self.process, self.process)  # whichever of the two comes first

    @classmethod
    def of(cls, *arguments: object) -> Run:
        """Start `plan-assistant ARGUMENTS`."""
        return cls(lambda: main([str(argument) for argument in arguments]))

    def wait(self) -> Ran:
        """What became of it."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        said = []
        for file in (self._out, self._err):
            file.seek(0)
            said.append(file.read())
            file.close()
        return Ran(code, *said)

    def ended(self) -> bool:
        """Whether its own process has ended."""
        return os.waitid(os.P_PID, self.process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def members(self) -> list[int]:
        """The processes of the run, its own first, that of the worker processes behind it."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                with suppress(OSError):
                    state, _, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
                    if int(group) == self.process and state != "Z":
                        found.append(int(entry.name))
        return sorted(found, key=lambda one: (one != self.process, one))

    def orphans(self) -> list[int]:
        """The worker processes that still run some time after the run's own process has ended."""
        end = time.monotonic() + _ORPHANS
        while (left := self.members()) and time.monotonic() < end:
            time.sleep(0.02)
        for process in left:
            with suppress(OSError):
                os.kill(process, SIGKILL)
        return left


def warm() -> None:
    """Import and load what commands need, so that forks have it; a store must not be opened before a fork."""
    make_document(Path("a.txt"), "KẾ HOẠCH\nI. NHIỆM VỤ\n1. Mua 5 máy chủ.\n".encode())
    load_encoder()


def run(*arguments: object) -> Ran:
    """Run `plan-assistant ARGUMENTS` to its end."""
    return Run.of(*arguments).wait()


def in_fork(work: Callable[[], None]) -> str:
    """Run `work` in a fork; "" where it did not raise, else what it raised."""

    def done() -> int:
        work()
        return 0

    ran = Run(done).wait()
    return "" if not ran.code else ran.err.strip() or f"ended with {ran.code}"


def _finish(work: Callable[[], int], out: IO[str], err: IO[str]) -> None:
    code = 1
    try:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
