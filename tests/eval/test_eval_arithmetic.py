"""Computed figures are held to their operands: only right arithmetic on figures that stand in quotes is supported."""

from __future__ import annotations

from typing import Any

import pytest

from eval.support import unsupported

QUOTES = ("Tổng kinh phí là 34,06 tỷ đồng.", "Nhu cầu: 29.000", "Đơn vị tính: triệu đồng")


def answer(text: str, operation: str = "difference", first: str = "34,06 tỷ đồng", value: str = "34060000000") -> Any:
    second = {"written": "29.000 triệu đồng", "value": "29000000000"}
    computed = {
        "text": text,
        "value": text.partition(" (")[0],
        "operation": operation,
        "operands": [{"written": first, "value": value}, second],
    }
    return {
        "answered": True,
        "answer": f"Bên kia nhiều hơn {text}.",
        "citations": [{"quote": quote} for quote in QUOTES],
        "computed": [computed],
    }


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("5,06 tỷ đồng (tính: 34,06 \N{MINUS SIGN} 29 tỷ đồng)", "difference"),
        ("63,06 tỷ đồng (tính: 34,06 + 29 tỷ đồng)", "sum"),
        ("khoảng 1,17 lần (tính: 34,06 : 29 tỷ đồng)", "ratio"),
        ("khoảng 117,4 % (tính: 34,06 : 29 tỷ đồng)", "share"),
        ("5.060 triệu đồng (tính: 34.060 \N{MINUS SIGN} 29.000 triệu đồng)", "difference"),
    ],
)
def test_right_arithmetic_on_quoted_operands_is_supported(text: str, operation: str) -> None:
    assert unsupported(answer(text, operation)) == ()


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("6,06 tỷ đồng (tính: 34,06 \N{MINUS SIGN} 29 tỷ đồng)", "difference"),
        ("5,06 tỷ đồng (tính: 34,16 \N{MINUS SIGN} 29 tỷ đồng)", "difference"),
        ("5,06 tỷ đồng (tính: 34,06 \N{MINUS SIGN} 29 tỷ đồng)", "sum"),
        ("5,06 tỷ đồng (tính: 34,06 \N{MINUS SIGN} 29 tỷ đồng)", "guess"),
        ("5,06 tỷ đồng (34,06 \N{MINUS SIGN} 29 tỷ đồng)", "difference"),
        ("5,06 triệu đồng (tính: 34,06 \N{MINUS SIGN} 29 triệu đồng)", "difference"),
    ],
)
def test_wrong_arithmetic_and_unmarked_figures_are_not(text: str, operation: str) -> None:
    assert unsupported(answer(text, operation)) != ()


def test_an_operand_that_no_quote_holds_supports_nothing() -> None:
    text = "6 tỷ đồng (tính: 35 \N{MINUS SIGN} 29 tỷ đồng)"
    assert unsupported(answer(text, first="35 tỷ đồng", value="35000000000")) != ()
