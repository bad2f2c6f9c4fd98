"""Numbers of plans are said in Vietnamese words."""

from __future__ import annotations

import pytest

from assistant.spelled import spelled


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "một"),
        (10, "mười"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (34, "ba mươi bốn"),
        (120, "120"),
    ],
)
def test_a_number_is_said_in_words(number: int, words: str) -> None:
    assert spelled(number) == words
