"""Make a large store out of a small one: `python bench/copies.py STORE LARGE --passages N`.

Where there is no time to index a million passages, so that what asks and changes such a store can be measured: every
document is put many times, each time with other figures (one digit for another, so that all offsets hold) and with
vectors that are moved a little. It says nothing about the rate of indexing.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.checks import Report
from corpus.types import Quote
from index.records import FIELDS, Record
from index.schema import report_json, report_of
from index.store import Store

MOVED = 0.15  # length of what is added to a vector of length 1
AT_ONCE = 100  # documents


def copies(store: Store, identity: str, count: int, seed: int) -> Iterator[Record]:
    """Copies of a document of `store`."""
    stored = store.database.stored(identity)
    if stored is None:
        return
    text, structure, notes, terms, report, passages, commitments = stored.content
    fields = tuple(getattr(stored.card, name) for name in FIELDS)
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    vectors = np.frombuffer(b"".join(row[4] for row in passages), dtype=np.float16)
    vectors = vectors.reshape(len(passages), -1).astype(np.float32)
    for number in range(count):
        digits = str.maketrans("123456789", "".join(chance.sample("123456789", 9)))
        moved = vectors + noise.normal(size=vectors.shape) * (MOVED / vectors.shape[1] ** 0.5)
        moved /= np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        halves = moved.astype(np.float16)
        yield Record(
            id=f"{identity}-{number}",
            path=f"{stored.path}-{number}",
            sha256=stored.sha256,
            text=text.translate(digits),
            structure=structure,
            notes=notes,
            terms=terms,
            report=report_json(copied(report_of(identity, report), f"{identity}-{number}", digits)),
            fields=fields,
            passages=tuple((*row[:4], half.tobytes()) for row, half in zip(passages, halves, strict=True)),
            commitments=tuple((start, end, quote.translate(digits), what) for start, end, quote, what in commitments),
        )


def copied(report: Report, identity: str, digits: Mapping[int, int]) -> Report:
    """The report of a copy with that id and other digits; its messages are as they were."""

    def quoted(quote: Quote) -> Quote:
        return Quote(identity, quote.span, quote.text.translate(digits))

    return Report(
        tuple(replace(one, document=identity, quotes=tuple(map(quoted, one.quotes))) for one in report.findings),
        tuple(replace(place, quote=quoted(place.quote)) for place in report.unchecked),
    )


def main() -> None:
    """Make the store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--passages", type=int, default=1_000_000)
    args = parser.parse_args()
    started = time.perf_counter()
    with Store(args.store) as small, Store.create_or_open(args.large) as large:
        known = {identity for identity, _ in large.database.hashes().values()}  # of a run that was interrupted
        times = -(-args.passages // small.database.count())
        waiting: list[Record] = []
        for seed, identity in enumerate(small.ids()):
            waiting += [record for record in copies(small, identity, times, seed) if record.id not in known]
            if len(waiting) >= AT_ONCE:
                large.put_records(*waiting)
                waiting = []
        large.put_records(*waiting)
        sys.stdout.write(f"put {time.perf_counter() - started:.0f} s, processor {time.process_time():.0f} s\n")
        sys.stdout.flush()
        large.publish()
        sys.stdout.write(f"published {time.perf_counter() - started:.0f} s, processor {time.process_time():.0f} s\n")


if __name__ == "__main__":
    main()
