"""Rewrite the quotes of question sets to the very characters of the stored documents.

For questions that were written over a source text, once: python -m eval.align QUESTIONS.jsonl... --store DIR
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import EvalError, PlanAssistantError
from corpus.folding import locate
from corpus.types import Span
from eval.documents import texts_by_name
from eval.questions import Evidence, Question, ambiguous_evidence, load_questions, read_lines

Locate = Callable[[str, str], Span | None]  # of a text and a quote


@dataclass(frozen=True, slots=True)
class Alignment:
    """Questions with aligned quotes, and the pieces of evidence, with their question's id, that were not found."""

    questions: tuple[Question, ...]
    unfound: tuple[tuple[str, Evidence], ...]


def align_evidence(questions: Iterable[Question], documents: Mapping[str, str], locate: Locate) -> Alignment:
    """Replace each quote by the characters of the document where `locate` finds it.

    A quote that stands in its document to the letter stays; one that is not found stays too and is reported.
    """
    aligned, unfound = [], []
    for question in questions:
        pieces = []
        for piece in question.evidence:
            text = documents.get(piece.doc, "")
            span = locate(text, piece.quote)
            if span is None:
                unfound.append((question.id, piece))
            pieces.append(piece if span is None else replace(piece, quote=span.of(text)))
        aligned.append(replace(question, evidence=tuple(pieces)))
    return Alignment(tuple(aligned), tuple(unfound))


def align_file(path: Path, documents: Mapping[str, str], locate: Locate) -> tuple[Question, ...]:
    """Align a question set in place and give the questions that changed; other lines keep every character.

    Raises EvalError and leaves the file as it is where a quote cannot be found.
    """
    questions = load_questions(path)
    alignment = align_evidence(questions, documents, locate)
    if alignment.unfound:
        pieces = "; ".join(f"{id_} in {piece.doc!r}: {piece.quote[:60]!r}" for id_, piece in alignment.unfound)
        raise EvalError(f"{path}: quotes are in no stored document ({pieces}); index the documents or mend the quotes")
    changed = {new.id: new for old, new in zip(questions, alignment.questions, strict=True) if new != old}
    content = "\n".join(_aligned(line, changed) for line in read_lines(path))
    written = path.with_name(f"{path.name}.tmp")
    try:
        written.write_bytes(content.encode("utf-8"))
        written.replace(path)
    except OSError as error:
        raise EvalError(f"{path}: cannot be written ({error.strerror}); make it writable") from error
    return tuple(changed.values())


def _aligned(line: str, changed: Mapping[str, Question]) -> str:
    """The line of a question with its new quotes, all else in its order."""
    if not line.strip():
        return line
    record = json.loads(line)
    if record["id"] not in changed:
        return line
    for piece, new in zip(record["evidence"], changed[record["id"]].evidence, strict=True):
        piece["quote"] = new.quote
    return json.dumps(record, ensure_ascii=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Align the question sets that the command line names and say how many questions changed in each."""
    from index.store import Store  # its libraries take seconds to load and the rest of this module needs none

    parser = argparse.ArgumentParser(prog="python -m eval.align", description=__doc__)
    parser.add_argument("questions", nargs="+", type=Path, metavar="QUESTIONS.jsonl")
    parser.add_argument("--store", required=True, type=Path, metavar="DIR")
    args = parser.parse_args(arguments)
    try:
        with Store(args.store) as store:
            documents = texts_by_name(store.document(identity) for identity in store.ids())
        for path in args.questions:
            changed = align_file(path, documents, locate)
            print(f"{path}: {len(changed)} questions changed")
            for warning in (warning for question in changed for warning in ambiguous_evidence(question, documents)):
                print(f"warning: {warning}", file=sys.stderr)
    except PlanAssistantError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
