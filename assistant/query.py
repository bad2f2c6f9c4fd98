"""A query: what a question asks for, as weighted terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.frequency import asks_how_often
from assistant.involvement import Role, asked_role
from assistant.kinds import Wanted, asked_body, units_of_measure, wanted_kinds
from assistant.labels import asked_label
from assistant.numbered import Numbered, find_numbered
from assistant.ordinals import asked_ordinal
from assistant.states import asks_state
from assistant.stopwords import is_english
from assistant.tense import Tense, tense_of_question
from corpus.folding import bare, folded
from corpus.labels import Label
from corpus.tokens import Token, tokens
from index.lexical import Term, TextField

BARE_WEIGHT = 0.7  # of a match that holds only without diacritics, for a question written with them
CONTEXT_WEIGHT = 0.3  # of a match in title and headings, for the first search
UNSEEN = 1e-6  # weight of a pair that no document holds: it cannot be found, but must be missed


_QUOTED = re.compile(r"[\"“”‘«]([^\"“”’»]{3,80})[\"“”’»]")
YEAR = re.compile(r"(?:19|20)\d\d")
_BASIS = re.compile(r"can cu|vien dan|co so phap li|legal bas|based on|cites?\b")
_TOTAL = re.compile(
    r"tong cong|dong tong|cot tong|\btong (?:so )?(?:kinh phi|von|nhu cau|muc|ngan sach)|tat ca|ca thay|toan bo"
    r"|tat tan tat|het thay|ca thay|cong lai|\btotal\b|overall|altogether"
)
_THING = re.compile(r"\b(?:(?:bao nhieu|may) (?:phan tram |%\s?)?(?:so )?|ti le so )([^\W\d_]+ [^\W\d_]+)")
_LONGEST_NOUN = 20  # code points of "mức độ 3 và " and the like
_NUMBERED = re.compile(
    r"\b(?:muc do|muc|cap do|cap|nac|bac|loai|nhom|hang|level|levels) (?:\d{1,2}(?:,| va| hoac| and) ?)*$"
)
_ONLY_MONEY = frozenset(  # words of a question that only asks for money, not what for
    bare(
        "kinh phí chi tiền tốn hết vốn ngân sách dự toán nguồn tiêu mức cần giai đoạn năm kế hoạch thực hiện đồng tỷ"
        " tổng cộng số dự kiến toàn bộ tất cả định bỏ ra tỉnh thành phố địa phương"
        " money budget cost plan spend total year much funding funds capital need needed required"
        " altogether overall amount"
    ).split()
)


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term that is searched.

    `form` is None where only the form without diacritics is known. `weight` includes the term's rarity. `source` is the
    index of the question's token that it comes from (the first one for a pair), `pair` marks two joined syllables,
    `unknown` a word that no document holds. `own` is False for what the lexicon, the correction of a typo or an earlier
    turn put beside the question's words.
    """

    form: str | None
    bare: str
    weight: float
    source: int
    pair: bool = False
    own: bool = True
    unknown: bool = False


@dataclass(frozen=True)  # without slots: what is derived is kept once worked out
class Query:
    """A question understood.

    `question` is what was typed, `text` the stand-alone wording, `words` the content tokens in order.
    """

    question: str
    text: str
    kinds: tuple[Wanted, ...]
    words: tuple[Token, ...]
    terms: tuple[QueryTerm, ...]
    marks: bool  # whether it was written with diacritics
    counted: int = -1  # the content token that "bao nhiêu" stands before, -1 for none
    swaps: bool = False  # whether it only swaps a part of the question before ("còn mức độ 4?")
    rare_names: tuple[int, ...] = ()  # content tokens in capitals that few passages hold ("ODA")

    @cached_property
    def total(self) -> float:
        """The weight of the question's own single words, by which scores are measured; never 0."""
        return sum(term.weight for term in self.terms if term.own and not term.pair) or 1.0

    @cached_property
    def unknown_share(self) -> float:
        """The share of the content words that no document holds and the lexicon does not know."""
        helped = {term.source for term in self.terms if not term.own}
        unknown = {term.source for term in self.terms if term.unknown} - helped
        return len(unknown) / max(1, len(self.words))

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """The folded phrases that the question puts in quotation marks."""
        return tuple(folded(phrase) for phrase in _QUOTED.findall(self.question))

    @cached_property
    def english(self) -> bool:
        """Whether the question is asked in English."""
        return is_english(self.question)

    @cached_property
    def leans(self) -> bool:
        """Whether it is searched with words of earlier questions too."""
        return any(term.source < 0 for term in self.terms)

    @cached_property
    def gloss(self) -> str:
        """The words that the question is compared by in meaning: translated, as far as they are, from English."""
        if not self.english:
            return self.text
        said: dict[int, list[str]] = {}
        for term in self.terms:
            if not (term.own or term.pair):
                said.setdefault(term.source, []).append(term.form or term.bare)
        kept = [said.get(source, [word.form]) for source, word in enumerate(self.words)]
        return " ".join(form for forms in [*kept, said.get(-1, [])] for form in forms)

    @cached_property
    def things(self) -> frozenset[str]:
        """The bare words for the thing that is counted, translated where the question is in English."""
        own = {self.words[self.counted].bare} if self.counted >= 0 else set()
        other = {t.bare for t in self.terms if self.english and not (t.own or t.pair) and t.source == self.counted}
        return frozenset(own | other) if own else frozenset()

    @cached_property
    def asks_whole(self) -> bool:
        """Whether the question is for the money of the whole plan: it names nothing that the money is for."""
        return self.kinds[0] is Wanted.MONEY and all(
            word.bare in _ONLY_MONEY or word.bare.isdigit() for word in self.words
        )

    @cached_property
    def asks_total(self) -> bool:
        """Whether the question is about a sum rather than one item: it says so, or names nothing that money is for."""
        return self.asks_whole or bool(_TOTAL.search(plain(self.text)))

    @cached_property
    def measured_in(self) -> re.Pattern[str] | None:
        """What stands behind the figure that is asked for, where the question names what is measured."""
        return units_of_measure(self.question)

    @cached_property
    def body(self) -> str | None:
        """The folded first word of the name of an agency that is asked for: "sở" for "sở nào"; None for any agency."""
        return asked_body(self.question)

    @cached_property
    def role(self) -> Role:
        """As what an agency is asked for."""
        return asked_role(plain(self.text))

    @cached_property
    def label(self) -> Label | None:
        """The label of the line that would tell what is asked for, where a plan has such lines."""
        return asked_label(self.kinds, plain(self.text))

    @cached_property
    def tense(self) -> Tense | None:
        """Whether the question asks for what is planned or for what was reached; None where it does not say."""
        return tense_of_question(self.question)

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that the question names."""
        return frozenset(word.form for word in self.words if YEAR.fullmatch(word.form))

    @cached_property
    def thing(self) -> tuple[str, ...]:
        """The two bare words of the thing whose number or share is asked for; none where the question does not say."""
        match = _THING.search(plain(self.text))
        return tuple(match[1].split()) if match else ()

    @cached_property
    def numbered(self) -> frozenset[Numbered]:
        """The levels, quarters and the like that the question names, else those of the question it leans on."""
        return find_numbered(self.question) or find_numbered(self.text)

    @cached_property
    def asks_state(self) -> bool:
        """Whether the question asks if something is done or is so."""
        return asks_state(self.question)

    @cached_property
    def given(self) -> frozenset[str]:
        """The figures that the question itself gives; the number of a level or an item ("mức độ 3") is none."""
        found = (token for token in tokens(self.text) if token.form[0].isdigit())
        return frozenset(
            t.form for t in found if not _NUMBERED.search(plain(self.text[: t.span.start])[-_LONGEST_NOUN:])
        )

    @cached_property
    def asks_how_often(self) -> bool:
        """Whether the question asks how often something is done, or only swaps a part of one before that did."""
        own = self.question if wanted_kinds(self.question) != (Wanted.FACT,) else self.text
        return asks_how_often(plain(own))

    @cached_property
    def ordinal(self) -> re.Pattern[str] | None:
        """What the answer to a question for a place in an order looks like ("mức độ mấy"); None for others."""
        return asked_ordinal(self.question)

    @cached_property
    def asks_basis(self) -> bool:
        """Whether the question is about what a plan is based on."""
        return bool(_BASIS.search(plain(self.text)))

    def searchable(self) -> list[Term]:
        """The terms as the inverted index takes them."""
        found: list[Term] = []
        for term in self.terms:
            if term.form is not None:
                found.append(Term(TextField.FORM, term.form, term.weight * (1 - BARE_WEIGHT)))
            weight = term.weight * (BARE_WEIGHT if self.marks else 1.0)
            found.append(Term(TextField.BARE, term.bare, weight))
            found.append(Term(TextField.CONTEXT, term.bare, term.weight * CONTEXT_WEIGHT))
        return [term for term in found if term.weight > UNSEEN]


def scaled(query: Query, factor: float) -> tuple[QueryTerm, ...]:
    """The terms of an earlier turn's query, made weaker and no longer the question's own."""
    return tuple(replace(term, weight=term.weight * factor, source=-1, own=False) for term in query.terms)


def plain(question: str) -> str:
    """The question folded without diacritics, for patterns."""
    return folded(question, marks=False)
