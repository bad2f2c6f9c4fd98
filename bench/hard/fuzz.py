"""Feed mutated documents and questions to everything that reads them: `python bench/hard/fuzz.py --times 20000`.

Of eight inputs seven are documents, read by the reader of their format and then by the outline, the tables, the
metadata, the passages, the folding, the commitments and the checks; every hundredth is indexed into a store and asked
about. The eighth is a question, asked of the shipped documents. An input may be refused in one line; it may not
raise anything else than PlanAssistantError, break an invariant, take more than 5 s of processor time or 1 GiB of
memory.
Inputs run in a worker process with limits, which is replaced when an input ends it.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.assistant import Assistant
from bench.hard.inputs import PLANS, ROOT, Case, document_case, question_case, questions
from corpus.checks import check_document
from corpus.commitments.extraction import find_commitments
from corpus.document import make_document
from corpus.errors import PlanAssistantError
from corpus.folding import bare
from index.indexing import Outcome, find_files, index_files
from index.passages import find_passages
from index.store import Store
from index.verify import verify

SECONDS = 5  # of processor time, the same on a busy machine
GROWTH = 1 << 30  # bytes of memory
_LIFE = 400  # inputs after which a worker is replaced
_QUESTION_EVERY = 8
_STORE_EVERY = 101


class FaultError(Exception):
    """What an input did that it must not do."""


def run_document(case: Case) -> str:
    """All that is done with a document; "read" or "refused"."""
    try:
        document = make_document(Path(case.name), case.data)
    except PlanAssistantError as error:
        if isinstance(error.__cause__, MemoryError) or "\n" in str(error):
            raise FaultError(f"refusal for the wrong reason: {error!r}") from error
        return "refused"
    text = document.text
    passages = find_passages(document)
    if "".join(text[p.span.start : p.span.end] for p in passages) != text:
        raise FaultError("the passages do not partition the text")
    bare(text)
    for commitment in find_commitments(document):
        document.quote(commitment.span)
    report = check_document(document)
    for quote in (q for finding in report.findings for q in finding.quotes):
        if text[quote.span.start : quote.span.end] != quote.text:
            raise FaultError("the quote of a finding is not what stands there")
    return "read"


def run_store(case: Case) -> str:
    """Index a document beside a sound one, ask about it, verify."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-store-"))
    try:
        (folder / "plans").mkdir()
        (folder / "plans" / case.name).write_bytes(case.data)
        shutil.copy(sorted(PLANS.glob("*.md"))[0], folder / "plans")
        with Store.create_or_open(folder / "store") as store:
            results = index_files(store, find_files([folder / "plans"]))
            problems = verify(store)
            if problems or "not understood" in "".join(r.reason or "" for r in results):
                raise FaultError(f"indexed: {[*problems, *(r.reason for r in results)]}")
        with Assistant.open(folder / "store") as assistant:
            for question in questions()[::97]:
                check_answer(assistant, question)
        return "refused" if any(r.outcome is Outcome.FAILED for r in results) else "read"
    finally:
        shutil.rmtree(folder)


def check_answer(assistant: Assistant, question: str) -> str:
    """Ask; "answered", "declined" or "refused"."""
    try:
        answer = assistant.ask(question)
    except PlanAssistantError:
        return "refused"
    for citation in answer.citations:
        if citation.span.of(assistant.document(citation.quote.document).text) != citation.quote.text:
            raise FaultError(f"a quote is not what stands there: {question!r}")
    return "answered" if answer.answered else "declined"


def work(seed: int, numbers: range, store: Path, out: IO[str]) -> None:
    """Run the inputs of `numbers`, one line before and one after each."""
    faulthandler.enable()
    faulthandler.register(signal.SIGPROF, chain=True)  # says where it hung, then ends the process
    assistant = Assistant.open(store)
    check_answer(assistant, "Tổng kinh phí là bao nhiêu?")
    run_document(document_case(seed, 7))  # a PDF, for what its reader imports
    before = _memory("VmRSS")
    room = _memory("VmSize") + 2 * GROWTH
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    for number in numbers:
        kind, run = _work_of(seed, number, assistant)
        print(json.dumps({"start": number, "kind": kind}), file=out, flush=True)
        Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        fault = outcome = ""
        try:
            outcome = run()
        except Exception as error:
            fault = _told(error)
        signal.setitimer(signal.ITIMER_PROF, 0)
        if _memory("VmHWM") - before > GROWTH:
            fault += f" grew by {(_memory('VmHWM') - before) >> 20} MiB"
        print(json.dumps({"end": number, "kind": kind, "outcome": outcome, "fault": fault}), file=out, flush=True)


def _work_of(seed: int, number: int, assistant: Assistant) -> tuple[str, Callable[[], str]]:
    if number % _QUESTION_EVERY == 0:
        question = question_case(seed, number)
        return "question", lambda: check_answer(assistant, question)
    case = document_case(seed, number)
    kind = Path(case.name).suffix
    return (
        (f"{kind} in a store", lambda: run_store(case))
        if number % _STORE_EVERY == 1
        else (kind, lambda: run_document(case))
    )


def _memory(field: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(re.findall(rf"{field}:\s+(\d+) kB", status)[0]) << 10


def _told(error: Exception) -> str:
    """The error with the innermost place in the project's own code."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "site-packages" not in f.filename]
    own = [f for f in frames if f"{os.sep}bench{os.sep}" not in f.filename] or frames
    return (
        f"{type(error).__name__}: {str(error)[:200]} at {Path(own[-1].filename).name}:{own[-1].lineno} ({own[-1].name})"
    )


def reports(seed: int, times: int, store: Path) -> Iterator[dict[str, str]]:
    """What became of each input; a worker that ends early counts as a hang or a crash of the input it was at."""
    number = 0
    while number < times:
        reading, writing = os.pipe()
        errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed below
        child = os.fork()
        if not child:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
            os.close(reading)
            os.dup2(errors.fileno(), 2)
            with os.fdopen(writing, "w") as out:
                try:
                    work(seed, range(number, min(number + _LIFE, times)), store, out)
                except BaseException:
                    traceback.print_exc()
                    os._exit(1)
            os._exit(0)
        os.close(writing)
        at: dict[str, str] = {}
        with os.fdopen(reading) as lines:
            for line in lines:
                at = json.loads(line)
                if "end" in at:
                    yield at
                    number = int(at["end"]) + 1
        status = os.waitpid(child, 0)[1]
        if "start" in at:
            errors.seek(0)
            what = (
                "hung" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF else f"ended with {status}"
            )
            yield {**at, "end": at["start"], "outcome": "", "fault": f"{what}: {_places(errors.read())}"}
            number = int(at["start"]) + 1
        elif status:
            errors.seek(0)
            raise RuntimeError(f"a worker ended with {status} before its first input: {errors.read()[-2_000:]}")
        errors.close()


def _places(dump: str) -> str:
    """The innermost calls that faulthandler wrote down."""
    return " < ".join(
        f"{Path(f).name}:{n} ({c})" for f, n, c in re.findall(r'File "(.+?)", line (\d+) in (\S+)', dump)[:8]
    )


def main() -> int:
    """Run the inputs, print the counts by kind and every fault; 1 where there was one."""
    parser = argparse.ArgumentParser(description="feed mutated documents and questions to everything that reads them")
    parser.add_argument("--times", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2031)
    parser.add_argument("--show", type=int, metavar="NUMBER", help="write the input of that number out instead")
    arguments = parser.parse_args()
    if arguments.show is not None:
        case = document_case(arguments.seed, arguments.show)
        Path(case.name).write_bytes(case.data)
        print(f"{case.name}: {case.done}")
        return 0
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell started it in the background
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    counts: Counter[tuple[str, str]] = Counter()
    try:
        command = [
            sys.executable,
            str(ROOT / "plan_assistant.py"),
            "index",
            str(PLANS),
            "--store",
            str(folder / "store"),
        ]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL
        )  # in a process of its own: forks want few threads
        for report in reports(arguments.seed, arguments.times, folder / "store"):
            counts[report["kind"], "FAULT" if report["fault"] else report["outcome"]] += 1
            if report["fault"]:
                print(f"{report['end']} {report['kind']}: {report['fault']}", flush=True)
    except KeyboardInterrupt:
        print("stopped early")
    finally:
        shutil.rmtree(folder)
    for kind in sorted({kind for kind, _ in counts}):
        print(f"{kind}: " + ", ".join(f"{count} {what}" for (k, what), count in sorted(counts.items()) if k == kind))
    faults = sum(count for (_, what), count in counts.items() if what == "FAULT")
    print(f"{counts.total()} inputs, {faults} faults (seed {arguments.seed})")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
