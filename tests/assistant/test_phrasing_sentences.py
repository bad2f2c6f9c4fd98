"""Sentences are told apart while they come, whatever the pieces are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.phrasing.sentences import Claim, sentences

TEXT = (
    "Tổng kinh phí là 2.145 tỷ đồng [1]. Xây mới 54 cầu dân sinh. [2][3] UBND TP. Sơn La vận động nhân dân [4, 5];\n"
    "- **Sở Tài chính** bố trí vốn [6]"
)
READ = [
    ("Tổng kinh phí là 2.145 tỷ đồng.", (1,)),
    ("Xây mới 54 cầu dân sinh.", (2, 3)),
    ("UBND TP. Sơn La vận động nhân dân;", (4, 5)),
    ("Sở Tài chính bố trí vốn", (6,)),
]


@given(st.lists(st.integers(0, len(TEXT))))
def test_pieces_may_be_cut_anywhere(cuts: list[int]) -> None:
    borders = [0, *sorted(cuts), len(TEXT)]
    pieces = [TEXT[start:end] for start, end in pairwise(borders)]
    assert [(sentence.text, sentence.quotes) for sentence in sentences(pieces)] == READ


def test_a_sentence_is_told_as_soon_as_the_next_one_begins() -> None:
    def coming() -> list[str]:
        raise AssertionError("read too far")

    def pieces() -> object:
        yield "Xây mới 54 cầu [1]. T"
        coming()

    assert next(sentences(pieces())).text == "Xây mới 54 cầu."  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Sơn La 54 cầu [1], Lai Châu 30 cầu [2].", [("Sơn La 54 cầu", (1,)), ("Lai Châu 30 cầu .", (2,))]),
        ("[1] Sơn La 54 cầu; [2] Lai Châu 30 cầu.", [("Sơn La 54 cầu", (1,)), ("Lai Châu 30 cầu.", (2,))]),
        ("Sơn La 54 cầu [1]. [2] ... [3]", [("Sơn La 54 cầu", (1,))]),
        ("Theo [1], Sơn La 54 cầu.", [("Theo , Sơn La 54 cầu.", (1,))]),
        ("Sơn La 54 cầu [1], [2] và [3].", [("Sơn La 54 cầu .", (1, 2, 3))]),
    ],
)
def test_each_part_belongs_to_the_quotes_named_with_it(text: str, claims: list[tuple[str, tuple[int, ...]]]) -> None:
    (sentence,) = sentences([text])
    assert sentence.claims == tuple(Claim(*claim) for claim in claims)


@pytest.mark.parametrize(
    "written", ["Chi 9 tỷ đồng [1] cho 4 xã.", "Chi 9 tỷ đồng [1] [2] cho 4 xã [3].", "[1]  Chi 9 tỷ đồng cho 4 xã ."]
)
def test_where_a_number_of_a_quote_stood_one_blank_is_left(written: str) -> None:
    (sentence,) = sentences([written])
    assert sentence.text == "Chi 9 tỷ đồng cho 4 xã."


@pytest.mark.parametrize("cut", range(1, 12))
def test_thoughts_are_not_spoken(cut: int) -> None:
    text = "\n<think>Trích dẫn nói 99 cầu [1]. Hay là 54?</think>\n\nXây mới 54 cầu [1]."
    pieces = [text[start : start + cut] for start in range(0, len(text), cut)]
    assert [sentence.text for sentence in sentences(pieces)] == ["Xây mới 54 cầu."]


def test_a_sentence_without_end_is_not_waited_for() -> None:
    def endless() -> object:
        while True:
            yield "cầu dân sinh " * 10

    assert list(sentences(endless())) == []  # type: ignore[arg-type]
