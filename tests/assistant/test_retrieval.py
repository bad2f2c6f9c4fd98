"""The ranking: words and vectors propose passages, the units in them decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.fitness import OTHER_YEAR, fitness
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.retrieval import Found, Ranking, Retriever
from corpus.units import find_units
from index.store import Store

Build = Callable[[str], Query]
STATIONS = "Toàn tỉnh có bao nhiêu trạm y tế xã có bác sĩ?"
QUANG_BINH = "quang-binh-y-te-2032"


@pytest.fixture(scope="module")
def store(plan_store: Path) -> Iterator[Store]:
    with Store(plan_store) as opened:
        yield opened


@pytest.fixture(scope="module")
def retriever(store: Store) -> Retriever:
    return Retriever(store)


@pytest.fixture(scope="module")
def text_of(store: Store) -> Callable[[Ranking, int], str]:
    def text(ranking: Ranking, place: int = 0) -> str:
        passage = ranking.hits[place].passage
        return passage.span.of(store.document(passage.document).text)

    return text


def test_the_passage_that_answers_ranks_first(
    retriever: Retriever, query: Build, text_of: Callable[[Ranking, int], str]
) -> None:
    assert "143 trạm y tế xã" in text_of(retriever.rank(query(STATIONS)), 0)


def test_hits_are_ten_at_most_and_ordered(retriever: Retriever, query: Build) -> None:
    hits = retriever.rank(query(STATIONS)).hits
    assert 1 < len(hits) <= 10
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage for hit in hits}) == len(hits)
    assert len(retriever.rank(query(STATIONS), limit=3).hits) == 3


def test_only_the_documents_named_are_searched(retriever: Retriever, query: Build) -> None:
    ranking = retriever.rank(query(STATIONS), ("son-la-giao-thong-2031-2035",))
    assert {hit.passage.document for hit in ranking.hits} == {"son-la-giao-thong-2031-2035"}
    assert {found.unit.document.id for found in ranking.found} == {"son-la-giao-thong-2031-2035"}


def test_the_same_query_gives_the_same_ranking(retriever: Retriever, query: Build) -> None:
    assert retriever.rank(query(STATIONS)).hits == retriever.rank(query(STATIONS)).hits


def test_a_unit_stands_in_the_passage_that_it_is_found_in(retriever: Retriever, store: Store, query: Build) -> None:
    for found in retriever.rank(query(STATIONS)).found:
        passage = store.passages[found.passage]
        assert passage.document == found.unit.document.id
        assert passage.span.start <= found.unit.unit.span.start < passage.span.end


def test_every_unit_belongs_to_one_passage(retriever: Retriever, store: Store) -> None:
    found = [unit.unit for unit in retriever.document_units(QUANG_BINH)]
    assert found == list(find_units(store.document(QUANG_BINH)))


def test_a_unit_without_the_wanted_kind_gives_way_to_one_near_it(retriever: Retriever, query: Build) -> None:
    asked = query("Ngân sách tỉnh bố trí bao nhiêu tiền sửa chữa trạm y tế xã?")
    best = retriever.rank(asked, (QUANG_BINH,)).best_for(asked)
    assert best is not None
    assert Ranking((), ()).best_for(asked) is None


def test_lifted_passages_stand_in_front_and_once(retriever: Retriever, store: Store, query: Build) -> None:
    ranking = retriever.rank(query(STATIONS))
    last = ranking.hits[-1].passage
    lifted = retriever.lifted(ranking, last.document, last.span)
    assert lifted.hits[0].passage == ranking.hits[-1].passage
    assert len({hit.passage for hit in lifted.hits}) == len(lifted.hits) == len(ranking.hits)
    assert [hit.rank for hit in lifted.hits] == list(range(1, len(lifted.hits) + 1))


def test_merged_rankings_take_turns(retriever: Retriever, query: Build) -> None:
    ids = ["binh-thuan-thuy-san-2032", QUANG_BINH]
    asked = query("Tổng kinh phí thực hiện kế hoạch là bao nhiêu?")
    merged = retriever.merged([retriever.rank(asked, (identity,)) for identity in ids])
    assert [hit.passage.document for hit in merged.hits[:4]] == ids * 2
    assert [hit.rank for hit in merged.hits] == list(range(1, len(merged.hits) + 1))
    assert len(merged.hits) <= 10


TARGETS = """KẾ HOẠCH
Phòng bệnh dại giai đoạn 2026 - 2030
1. Hết năm 2026, 40% số xã tiêm phòng cho chó, mèo.
2. Đến năm 2030, 90% số xã tiêm phòng cho chó, mèo.
3. Giai đoạn 2026-2030 tổ chức 12 lớp tập huấn.
Nơi nhận: 5 bản
"""


def test_a_unit_of_another_year_gives_way(query: Build, unit: Callable[[str, str], PreparedUnit]) -> None:
    asked = query("Đến năm 2030 bao nhiêu xã tiêm phòng cho chó?")
    assert fitness(asked, unit(TARGETS, "40% số xã")) == pytest.approx(
        OTHER_YEAR * fitness(asked, unit(TARGETS, "90% số xã"))
    )


def test_a_year_inside_of_a_period_is_not_another(query: Build, unit: Callable[[str, str], PreparedUnit]) -> None:
    classes = unit(TARGETS, "12 lớp")
    assert fitness(query("Năm 2028 mở mấy lớp?"), classes) == fitness(query("Mở mấy lớp?"), classes)


def test_a_share_of_the_things_that_are_counted_answers(query: Build, unit: Callable[[str, str], PreparedUnit]) -> None:
    share = unit(TARGETS, "90% số xã")
    assert share.has_kind(query("Bao nhiêu xã tiêm phòng?"))
    assert not share.has_kind(query("Bao nhiêu người tiêm phòng?"))


def test_a_question_for_the_source_of_money_wants_a_unit_that_names_one(
    query: Build, unit: Callable[[str, str], PreparedUnit]
) -> None:
    text = "KẾ HOẠCH\n1. Kinh phí chi tiết tại phụ lục.\n2. Do nguồn xã hội hóa bảo đảm.\n"
    asked = query("Kinh phí lấy từ đâu?")
    assert unit(text, "xã hội hóa").has_kind(asked)
    assert not unit(text, "phụ lục").has_kind(asked)


def test_a_sentence_that_states_the_sum_is_read_before_a_total_row_of_about_its_score(
    query: Build, units: Callable[[str], list[PreparedUnit]]
) -> None:
    prepared = units(
        "KINH PHÍ\nTổng kinh phí thực hiện: 9.400 triệu đồng.\nĐVT: triệu đồng\n"
        "| TT | Nội dung | Kinh phí |\n|---|---|---|\n| 1 | Làm cầu | 1.200 |\n| | Tổng cộng | 1.200 |\n"
    )
    sentence = next(u for u in prepared if u.states_total)
    row = next(u for u in prepared if u.is_total)
    asked = query("Tổng kinh phí là bao nhiêu tiền?")
    near, far = Found(sentence, 0, 0.95, 0.0), Found(sentence, 0, 0.8, 0.0)
    assert Ranking((), (Found(row, 0, 1.0, 0.0), near)).best_for(asked) == near
    assert Ranking((), (Found(row, 0, 1.0, 0.0), far)).best_for(asked) == Found(row, 0, 1.0, 0.0)
