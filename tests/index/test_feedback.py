"""What readers think of answers: it survives indexing again and goes with the documents that it names."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import StoreError
from index.feedback import Cited, Feedback, Rating, Verdict
from index.indexing import index_files
from index.store import Store

PLAN = "KẾ HOẠCH\nChuyển đổi số tỉnh {place} năm 2031\n\nI. KINH PHÍ\nTổng kinh phí là {sum} triệu đồng.\n"
ROOT = Path(__file__).parents[2]


def rating(id: str, *documents: str, question: str = "Kinh phí bao nhiêu?", verdict: Verdict = Verdict.UP) -> Rating:
    cited = tuple(Cited(document, 52, 83, "7-0", (12, 31)) for document in documents)
    return Rating(id, "2031-02-03T04:05:06Z", question, ("Yên Bái?",), verdict, "", "Đúng rồi", True, cited)


def two_plans(folder: Path) -> Path:
    for name, place, total in (("yen-bai", "Yên Bái", "12.500"), ("binh-dinh", "Bình Định", "9.750")):
        (folder / f"{name}.txt").write_text(PLAN.format(place=place, sum=total), "utf-8")
    with Store.create_or_open(folder / "store") as store:
        index_files(store, sorted(folder.glob("*.txt")))
    return folder / "store"


def test_ratings_are_kept_as_given_and_the_later_one_of_an_answer_counts(tmp_path: Path) -> None:
    kept = Feedback(tmp_path)
    assert kept.ratings() == ()
    kept.rate(rating("b", "yen-bai"))
    kept.rate(rating("a"))
    kept.rate(rating("b", "yen-bai", "binh-dinh", verdict=Verdict.DOWN))
    assert Feedback(tmp_path).ratings() == (rating("a"), rating("b", "yen-bai", "binh-dinh", verdict=Verdict.DOWN))


def test_ratings_survive_that_their_document_is_indexed_again(tmp_path: Path) -> None:
    folder = two_plans(tmp_path)
    Feedback(folder).rate(rating("a", "yen-bai"))
    (tmp_path / "yen-bai.txt").write_text(PLAN.format(place="Yên Bái", sum="13.000"), "utf-8")
    with Store.create_or_open(folder) as store:
        index_files(store, [tmp_path / "yen-bai.txt"])
    assert Feedback(folder).ratings() == (rating("a", "yen-bai"),)


def test_with_a_document_go_the_ratings_that_name_it_and_no_byte_of_them_stays(tmp_path: Path) -> None:
    folder = two_plans(tmp_path)
    for number in range(60):
        Feedback(folder).rate(rating(f"y{number}", "yen-bai", question=f"Câu hỏi về Yên Bái {number}?"))
    Feedback(folder).rate(rating("both", "binh-dinh", "yen-bai", question="Câu hỏi về Yên Bái và Bình Định?"))
    Feedback(folder).rate(rating("other", "binh-dinh", question="Câu hỏi về Bình Định?"))
    with Store(folder) as store:
        store.remove("yen-bai")
    assert [kept.id for kept in Feedback(folder).ratings()] == ["other"]
    left = b"".join(path.read_bytes() for path in folder.glob("feedback*"))
    assert "Câu hỏi về Bình Định".encode() in left
    assert "Câu hỏi về Yên Bái".encode() not in left


def test_ratings_are_whole_however_often_the_writer_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index.feedback import *\n"
        "kept = Feedback(Path(sys.argv[1])); number = len(kept.ratings())\n"
        "while True:\n"
        "    kept.rate(Rating(str(number), f'{number:09}', 'Hỏi?' * 50, (), Verdict.UP, '', '', True, ()))\n"
        "    number += 1; print(number, flush=True)"
    )
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            said = [int(writer.stdout.readline()) for _ in range(5)]
            os.kill(writer.pid, signal.SIGKILL)
        kept = [int(one.id) for one in Feedback(tmp_path).ratings()]
        assert kept == list(range(len(kept)))
        assert len(kept) >= said[-1]


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"feedback\.sqlite: cannot be written \(No such file or directory\)"):
        Feedback(tmp_path / "none").rate(rating("a"))
    (tmp_path / "feedback.sqlite").write_bytes(b"no database at all, but long enough to be looked into" * 9)
    with pytest.raises(StoreError, match=r"feedback\.sqlite"):
        Feedback(tmp_path).ratings()
