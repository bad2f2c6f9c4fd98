from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import EvalError
from corpus.types import Span
from eval.questions import Place, ambiguous_evidence, load_question_sets, load_questions, locate_evidence

MONEY: dict[str, Any] = {
    "id": "ys-001",
    "question": "Tổng kinh phí của tỉnh Yên Sơn là bao nhiêu?",
    "kind": "money",
    "docs": ["yen-son-2031"],
    "answers": ["12.500 triệu đồng", "12,5 tỷ đồng"],
    "evidence": [{"doc": "yen-son-2031", "quote": "Tổng kinh phí là 12.500 triệu đồng", "section": "II. Kinh phí"}],
    "style": "formal",
}
CHITCHAT: dict[str, Any] = {
    **{"id": "ys-002", "question": "Chào bạn, bạn khoẻ không?", "kind": "unanswerable", "docs": [], "answers": []},
    **{"evidence": [], "style": "lay", "why": "chitchat"},
}


def written(folder: Path, *records: object, name: str = "bo.jsonl") -> Path:
    path = folder / name
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_question_is_read_with_all_its_fields(tmp_path: Path) -> None:
    follow_up = {**MONEY, "id": "ys-003", "kind": "conversation", "history": ["Về tỉnh Yên Sơn"], "all_evidence": True}
    money, chitchat, later = load_questions(written(tmp_path, MONEY, "", CHITCHAT, follow_up))
    assert (money.kind, money.docs, money.answers[1]) == ("money", ("yen-son-2031",), "12,5 tỷ đồng")
    assert money.evidence[0].section == "II. Kinh phí"
    assert (money.history, money.all_evidence, money.why, money.answerable) == ((), False, "", True)
    assert (chitchat.why, chitchat.evidence, chitchat.answerable) == ("chitchat", (), False)
    assert (later.history, later.all_evidence) == (("Về tỉnh Yên Sơn",), True)


def test_a_follow_up_may_be_one_that_has_to_be_declined(tmp_path: Path) -> None:
    (chitchat,) = load_questions(written(tmp_path, {**CHITCHAT, "history": ["Về tỉnh Yên Sơn"]}))
    assert (chitchat.history, chitchat.answerable) == (("Về tỉnh Yên Sơn",), False)


def test_a_line_separator_inside_a_quote_does_not_end_the_line(tmp_path: Path) -> None:
    evidence = [{**MONEY["evidence"][0], "quote": "Tổng\u2028kinh phí\u0085"}]
    (question,) = load_questions(written(tmp_path, {**MONEY, "evidence": evidence}))
    assert question.evidence[0].quote == "Tổng\u2028kinh phí\u0085"


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a JSON object"),
        ({k: v for k, v in MONEY.items() if k != "style"}, "lacks 'style'"),
        ({**MONEY, "anwsers": []}, "unknown field 'anwsers'"),
        ({**MONEY, "id": ""}, "'id' is not a text or is empty"),
        ({**MONEY, "id": "ys 001"}, "has white space"),
        ({**MONEY, "question": 7}, "'question' is not a text"),
        ({**MONEY, "kind": "amount"}, "unknown kind 'amount'"),
        ({**MONEY, "style": "loud"}, "unknown style 'loud'"),
        ({**CHITCHAT, "why": "bored"}, "unknown why 'bored'"),
        ({**MONEY, "why": "general"}, "kind 'money' with 'why'"),
        ({k: v for k, v in CHITCHAT.items() if k != "why"}, "kind 'unanswerable' without 'why'"),
        ({**MONEY, "answers": []}, "kind 'money' without 'answers'"),
        ({**MONEY, "evidence": []}, "kind 'money' without 'evidence'"),
        ({**MONEY, "docs": []}, "kind 'money' without 'docs'"),
        ({**CHITCHAT, "evidence": MONEY["evidence"]}, "kind 'unanswerable' with 'evidence'"),
        ({**CHITCHAT, "answers": ["khoẻ"]}, "kind 'unanswerable' with 'answers'"),
        ({**CHITCHAT, "docs": ["yen-son-2031"]}, "kind 'unanswerable' with 'docs'"),
        ({**CHITCHAT, "all_evidence": True}, "'all_evidence' with kind 'unanswerable'"),
        ({**MONEY, "all_evidence": "yes"}, "'all_evidence' is neither true nor false"),
        ({**MONEY, "kind": "conversation"}, "kind 'conversation' without 'history'"),
        ({**MONEY, "history": ["Về tỉnh Yên Sơn"]}, "kind 'money' with 'history'"),
        ({**MONEY, "kind": "comparison"}, "a comparison of one document"),
        ({**MONEY, "docs": ["yen-son-2031", "binh-hai-2031"]}, "docs and evidence differ in 'binh-hai-2031'"),
        ({**MONEY, "docs": ["yen-son-2031", "yen-son-2031"]}, "docs names a document twice"),
        ({**MONEY, "docs": "yen-son-2031"}, "'docs' is not a list"),
        ({**MONEY, "answers": ["12.500", 12500]}, "'answers[1]' is not a text"),
        ({**MONEY, "evidence": ["Tổng kinh phí"]}, "evidence[0] is not an object"),
        ({**MONEY, "evidence": [{"doc": "yen-son-2031", "quote": "Tổng"}]}, "evidence[0] is not an object"),
        ({**MONEY, "evidence": [{**MONEY["evidence"][0], "quote": " "}]}, "evidence[0].quote' is not a text"),
        ({**MONEY, "evidence": [{**MONEY["evidence"][0], "section": None}]}, "evidence[0].section is not a text"),
        ({**MONEY, "evidence": {}}, "'evidence' is not a list"),
        (CHITCHAT, "id 'ys-002' stands at"),
    ],
)
def test_a_malformed_line_is_named_with_its_fault(tmp_path: Path, record: object, what: str) -> None:
    path = written(tmp_path, CHITCHAT, record)
    with pytest.raises(EvalError) as error:
        load_questions(path)
    message = str(error.value)
    assert message.startswith(f"{path}:2: ")
    assert what in message
    assert "; " in message
    assert "\n" not in message


def test_an_id_may_stand_in_one_file_only(tmp_path: Path) -> None:
    first, second = written(tmp_path, MONEY), written(tmp_path, CHITCHAT, MONEY, name="thu-hai.jsonl")
    with pytest.raises(EvalError, match=r"thu-hai\.jsonl:2: id 'ys-001' stands at .*bo\.jsonl:1 too"):
        load_question_sets([first, second])


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"\n\n", "holds no question"), ("{}".encode("utf-16"), "is not UTF-8"), (None, "cannot be read")],
)
def test_a_file_that_is_no_question_set_is_refused(tmp_path: Path, content: bytes | None, what: str) -> None:
    path = tmp_path / "bo.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EvalError, match=what):
        load_questions(path)


def test_evidence_is_found_to_the_letter(tmp_path: Path) -> None:
    (question,) = load_questions(written(tmp_path, MONEY))
    text = "Năm 2031. Tổng kinh phí là 12.500 triệu đồng."
    assert locate_evidence(question, {"yen-son-2031": text}) == (Place("yen-son-2031", Span(10, 44)),)


@pytest.mark.parametrize(
    ("documents", "what"),
    [
        ({}, "document 'yen-son-2031' is not in the store"),
        (
            {"yen-son-2031": "tổng kinh phí là 12.500 triệu đồng"},
            "the quote 'Tổng kinh phí là 12.500 triệu đồng' is not in",
        ),
    ],
)
def test_evidence_that_is_not_there_is_an_error(tmp_path: Path, documents: dict[str, str], what: str) -> None:
    (question,) = load_questions(written(tmp_path, MONEY))
    with pytest.raises(EvalError, match=what):
        locate_evidence(question, documents)


def test_evidence_that_stands_twice_is_warned_of(tmp_path: Path) -> None:
    (question,) = load_questions(written(tmp_path, MONEY))
    once = "Tổng kinh phí là 12.500 triệu đồng. "
    assert ambiguous_evidence(question, {"yen-son-2031": once}) == ()
    (warning,) = ambiguous_evidence(question, {"yen-son-2031": once * 2})
    assert "ys-001" in warning
    assert "stands 2 times in 'yen-son-2031'" in warning


def test_the_question_sets_of_the_repository_load() -> None:
    paths = sorted((Path(__file__).parents[2] / "eval" / "questions").glob("*.jsonl"))
    if not paths:
        pytest.skip("eval/questions has no sets yet")
    assert len(load_question_sets(paths)) >= 120


def test_the_shared_question_sets_load_and_their_evidence_is_found(shared: Path) -> None:
    paths = [p for p in sorted(shared.glob("eval/*.dev.jsonl")) if not p.name.startswith(("commitments", "findings"))]
    documents = {path.stem: path.read_bytes().decode() for path in shared.glob("plans/*.txt")}
    questions = load_question_sets(paths)
    assert len(questions) == 255
    assert sum(len(locate_evidence(question, documents)) for question in questions) > 215
    assert [warning for question in questions for warning in ambiguous_evidence(question, documents)] == []
