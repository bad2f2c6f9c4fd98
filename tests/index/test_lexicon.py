"""The lexicon: every form leads to its official term as questions are searched, and the shipped files are sound."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.folding import bare
from corpus.tokens import tokens
from index.lexicon import FOLDER, Entry, Lexicon, load_lexicon
from index.lexicon.checks import lexicon_problems


def forms(text: str) -> str:
    return " ".join(token.form for token in tokens(text))


def meanings(lexicon: Lexicon, text: str, *, marks: bool = True) -> tuple[str, ...]:
    return lexicon.meanings(forms(text), marks=marks)


@pytest.fixture(scope="session")
def shipped() -> Lexicon:
    return load_lexicon()


def test_every_shipped_form_leads_to_its_term_with_and_without_marks(shipped: Lexicon) -> None:
    lost = []
    for entry in shipped.entries:
        for form in entry.forms:
            known, official = forms(form), forms(entry.official)
            for marks in (True, False):
                said = known if marks else bare(known)
                if known != official and official not in shipped.meanings(said, marks=marks):
                    lost.append(f"{entry.where}: {form}")
    assert lost == []


def test_every_shipped_abbreviation_is_led_to_from_its_term(shipped: Lexicon) -> None:
    lost = [
        f"{entry.where}: {abbreviation}"
        for entry in shipped.entries
        for abbreviation in entry.abbreviations
        if forms(abbreviation) not in (forms(entry.official), *meanings(shipped, entry.official))
    ]
    assert lost == []


def test_the_shipped_files_have_no_problems() -> None:
    assert lexicon_problems() == ()


def test_the_shipped_files_are_composed_and_end_in_a_line_break() -> None:
    for path in FOLDER.glob("*.tsv"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
        assert text.endswith("\n"), path.name


@pytest.mark.parametrize(
    ("form", "question"),
    [
        ("e-government", "e-government"),
        ("5G", "mạng 5G".removeprefix("mạng ")),
        ("IPv6", "ipv6"),
        ("sở, ban, ngành", "sở ban ngành"),
        ("KH&CN", "kh&cn"),
        ("phiên bản 2.0", "phiên bản 2"),
        ("thuỷ lợi", "thủy lợi"),
    ],
)
def test_forms_are_found_as_questions_are_taken_apart(form: str, question: str) -> None:
    lexicon = Lexicon((Entry("thuật ngữ", (form,)),))
    assert meanings(lexicon, question) == ("thuật ngữ",)


@pytest.mark.parametrize(
    ("form", "question"),
    [
        ("budget", "budgets"),
        ("taxes", "tax"),
        ("public service", "public services"),
        ("ministries", "ministry"),
        ("databases", "database"),
        ("process", "processes"),
        ("online public services", "online public service"),
    ],
)
def test_english_plurals_and_singulars_find_each_other(form: str, question: str) -> None:
    lexicon = Lexicon((Entry("thuật ngữ", english=(form,)),))
    assert meanings(lexicon, question) == ("thuật ngữ",)


@pytest.mark.parametrize("question", ["bus", "proces", "basi", "kho an", "khoan"])
def test_what_only_looks_alike_is_not_found(question: str) -> None:
    lexicon = Lexicon((Entry("thuật ngữ", ("khoản", "kho ăn nhanh"), english=("busy", "process", "basis")),))
    assert meanings(lexicon, question) == ()


def test_an_abbreviation_and_its_term_lead_to_each_other() -> None:
    lexicon = Lexicon((Entry("công nghệ thông tin", abbreviations=("CNTT",)),))
    assert meanings(lexicon, "CNTT") == ("công nghệ thông tin",)
    assert meanings(lexicon, "công nghệ thông tin") == ("cntt",)


def test_marks_tell_forms_apart_and_without_them_both_are_meant() -> None:
    lexicon = Lexicon((Entry("kinh phí", ("tiền",)), Entry("ưu tiên", ("tiên",))))
    assert meanings(lexicon, "tiền") == ("kinh phí",)
    assert meanings(lexicon, "tien", marks=False) == ("kinh phí", "ưu tiên")
    assert meanings(lexicon, "tien") == ()


def test_a_form_of_several_terms_has_all_of_them_in_the_order_of_the_files() -> None:
    lexicon = Lexicon((Entry("hồ sơ", ("giấy tờ",)), Entry("văn bản", ("giấy tờ",)), Entry("hồ sơ", ("giấy tờ",))))
    assert meanings(lexicon, "giấy tờ") == ("hồ sơ", "văn bản")


def test_meanings_are_tokens_as_they_are_searched() -> None:
    lexicon = Lexicon((Entry("Sở Thông tin, Truyền thông", ("sở bốn t",)), Entry("mạng 5G", ("mạng năm",))))
    assert meanings(lexicon, "sở bốn t") == ("sở thông tin truyền thông",)
    assert meanings(lexicon, "mạng năm") == ("mạng 5 g",)


def test_the_longest_form_is_known() -> None:
    assert Lexicon((Entry("kinh phí", ("tốn bao nhiêu tiền", "giá")),)).longest == 4
    assert Lexicon(()).longest == 1


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("kinh phí\ttiền\tKP", "a.tsv:2: 3 columns; write official, everyday, abbreviations, English"),
        ("-\ttiền\tKP\tcost", "a.tsv:2: no official term; write it in the first column"),
        ("kinh phí\ttiền; ; xu\tKP\tcost", "a.tsv:2: an empty form; separate forms by one semicolon"),
        ("kinh phí\t\tKP\tcost", "a.tsv:2: an empty form; separate forms by one semicolon"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "a.tsv").write_text(f"# tiền nong\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_lexicon(tmp_path)
    assert str(caught.value).startswith(problem)
    (found,) = lexicon_problems(tmp_path)
    assert found == str(caught.value)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            ("kinh phí\ttiền\t-\t-", "Kinh Phí\tvốn\t-\t-"),
            "a.tsv:2: 'Kinh Phí' stands at a.tsv:1 too; keep one of them",
        ),
        (("kinh phí\tKinh phí\t-\t-",), "a.tsv:1: 'kinh phí' is a form of itself; take it out"),
        (
            ("a b\tc d\t-\t-", "c d\ta b\t-\t-"),
            "a.tsv:1: 'a b' and 'c d' (at a.tsv:2) stand for each other; keep one direction",
        ),
        (
            ("a a\ttiền\t-\t-", "b b\ttiền\t-\t-", "c c\ttiền\t-\t-", "d d\ttiền\t-\t-"),
            "a.tsv:1, a.tsv:2, a.tsv:3, a.tsv:4: 'tiền' stands in more than 3 lines; keep the main ones",
        ),
    ],
)
def test_a_doubtful_line_is_a_problem_and_still_loads(tmp_path: Path, lines: tuple[str, ...], problem: str) -> None:
    (tmp_path / "a.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lexicon_problems(tmp_path) == (problem,)
    assert len(load_lexicon(tmp_path).entries) == len(lines)


def test_an_empty_lexicon_knows_nothing() -> None:
    assert Lexicon(()).meanings("kinh phí", marks=True) == ()


@pytest.mark.parametrize(
    ("form", "question"),
    [
        ("monitor", "monitoring"),
        ("evaluation", "evaluated"),
        ("organise", "organization"),
        ("inspection", "inspect"),
        ("upgrade", "upgrading"),
        ("data centre", "data centers"),
        ("programme", "programs"),
        ("labour", "labor"),
        ("defence", "defense"),
        ("apply", "applied"),
        ("plan", "planned"),
    ],
)
def test_english_inflections_and_spellings_find_each_other(form: str, question: str) -> None:
    lexicon = Lexicon((Entry("thuật ngữ", english=(form,)),))
    assert meanings(lexicon, question) == ("thuật ngữ",)


def test_a_form_as_it_is_goes_before_an_inflected_one() -> None:
    lexicon = Lexicon((Entry("kế hoạch", english=("plan",)), Entry("quy hoạch", english=("planning",))))
    assert meanings(lexicon, "planning") == (forms("quy hoạch"),)


@pytest.mark.parametrize("question", ["nam", "bat", "nation", "caring"])
def test_a_syllable_or_another_word_is_no_inflection(question: str) -> None:
    lexicon = Lexicon((Entry("thuật ngữ", english=("name", "bated", "batt", "nat", "car")),))
    assert meanings(lexicon, question) == ()


def test_the_english_files_go_from_a_form_to_its_terms_the_main_one_first(tmp_path: Path) -> None:
    (tmp_path / "english").mkdir()
    (tmp_path / "english" / "a.tsv").write_text("levy; toll\tphí; thuế\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("lệ phí\t-\t-\ttoll\n", encoding="utf-8")
    assert meanings(load_lexicon(tmp_path), "tolls") == ("phí", "thuế", "lệ phí")
    assert lexicon_problems(tmp_path) == ()


def test_an_english_form_stands_in_one_line_with_few_senses(tmp_path: Path) -> None:
    (tmp_path / "english").mkdir()
    lines = "toll\tphí\nlevy; toll\tthuế\nlot\ta; b; c; d\n"
    (tmp_path / "english" / "a.tsv").write_text(lines, encoding="utf-8")
    assert lexicon_problems(tmp_path) == (
        "english/a.tsv:2: 'toll' stands at english/a.tsv:1 too; keep one line with all senses",
        "english/a.tsv:3: 4 official terms; keep the 3 main ones",
    )


def test_an_english_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "english").mkdir()
    (tmp_path / "english" / "a.tsv").write_text("toll\n", encoding="utf-8")
    assert lexicon_problems(tmp_path) == ("english/a.tsv:1: 1 columns; write English, official terms",)
