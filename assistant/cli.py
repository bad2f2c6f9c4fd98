"""The command line but for `eval`, which lives in the package above: arguments in, lines and exit codes out."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.batch import answer_batch
from assistant.evaluating import Evaluator
from assistant.export import answer_to_dict
from assistant.register_cli import add_check
from assistant.settings import ENCODER_VARIABLE, STORE_VARIABLE, Settings, language_model
from assistant.types import Answer, Statement
from assistant.web.access.command import add_users
from assistant.web.access.users import Users
from corpus.errors import AssistantError
from corpus.readers import SUFFIXES
from corpus.types import Document
from index.backends import KINDS, LOCAL, Place
from index.changes import remove_document
from index.failures import note
from index.indexing import FileResult, Outcome, find_files, index_files
from index.repair import repair
from index.store import Store
from index.verify import verify

if TYPE_CHECKING:
    from assistant.phrasing import Phraser

_LAST_PORT = 65_535
_USERS = "who may use the web app beyond this machine"
_CHECK = "check the documents against themselves"

Command = Callable[[argparse.Namespace], int]


def add_commands(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser], evaluator: Evaluator | None = None
) -> None:
    """Add every command with its arguments; each parser's default `run` takes the parsed arguments.

    With an `evaluator` the app of `chat` runs question sets.
    """
    settings = Settings.from_environment()
    store = argparse.ArgumentParser(add_help=False)
    store.add_argument(
        "--store",
        type=Path,
        default=settings.store,
        metavar="DIR",
        help=f"the store (default {settings.store}; {STORE_VARIABLE})",
    )

    def add(name: str, run: Command, said: str) -> argparse.ArgumentParser:
        parser = subparsers.add_parser(name, help=said, description=said, parents=[store])
        parser.set_defaults(run=run)
        return parser

    index = add("index", _index, "add or update files and folders")
    index.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    index.add_argument(
        "--encoder", default=settings.encoder, help=f"for a new store: a model's name or folder ({ENCODER_VARIABLE})"
    )
    index.add_argument("--backend", choices=KINDS, help="where the indexes are kept from now on (a new store: local)")
    index.add_argument(
        "--address", default="", metavar="URI", help="of the backend, as http://host:19530; without it milvus runs here"
    )
    index.add_argument(
        "--dask", default="", metavar="ADDRESS", help="read on the workers of this scheduler, or on local:N processes"
    )
    documents = add("documents", _documents, "list, show or remove documents")
    documents.add_argument("action", nargs="?", choices=("list", "show", "remove"), default="list")
    documents.add_argument("id", nargs="?")
    ask = add("ask", _ask, "answer a question with quotes and citations")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--history", action="append", default=[], metavar="TURN", help="an earlier question, oldest first")
    ask.add_argument("--document", action="append", default=[], metavar="ID", help="answer from this document only")
    ask.add_argument("--json", action="store_true", help="print the answer as a JSON object")
    ask.add_argument("--batch", type=Path, metavar="QUESTIONS.jsonl", help="answer every question of a file")
    ask.add_argument("--output", type=Path, metavar="ANSWERS.jsonl", help="where the answers of --batch go")
    checking = add("verify", _verify, "re-check every stored quote, id and checksum")
    checking.add_argument("--repair", action="store_true", help="make again what is damaged, from the files if need be")
    add_check(subparsers.add_parser("check", help=_CHECK, description=_CHECK, parents=[store]))
    add("mcp", _mcp, "serve the tools of the Model Context Protocol on standard input and output")
    chat = add("chat", _chat, "open the web app")
    chat.set_defaults(evaluator=evaluator)
    chat.add_argument("--host", default="127.0.0.1")
    chat.add_argument("--port", type=int, default=7860)
    chat.add_argument("--no-browser", action="store_true", help="only print the address")
    chat.add_argument("--users", type=Path, metavar="FILE", help="who may sign in; needed beyond this machine")
    chat.add_argument("--certificate", type=Path, metavar="FILE", help="serve HTTPS with this certificate (PEM)")
    chat.add_argument("--key", type=Path, metavar="FILE", help="the key of the certificate (PEM)")
    add_users(subparsers.add_parser("users", help=_USERS, description=_USERS), settings.users)


def _index(args: argparse.Namespace) -> int:
    if args.address and args.backend in (None, LOCAL):
        print("plan-assistant index: --address is that of --backend milvus", file=sys.stderr)
        return 2
    files = find_files(args.paths)
    if not files:
        where = ", ".join(map(str, args.paths))
        print(f"plan-assistant: no file to read in {where}; read are {', '.join(SUFFIXES)}", file=sys.stderr)
    place = Place(args.backend, args.address) if args.backend else None
    with (
        Store.create_or_open(args.store, args.encoder, place) as store,
        tqdm(total=len(files), unit="file", disable=None) as bar,
    ):

        def done(result: FileResult) -> None:
            bar.update()
            if result.outcome is Outcome.FAILED:
                bar.write(f"failed: {result.reason}", file=sys.stdout)
            else:
                name = " ".join(result.path.name.split())  # a file's name may hold a line end
                bar.write(f"{result.outcome}: {name} ({result.document})", file=sys.stdout)

        results = index_files(store, files, done, args.dask)
        with store.writing():
            note(args.store, results)
    counts = {outcome: sum(r.outcome is outcome for r in results) for outcome in Outcome}
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    if counts[Outcome.FAILED] and counts[Outcome.FAILED] == len(results):
        print("plan-assistant: no file could be indexed; see the reasons above", file=sys.stderr)
        return 1
    return 0


def _documents(args: argparse.Namespace) -> int:
    if (args.action == "list") != (args.id is None):
        print("plan-assistant documents: give an ID with show and remove, none with list", file=sys.stderr)
        return 2
    with Store(args.store) as store:
        if args.action == "remove":
            remove_document(store, args.id)
            print(f"removed: {args.id}")
        elif args.action == "show":
            print("\n".join(_shown(store.document(args.id))))
        else:
            for identity in store.ids():
                metadata = store.document(identity).metadata
                print(identity, metadata.title.value if metadata.title else "-", sep="\t")
    return 0


def _shown(document: Document) -> Iterator[str]:
    metadata = document.metadata
    yield f"id\t{document.id}"
    yield f"file\t{document.source.path}"
    for name in ("title", "number", "kind", "issuer", "province", "date", "period", "signer"):
        field = getattr(metadata, name)
        yield f"{name}\t{field.value if field else '-'}"
    yield f"size\t{len(document.text)} characters, {len(document.pages) or '-'} pages, {len(document.tables)} tables"
    for section in document.sections:
        if section.heading is not None:
            yield "  " * section.level + section.path[-1]


def _ask(args: argparse.Namespace) -> int:
    if (args.question is None) == (args.batch is None) or (args.batch is None) != (args.output is None):
        print(
            "plan-assistant ask: give one QUESTION, or --batch QUESTIONS.jsonl with --output ANSWERS.jsonl",
            file=sys.stderr,
        )
        return 2
    if args.batch is not None and (args.history or args.document or args.json):
        print("plan-assistant ask: --batch takes neither --history, --document nor --json", file=sys.stderr)
        return 2
    with Assistant.open(args.store, phraser=_phraser()) as assistant:
        if args.batch is not None:
            count = answer_batch(assistant, args.batch, args.output)
            print(f"{count} answers to {args.output}")
            return 0
        read = assistant.ask(args.question, args.history, args.document)
        if args.json:
            *_, answer = assistant.phrase(read)
            print(json.dumps(answer_to_dict(answer, None, assistant.sources()), ensure_ascii=False))
        else:
            _tell(assistant.phrase(read), assistant)
    return 0


def _tell(coming: Iterator[Answer], assistant: Assistant) -> None:
    """Print an answer; sentences of a language model as they come where somebody watches a terminal."""
    live, told = sys.stdout.isatty(), 0
    for answer in coming:
        for statement in answer.wording[told:] if live else ():
            print(_worded(statement, answer), flush=True)
            told += 1
    print("\n".join(list(_said(answer, assistant))[told if answer.wording else 0 :]))


def _worded(statement: Statement, answer: Answer) -> str:
    return statement.text + " " + "".join(f"[{answer.citations.index(c) + 1}]" for c in statement.citations)


def _phraser() -> Phraser | None:
    """What phrases answers, where a language model is set."""
    model = language_model()
    if model is None:
        return None
    from assistant.phrasing import Phraser

    return Phraser(model, lambda line: print(f"plan-assistant: {line}", file=sys.stderr))


def _said(answer: Answer, assistant: Assistant) -> Iterator[str]:
    """An answer for a reader at the terminal."""
    if not answer.answered:
        yield answer.reason or ""
        for hit in answer.hits[:3]:
            document = assistant.document(hit.passage.document)
            said = " ".join(hit.passage.span.of(document.text).split())
            yield f"  gần nhất: {document.id}: {said[:160]}"
        return
    if answer.wording:
        yield from (_worded(statement, answer) for statement in answer.wording)
        yield "(câu chữ do mô hình ngôn ngữ viết, trích dẫn là nguyên văn của tài liệu)"
    else:
        yield answer.text
    for number, citation in enumerate(answer.citations, 1):
        yield f"\n[{number}] “{' '.join(citation.quote.text.split())}”"
        place = [citation.title, *citation.section, *([f"trang {citation.page}"] if citation.page else [])]
        yield f"    {' › '.join(place)} ({citation.source}, {citation.span.start}–{citation.span.end})"


def _verify(args: argparse.Namespace) -> int:
    for made in repair(args.store) if args.repair else ():
        print(made)
    with Store(args.store) as store:
        problems = verify(store)
        count = len(store.ids())
    for problem in problems:
        print(problem)
    print(f"{count} documents, {len(problems)} problems")
    if problems:
        print("plan-assistant verify --repair makes again what is damaged", file=sys.stderr)
    return 1 if problems else 0


def _chat(args: argparse.Namespace) -> int:
    if not 0 <= args.port <= _LAST_PORT:
        print(f"plan-assistant chat: --port must be from 0 to {_LAST_PORT}", file=sys.stderr)
        return 2
    for path in filter(None, (args.certificate, args.key)):
        if not path.is_file():
            raise AssistantError(f"{path}: there is no such file; give PEM files with --certificate and --key")
    from assistant.web.server import Access, serve

    access = Access(Users(args.users) if args.users else None, args.certificate, args.key)
    with Assistant.open(args.store, phraser=_phraser()) as assistant:
        serve(assistant, args.host, args.port, not args.no_browser, access, args.evaluator)
    return 0


def _mcp(args: argparse.Namespace) -> int:
    from assistant.web.programs.functions import Functions
    from assistant.web.programs.tools import mcp_server

    with Assistant.open(args.store, phraser=_phraser()) as assistant:
        mcp_server(Functions(assistant, threading.RLock())).run("stdio")
    return 0
