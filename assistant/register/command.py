"""The command `commitments`: the register on the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.register.entries import Entry, entries_of
from assistant.register.filters import Filter
from assistant.register.formats import as_csv, as_json, as_jsonl, as_table
from assistant.settings import STORE_VARIABLE, Settings
from corpus.commitments.types import Kind
from corpus.errors import AssistantError
from index.store import Store

_TEXTS = {"table": as_table, "json": as_json, "jsonl": as_jsonl, "csv": as_csv}


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `commitments` with its arguments; its default `run` takes the parsed ones."""
    said = "list what the plans promise: targets, tasks, budgets and reports"
    parser = subparsers.add_parser("commitments", help=said, description=said)
    store = Settings.from_environment().store
    parser.add_argument(
        "--store", type=Path, default=store, metavar="DIR", help=f"the store (default {store}; {STORE_VARIABLE})"
    )
    parser.add_argument("--document", action="append", default=[], metavar="ID", help="of this document")
    parser.add_argument(
        "--province", action="append", default=[], metavar="NAME", help="of this province, by its old or new name"
    )
    parser.add_argument(
        "--year",
        action="append",
        default=[],
        type=int,
        metavar="YEAR",
        help="due in this year, or for a period that holds it",
    )
    parser.add_argument(
        "--agency", action="append", default=[], metavar="NAME", help="with this agency, in any spelling (STTTT)"
    )
    parser.add_argument("--kind", action="append", default=[], choices=[str(kind) for kind in Kind])
    parser.add_argument("--field", action="append", default=[], metavar="WORDS", help="under headings with these words")
    parser.add_argument("--text", default="", metavar="WORDS", help="with these words")
    parser.add_argument("--past", type=_day, metavar="DATE", help="due before this day (2020-12-31 or 31/12/2020)")
    parser.add_argument("--format", choices=(*_TEXTS, "xlsx"), default="table")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write there and not to the terminal")
    parser.set_defaults(run=_run)


def _day(typed: str) -> date:
    """A day in ISO 8601 or as Vietnamese writes it."""
    try:
        if "/" in typed:
            day, month, year = typed.split("/")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date: {typed} (write 2020-12-31 or 31/12/2020)") from None


def _run(args: argparse.Namespace) -> int:
    with Store(args.store) as store:
        wanted = Filter(
            tuple(args.document), tuple(args.province), tuple(args.year), tuple(args.agency),
            tuple(Kind(kind) for kind in args.kind), tuple(args.field), args.text, args.past,
        )  # fmt: skip
        for identity in wanted.documents:
            store.document(identity)  # says so where there is none
        entries = wanted.choose(entries_of(store))
    return _write(args, entries)


def _write(args: argparse.Namespace, entries: Sequence[Entry]) -> int:
    said = _TEXTS[args.format](entries)
    if args.output is None:
        sys.stdout.write(said)
        return 0
    write_file(args.output, said.encode("utf-8"))
    print(f"{len(entries)} rows to {args.output}")
    return 0


def write_file(path: Path, data: bytes) -> None:
    """Write a file; AssistantError says why where that fails."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise AssistantError(f"{path}: cannot be written ({error.strerror}); choose another --output") from error
