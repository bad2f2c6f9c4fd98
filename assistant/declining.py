"""Declining: when the documents do not say it, and how to say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from assistant.cards import Card, Cards
from assistant.evidence import coverage, meets, meets_pair, names_all, unmet, worth
from assistant.intent import is_of_asker, own_affair
from assistant.kinds import Wanted
from assistant.lacking import asks_of_today, is_gibberish, lacking, lacks_kind
from assistant.prepared import PreparedUnit
from assistant.query import UNSEEN, Query, plain
from assistant.retrieval import Found
from assistant.scope import Scope
from assistant.smalltalk import small_talk
from corpus.agencies import find_agencies
from corpus.folding import folded
from corpus.provinces import find_provinces
from corpus.types import SectionKind, Span


class Least(NamedTuple):
    """What an answer needs: of the words of the question, and of words and meaning together."""

    words: float  # the share of its content words, by rarity, that the best unit and its headings hold
    support: float  # that share plus the cosine of question and unit
    uncounted: float = 0.0  # the least support where the thing that "bao nhiêu" counts is not met
    unpaired: float = 0.0  # the least support where no two neighbouring words are met: "dân" is also in "người dân"


LEAST_SCOPED = Least(0.0, 0.3)  # for a question that stands alone and names a province, period or document
LEAST_ENGLISH = Least(0.0, 0.25, 0.0, 0.45)  # for an English one that does: only what the lexicon knows can be met
LEAST_UNSCOPED = Least(0.1, 0.74)  # for a question that names none: it may be about anything
LEAST_IN_COMPARISON = Least(0.05, 0.3)  # for one document of several: the question's words are spread over them
_WORDS_ENOUGH = 0.6  # share of the words that needs no meaning beside it: an amount or a name says it all
_NEEDED = {
    Wanted.MONEY: "số tiền",
    Wanted.SHARE: "tỷ lệ",
    Wanted.COUNT: "con số",
    Wanted.NUMBER: "số hiệu văn bản",
    Wanted.DATE: "thời gian",
}
_NOUN = re.compile(r"(công ti|doanh nghiệp|nhà thầu|ngân hàng|nhà mạng|trường học|bệnh viện) nào\b")
_THING = re.compile(r"^(?:\S+ ){0,2}(số điện thoại|đường dây nóng|địa chỉ|lương|giá (?:bán|mua|vé))\b(?! internet| ip)")
_PERSON = re.compile(
    r"(?:giam doc|truong|chu tich|bi thu|chanh|pho|nguoi dung dau|chu nhiem)\b.{0,80}\b(?:la|ten) ai"
    r"|\bai (?:dang |da )?(?:lam|giu chuc|la) (?:giam doc|truong|chu tich|bi thu|chanh|pho)"
    r"|\b(?:giam doc|truong|chu tich|bi thu|chanh|chu nhiem|vi|ong|ba)\b"
    r".{0,80}\b(?:ho (?:va )?ten|ten)(?: day du)?(?: la)? gi\b"
)
_RESULT = re.compile(
    r"tren thuc te|thuc te da|ket qua thuc te|ket thuc giai doan|tong ket giai doan|rot cuoc da|actually|in the end"
)
_LEAST_OF_AFFAIR = 0.75  # share of the words of a question about one's own affairs that a plan must hold
_MOST_UNKNOWN = 0.34  # share of unknown words from which an English question without a scope is about something else
_NAMED_PERSON = re.compile(
    r"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|Đ/c|Giám đốc|Chủ tịch|Trưởng ban|Chánh Văn phòng|Bí thư)\s+"
    r"(?:[A-ZĐ][^\W\d_]*\s+){1,4}[A-ZĐ][^\W\d_]+(?=\s*(?:[,.;()]|$|là|làm|ký|ki))"
)
# Words that count things of any sort: "mấy nơi" may be answered by offices.
_ANYTHING_TEXT = """
    noi cho ben thu loai kieu dot lan suat mon viec diem cai hang phan dau muc nguoi lop khoa
"""
_ANYTHING = frozenset(_ANYTHING_TEXT.split())
_TELLING = 2.0  # rarity of a word from which the pair that it ends means something of its own
_COMMITTEE = "ủy ban nhân dân"
_OPENING = 1  # words of a question that are capitals only because it begins


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, in Vietnamese, as the reader sees it."""

    reason: str


def refuse_at_once(question: str, scope: Scope, query: Query) -> Refusal | None:
    """A refusal that needs no search.

    For chat, orders to the assistant, places that no document covers and questions without a word to search.
    """
    talk = small_talk(question)
    if talk is not None:
        return Refusal(talk.value)
    if scope.missing is not None:
        return Refusal(f"Trong kho không có kế hoạch nào của {scope.missing}.")
    if asks_of_today(question):
        return Refusal(
            "Các kế hoạch trong kho không cho biết những gì đang diễn ra; chúng nêu mục tiêu, nhiệm vụ và kinh phí."
        )
    if not query.terms or is_gibberish(question):
        return Refusal("Câu hỏi không có từ nào để tìm trong tài liệu.")
    return None


def refuse(query: Query, scope: Scope, best: Found | None, cards: Cards) -> Refusal | None:
    """A refusal after the search: what the question names is not in the unit, or its year is not the document's."""
    where = _where(scope, cards)
    if best is None:
        return Refusal(f"Không tìm thấy đoạn nào liên quan {where}.")
    card = cards.get(best.unit.document.id)
    year = _foreign_year(query, scope, best.unit, card)
    if year is not None:
        return Refusal(f"Tài liệu {where} không nêu nội dung này cho năm {year}.")
    if query.english and not scope.documents and query.unknown_share > _MOST_UNKNOWN:
        return Refusal(f"Tài liệu {where} không nêu điều được hỏi.")
    name = _foreign_name(query.question, scope, cards) if query.marks else None
    if name is not None:
        return Refusal(f"Tài liệu {where} không nhắc đến {name}.")
    if not (scope.documents or query.english or meets_pair(query, best.unit) or best.unit.defines(query)):
        return Refusal(f"Tài liệu {where} không nêu điều được hỏi.")
    what = None if scope.compares else lacking(query, best.unit, card)
    if what is not None:
        return Refusal(f"Tài liệu {where} có nói đến việc này nhưng không nêu {what}.")
    if is_of_asker(query.question) or (own_affair(query.question) and coverage(query, best.unit) < _LEAST_OF_AFFAIR):
        return Refusal(f"Tài liệu {where} là kế hoạch của cơ quan nhà nước, không hướng dẫn thủ tục này.")
    noun = _asked_noun(query.question)
    if noun is not None and noun not in best.unit.folded:
        return Refusal(f"Tài liệu {where} không nêu {noun}.")
    defined = Wanted.DEFINITION in query.kinds and best.unit.defines(query)
    if not defined and not names_all(query, best.unit):
        return Refusal(f"Tài liệu {where} không nêu điều được hỏi.")
    if _PERSON.search(plain(query.question)) and not _has_person(query.question, best.unit):
        return Refusal(f"Tài liệu {where} không nêu tên người này.")
    if _RESULT.search(plain(query.question)) and best.unit.sets_target:
        return Refusal(f"Tài liệu {where} nêu mục tiêu cho việc này, không nêu kết quả đã đạt.")
    if best.unit.has_kind(query) is False and query.kinds[0] in _NEEDED and not scope.compares:
        return Refusal(f"Tài liệu {where} có nói đến việc này nhưng không nêu {_NEEDED[query.kinds[0]]}.")
    if not scope.compares and _lacks_counted(query, best.unit):
        return Refusal(f"Tài liệu {where} không nêu con số này.")
    return None


def refuse_unsure(query: Query, scope: Scope, best: Found, cards: Cards) -> Refusal:
    """The refusal of an answer that is not likely enough to be right, with the words that it does not speak of."""
    lacking = unmet(query, best.unit)
    said = f", không thấy nói về “{lacking}”" if lacking and scope.documents else ""
    return Refusal(f"Tài liệu {_where(scope, cards)} không nêu điều được hỏi{said}.")


def refuse_what_is_said(query: Query, scope: Scope, said: str, cards: Cards) -> Refusal | None:
    """A refusal after the reading: a figure was asked for, and what was read has none."""
    kind = lacks_kind(query, said)
    if kind is None:
        return None
    return Refusal(f"Tài liệu {_where(scope, cards)} có nói đến việc này nhưng không nêu {_NEEDED[kind]}.")


def _lacks_counted(query: Query, unit: PreparedUnit) -> bool:
    """Whether the unit does not speak of what "bao nhiêu" counts: of no camera, or of no "máy tính bảng"."""
    if query.counted < 0:
        return False
    certain = query.words[query.counted].bare not in _ANYTHING and query.kinds[0] is Wanted.COUNT
    if certain and not meets(query, unit, query.counted):
        return True
    weights = {t.source: t.weight for t in query.terms if t.own and not t.pair}
    telling = weights.get(query.counted + 2, 0.0) >= _TELLING  # "máy tính bảng", not "hồ sơ qua"
    for source in (query.counted, *([query.counted + 1] if telling else [])):
        terms = [t for t in query.terms if t.pair and t.source == source]
        own = [t for t in terms if t.own]
        if own and all(t.weight > UNSEEN for t in own) and all(worth(unit, t) == 0 for t in terms):
            return True
    return False


def foreign_years(scope: Scope, cards: Cards) -> tuple[int, ...]:
    """The years of the question that are in the period of no document of the scope."""
    if not scope.years:
        return ()
    inside = cards.of(scope.documents)
    return tuple(y for y in scope.years if not (any(c.covers(y) for c in inside) if inside else cards.covers(y)))


def _foreign_year(query: Query, scope: Scope, unit: PreparedUnit, card: Card | None) -> int | None:
    """A year of the question that neither the document's period nor the unit and its headings hold."""
    if card is None or scope.compares:
        return None
    money = query.kinds[0] is Wanted.MONEY
    years = (y for y in scope.years if not (card.covers(y) or unit.tells_of_year(str(y), money=money)))
    return next(years, None)


def refuse_to_compare(scope: Scope, cards: Cards) -> Refusal | None:
    """A refusal to compare documents for a year that none of them covers or even names."""
    year = next((y for y in foreign_years(scope, cards) if not cards.saying(str(y), scope.documents)), None)
    return None if year is None else Refusal(f"Tài liệu {_where(scope, cards)} không nêu nội dung này cho năm {year}.")


def _foreign_name(question: str, scope: Scope, cards: Cards) -> str | None:
    """A proper name of the question that no document of the scope has."""
    for name in _proper_names(question):
        if find_provinces(name) or find_agencies(name):
            continue
        wanted = folded(name).replace(" ", "")
        if not any(wanted in folded(d.text).replace(" ", "") for d in cards.saying(name, scope.documents)):
            return name
    return None


def _asked_noun(question: str) -> str | None:
    """The kind of body or thing that is asked for by name, where a sentence about it must name it too."""
    match = _NOUN.search(folded(question))
    if match is None:
        match = _THING.search(folded(question))
    return match[1] if match else None


def _has_person(question: str, unit: PreparedUnit) -> bool:
    """Whether the unit has a name of a person after "ông", "bà" or a title, or is the signature of the asked agency."""
    if unit.document.sections[unit.unit.section].kind is SectionKind.SIGNATURE:
        signing = {agency.key for agency in find_agencies(unit.text)}
        return all(agency.key in signing or _COMMITTEE in agency.key for agency in find_agencies(question))
    return bool(_NAMED_PERSON.search(unit.text))


def _proper_names(question: str) -> list[str]:
    """Runs of two or more capitalised words between provinces, without the word that begins the question."""
    names: list[str] = []
    run: list[str] = []
    provinces = [mention.span for mention in find_provinces(question)]
    for match in [*re.finditer(r"\w+|[^\w\s]", question)][_OPENING:]:
        if match.group().istitle() and not any(span.contains(Span(*match.span())) for span in provinces):
            run.append(match.group())
            continue
        if len(run) > 1:
            names.append(" ".join(run))
        run = []
    return [*names, " ".join(run)] if len(run) > 1 else names


def supports(query: Query, best: Found, least: Least) -> bool:
    """Whether the best unit is about the question, by its words or by words and meaning together.

    More is asked where the thing to be counted is not met ("bao nhiêu cây" is not answered by kilometres of road), and
    where single syllables are all that is met.
    """
    words = coverage(query, best.unit)
    wanted = least.support
    if query.counted >= 0 and not meets(query, best.unit, query.counted):
        wanted = max(wanted, least.uncounted)
    if not meets_pair(query, best.unit):
        wanted = max(wanted, least.unpaired)
    return words >= least.words and (words >= _WORDS_ENOUGH or words + best.meaning >= wanted)


def _where(scope: Scope, cards: Cards) -> str:
    """The documents that were searched, in words."""
    provinces = list(dict.fromkeys(c.province for c in cards.of(scope.documents) if c.province))
    return f"của {', '.join(provinces)}" if provinces else "trong kho"
