"""The command `feedback`: what readers think of answers, and their questions as candidates for `eval`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from assistant.feedback import candidates
from assistant.settings import STORE_VARIABLE, Settings
from index.feedback import Feedback, Rating, Verdict
from index.store import Store


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `feedback` with its arguments; its default `run` takes the parsed ones."""
    said = "list what readers think of answers, or their questions as candidates for eval"
    parser = subparsers.add_parser("feedback", help=said, description=said)
    store = Settings.from_environment().store
    parser.add_argument(
        "--store", type=Path, default=store, metavar="DIR", help=f"the store (default {store}; {STORE_VARIABLE})"
    )
    parser.add_argument("--verdict", choices=[str(verdict) for verdict in Verdict], help="of this verdict only")
    parser.add_argument(
        "--format",
        choices=("table", "json", "jsonl"),
        default="table",
        help="a line each, all that is kept, or questions in the format of eval/questions; those with the verdict "
        "'up' have their evidence, the others want it from you",
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    with Store(args.store) as store:
        ratings = [one for one in Feedback(args.store).ratings() if args.verdict in (None, one.verdict)]
        if args.format == "jsonl":
            for candidate in candidates(ratings, store.document):
                print(json.dumps(candidate, ensure_ascii=False))
        elif args.format == "json":
            print(json.dumps([asdict(one) for one in ratings], ensure_ascii=False, indent=1))
        else:
            print("\n".join(_lines(ratings)))
    if not ratings:
        print("plan-assistant: nobody has rated an answer yet", file=sys.stderr)
    return 0


def _lines(ratings: list[Rating]) -> Iterator[str]:
    for one in ratings:
        yield "\t".join((one.at, one.verdict, one.reason or "-", _line(one.question), _line(one.comment) or "-"))


def _line(text: str) -> str:
    return " ".join(text.split())
