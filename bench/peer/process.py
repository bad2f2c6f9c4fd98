"""Running one process and watching what it and its children take."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_LOOK = 0.1  # seconds between two looks at the memory
_PAGE = os.sysconf("SC_PAGE_SIZE") / 1e9  # GB
# No library may look for a network, which it would wait for, or send home what it does.
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "ALLOW_RESOLVE_TRANSFORM": "True",  # txtai: the function that encodes is ours
    "PYTHONPATH": str(ROOT),
}


@dataclass(frozen=True, slots=True)
class Ran:
    """Seconds by the clock and of all processors, the most memory of all its processes in GB, and what it said."""

    seconds: float
    processor: float
    memory: float
    said: dict[str, Any] = field(default_factory=dict)


class FailedError(Exception):
    """A process failed or took too long."""


def run(command: Sequence[object], limit: float = 3_600) -> Ran:
    """Run a command to its end; FailedError with its last lines where it fails or takes more seconds than `limit`."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        started, most = time.perf_counter(), 0.0
        process = subprocess.Popen(
            [*map(str, command)], cwd=ROOT, env=os.environ | _QUIET, stdout=out, stderr=err, start_new_session=True
        )
        while True:
            done, status, used = os.wait4(process.pid, os.WNOHANG)
            seconds = time.perf_counter() - started
            if done:
                break
            if seconds > limit:
                os.killpg(process.pid, signal.SIGKILL)
            most = max(most, _memory(process.pid))
            time.sleep(_LOOK if seconds > 1 else 0.01)
        process.returncode = os.waitstatus_to_exitcode(status)
        for file in (out, err):
            file.seek(0)
        if process.returncode:
            why = f"{process.returncode} after {seconds:.0f} s: {err.read()[-2_000:]}"
            raise FailedError(f"{' '.join(map(str, command))} ended with {why}")
        lines = out.read().splitlines()
    last = lines[-1] if lines else ""
    said = json.loads(last) if last.startswith("{") else {}
    return Ran(seconds, used.ru_utime + used.ru_stime, max(most, float(said.get("memory", 0.0))), said)


def _memory(group: int) -> float:
    """What the processes of a group hold now, in GB."""
    pages = 0
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            try:
                if int((place / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                    pages += int((place / "statm").read_text().split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended meanwhile
    return pages * _PAGE
