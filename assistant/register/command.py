"""The command `commitments`: the register on the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from assistant.register.comparison import Change, Group, compare, group_to_dict
from assistant.register.entries import Entry, entries_of
from assistant.register.filters import Filter, day_of, years_of
from assistant.register.formats import (
    BOUNDS,
    as_csv,
    as_json,
    as_jsonl,
    as_table,
    shown_deadline,
    shown_value,
)
from assistant.register.timeline import timeline
from assistant.register.workbook import as_workbook
from assistant.settings import STORE_VARIABLE, Settings
from corpus.commitments.types import Kind
from corpus.errors import AssistantError
from index.store import Store

_CHANGES = {
    Change.RAISED: "nâng lên",
    Change.LOWERED: "hạ xuống",
    Change.MOVED: "lùi thời hạn",
    Change.KEPT: "giữ nguyên",
    Change.DROPPED: "không còn trong kế hoạch sau",
}
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
    parser.add_argument("--compare", action="store_true", help="the same targets of several plans side by side")
    parser.add_argument("--timeline", type=Path, metavar="FILE.svg", help="draw the deadlines as a picture too")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write there and not to the terminal")
    parser.set_defaults(run=_run)


def _day(typed: str) -> date:
    """A day in ISO 8601 or as Vietnamese writes it."""
    try:
        return day_of(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date: {typed} (write 2020-12-31 or 31/12/2020)") from None


def _run(args: argparse.Namespace) -> int:
    if wrong := _wrong_use(args):
        print(f"plan-assistant commitments: {wrong}", file=sys.stderr)
        return 2
    with Store(args.store) as store:
        wanted = Filter(
            tuple(args.document), tuple(args.province), tuple(args.year), tuple(args.agency),
            tuple(Kind(kind) for kind in args.kind), tuple(args.field), args.text, args.past,
        )  # fmt: skip
        for identity in wanted.documents:
            store.document(identity)  # says so where there is none
        places: set[str] = set()
        entries = wanted.choose(_noted(entries_of(store), places))
    if not entries:
        known = ", ".join(sorted(places)) or "no province"
        print(f"plan-assistant commitments: nothing matches; the store has plans of {known}", file=sys.stderr)
    if args.timeline is not None:
        write_file(args.timeline, timeline(entries).encode("utf-8"))
        dated = sum(bool(entry.deadline and years_of(entry)) for entry in entries)
        print(f"{dated} of {len(entries)} commitments drawn to {args.timeline}: those with a time")
        if args.output is None:
            return 0
    return _write(
        args, _compared(args.format, entries) if args.compare else _listed(args.format, entries), len(entries)
    )


def _noted(entries: Iterable[Entry], places: set[str]) -> Iterator[Entry]:
    """The entries as they pass, their provinces noted."""
    for entry in entries:
        places.update(filter(None, [entry.province]))
        yield entry


def _wrong_use(args: argparse.Namespace) -> str | None:
    """What is wrong with the arguments together, if anything."""
    if args.format == "xlsx" and args.output is None:
        return "--format xlsx needs --output FILE.xlsx"
    if args.compare and args.format not in ("table", "json", "jsonl"):
        return "--compare is shown as table, json or jsonl"
    return None


def _listed(form: str, entries: Sequence[Entry]) -> bytes:
    return as_workbook(entries) if form == "xlsx" else _TEXTS[form](entries).encode("utf-8")


def _compared(form: str, entries: Sequence[Entry]) -> bytes:
    groups = compare(entries)
    if form == "json":
        return (json.dumps([group_to_dict(g) for g in groups], ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    if form == "jsonl":
        return "".join(json.dumps(group_to_dict(g), ensure_ascii=False) + "\n" for g in groups).encode("utf-8")
    return ("\n\n".join("\n".join(_side_by_side(g)) for g in groups) + f"\n\n{len(groups)} nhóm\n").encode("utf-8")


def _side_by_side(group: Group) -> Iterator[str]:
    yield group.entries[0].commitment.metric or ""
    for entry in group.entries:
        one = entry.commitment
        value = " ".join(filter(None, (BOUNDS[one.bound] if one.bound else "", shown_value(one.value, one.unit))))
        place, due = entry.province or "-", shown_deadline(entry.deadline) or ""
        yield f"  {place:<14} {entry.document.id:<24} {value:<22} {due}"
    for before, after, change in group.changes:
        was = shown_value(before.commitment.value, before.commitment.unit)
        if after is None:
            yield f"    {before.document.id}: {_CHANGES[change]} ({was})"
            continue
        now = shown_value(after.commitment.value, after.commitment.unit)
        yield f"    {before.document.id} → {after.document.id}: {_CHANGES[change]} ({was} → {now})"


def _write(args: argparse.Namespace, said: bytes, count: int) -> int:
    if args.output is None:
        sys.stdout.write(said.decode("utf-8"))
        return 0
    write_file(args.output, said)
    print(f"{count} commitments to {args.output}")
    return 0


def write_file(path: Path, data: bytes) -> None:
    """Write a file; AssistantError says why where that fails."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise AssistantError(f"{path}: cannot be written ({error.strerror}); choose another place") from error
