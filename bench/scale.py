"""Speed and size of stores of many passages: `python bench/scale.py --passages 10000 100000 [--report FILE.md]`.

For each size plan-like documents are generated (or `--texts FOLDER` is taken), indexed through the command line, and
asked: index time and rate, size on disk, time to open, memory, warm p50 and p95 of whole answers, a cold start of the
command, one document added, replaced and removed, recall of the clusters on questions. `--profile` says where the time
of the questions goes; the floor (bandwidth of memory, speed of the encoder) stands below the table. Every measurement
runs in a process of its own. Folders are kept under `--work`, and what is there is not made again;
`--store` measures stores that are there, as `bench/copies.py` makes them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


from bench.generate import Writer, generate  # noqa: E402

COMMAND = [sys.executable, str(ROOT / "plan_assistant.py")]
QUESTIONS = (
    "Kinh phí cho {a} của {c} năm {y} là bao nhiêu?",
    "Đơn vị nào chủ trì {a} ở {c}?",
    "{c} phấn đấu đến năm {y} có bao nhiêu phần trăm {a}?",
    "Khi nào hoàn thành {a} tại {c}?",
    "ke hoach {a} nam {y} cua {c}",
    "Những nhiệm vụ về {a} là gì?",
)
COLD = "Kinh phí thực hiện kế hoạch năm 2014 là bao nhiêu?"


def measured(code: str, *values: object) -> dict[str, float]:
    """What a Python process prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, values)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def questions(count: int) -> Iterator[str]:
    """Questions about documents that the generator writes."""
    for number in range(count):
        writer = Writer(number * 7, 1)
        values = {"a": writer.term(), "c": writer.province, "y": writer.year}
        yield QUESTIONS[number % len(QUESTIONS)].format(**values)


OPENING = """
import sys, time, json, resource
started = time.perf_counter()
from pathlib import Path
from index.store import Store
imported = time.perf_counter()
with Store(Path(sys.argv[1])) as store:
    store.refresh()
    opened = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"import": imported - started, "open": opened - imported, "open_gb": memory}))
"""
ASKING = """
import sys, time, json, resource, cProfile, pstats
from pathlib import Path
from assistant.assistant import Assistant
started = time.perf_counter()
with Assistant.open(Path(sys.argv[1])) as assistant:
    opened = time.perf_counter() - started
    asked = json.loads(Path(sys.argv[2]).read_text())
    for question in asked[:20]:
        assistant.ask(question)
    profile = cProfile.Profile()
    if sys.argv[3]:
        profile.enable()
    times, used, answered = [], [], 0
    for question in asked[20:]:
        started, cpu = time.perf_counter(), time.thread_time()
        answered += assistant.ask(question).answered
        times.append(time.perf_counter() - started)
        used.append(time.thread_time() - cpu)
    profile.disable()
    if sys.argv[3]:
        with open(sys.argv[3], "w") as file:
            pstats.Stats(profile, stream=file).sort_stats("cumtime").print_stats(60)
    times.sort(); used.sort()
    at = lambda values, share: 1000 * values[int(share * (len(values) - 1))]
    print(json.dumps({
        "assistant_open": opened, "p50": at(times, 0.5), "p95": at(times, 0.95), "worst": at(times, 1.0),
        "p50_cpu": at(used, 0.5), "p95_cpu": at(used, 0.95), "answered": answered / len(times),
        "rss_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }))
"""
WORDS_AND_VECTORS = """
import sys, time, json, math
import numpy as np
from pathlib import Path
from index.store import Store
from index.lexical import Term, TextField
from corpus.tokens import forms_of, pairs
with Store(Path(sys.argv[1])) as store:
    asked = json.loads(Path(sys.argv[2]).read_text())[:100]
    by_words, by_vectors, hits, wanted = [], [], 0, 0
    matrix = getattr(store.vectors, "_vectors", None)
    for question in asked:
        _, bares = forms_of(question)
        terms = [Term(TextField.BARE, form, 1.0) for form in dict.fromkeys(bares + pairs(bares))]
        started = time.perf_counter()
        store.words.search(terms, 60)
        by_words.append(time.perf_counter() - started)
        vector = store.encoder.encode([question])[0]
        started = time.perf_counter()
        found = store.vectors.search(vector, 10)
        by_vectors.append(time.perf_counter() - started)
        if matrix is not None and vector.any():
            scores = np.concatenate([
                matrix[i : i + 65536].astype(np.float32) @ vector for i in range(0, len(matrix), 65536)
            ])
            least = np.partition(scores, -10)[-10] - 1e-6
            hits += sum(score >= least for score in found.values())
            wanted += 10
    by_words.sort(); by_vectors.sort()
    facts = getattr(store.vectors, "facts", None)
    at = lambda values, share: values[int(share * (len(values) - 1))]
    print(json.dumps({
        "words_p50": 1000 * at(by_words, 0.5), "words_p95": 1000 * at(by_words, 0.95),
        "vectors_p50": 1000 * at(by_vectors, 0.5), "vectors_p95": 1000 * at(by_vectors, 0.95),
        "recall": hits / wanted if wanted else 1.0, "clusters": facts.clusters if facts else 0,
        "looked_into": facts.looked_into if facts else 0,
    }))
"""
CHANGING = """
import sys, time, json
from pathlib import Path
from index.indexing import index_files
from index.store import Store
path = Path(sys.argv[2])
def timed(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
with Store(Path(sys.argv[1])) as store:
    store.refresh()
    found = {"add": timed(lambda: index_files(store, [path]))}
    path.write_text(path.read_text(encoding="utf-8").replace("quý", "hết quý"), encoding="utf-8")
    found["replace"] = timed(lambda: index_files(store, [path]))
    found["remove"] = timed(lambda: store.remove("them-vao"))
    print(json.dumps(found))
"""
FLOOR = """
import json, time
import numpy as np
from pathlib import Path
from bench.generate import Writer
from corpus.tokens import forms_of
from index.encoder import load_encoder
block = np.ones(128 * 2**20 // 4, dtype=np.float32)
best = 9.0
for _ in range(5):
    started = time.perf_counter()
    block.sum()
    best = min(best, time.perf_counter() - started)
texts = [Writer(number, 1).text()[:900] for number in range(300)]
count = sum(len(forms_of(text)[0]) for text in texts)
encoder = load_encoder()
encoder.encode(texts)
started = time.process_time()
encoder.encode(texts)
print(json.dumps({"gb_a_second": block.nbytes / best / 1e9,
                  "tokens_a_second": count / (time.process_time() - started)}))
"""


def index(folder: Path, store: Path) -> dict[str, float]:
    """Index a folder through the command line, with time, and processor time of all processes."""
    shutil.rmtree(store, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        subprocess.run([*COMMAND, "index", str(folder), "--store", str(store)], stdout=nowhere, check=True)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"index_s": seconds, "index_cpu_s": used, "index_gb": after.ru_maxrss / 1e6}


def cold(store: Path) -> float:
    """Seconds from the start of the command to its answer, the disk warm."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([*COMMAND, "ask", COLD, "--store", str(store)], capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    return min(times)


def measure(name: str, store: Path, work: Path, count: int, profile: bool) -> dict[str, float | str]:
    """All figures of a store; those of its indexing where it was indexed here."""
    facts = work / f"index-{name}.json"
    found: dict[str, float | str] = {"name": name}
    if facts.exists():
        found |= json.loads(facts.read_text())
    files = [path for path in store.rglob("*") if path.is_file()]
    found["disk_gb"] = sum(path.stat().st_size for path in files) / 1e9
    listed = work / "questions.json"
    listed.write_text(json.dumps(list(questions(count))))
    found |= measured(OPENING, store)
    found |= measured(
        "from index.store import Store; import sys, json; from pathlib import Path\n"
        "s = Store(Path(sys.argv[1])); print(json.dumps({'passages': s.database.count(), "
        "'documents': len(s.ids())}))",
        store,
    )
    found |= measured(WORDS_AND_VECTORS, store, listed)
    found |= measured(ASKING, store, listed, work / f"profile-{name}.txt" if profile else "")
    found["cold"] = cold(store)
    extra = work / "them-vao.txt"
    extra.write_text(Writer(987_654_321, 2).text(), encoding="utf-8")
    found |= measured(CHANGING, store, extra)
    return found


ROWS = (
    ("passages", "passages", "{:,.0f}"),
    ("documents", "documents", "{:,.0f}"),
    ("index, s", "index_s", "{:,.0f}"),
    ("passages indexed a second", "rate", "{:,.0f}"),
    ("the same on two cores of its own (by processor time)", "rate_cpu", "{:,.0f}"),
    ("store on disk, GB", "disk_gb", "{:.2f}"),
    ("open, s", "open", "{:.2f}"),
    ("open for answers, s", "assistant_open", "{:.2f}"),
    ("cold command to answer, s", "cold", "{:.2f}"),
    ("answer p50, ms", "p50", "{:.0f}"),
    ("answer p95, ms", "p95", "{:.0f}"),
    ("answer p50, ms of processor time", "p50_cpu", "{:.0f}"),
    ("answer p95, ms of processor time", "p95_cpu", "{:.0f}"),
    ("memory while answering, GB", "rss_gb", "{:.2f}"),
    ("words p50 / p95, ms", "words", "{}"),
    ("vectors p50 / p95, ms", "nearest", "{}"),
    ("recall@10 of the vectors on questions", "recall", "{:.3f}"),
    ("clusters looked into", "probes", "{}"),
    ("one document added, s", "add", "{:.2f}"),
    ("replaced, s", "replace", "{:.2f}"),
    ("removed, s", "remove", "{:.2f}"),
)


def table(found: list[dict[str, float | str]]) -> str:
    """The figures as a table in Markdown."""
    for one in found:
        if "index_s" in one:
            one["rate"] = float(one["passages"]) / float(one["index_s"])
            one["rate_cpu"] = 2 * float(one["passages"]) / float(one["index_cpu_s"])
        one["words"] = f"{one['words_p50']:.1f} / {one['words_p95']:.1f}"
        one["nearest"] = f"{one['vectors_p50']:.1f} / {one['vectors_p95']:.1f}"
        one["probes"] = f"{one['looked_into']:.0f} of {one['clusters']:.0f}" if one["clusters"] else "exact"
    lines = [f"| | {' | '.join(str(one['name']) for one in found)} |", "|---" * (1 + len(found)) + "|"]
    for label, key, form in ROWS:
        shown = [form.format(one[key]) if key in one else "–" for one in found]
        lines.append(f"| {label} | {' | '.join(shown)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, nargs="*", default=[])
    parser.add_argument("--texts", type=Path, help="a folder of real text instead of generated ones")
    parser.add_argument(
        "--store", type=Path, nargs="*", default=[], help="stores that are there, as of bench/copies.py"
    )
    parser.add_argument("--questions", type=int, default=220)
    parser.add_argument("--work", type=Path, default=Path("/tmp/plan-assistant-scale"))
    parser.add_argument("--report", type=Path)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    found = []
    folders = {args.texts.name: args.texts} if args.texts else {}
    for passages in args.passages:
        folders[str(passages)] = args.work / f"texts-{passages}"
        if not folders[str(passages)].is_dir():
            generate(folders[str(passages)], passages, args.seed)
    stores = {folder.name: folder for folder in args.store}
    for name, folder in folders.items():
        stores[name], facts = args.work / f"store-{name}", args.work / f"index-{name}.json"
        if not facts.exists():
            facts.write_text(json.dumps(index(folder, stores[name])))
    for name, store in stores.items():
        found.append(measure(name, store, args.work, args.questions, args.profile))
        sys.stdout.write(f"{json.dumps(found[-1])}\n")
        sys.stdout.flush()
    floor = measured(FLOOR)
    load = os.getloadavg()[0]
    said = (
        f"{table(found)}\n\nFloor: memory {floor['gb_a_second']:.1f} GB/s on one core, so {1e6 * 256 / 1e9:.2f} GB of "
        f"vectors at one byte a number take {256e6 / floor['gb_a_second'] / 1e6:.0f} ms to scan whole; the encoder "
        f"reads {floor['tokens_a_second']:,.0f} tokens a second on one core. Load of the machine: {load:.1f} on "
        f" {len(os.sched_getaffinity(0))} cores.\n"
    )
    sys.stdout.write(said)
    if args.report:
        args.report.write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
