"""What a language model puts together must stand together in one place: nothing is exchanged, compared or judged."""

from __future__ import annotations

import pytest

from assistant.phrasing.checking import objection
from assistant.phrasing.sentences import sentences
from assistant.types import Answer, Citation, Statement
from corpus.types import Quote, Span


def answer_of(*places: tuple[str, str]) -> Answer:
    """An answer with a quote and what was read from it, one pair for each number."""
    question = "Đề án đường thủy nội địa nói gì?"
    citations = [Citation(Quote("a", Span(0, len(text)), text), "Đề án", "a.txt", (), None) for text, _ in places]
    read = tuple(Statement(said, (one,)) for (_, said), one in zip(places, citations, strict=True))
    return Answer(question, question, read, (), 0.9, None, 0.0)


def shown(text: str, answer: Answer) -> bool:
    """Whether each sentence of a text passes; either all of them do, or none."""
    passed = {objection(sentence, answer) is None for sentence in sentences([text])}
    assert len(passed) == 1
    return passed.pop()


YEARS = answer_of(
    ("Nạo vét luồng năm 2031: 7.320.000.000 đồng.", "7.320.000.000 đồng"),
    ("Nạo vét luồng năm 2033: 9.860.000.000 đồng.", "9.860.000.000 đồng"),
)
LEVELS = answer_of(
    ("Bến thủy cấp độ 2: 61 bến.", "61 bến"),
    ("Bến thủy cấp độ 3: 174 bến.", "174 bến"),
)
ROW = answer_of(
    (
        "Nạo vét luồng năm 2031 hết 7.320.000.000 đồng, năm 2033 hết 9.860.000.000 đồng; 61 bến cấp độ 2 và 174 bến "
        "cấp độ 3.",
        "7.320.000.000 đồng",
    ),
)
TOTAL = answer_of(
    ("Tổng chi phí là 48 tỷ đồng, trong đó vốn tỉnh 31 tỷ đồng, vốn huyện 17 tỷ đồng.", "48 tỷ đồng"),
)
GOAL = answer_of(
    ("Sau hai năm, việc lắp phao tiêu chưa đạt mục tiêu: 83 phao.", "83 phao"),
    ("Đội tàu hút bùn được giao 12 tỷ đồng, ít hơn đội tàu cuốc.", "12 tỷ đồng"),
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Năm 2031 là 7.320.000.000đ, năm 2033 là 9.860.000.000đ [1][2].", YEARS),
        ("Nạo vét luồng năm 2033 là 9.860.000.000 đồng [1][2].", YEARS),
        ("Cấp độ 2 có 61 bến, cấp độ 3 có 174 bến [1][2].", LEVELS),
        ("Cấp độ 3 có 174 bến và cấp độ 2 có 61 bến [1][2].", LEVELS),
        ("Cấp độ 3 có 174 bến [2], cấp độ 2 có 61 bến [1].", LEVELS),
        ("Năm 2031 là 7.320.000.000 đồng, năm 2033 là 9.860.000.000 đồng [1].", ROW),
        ("Cấp độ 2 có 61 bến, cấp độ 3 có 174 bến [1].", ROW),
        ("Vốn tỉnh là 31 tỷ đồng, vốn huyện là 17 tỷ đồng [1].", TOTAL),
        ("Tổng chi phí là 48 tỷ đồng [1].", TOTAL),
        ("Việc lắp phao tiêu chưa đạt mục tiêu: 83 phao [1].", GOAL),
        ("Đội tàu hút bùn được 12 tỷ đồng, ít hơn đội tàu cuốc [2].", GOAL),
        ("Đội tàu hút bùn được giao 12 tỷ đồng [2].", GOAL),
    ],
)
def test_what_stands_together_in_one_place_may_be_told_together(text: str, answer: Answer) -> None:
    assert shown(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Năm 2031 là 9.860.000.000đ, năm 2033 là 7.320.000.000đ [1][2].", YEARS),
        ("Năm 2033 là 7.320.000.000đ [1][2].", YEARS),
        ("Nạo vét luồng hết 7.320.000.000đ, năm 2033 [1][2].", YEARS),
        ("Năm 2033, nạo vét luồng hết 7.320.000.000đ [1][2].", YEARS),
        ("Cấp độ 2 có 174 bến, cấp độ 3 có 61 bến [1][2].", LEVELS),
        ("174 bến cấp độ 2 [1][2].", LEVELS),
        ("Năm 2031 là 9.860.000.000 đồng [1].", ROW),
        ("Năm 2031 là 9.860.000.000 đồng, năm 2033 là 7.320.000.000 đồng [1].", ROW),
        ("Cấp độ 2 có 174 bến, cấp độ 3 có 61 bến [1].", ROW),
        ("174 bến cấp độ 2 và 61 bến cấp độ 3 [1].", ROW),
        ("Vốn tỉnh là 17 tỷ đồng, vốn huyện là 31 tỷ đồng [1].", TOTAL),
        ("Tổng chi phí là 31 tỷ đồng [1].", TOTAL),
        ("Vốn huyện là 48 tỷ đồng [1].", TOTAL),
        ("Đội tàu hút bùn lắp 83 phao [1][2].", GOAL),
    ],
)
def test_figures_years_and_levels_are_not_exchanged_within_or_across_quotes(text: str, answer: Answer) -> None:
    assert not shown(text, answer)


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2008, chi 10 tỷ đồng, năm 2010, chi 12 tỷ đồng.",
        "Năm 2008, chi 10 tỷ đồng, năm 2010, theo nghị quyết, chi 12 tỷ đồng.",
        "| Năm 2008 | 10 tỷ đồng | năm 2010 | 12 tỷ đồng |",
        "Chi 10 tỷ đồng (năm 2008), 12 tỷ đồng (năm 2010).",
        "Năm 2008 chi 10 tỷ đồng năm 2010 chi 12 tỷ đồng.",
        "Năm 2008 mua 5 tàu, chi 10 tỷ đồng, năm 2010 mua 7 tàu, chi 12 tỷ đồng.",
        "- Năm 2008: 10 tỷ đồng\n- Năm 2010: 12 tỷ đồng",
    ],
)
def test_no_layout_of_a_quote_lets_the_years_of_two_amounts_be_exchanged(text: str) -> None:
    answer = answer_of((text, "10 tỷ đồng"), (text, "12 tỷ đồng"))
    for turned in (
        "Năm 2010 chi 10 tỷ đồng",
        "Năm 2008, chi 12 tỷ đồng",
        "Chi 10 tỷ đồng năm 2010",
        "2008: 12 tỷ đồng",
    ):
        assert not shown(f"{turned} [1].", answer), turned
        assert not shown(f"{turned} [1][2].", answer), turned


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Cấp độ 3 nhiều hơn cấp độ 2 [1][2].", LEVELS),
        ("Cấp độ 2 có 61 bến, ít hơn cấp độ 3 [1][2].", LEVELS),
        ("Cấp độ 2 có 61 bến, thấp nhất cả nước [1].", LEVELS),
        ("Nạo vét luồng năm 2031 đã vượt 7.320.000.000 đồng [1].", YEARS),
        ("Việc lắp phao tiêu vượt mục tiêu: 83 phao [1].", GOAL),
        ("Việc lắp phao tiêu đạt mục tiêu: 83 phao [1].", GOAL),
        ("Việc lắp phao tiêu thành công: 83 phao [1].", GOAL),
        ("Đội tàu cuốc được giao ít hơn đội tàu hút bùn [2].", GOAL),
        ("Đội tàu cuốc ít hơn [2].", GOAL),
        ("Toàn bộ số tiền bị tham ô [1].", TOTAL),
        ("Tổng chi phí là 48 tỷ đồng, toàn bộ bị tham ô [1].", TOTAL),
        ("Tổng chi phí là 48 tỷ đồng, gây lãng phí [1].", TOTAL),
    ],
)
def test_nothing_is_compared_or_judged_that_was_not_read(text: str, answer: Answer) -> None:
    assert not shown(text, answer)


def test_what_was_computed_may_be_told() -> None:
    places = (("Vốn tỉnh là 31 tỷ đồng.", "31 tỷ đồng"), ("Vốn huyện là 17 tỷ đồng.", "Vốn tỉnh nhiều hơn vốn huyện"))
    assert shown("Vốn tỉnh nhiều hơn vốn huyện [2].", answer_of(*places))
    assert not shown("Vốn huyện nhiều hơn vốn tỉnh [2].", answer_of(*places))


def test_syllables_of_other_words_make_no_new_word() -> None:
    answer = answer_of(("Mời dân tham gia trông coi 9 ô thuyền tại bến.", "9 ô thuyền"))
    assert shown("Dân tham gia trông coi 9 ô thuyền [1].", answer)
    assert not shown("Dân tham ô 9 thuyền [1].", answer)
