from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import EvalError
from corpus.folding import locate
from corpus.types import Document, Metadata, Source
from eval.align import align_file
from eval.documents import texts_by_name
from eval.questions import load_questions, locate_evidence

SOURCE = "1.2 | Nâng cấp cổng thông tin | Sở Khoa học | 500"
STORED = "Kế hoạch\n1.2 |  Nâng cấp cổng\nthông tin | Sở Khoa học | 500\nUỷ ban hoà giải xã Phú Thuỷ.\n"
DOCUMENTS = {"yen-son-2031": STORED}


def line(id_: str, *quotes: str) -> dict[str, Any]:
    return {
        **{"id": id_, "question": "Ai làm?", "kind": "who", "docs": ["yen-son-2031"], "answers": ["Sở Khoa học"]},
        **{"evidence": [{"doc": "yen-son-2031", "quote": quote, "section": ""} for quote in quotes], "style": "lay"},
    }


def question_set(folder: Path, *lines: str) -> Path:
    path = folder / "bo.jsonl"
    path.write_bytes("\n".join(lines).encode())
    return path


def test_quotes_become_the_characters_of_the_stored_document(tmp_path: Path) -> None:
    path = question_set(tmp_path, json.dumps(line("ys-001", SOURCE, "Ủy ban hòa giải xã Phú Thủy")))
    assert [question.id for question in align_file(path, DOCUMENTS, locate)] == ["ys-001"]
    (question,) = load_questions(path)
    assert [piece.quote for piece in question.evidence] == [
        "1.2 |  Nâng cấp cổng\nthông tin | Sở Khoa học | 500",
        "Uỷ ban hoà giải xã Phú Thuỷ",
    ]
    assert len(locate_evidence(question, DOCUMENTS)) == 2
    assert align_file(path, DOCUMENTS, locate) == ()


def test_lines_that_need_no_change_keep_every_character(tmp_path: Path) -> None:
    kept = json.dumps(line("ys-001", "Phú Thuỷ"), indent=None, separators=(" , ", ":")) + " "
    path = question_set(tmp_path, kept, "", json.dumps(line("ys-002", SOURCE)), "")
    align_file(path, DOCUMENTS, locate)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert (lines[0], lines[1], lines[3]) == (kept, "", "")
    assert list(json.loads(lines[2])) == list(line("ys-002"))
    assert "Nâng cấp" in lines[2]


def test_a_quote_that_is_nowhere_leaves_the_file_alone(tmp_path: Path) -> None:
    path = question_set(tmp_path, json.dumps(line("ys-001", SOURCE)), json.dumps(line("ys-002", "Sở Xây dựng")))
    before = path.read_bytes()
    with pytest.raises(
        EvalError, match=r"bo\.jsonl: quotes are in no stored document \(ys-002 in 'yen-son-2031': 'Sở Xây"
    ):
        align_file(path, DOCUMENTS, locate)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["bo.jsonl"]


def document(path: str) -> Document:
    return Document("id", Source(path, "0" * 64), STORED, (), (), (), Metadata())


def test_documents_are_named_by_their_files_and_no_two_alike() -> None:
    assert texts_by_name([document("plans/yen-son-2031.pdf"), document("binh-hai.2031.md")]) == {
        "yen-son-2031": STORED,
        "binh-hai.2031": STORED,
    }
    with pytest.raises(EvalError, match="another document is named 'yen-son-2031' too"):
        texts_by_name([document("yen-son-2031.pdf"), document("yen-son-2031.docx")])
