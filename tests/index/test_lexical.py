"""The inverted index: words with and without marks, pairs, context and scope; no text is kept in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.tokens import tokens
from corpus.types import Span
from index.lexical import LexicalIndex, Term, TextField, terms_of
from index.types import IndexRow, Passage

TEXTS = {
    3: ("ca-mau", "Kinh phí thực hiện là 34.060.000.000 đồng."),
    5: ("ca-mau", "Hội nghị truyền hình trực tuyến tại Sở Thông tin và Truyền thông."),
    9: ("tra-vinh", "Kinh phí tập huấn do Sở Tài chính bố trí."),
}


@pytest.fixture
def words(tmp_path: Path) -> LexicalIndex:
    LexicalIndex.build(
        tmp_path / "words",
        (
            IndexRow(n, n, Passage(d, Span(0, len(t)), 0, f"Kế hoạch {d}"), t, "", np.zeros(4, dtype=np.float32))
            for n, (d, t) in TEXTS.items()
        ),
    )
    return LexicalIndex(tmp_path / "words")


def form(text: str, weight: float = 1.0) -> Term:
    return Term(TextField.FORM, text, weight)


def test_a_passage_is_found_by_its_words(words: LexicalIndex) -> None:
    assert set(words.search([form("kinh"), form("phí")], 10)) == {3, 9}
    assert list(words.search([form("phí"), form("tập")], 10)) == [9, 3]


def test_a_passage_is_found_by_a_pair_and_without_marks(words: LexicalIndex) -> None:
    assert list(words.search([form("truyền_hình")], 10)) == [5]
    assert list(words.search([Term(TextField.BARE, "truyen_hinh", 1.0)], 10)) == [5]
    assert words.search([form("truyen_hinh")], 10) == {}


def test_a_figure_is_found_however_it_is_written(words: LexicalIndex) -> None:
    (token,) = tokens("34060000000")
    assert list(words.search([form(token.form)], 10)) == [3]


def test_a_passage_is_found_by_its_context(words: LexicalIndex) -> None:
    assert list(words.search([Term(TextField.CONTEXT, "vinh", 1.0)], 10)) == [9]


def test_documents_restrict_and_do_not_change_scores(words: LexicalIndex) -> None:
    everywhere = words.search([form("phí")], 10)
    inside = words.search([form("phí")], 10, ["tra-vinh"])
    assert set(inside) == {9}
    assert inside[9] == pytest.approx(everywhere[9])
    assert words.search([form("phí")], 10, ["ha-tinh"]) == {}


def test_weights_order_the_ranking(words: LexicalIndex) -> None:
    assert list(words.search([form("hình", 5.0), form("tập", 1.0)], 10)) == [5, 9]
    assert list(words.search([form("hình", 1.0), form("tập", 5.0)], 10)) == [9, 5]


def test_no_terms_find_nothing(words: LexicalIndex) -> None:
    assert words.search([], 10) == {}


def test_frequencies_and_vocabulary_count_passages(words: LexicalIndex) -> None:
    assert words.frequency(TextField.BARE, "kinh") == 2
    assert words.frequency(TextField.BARE, "khong") == 0
    vocabulary = dict(words.vocabulary(TextField.BARE))
    assert vocabulary["so"] == 2
    assert "kinh_phi" not in vocabulary


def test_it_knows_its_passages(words: LexicalIndex) -> None:
    assert len(words) == 3
    assert words.ids() == (3, 5, 9)


def test_an_index_of_nothing_can_be_opened_and_searched(tmp_path: Path) -> None:
    LexicalIndex.build(tmp_path / "words", ())
    empty = LexicalIndex(tmp_path / "words")
    assert (len(empty), empty.ids(), empty.search([form("kinh")], 5)) == (0, (), {})


def test_no_text_is_kept_in_its_files(words: LexicalIndex, tmp_path: Path) -> None:
    kept = b"".join(path.read_bytes() for path in (tmp_path / "words").iterdir())
    for _, text in TEXTS.values():
        assert text[:20].encode() not in kept


def test_a_missing_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"."):
        LexicalIndex(tmp_path / "nowhere")


def test_terms_are_forms_and_pairs() -> None:
    assert terms_of(tokens("Kinh phí 5G")) == (
        ["kinh", "phí", "5", "g", "kinh_phí", "phí_5", "5_g"],
        ["kinh", "phi", "5", "g", "kinh_phi", "phi_5", "5_g"],
    )
