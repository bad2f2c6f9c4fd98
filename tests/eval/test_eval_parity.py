"""The measures give what ../shared/eval/score.py gives, on answers made from the gold and then spoiled."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Span
from eval.measures import fold, holds
from eval.questions import Place, Question, load_question_sets, locate_evidence
from eval.runner import Group, Report, evaluate

SCORE = Path(__file__).parents[2] / "../shared/eval/score.py"
if not SCORE.is_file():
    pytest.skip("../shared/eval is not here", allow_module_level=True)


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


score = loaded()
SETS = [
    path for path in sorted(SCORE.parent.glob("*.dev.jsonl")) if not path.name.startswith(("commitments", "findings"))
]
PLANS = SCORE.parents[1] / "plans"


def spoiled_hit(chance: random.Random, place: Place, text: str) -> dict[str, Any]:
    """A hit near a place: exact, shifted, cut, widened to around each limit, or somewhere else."""
    start, end = place.span.start, place.span.end
    match chance.randrange(8):
        case 0:
            start = end = chance.randrange(len(text))
            end += chance.randrange(80)
        case 1:
            start += chance.choice((-20, -1, 1, 20))
        case 2:
            end = start + (end - start) // 2 + chance.choice((-1, 0, 1))
        case 3:
            end = start + chance.choice((599, 600, 601, 1_499, 1_500, 1_501, 1_999, 2_000, 2_001))
        case 4:
            start, end = end, end + 40
    start = max(0, start)
    quote = text[start:end]
    if chance.random() < 0.05:
        quote = quote.upper() if chance.random() < 0.5 else ""
    return {"source": f"{place.doc}.txt", "start": start, "end": end, "quote": quote}


def elsewhere(chance: random.Random, documents: dict[str, str]) -> Place:
    """A place of 50 code points anywhere."""
    doc = chance.choice(sorted(documents))
    start = chance.randrange(len(documents[doc]) - 50)
    return Place(doc, Span(start, start + 50))


def spoiled(chance: random.Random, question: Question, documents: dict[str, str]) -> dict[str, Any] | None:
    """An answer from the gold with faults drawn by lot; None for none at all."""
    if chance.random() < 0.05:
        return None
    places = [*locate_evidence(question, documents)] * 2
    if not places or chance.random() < 0.2:
        places.insert(0, elsewhere(chance, documents))
    if chance.random() < 0.3:
        chance.shuffle(places)
    hits = [spoiled_hit(chance, place, documents[place.doc]) for place in places]
    strays = [
        spoiled_hit(chance, place, documents[place.doc]) for place in (elsewhere(chance, documents) for _ in range(9))
    ]
    said = question.answers if chance.random() < 0.5 else question.answers[:1]
    text = chance.choice(("; ", " | ", "1")).join(said) + chance.choice(("", "", "." * 280, " 5%"))
    answer = {
        **{"id": question.id, "answered": chance.random() < 0.85, "answer": text},
        **{"citations": hits[: chance.choice((0, 1, 3, 4, 9))]},
        **{"passages": strays[: chance.choice((0, 0, 1, 4, 5, 9))] + hits},
    }
    return {**answer, "seconds": round(chance.random(), 3)} if chance.random() < 0.9 else answer


def lines_of(report: Report) -> dict[str, dict[str, float]]:
    """The report in the form that score.py prints."""
    return {
        group.name if group.by == "all" else f"{group.by} {group.name}": line_of(group)
        for group in report.groups
        if group.by != "document"
    }


def line_of(group: Group) -> dict[str, float]:
    line: dict[str, float] = {"n": group.count}
    for mean in group.means:
        if mean.measure == "missing":
            line["missing"] = round(mean.value * mean.count)
        elif mean.measure not in ("supported", "answered"):  # our own
            line[mean.measure] = round(100 * mean.value, 1)
    if group.p50 is not None and group.p95 is not None:
        line |= {"p50_ms": round(1000 * group.p50, 1), "p95_ms": round(1000 * group.p95, 1)}
    return line


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load_question_sets(SETS)


@pytest.fixture(scope="module")
def plans() -> dict[str, str]:
    return {path.stem: path.read_bytes().decode() for path in PLANS.glob("*.txt")}


@pytest.mark.parametrize("seed", range(6))
def test_every_number_and_every_miss_is_that_of_score_py(
    questions: tuple[Question, ...], plans: dict[str, str], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    given = {question.id: spoiled(chance, question, plans) for question in questions}
    answers = {id_: answer for id_, answer in given.items() if answer is not None}
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join(json.dumps(answer) for answer in answers.values()), encoding="utf-8")
    table, misses = score.score(PLANS, file, SETS)
    report = evaluate(questions, answers, plans)
    assert lines_of(report) == table
    ours = [(miss.question.id, miss.miss) for miss in report.misses if miss.question.id in answers]
    assert ours == [(id_, why) for id_, why, _ in misses if id_ in answers]
    assert {miss.question.id for miss in report.misses} == {id_ for id_, _, _ in misses}
    assert len({why.split(" ")[0] for _, why in ours}) >= 5, "the answers were not spoiled in every way"


def test_perfect_answers_earn_everything(questions: tuple[Question, ...], plans: dict[str, str]) -> None:
    answers = {}
    for question in questions:
        places = locate_evidence(question, plans)
        if question.kind == "comparison":  # so many citations count as plans are compared, and one more
            places = tuple({place.doc: place for place in reversed(places)}.values())
        hits = [
            {"source": f"{p.doc}.txt", "start": p.span.start, "end": p.span.end, "quote": p.span.of(plans[p.doc])}
            for p in places
        ]
        text = "; ".join(question.answers if question.kind in ("list", "comparison") else question.answers[:1])
        given = {"answered": question.answerable, "answer": text, "citations": hits, "passages": hits, "seconds": 0.01}
        answers[question.id] = {"id": question.id, **given}
    report = evaluate(questions, answers, plans)
    assert [(miss.question.id, miss.miss) for miss in report.misses] == []
    means = report.group("all", "all").means
    worth = {mean.measure: mean.value for mean in means}
    assert {worth[m] for m in ("recall@5", "recall@10", "correct", "short", "declined", "verbatim")} == {1}
    assert (worth["refused"], worth["missing"]) == (0, 0)


@given(st.text("0123456789.,:; \n\t\u00a0|*_%aAđĐðÐ\u0300ỳ"), st.text("0123456789., %aĐ|", max_size=6))
def test_text_is_folded_and_searched_as_score_py_does(text: str, answer: str) -> None:
    assert fold(text) == score.fold(text)
    assert holds(fold(text), answer) == score.holds(score.fold(text), answer)
