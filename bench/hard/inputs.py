"""The inputs of the fuzzing: the shipped documents and questions, mutated, one a number, the same for the same seed."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import docx
import pypdf

from bench.hard.container_mutations import PDF, XML, ZIP
from bench.hard.text_mutations import OF_BYTES, OF_TEXT, ON_TEXT, Mutate
from corpus.readers import read

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "corpus" / "plans"
TURNS = (".txt", ".html", ".docx", ".md", ".txt", ".html", ".docx", ".pdf", ".md")  # a PDF takes longest to read
_MUTATIONS: dict[str, tuple[Mutate, ...]] = {
    ".txt": (*OF_BYTES, *ON_TEXT),
    ".md": (*OF_BYTES, *ON_TEXT),
    ".html": (*OF_BYTES[:3], *ON_TEXT[:4], *XML),
    ".docx": (*OF_BYTES[:3], *ZIP),
    ".pdf": (*OF_BYTES, *PDF),
}
_PIECE = 3_000  # characters that most mutated texts are long, so that thousands can be tried
_WHOLE = 0.04  # of the inputs are made from a whole document
_MOST = 3  # mutations one after the other


@dataclass(frozen=True, slots=True)
class Case:
    """One mutated input: the name of its file, its bytes, and what was done to it."""

    name: str
    data: bytes
    done: str


def document_case(seed: int, number: int) -> Case:
    """The mutated document of that number; formats take turns."""
    chance = Random(f"{seed} {number}")
    kind = TURNS[number % len(TURNS)]
    data = chance.choice(_whole(kind) if chance.random() < _WHOLE else _pieces(kind))
    done = []
    for _ in range(chance.randint(1, _MOST)):
        mutate = chance.choice(_MUTATIONS[kind])
        data = mutate(chance, data)
        done.append(mutate.__name__.strip("_"))
    return Case(f"van-ban-{number}{kind}", data, ", ".join(done))


def question_case(seed: int, number: int) -> str:
    """The mutated question of that number."""
    chance = Random(f"{seed} {number} question")
    text = chance.choice(questions())
    for _ in range(chance.randint(0, _MOST)):
        text = chance.choice(OF_TEXT)(chance, text)
    return text[:1_990] if chance.random() < 0.95 else text  # longer ones are refused


@cache
def questions() -> tuple[str, ...]:
    """The questions that the project ships, in the order of their files."""
    files = sorted((ROOT / "eval" / "questions").glob("*.jsonl"))
    return tuple(json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines())


@cache
def _whole(kind: str) -> tuple[bytes, ...]:
    if kind == ".txt":
        return tuple(read(path).text.encode() for path in sorted(PLANS.iterdir()))
    return tuple(path.read_bytes() for path in sorted(PLANS.glob(f"*{kind}")))


@cache
def _pieces(kind: str) -> tuple[bytes, ...]:
    """Stretches of the documents of a format, each a document of its own."""
    if kind == ".docx":
        return tuple(_paragraphs(data, at) for data in _whole(kind) for at in range(0, 120, 30))
    if kind == ".pdf":
        return tuple(_pages(data, at) for data in _whole(kind) for at in range(0, 12, 3))
    texts = [data.decode() for data in _whole(kind)]
    head = b"<html><body>" if kind == ".html" else b""
    return tuple(head + text[at : at + _PIECE].encode() for text in texts for at in range(0, len(text), _PIECE))


def _paragraphs(data: bytes, at: int) -> bytes:
    """Thirty blocks of a Word document, tables among them."""
    document = docx.Document(io.BytesIO(data))
    for number, block in enumerate(list(document.element.body)[:-1]):  # the last says how pages are set
        if not at <= number < at + 30:
            document.element.body.remove(block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pages(data: bytes, at: int) -> bytes:
    """A page of a PDF, its streams laid open, so that mutations reach what is drawn."""
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(io.BytesIO(data)).pages[at : at + 1]:
        writer.add_page(page)
    for page in writer.pages:
        content = page.get_contents()
        if content is not None:
            opened = pypdf.generic.StreamObject()
            opened.set_data(content.get_data())
            page[pypdf.generic.NameObject("/Contents")] = writer._add_object(opened)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
