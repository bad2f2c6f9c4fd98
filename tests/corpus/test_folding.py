import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.folding import bare, fold, folded, locate

SYLLABLES = ["Đề", "án", "hoà", "thuỷ", "kĩ", "quý", "Ủy", "ban", "CNTT,", "Ðiều", "34,06", "(LAN)", "Hà\u0300"]
SPACES = [" ", "\n", "\r\n", "\u00a0", "\u200b", "\t \n", "\u00ad", ""]
vietnamese = st.lists(st.tuples(st.sampled_from(SYLLABLES), st.sampled_from(SPACES)), max_size=12).map(
    lambda parts: "".join(word + space for word, space in parts)
)
texts = st.one_of(
    vietnamese,
    vietnamese.map(lambda text: unicodedata.normalize("NFD", text)),
    st.text(max_size=40),
)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Uỷ ban nhân dân", "ủy ban nhân dân"),
        ("hoà nhập, khoẻ mạnh", "hòa nhập, khỏe mạnh"),
        ("kĩ thuật, tỉ lệ, lí do", "kỹ thuật, tỷ lệ, lý do"),
        ("Ðiều 1", "Điều 1"),
        ("KẾ HOẠCH", unicodedata.normalize("NFD", "kế hoạch")),
        ("công\u00a0nghệ \r\n thông tin", "công nghệ thông tin"),
        ("công\u200b nghệ\u00ad", "công nghệ"),
    ],
)
def test_equal_words_fold_to_the_same_text(written: str, other: str) -> None:
    assert folded(written) == folded(other)


@pytest.mark.parametrize(("one", "another"), [("hoa", "hoà"), ("quy", "quỹ"), ("toán", "toàn"), ("tai", "tay")])
def test_different_words_stay_different(one: str, another: str) -> None:
    assert folded(one) != folded(another)


def test_without_marks_only_letters_of_the_alphabet_are_left() -> None:
    assert folded("Đẩy mạnh ứng dụng Ðề án", marks=False) == "day manh ung dung de an"
    assert bare("Đề ÁN") == "De AN"


def test_the_place_behind_a_folded_word_is_that_of_the_original() -> None:
    text = "Sở\r\n \u00a0" + unicodedata.normalize("NFD", "Nội vụ") + " tỉnh"
    whole = fold(text)
    assert whole.text == "sở nội vụ tỉnh"
    span = whole.span(3, 9)
    assert unicodedata.normalize("NFC", span.of(text)) == "Nội vụ"
    assert whole.position(span.start) == 3


def test_the_case_that_folding_took_away_can_be_had_again() -> None:
    text = unicodedata.normalize("NFD", "số 12/NĐ-CP")
    whole = fold(text)
    assert whole.written(text)[-5:] == "NĐ-CP"
    assert len(whole.written(text)) == len(whole.text)


def test_a_part_of_what_one_character_folds_to_is_that_character() -> None:
    text = "số 0\u20e5 %"
    assert fold(text).span(3, 4).of(text) == "0\u20e5"


@settings(deadline=None)
@given(texts, st.booleans())
def test_offsets_never_go_back_and_end_with_the_text(text: str, marks: bool) -> None:
    whole = fold(text, marks=marks)
    starts = list(whole.starts)
    assert len(starts) == len(whole.text) + 1
    assert starts == sorted(starts)
    assert starts[-1] == len(text)


@settings(deadline=None)
@given(texts, st.booleans())
def test_each_folded_word_maps_back_to_characters_that_fold_to_it(text: str, marks: bool) -> None:
    whole = fold(text, marks=marks)
    start = 0
    for word in whole.text.split(" "):
        if word:
            assert folded(whole.span(start, start + len(word)).of(text), marks=marks) == word
        start += len(word) + 1


@settings(deadline=None)
@given(texts, st.booleans())
def test_the_folded_text_alone_is_the_text_of_the_fold(text: str, marks: bool) -> None:
    assert folded(text, marks=marks) == fold(text, marks=marks).text.strip()


@settings(deadline=None)
@given(vietnamese)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert folded(text) == folded(unicodedata.normalize("NFD", text))


@settings(deadline=None)
@given(texts, st.data())
def test_a_slice_of_a_text_is_located_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = locate(text, text[start:end])
    if start == end:
        assert found is None
    else:
        assert found is not None
        assert found.of(text) == text[start:end]
        assert found.start <= start


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Giao Sở Tài\nchính thẩm định.", "sở tài chính", "Sở Tài\nchính"),
        ("Giao SỞ TÀI CHÍNH", "so tai chinh", "SỞ TÀI CHÍNH"),
        ("ứng dụng côngnghệ thôngtin", "công nghệ thông tin", "côngnghệ thôngtin"),
        ("Thuỷ lợi, hoà bình", "thủy lợi, hòa bình", "Thuỷ lợi, hoà bình"),
        ("đạt 34,06\u00a0tỷ đồng", "34,06 tỷ đồng", "34,06\u00a0tỷ đồng"),
    ],
)
def test_a_quote_is_located_in_other_spelling(text: str, quote: str, expected: str) -> None:
    found = locate(text, quote)
    assert found is not None
    assert found.of(text) == expected


@pytest.mark.parametrize("quote", ["Sở Y tế", "", " ", "\u200b", "\u00ad\u200b"])
def test_what_is_not_there_is_not_located(quote: str) -> None:
    assert locate("Sở_Tài_chính", quote) is None


def test_a_quote_is_sought_from_the_given_place_on() -> None:
    text = "Sở Y tế chủ trì; Sở Y tế báo cáo"
    assert locate(text, "sở y tế", 5) == locate(text, "Sở Y tế", 5)
    found = locate(text, "so y te", 5)
    assert found is not None
    assert found.start == 17
