"""Makes .venv and installs the pinned packages, or returns at once where nothing has changed since that was done.

    python scripts/prepare.py [--test]       with --test, the packages that the tests need too

Standard library only: it runs before anything is installed. What pip says is kept in .venv/install.log; a failure is
told in one line.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INPUTS = ("pyproject.toml", "constraints.txt", "scripts/prepare.py")
# PyPI's torch for Linux brings CUDA, which this program does not use; here are the builds without.
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
GIGABYTE = 10**9
NEEDED = 4 * GIGABYTE
NEEDED_WITH_CUDA = 12 * GIGABYTE

_NO_NETWORK = re.compile(
    r"Failed to establish a new connection|NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|"
    r"Temporary failure in name resolution|Name or service not known|getaddrinfo failed|Network is unreachable|"
    r"Connection (?:refused|reset|aborted)|ProxyError|Tunnel connection failed|RemoteDisconnected|SSLError"
)
_NOT_FOUND = re.compile(r"No matching distribution found|ResolutionImpossible")
_NO_SPACE = re.compile(r"No space left on device|Errno 28")


class SetupError(Exception):
    """Why the set-up cannot go on, and what to do, in one line."""


class NotFoundError(SetupError):
    """The package index answered, and does not have what was asked for."""


class NetworkError(SetupError):
    """The package index did not answer."""


def main() -> int:
    """Bring .venv up to date; 0 when it is, 1 with one line on standard error when it cannot be."""
    parser = argparse.ArgumentParser(description="Make .venv and install the pinned packages.")
    parser.add_argument("--test", action="store_true", help="also what the tests need")
    test = parser.parse_args().test
    try:
        prepare(ROOT, test=test)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; run the same command again to go on.", file=sys.stderr)
        return 130
    return 0


def prepare(root: Path, *, test: bool) -> None:
    """Make `root`/.venv hold what `root`/pyproject.toml pins, unless its stamp says that it does."""
    stamp = root / ".venv/installed"
    # A virtual environment names its own folder in its scripts: one that was moved or copied is installed anew.
    wanted = {fingerprint(root), *(["test"] if test else [])}
    if stamp.exists() and wanted <= set(stamp.read_text().split()):
        return
    check_disk(root, NEEDED)
    print(f"Installing into {root / '.venv'} (once; some minutes)")
    make_environment(root)
    stamp.unlink(missing_ok=True)
    install_torch(root)
    pip(root, "the other packages", "--editable", ".[test,milvus,dask]" if test else ".")
    stamp.write_text("\n".join(sorted(wanted)) + "\n")


def fingerprint(root: Path) -> str:
    """What an installation depends on: the place, and the files that say what is installed and how."""
    digest = hashlib.sha256(str(root).encode())
    for name in INPUTS:
        digest.update(hashlib.sha256((root / name).read_bytes()).digest())
    return digest.hexdigest()


def check_disk(folder: Path, needed: int) -> None:
    """Raise SetupError unless `needed` bytes are free where `folder` is."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise SetupError(
            f"{folder}: {free / GIGABYTE:.1f} GB are free and the packages need {needed // GIGABYTE} GB: "
            "free some space, then try again"
        )


def make_environment(root: Path) -> None:
    """Make `root`/.venv, unless one is there whose Python and pip run."""
    folder = root / ".venv"
    works = [str(folder / "bin/python"), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        if subprocess.run(works, capture_output=True, check=False).returncode == 0:
            return
    except OSError:  # there is none, or the Python that it was made from has gone
        pass
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        said = (made.stderr or made.stdout).strip().splitlines() or [f"exit status {made.returncode}"]
        raise SetupError(f"{folder} cannot be made ({said[-1]}): check the permissions of the folder, then try again")


def install_torch(root: Path) -> None:
    """Install the pinned torch, first of all and, on Linux, its build without CUDA if it is to be had."""
    pins = tomllib.loads((root / "pyproject.toml").read_text())["project"]["dependencies"]
    pin = next(line for line in pins if line.startswith("torch=="))
    if sys.platform == "linux":
        try:
            pip(root, "PyTorch", f"{pin}+cpu")  # where pip is set to look: a folder of wheels, a mirror
        except NotFoundError:
            pass
        else:
            return
        try:
            pip(root, "PyTorch for CPUs", f"{pin}+cpu", "--extra-index-url", os.environ.get("TORCH_INDEX", TORCH_INDEX))
        except (NotFoundError, NetworkError):
            check_disk(root, NEEDED_WITH_CUDA)
        else:
            return
    pip(root, "PyTorch from PyPI", pin)


def pip(root: Path, what: str, *arguments: str) -> None:
    """Run `pip install` with `arguments` under the constraints, its words in .venv/install.log.

    Raises SetupError with one line that says what to do; NotFoundError or NetworkError where another index may help.
    """
    command = [str(root / ".venv/bin/python"), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--constraint", "constraints.txt", *arguments]
    log = root / ".venv/install.log"
    progress = Progress(what)
    lines = []
    environment = os.environ | {"PIP_ROOT_USER_ACTION": "ignore", "PYTHONUNBUFFERED": "1"}
    with (
        log.open("a") as file,
        subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        assert process.stdout
        for line in process.stdout:
            file.write(line)
            lines.append(line)
            progress.show(line)
    progress.end(ok=process.returncode == 0)
    if process.returncode:
        raise failure("".join(lines), log)


def failure(said: str, log: Path) -> SetupError:
    """What pip's words mean for who reads them."""
    if _NO_SPACE.search(said):
        return SetupError(f"The disk became full: free {NEEDED // GIGABYTE} GB (TMPDIR counts too), then try again")
    if _NO_NETWORK.search(said):
        return NetworkError(
            "pip cannot reach its package index: check the network, then try again "
            "(behind a proxy, set HTTPS_PROXY=http://host:port)"
        )
    errors = [line.removeprefix("ERROR: ") for line in said.splitlines() if line.startswith("ERROR: ")]
    reason = errors[0] if errors else (said.strip().splitlines() or ["it said nothing"])[-1]
    kind = NotFoundError if _NOT_FOUND.search(said) else SetupError
    return kind(f"pip failed ({reason}): see {log}, then try again")


class Progress:
    """One line for each step, which on a terminal names the package at hand."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.live = sys.stdout.isatty()
        print(f"  {what} ...", end="" if self.live else "\n", flush=True)

    def show(self, line: str) -> None:
        """Tell the package that a line of pip is about."""
        found = re.match(r"\s*(?:Collecting|Downloading|Installing collected packages:) ([\w.-]+)", line)
        if self.live and found:
            print(f"\r\033[K  {self.what} ... {found[1]}", end="", flush=True)

    def end(self, *, ok: bool) -> None:
        """Close the line."""
        if self.live:
            print(f"\r\033[K  {self.what}{': installed' if ok else ''}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
