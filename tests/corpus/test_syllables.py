import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.folding import one_spelling
from corpus.syllables import frequencies, split_glued

COMMON = sorted(syllable for syllable, count in frequencies().items() if count > 50_000 and len(syllable) > 2)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("côngnghệ", ("công", "nghệ")),
        ("kếhoạch", ("kế", "hoạch")),
        ("truyềnthông", ("truyền", "thông")),
        ("thựchiện", ("thực", "hiện")),
        ("nghiêng", ("nghiêng",)),
        ("internet", ("internet",)),
        ("website", ("website",)),
        ("cntt", ("cntt",)),
        ("", ("",)),
    ],
)
def test_glued_words_come_apart_and_others_stay(word: str, expected: tuple[str, ...]) -> None:
    assert split_glued(word) == expected


@settings(deadline=None)
@given(st.sampled_from(COMMON))
def test_a_known_syllable_is_never_split(syllable: str) -> None:
    assert split_glued(syllable) == (syllable,)


@settings(deadline=None)
@given(st.one_of(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàộệ", max_size=20), st.text(max_size=20)))
def test_pieces_stand_side_by_side_in_the_word(word: str) -> None:
    start = 0
    for piece in split_glued(word):
        assert piece in (word, one_spelling(word[start : start + len(piece)]))
        start += len(piece)
    assert start == len(word)


def test_a_word_without_end_is_left_alone() -> None:
    assert split_glued("kếhoạch" * 20_000) == ("kếhoạch" * 20_000,)
