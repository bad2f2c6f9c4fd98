"""Words typed in Telex or VNI while the input method was off."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import bare
from corpus.syllables import frequencies
from corpus.telex import decoded

TONES = {"\u0301": "s1", "\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
SHAPES = {"\u031b": "w7", "\u0306": "w8"}
syllables = st.sampled_from(sorted(s for s in frequencies() if not s.isascii()))


def typed(syllable: str, method: int) -> str:
    """The keys of a syllable in Telex (0) or VNI (1), its tone last, worked out apart from the decoder."""
    keys, tone = "", ""
    for char in unicodedata.normalize("NFD", syllable):
        if char in TONES:
            tone = TONES[char][method]
        elif char == "\u0302":
            keys += (keys[-1], "6")[method]
        else:
            keys += SHAPES[char][method] if char in SHAPES else ("dd", "d9")[method] if char == "đ" else char
    return keys + tone


@pytest.mark.parametrize(
    ("word", "syllable"),
    [
        ("ddieenj", "điện"),
        ("ddieejn", "điện"),  # the tone right behind its vowel
        ("dieenjd", "điện"),  # đ made at the end
        ("tuwr", "tử"),
        ("phis", "phí"),
        ("dduwowngf", "đường"),
        ("dduwongf", "đường"),  # one w for both
        ("dduowngf", "đường"),
        ("nwowcs", "nước"),  # w alone is ư
        ("tw", "tư"),
        ("mwa", "mưa"),
        ("muaw", "mưa"),
        ("hoaf", "hòa"),
        ("thuyr", "thủy"),
        ("gif", "gì"),
        ("tyr", "tỉ"),  # folded, tỷ and tỉ are one
        ("kyx", "kĩ"),
        ("quys", "quí"),
        ("d9ie6n5", "điện"),
        ("d9ien65", "điện"),
        ("tu73", "tử"),
        ("tu7", "tư"),
        ("d9u7o7ng2", "đường"),
        ("d9uong72", "đường"),
        ("na8m", "năm"),
    ],
)
def test_a_slip_is_decoded(word: str, syllable: str) -> None:
    assert decoded(word) == syllable


@pytest.mark.parametrize(
    "word",
    [
        "",
        "a",
        "kinh",
        "ban",
        "server",
        "test",
        "cap4",
        "sphi",
        "fi",
        "ddd",
        "phiss",
        "phis1",
        "điệnj",
        "5g",
        "w",
        "2014",
    ],
)
def test_what_is_no_slip_is_not_decoded(word: str) -> None:
    assert decoded(word) is None


@given(syllables, st.sampled_from([0, 1]))
def test_every_syllable_that_can_be_typed_is_decoded_to_itself(syllable: str, method: int) -> None:
    found = decoded(typed(syllable, method))
    assert found is not None
    assert bare(found) == bare(syllable)
    assert frequencies()[found] >= frequencies()[syllable]


@given(st.text(st.characters(categories=["Ll", "Nd"]), max_size=14))
def test_what_is_decoded_is_a_known_syllable_of_the_same_letters(word: str) -> None:
    found = decoded(word)
    assert found is None or (found in frequencies() and not found.isascii() and len(found) < len(word) + 1)
