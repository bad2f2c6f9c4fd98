from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus.errors import EvalError
from eval.measures import MEASURES, Verdict, assess, fold, holds

Build = Callable[..., Any]
TOTAL = "Tổng kinh phí là 12.500 triệu đồng"  # 34 code points
BUDGET = "Ngân sách tỉnh bố trí 9.750 triệu đồng"
SHARE = "85% hồ sơ"
TASKS = ("Nâng cấp cổng thông tin điện tử", "Mua sắm máy chủ", "Đào tạo cán bộ cấp xã")


def values(verdict: Verdict) -> dict[str, float]:
    return {metric.measure: metric.value for metric in verdict.metrics}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  12.500 triệu\u00a0đồng. ", "12500triệuđồng"),
        ("Ðiều 5 | 34.060.000 **đồng**", "điều534060000đồng"),
        ("1 2\n3,5 %", "1 2 3,5%"),
        ("26.10.2031", "26.10.2031"),
        ("A\u0300o", "ào"),
    ],
)
def test_text_is_folded_for_comparison(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "answer", "held"),
    [
        ("đạt 15%", "5%", False),
        ("đạt 5%", "5%", True),
        ("đạt 2,5%", "5%", False),
        ("có 128 điểm", "12", False),
        ("có 12,8 điểm", "12", False),
        ("có 12 điểm", "12", True),
        ("34 060 đồng", "34", True),
        ("SỞ TÀI CHÍNH", "Sở Tài chính", True),
        ("anything", " . ", False),
    ],
)
def test_an_answer_must_stand_whole(text: str, answer: str, held: bool) -> None:
    assert holds(fold(text), answer) is held


def test_a_perfect_answer_earns_everything(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    verdict = assess(
        ask_for("money", ["12.500 triệu đồng"], TOTAL), answer("12.500 triệu đồng", [cite(TOTAL)]), documents
    )
    assert values(verdict) == {
        **{"recall@1": 1, "recall@5": 1, "recall@10": 1, "correct": 1, "short": 1},
        **{"refused": 0, "answered": 1, "verbatim": 1, "supported": 1, "missing": 0},
    }
    assert (verdict.right, verdict.miss, verdict.seconds) == (True, "", 0.02)
    assert tuple(values(verdict)) == tuple(measure for measure in MEASURES if measure != "declined")


def test_a_missing_answer_scores_nothing_and_is_not_verbatim_wrong(ask_for: Build, documents: dict[str, str]) -> None:
    verdict = assess(ask_for("money", ["12.500 triệu đồng"], TOTAL), None, documents)
    assert values(verdict) == {
        **{"recall@1": 0, "recall@5": 0, "recall@10": 0, "correct": 0, "short": 0},
        **{"refused": 1, "answered": 0, "verbatim": 1, "supported": 1, "missing": 1},
    }
    assert (verdict.miss, verdict.seconds) == ("no answer", None)


@pytest.mark.parametrize(
    ("rank", "met"), [(1, (1, 1, 1)), (3, (0, 1, 1)), (5, (0, 1, 1)), (6, (0, 0, 1)), (11, (0, 0, 0))]
)
def test_recall_counts_the_first_passages(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str], rank: int, met: tuple[int, ...]
) -> None:
    passages = [cite("III. Nhiệm vụ")] * (rank - 1) + [cite(TOTAL)]
    given = values(assess(ask_for("money", ["12.500"], TOTAL), answer("", [], passages), documents))
    assert (given["recall@1"], given["recall@5"], given["recall@10"]) == met


@pytest.mark.parametrize(
    ("shown", "met"),
    [
        ("Tổng kinh phí là ", 1),  # 17 of 34 code points are half
        ("Tổng kinh phí là", 0),
        (" 12.500 ", 1),  # little of it, but with the answer
        ("triệu đồng", 0),
        ("Đến hết năm 2031", 0),
    ],
)
def test_a_passage_meets_evidence_with_half_of_it_or_the_answer(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str], shown: str, met: int
) -> None:
    question = ask_for("money", ["12.500"], TOTAL)
    assert values(assess(question, answer("", [], [cite(shown)]), documents))["recall@1"] == met


@pytest.mark.parametrize(("length", "met"), [(2_000, 1), (2_001, 0)])
def test_a_long_passage_never_counts(ask_for: Build, answer: Build, length: int, met: int) -> None:
    documents = {"yen-son-2031": TOTAL + " và" * 1_000}
    passage = {"source": "yen-son-2031.txt", "start": 0, "end": length, "score": 1.0}
    question = ask_for("money", ["12.500"], TOTAL)
    assert values(assess(question, answer("", [], [passage]), documents))["recall@1"] == met


def test_a_comparison_needs_each_document_and_all_evidence_each_piece(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    both = ask_for("comparison", ["12.500", "9.750"], TOTAL, ("binh-hai-2031", BUDGET))
    passages = [cite(TOTAL), cite(BUDGET, "binh-hai-2031")]
    assert values(assess(both, answer("", [], passages[:1]), documents))["recall@10"] == 0
    met = values(assess(both, answer("", [], passages), documents))
    assert (met["recall@1"], met["recall@5"]) == (0, 1)
    one = ask_for("list", list(TASKS), *TASKS)
    every = ask_for("list", list(TASKS), *TASKS, all_evidence=True)
    first = answer("", [], [cite(TASKS[0])])
    assert values(assess(one, first, documents))["recall@1"] == 1
    assert values(assess(every, first, documents))["recall@1"] == 0


@pytest.mark.parametrize(
    ("quotes", "text", "miss"),
    [
        ([TOTAL], "Không rõ", ""),  # the quote holds the answer
        (["Tổng kinh phí"], "12.500 triệu đồng", ""),  # the text does
        (["Tổng kinh phí"], "khoảng 12 tỷ", "the answer is not in what is cited"),
        ([], "12.500 triệu đồng", "no counting citation"),
        ([SHARE, TOTAL], "12.500 triệu đồng", "first citation is beside the evidence"),
        (["Tổng kinh phí", "12.500 triệu đồng"], "Không rõ", ""),
        (["Tổng", "kinh phí", "là", "12.500 triệu đồng"], "Không rõ", "the answer is not in what is cited"),  # the 4th
    ],
)
def test_correct_needs_evidence_cited_first_and_the_answer_shown(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str], quotes: list[str], text: str, miss: str
) -> None:
    question = ask_for("money", ["12.500 triệu đồng", "12,5 tỷ"], TOTAL)
    verdict = assess(question, answer(text, [cite(quote) for quote in quotes]), documents)
    assert verdict.miss == miss
    assert verdict.value("correct") == float(not miss)


def test_an_answer_in_a_quote_beside_the_evidence_does_not_count(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    question = ask_for("number", ["85%"], TOTAL)
    verdict = assess(question, answer("", [cite(TOTAL), cite(SHARE)]), documents)
    assert verdict.miss == "the answer is not in what is cited"


@pytest.mark.parametrize(
    ("kind", "length", "correct"),
    [
        ("money", 600, 1),
        ("money", 601, 0),
        ("table", 1_500, 1),
        ("table", 1_501, 0),
        ("list", 1_500, 1),
        ("list", 1_501, 0),
    ],
)
def test_a_quote_that_is_too_long_does_not_count(
    ask_for: Build, answer: Build, kind: str, length: int, correct: int
) -> None:
    text = TOTAL + " và" * 1_000
    citation = {"source": "yen-son-2031.txt", "start": 0, "end": length, "quote": text[:length]}
    verdict = assess(ask_for(kind, ["12.500"], TOTAL), answer("12.500", [citation]), {"yen-son-2031": text})
    assert verdict.value("correct") == correct


def test_a_list_is_correct_with_every_item_from_four_citations(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    question = ask_for("list", list(TASKS), *TASKS)
    quoted = assess(question, answer("", [cite(task) for task in TASKS]), documents)
    assert (quoted.value("correct"), quoted.value("short")) == (1, 0)
    lacking = assess(question, answer(TASKS[2], [cite(TASKS[0])]), documents)
    assert lacking.miss == "lacks 'Mua sắm máy chủ'"
    late = assess(question, answer("", [cite(TASKS[0])] * 3 + [cite(TASKS[1]), cite(TASKS[2])]), documents)
    assert late.miss == "lacks 'Đào tạo cán bộ cấp xã'"


def test_a_comparison_is_short_with_every_value_in_the_text(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    question = ask_for("comparison", ["12.500", "9.750"], TOTAL, ("binh-hai-2031", BUDGET))
    cited = [cite(TOTAL), cite(BUDGET, "binh-hai-2031")]
    assert assess(question, answer("12.500 và 9.750 triệu", cited), documents).value("short") == 1
    one_value = assess(question, answer("12.500 triệu", cited), documents)
    assert (one_value.value("correct"), one_value.value("short")) == (1, 0)
    assert assess(question, answer("12.500 và 9.750", cited[:1]), documents).miss == "a piece of evidence is not cited"
    late = [cite(TOTAL), cite(SHARE), cite(SHARE), cite(BUDGET, "binh-hai-2031")]  # two documents: three count
    assert assess(question, answer("12.500 và 9.750", late), documents).miss == "a piece of evidence is not cited"


@pytest.mark.parametrize(("length", "short"), [(300, 1), (301, 0)])
def test_a_short_answer_has_at_most_300_characters(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str], length: int, short: int
) -> None:
    text = "12.500 triệu đồng".ljust(length, ".")
    verdict = assess(ask_for("money", ["12.500 triệu đồng"], TOTAL), answer(text, [cite(TOTAL)]), documents)
    assert (verdict.value("correct"), verdict.value("short")) == (1, short)


def test_an_unanswerable_question_is_right_when_it_is_declined(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    question = ask_for("unanswerable", [], why="near-miss-year")
    declined = {"id": "ys-001", "answered": False, "answer": "", "citations": [], "passages": [], "seconds": 0.01}
    verdict = assess(question, declined, documents)
    assert values(verdict) == {"declined": 1, "answered": 0, "verbatim": 1, "supported": 1, "missing": 0}
    assert verdict.right
    answered = assess(question, answer("12.500", [cite(TOTAL)]), documents)
    assert (answered.value("declined"), answered.miss) == (0, "should decline: near-miss-year")
    missing = assess(question, None, documents)
    assert (missing.value("declined"), missing.value("missing"), missing.miss) == (0, 1, "no answer")


def test_a_refused_question_is_refused_whatever_it_cites(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    refused = {**answer("", [cite(TOTAL)]), "answered": False}
    verdict = assess(ask_for("money", ["12.500"], TOTAL), refused, documents)
    assert (verdict.miss, verdict.value("refused"), verdict.value("correct"), verdict.value("recall@1")) == (
        "refused",
        1,
        0,
        1,
    )


@pytest.mark.parametrize("change", [{"start": 3}, {"quote": "tổng kinh phí"}, {"source": "khác.md"}, {"end": 10_000}])
def test_a_quote_that_is_not_the_text_at_its_place_is_not_verbatim(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str], change: dict[str, Any]
) -> None:
    citations = [cite(TOTAL), {**cite(SHARE), **change}]
    verdict = assess(ask_for("money", ["12.500"], TOTAL), answer("12.500", citations), documents)
    assert verdict.value("verbatim") == 0


def test_a_figure_without_a_quote_is_not_supported(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    verdict = assess(ask_for("money", ["12.500"], TOTAL), answer("12.500, tăng 8%", [cite(TOTAL)]), documents)
    assert (verdict.value("correct"), verdict.value("supported")) == (1, 0)


@pytest.mark.parametrize("citation", [{"source": "yen-son-2031.md", "start": 0, "end": 3}, {"source": None}, "Tổng"])
def test_a_malformed_citation_is_an_error(
    ask_for: Build, answer: Build, documents: dict[str, str], citation: object
) -> None:
    with pytest.raises(EvalError, match="answer to ys-001: one of its citations is malformed"):
        assess(ask_for("money", ["12.500"], TOTAL), answer("12.500", [citation], []), documents)


@pytest.mark.parametrize("change", [{"citations": None}, {"passages": 3}, {"answer": 12.5}])
def test_an_answer_in_another_shape_is_an_error(
    ask_for: Build, answer: Build, documents: dict[str, str], change: dict[str, Any]
) -> None:
    with pytest.raises(EvalError, match=f"answer to ys-001: '{next(iter(change))}' is not a"):
        assess(ask_for("money", ["12.500"], TOTAL), {**answer("12.500", []), **change}, documents)
