"""Features: what the shipped encoder sees of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import bare
from index.features import features

WORDS = st.lists(st.sampled_from(["Thủ", "tục", "hành", "chính", "công", "trực", "tuyến"]), max_size=8).map(" ".join)


def test_syllables_are_seen_with_and_without_marks_and_in_pairs() -> None:
    assert features("Thủ tục") == ["thủ", "~thu", "tục", "~tuc", "thu_tuc"]


def test_a_text_without_marks_has_no_syllables_with_them() -> None:
    assert features("thu tuc") == ["~thu", "~tuc", "thu_tuc"]


def test_figures_are_left_out_and_part_what_they_stand_between() -> None:
    assert features("Chi 34,06 tỷ") == ["chi", "~chi", "tỉ", "~ti"]


@given(WORDS)
def test_a_text_shares_all_but_its_marks_with_the_text_typed_without_them(text: str) -> None:
    assert set(features(bare(text))) <= set(features(text))
