"""Answers as JSON: the keys of the command-line contract, no more and no fewer."""

from __future__ import annotations

import json
from collections.abc import Callable

from assistant.assistant import Assistant
from assistant.export import answer_to_dict
from assistant.types import Answer

Ask = Callable[..., Answer]
KEYS = ["id", "question", "answered", "answer", "confidence", "citations", "computed", "passages", "reason", "seconds"]
CITATION = ["document", "title", "source", "section", "page", "start", "end", "quote"]
PASSAGE = ["document", "source", "start", "end", "score"]
QUESTION = "Quảng Bình sửa chữa bao nhiêu trạm y tế xã?"


def test_an_answer_has_the_keys_of_the_contract(ask: Ask, plan_assistant: Assistant) -> None:
    answer = ask(QUESTION)
    row = answer_to_dict(answer, "q-1", plan_assistant.sources())
    assert list(row) == KEYS
    assert (row["id"], row["question"], row["answered"], row["reason"]) == ("q-1", QUESTION, True, None)
    assert row["answer"] == answer.text
    assert row["seconds"] == answer.seconds > 0
    assert json.loads(json.dumps(row, ensure_ascii=False)) == row


def test_its_citations_have_theirs_and_offsets_into_the_document(ask: Ask, plan_assistant: Assistant) -> None:
    row = answer_to_dict(ask(QUESTION), None, plan_assistant.sources())
    citations, passages = row["citations"], row["passages"]
    assert isinstance(citations, list)
    assert isinstance(passages, list)
    text = plan_assistant.document("quang-binh-y-te-2032").text
    for citation in citations:
        assert list(citation) == CITATION
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["section"] == ["KẾ HOẠCH", "II. NHIỆM VỤ", "1. Củng cố mạng lưới"]
        assert citation["source"] == "quang-binh-y-te-2032.txt"
    assert len(passages) == 10
    assert all(list(passage) == PASSAGE for passage in passages)
    assert [p["score"] for p in passages] == sorted((p["score"] for p in passages), reverse=True)


def test_a_declined_question_has_no_answer_but_a_reason_and_passages(ask: Ask, plan_assistant: Assistant) -> None:
    row = answer_to_dict(ask("Năm 2019 Quảng Bình sửa chữa bao nhiêu trạm y tế xã?"), None, plan_assistant.sources())
    assert (row["id"], row["answered"], row["answer"], row["citations"]) == (None, False, "", [])
    assert row["reason"]
    assert row["passages"]
