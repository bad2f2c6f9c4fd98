"""Side by side with what a user would take instead: `python bench/peers.py --passages 10000 [--report FILE.md]`.

LangChain, txtai, LlamaIndex and Haystack, each with its hybrid search at its defaults and our static encoder, get the
passages of our own store, ready cut; each runs in its own process and virtual environment, made from bench/peer/*.txt.
Our own index time includes reading the files, cutting, finding commitments and checking them, in as many processes as
there are cores; theirs, and that of our retrieval alone, starts at the ready passages, in one process, as they come.
Processor time is shown beside the clock, which a busy machine makes longer. `--plans` and `--questions` (by default
those of ../shared) are what recall@5 is measured on, without questions that need what was said before; the peers are
given the passages as they are, and once more with our titles and headings in front. All work is under `--work`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.generate import generate  # noqa: E402
from bench.peer.library import Stretch  # noqa: E402
from bench.peer.process import FailedError, Ran, run  # noqa: E402
from bench.peer.table import Row, table  # noqa: E402
from bench.scale import questions as made_up  # noqa: E402
from eval.questions import CONVERSATION, Question, load_question_sets  # noqa: E402
from eval.runner import evaluate  # noqa: E402
from index.store import Store  # noqa: E402

PEERS = ("langchain", "txtai", "llamaindex", "haystack")
ANSWERS, RETRIEVAL = "ours.Answers", "ours.Retrieval"
NAMES = {
    ANSWERS: "plan-assistant, whole answers",
    RETRIEVAL: "plan-assistant, retrieval alone",
    "langchain": "LangChain",
    "txtai": "txtai",
    "llamaindex": "LlamaIndex",
    "haystack": "Haystack",
}
COMMAND = [sys.executable, str(ROOT / "plan_assistant.py")]
COLD = "Kinh phí thực hiện kế hoạch năm 2014 là bao nhiêu?"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where everything of one set of texts is kept; `environments` holds the virtual environments of the peers."""

    work: Path
    store: Path
    environments: Path
    limit: float = 3_600  # seconds that one process may take

    def index_ours(self, texts: Path) -> Ran:
        """Index a folder with the command line."""
        shutil.rmtree(self.store, ignore_errors=True)
        return run([*COMMAND, "index", texts, "--store", self.store], self.limit)

    def hand_over(self, *, headings: bool = False) -> tuple[Stretch, ...]:
        """Write the passages of our store down for the peers, one to a line; where each stands."""
        self.work.mkdir(parents=True, exist_ok=True)
        found: list[Stretch] = []
        with Store(self.store) as opened, self.passages.open("w", encoding="utf-8") as file:
            for identity in opened.ids():
                text = opened.document(identity).text
                for _, passage in opened.passages_of(identity):
                    said = passage.span.of(text)
                    whole = f"{passage.context}\n{said}" if headings else said
                    file.write(f"{json.dumps({'text': whole}, ensure_ascii=False)}\n")
                    found.append((identity, passage.span.start, passage.span.end))
        return tuple(found)

    @property
    def passages(self) -> Path:
        """The file with what was handed over."""
        return self.work / "passages.jsonl"

    def index(self, name: str) -> Ran:
        """Index with a peer and save."""
        shutil.rmtree(self.work / name, ignore_errors=True)
        return self._run(name, "index", self.work / name, self.passages)

    def ask(self, name: str, questions: Sequence[str]) -> Ran:
        """Open what was saved and ask."""
        file = self.work / "questions.json"
        file.write_text(json.dumps(questions), encoding="utf-8")
        return self._run(name, "ask", self.work / name if name in PEERS else self.store, file)

    def cold(self, name: str) -> float:
        """Seconds from the start of a process to its first answer; the better of two, for the disk shall be warm."""
        if name == ANSWERS:
            return min(run([*COMMAND, "ask", COLD, "--store", self.store]).seconds for _ in range(2))
        return min(self.ask(name, [COLD]).seconds for _ in range(2))

    def _run(self, name: str, *arguments: object) -> Ran:
        python = environment(self.environments, name) if name in PEERS else Path(sys.executable)
        return run([python, "-m", "bench.peer.run", name, *arguments], self.limit)


def environment(folder: Path, name: str) -> Path:
    """The interpreter with the pins of a peer, installed where they are missing."""
    place = folder / name
    python, ready = place / "bin" / "python", place / "ready"
    if not ready.exists():
        pins = ROOT / "bench" / "peer" / f"{name}.txt"
        run([sys.executable, "-m", "venv", place])
        torch = [line for line in pins.read_text(encoding="utf-8").splitlines() if line.startswith("torch==")]
        for wanted in (torch, ["-r", str(pins)]):  # torch first: a later one brings gigabytes of CUDA
            if wanted:
                run([python, "-m", "pip", "install", "-q", *wanted])
        ready.touch()
    return python


def recall(store: Path, places: Sequence[Stretch], ran: Ran, questions: Sequence[Question]) -> float:
    """The share, in per cent, of the questions whose evidence is in the first five passages."""
    with Store(store) as opened:
        paths = {card.id: Path(card.path) for card in opened.cards()}
        texts = {path.stem: opened.document(identity).text for identity, path in paths.items()}
    answers = {}
    for question, found in zip(questions, ran.said["found"], strict=True):
        stand: list[Stretch] = [places[place] if isinstance(place, int) else place for place in found]
        shown = [{"source": paths[place[0]].name, "start": place[1], "end": place[2]} for place in stand]
        answers[question.id] = {"answered": True, "answer": "", "citations": [], "passages": shown}
    mean = evaluate(questions, answers, texts).group("all", "all").mean("recall@5")
    return 100 * mean.value if mean else 0.0


def recalls(work: Path, environments: Path, plans: Path, sets: Sequence[Path]) -> dict[str, tuple[float, float]]:
    """Recall@5 of every library on the questions that stand alone: passages as they are, and with our headings."""
    asked = [q for q in load_question_sets(sets) if q.answerable and q.kind != CONVERSATION]
    found: dict[str, tuple[float, float]] = {}
    plain, headed = (Bench(work / part, work / "plans-ours", environments) for part in ("plans", "plans-headings"))
    plain.index_ours(plans)
    places = plain.hand_over()
    headed.hand_over(headings=True)
    for name, label in NAMES.items():
        both = []
        for bench in (plain, headed) if name in PEERS else (plain,):
            if name in PEERS:
                bench.index(name)
            both.append(recall(bench.store, places, bench.ask(name, [q.question for q in asked]), asked))
        found[name] = both[0], both[-1]
        sys.stdout.write(f"{label}: recall@5 {both} of {len(asked)} questions\n")
        sys.stdout.flush()
    return found


def measure(bench: Bench, texts: Path, asked: Sequence[str], rounds: int) -> dict[str, dict[str, float]]:
    """Index and ask with every library in turn, `rounds` times; the best of each figure.

    What a library does not do, or not in time, is said and left out of the table.
    """
    rows: dict[str, dict[str, float]] = {name: {} for name in NAMES}
    bench.passages.unlink(missing_ok=True)

    def least(name: str, **values: float) -> None:
        rows[name] |= {key: min(value, rows[name].get(key, value)) for key, value in values.items()}
        sys.stdout.write(f"{NAMES[name]}: {values} load {os.getloadavg()[0]:.1f}\n")
        sys.stdout.flush()

    def index(name: str) -> None:
        ran = bench.index_ours(texts) if name == ANSWERS else bench.index(name)
        if name == ANSWERS and not bench.passages.exists():
            bench.hand_over()
        least(name, index=ran.seconds, index_processor=ran.processor, index_memory=ran.memory)

    def ask(name: str) -> None:
        ran = bench.ask(name, asked)
        times = {key: statistics.median(ran.said[key]) for key in ("clock", "processor")}
        least(name, memory=ran.memory, **times)
        if name != RETRIEVAL:
            least(name, cold=bench.cold(name))

    for work in (index, ask):
        for name in list(NAMES) * rounds:
            try:
                work(name)
            except FailedError as error:
                sys.stdout.write(f"{NAMES[name]}: {error}\n")
    return rows


def main() -> None:
    """Measure what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, nargs="*", default=[])
    parser.add_argument("--plans", type=Path, default=ROOT / "../shared/plans")
    parser.add_argument("--questions", type=Path, nargs="*", help="question sets (default: those of ../shared/eval)")
    parser.add_argument("--asked", type=int, default=100, help="questions at each size")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--limit", type=float, default=3_600, help="seconds that one process may take")
    parser.add_argument("--work", type=Path, default=Path("/tmp/plan-assistant-peers"))
    parser.add_argument("--environments", type=Path, help="where virtual environments are made (default: in --work)")
    parser.add_argument("--report", type=Path)
    args = parser.parse_args()
    work, environments = args.work.resolve(), (args.environments or args.work / "environments").resolve()
    work.mkdir(parents=True, exist_ok=True)
    sets = args.questions
    if sets is None:
        found = sorted((ROOT / "../shared/eval").glob("*.dev.jsonl"))
        sets = [path for path in found if path.name.partition(".")[0] not in ("commitments", "findings")]
    said = []
    right = recalls(work, environments, args.plans, sets) if sets else {}
    by_recall = {name: {"recall": plain, "recall_with_headings": headed} for name, (plain, headed) in right.items()}
    for size in args.passages:
        texts, bench = work / f"texts-{size}", Bench(work / str(size), work / f"{size}-ours", environments, args.limit)
        if not texts.is_dir():
            generate(texts, size)
        before = os.getloadavg()[0]
        rows = measure(bench, texts, list(made_up(args.asked)), args.rounds)
        with bench.passages.open(encoding="utf-8") as file:
            count = sum(1 for _ in file)
        lines = [Row(NAMES[name], **rows[name], **by_recall.get(name, {})) for name in NAMES]
        load = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after, on {len(os.sched_getaffinity(0))} cores"
        when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        said.append(
            f"{count:,} passages, {args.asked} questions, best of {args.rounds} rounds, {when}; {load}:\n\n"
            f"{table(lines)}\n"
        )
    if not args.passages:
        said.append(table([Row(NAMES[name], **values) for name, values in by_recall.items()]) + "\n")
    sys.stdout.write("\n".join(said))
    if args.report:
        args.report.write_text("\n".join(said), encoding="utf-8")


if __name__ == "__main__":
    main()
