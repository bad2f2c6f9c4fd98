"""Amounts written out in words."""

from __future__ import annotations

import pytest

from corpus.number_words import amount_in_words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Hai mươi ba tỷ, bốn trăm linh sáu triệu đồng", 23_406_000_000),
        ("hai nghìn tỷ đồng", 2_000_000_000_000),
        ("một trăm linh năm triệu đồng chẵn", 105_000_000),
        ("ba mươi tư tỷ, hai trăm bảy mươi lăm triệu đồng", 34_275_000_000),
        ("hai nghìn không trăm linh ba đồng", 2_003),
        ("mười lăm nghìn", None),  # no amount of money
        ("theo giá hiện hành đồng", None),
    ],
)
def test_an_amount_in_words_has_its_value(words: str, value: int | None) -> None:
    assert amount_in_words(words) == value
