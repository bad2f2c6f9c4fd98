"""Ratings of answers as candidates for a question set, read by the loader of question sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.feedback import candidates, rating_of
from corpus.errors import EvalError
from eval.documents import texts_by_name
from eval.questions import load_questions, locate_evidence
from index.feedback import Feedback, Verdict
from index.indexing import index_files
from index.store import Store
from plan_assistant import main

PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 15/KH-UBND
Yên Bái, ngày 10 tháng 01 năm 2031

KẾ HOẠCH
Chuyển đổi số tỉnh Yên Bái năm 2031

I. MỤC TIÊU
Toàn tỉnh có 128 điểm phục vụ bưu chính.
II. KINH PHÍ
Tổng kinh phí thực hiện kế hoạch là 12.500 triệu đồng, do Sở Tài chính cân đối.
"""
MONEY = "Tổng kinh phí thực hiện kế hoạch của Yên Bái là bao nhiêu?"
FAR = "Giá vé máy bay đi Tokyo hôm nay là bao nhiêu?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "yen-bai-2031.txt").write_text(PLAN, "utf-8")
    with Store.create_or_open(tmp_path / "store") as store:
        index_files(store, [tmp_path / "yen-bai-2031.txt"])
    return tmp_path / "store"


def rate(folder: Path, identity: str, question: str, verdict: Verdict, *history: str) -> None:
    with Assistant.open(folder) as assistant:
        answer = assistant.ask(question, history)
    Feedback(folder).rate(rating_of(identity, answer, history, verdict, "wrong", " Xem lại\n"))


def exported(capsys: pytest.CaptureFixture[str], folder: Path, *more: str) -> list[str]:
    assert main(["feedback", "--format", "jsonl", "--store", str(folder), *more]) == 0
    return capsys.readouterr().out.splitlines()


def test_praised_answers_become_questions_that_eval_takes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rate(folder, "one", MONEY, Verdict.UP)
    rate(folder, "two", FAR, Verdict.UP)
    rate(folder, "three", "Có bao nhiêu điểm phục vụ bưu chính?", Verdict.UP, MONEY)
    rate(folder, "four", "Kinh phí Yên Bái?", Verdict.DOWN)
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(exported(capsys, folder, "--verdict", "up")), "utf-8")
    money, far, follow_up = sorted(load_questions(path), key=lambda q: ["one", "two", "three"].index(q.id[9:]))
    assert (money.kind, money.docs, far.kind, follow_up.kind) == (
        "money",
        ("yen-bai-2031",),
        "unanswerable",
        "conversation",
    )
    assert follow_up.history == (MONEY,)
    assert "12.500 triệu đồng" in money.answers[0]
    with Store(folder) as store:
        texts = texts_by_name([store.document(identity) for identity in store.ids()])
    (place,) = locate_evidence(money, texts)
    assert "12.500 triệu đồng" in place.span.of(PLAN)


def test_what_was_not_praised_is_a_candidate_without_its_gold(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rate(folder, "one", MONEY, Verdict.DOWN)
    (line,) = exported(capsys, folder)
    candidate = json.loads(line)
    assert (candidate["kind"], candidate["docs"], candidate["answers"], candidate["evidence"]) == ("money", [], [], [])
    (tmp_path / "questions.jsonl").write_text(line, "utf-8")
    with pytest.raises(EvalError, match="kind 'money' without 'docs'"):
        load_questions(tmp_path / "questions.jsonl")


def test_no_word_of_a_document_is_kept_and_changed_words_are_no_evidence(folder: Path) -> None:
    rate(folder, "one", MONEY, Verdict.UP)
    kept = (folder / "feedback.sqlite").read_bytes()
    assert MONEY.encode() in kept
    assert b"12.500" not in kept
    (folder.parent / "yen-bai-2031.txt").write_text(PLAN.replace("12.500", "13.000"), "utf-8")
    with Store.create_or_open(folder) as store:
        index_files(store, [folder.parent / "yen-bai-2031.txt"])
        (candidate,) = candidates(Feedback(folder).ratings(), store.document)
    assert candidate["evidence"] == []


def test_ratings_are_listed_one_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feedback", "--store", str(folder)]) == 0
    assert capsys.readouterr().err == "plan-assistant: nobody has rated an answer yet\n"
    rate(folder, "one", MONEY, Verdict.DOWN)
    assert main(["feedback", "--store", str(folder)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split("\t")[1:] == ["down", "wrong", MONEY, "Xem lại"]
    assert main(["feedback", "--store", str(folder), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["comment"] == "Xem lại"
