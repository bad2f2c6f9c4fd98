"""Lacking: what a question names that the unit which answers must speak of, and does not.

A level, a period, one year alone, the price of one piece: a neighbouring figure that lacks it is a near miss.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from assistant.cards import Card
from assistant.kinds import Wanted
from assistant.prepared import PreparedUnit
from assistant.query import YEAR, Query, plain
from corpus.figures import FigureKind, find_figures
from corpus.folding import folded
from corpus.provinces import find_provinces
from corpus.types import Span

_LEVEL = re.compile(r"\b(?:muc|cap) do (\d)\b|\blevel (\d)\b|\bmuc (\d)\b")
_LEVELS_AND = re.compile(r"\b(?:muc do|level|muc) \d(?:(?:,| va| hoac| and| or| -)* ?\d)+")
_UNIT_LEVELS = re.compile(r"muc(?: do)? ?(\d)((?:(?:,| va| hoac| -| tro len| den)* ?\d)*)")
_ALONE = re.compile(r"\b(?:rieng|chi|duy nhat)(?: tinh)?(?: trong)?(?: mot)? nam ((?:19|20)\d\d)\b")
_PRICE = re.compile(
    r"\bgia (?:ca )?(?:cua )?(?:moi|mot|1|tung)\b|(?<!quoc )(?<!tham )\bgia (?:thue|mua|ban|ve)\b"
    r"|\bdon gia\b|\bgia bao nhieu\b|\bbao nhieu tien (?:mot|moi|1)\b"
    r"|\b(?:mot|moi|1) (?:bo|cai|chiec|cay so|km|may|nguoi|suat)(?: \w+){0,4}"
    r" (?:gia|bao nhieu tien|het bao nhieu tien)\b"
    r"|\b(?:price|cost) (?:of one|per|of each|of a single)\b|\bunit price\b"
)
_PRICED = re.compile(
    r"\bđơn giá\b|\bgiá\b|(?:đồng|triệu|tỉ) ?/ ?\w|\b(?:mỗi|một|từng) (?:bộ|cái|chiếc|máy|km|người|suất)\b"
)
_REPLACED = re.compile(
    r"\bbi (?:\w+ ){0,3}?(?:bai bo|thay the|huy bo)\b|\b(?:thay the|bai bo) (?:boi|bang)\b|\b(?:replaced|repealed) by\b"
)
_REPLACES = re.compile(r"thay thế|bãi bỏ|hủy bỏ|thay cho")
_PAY = re.compile(r"\b(?:tien luong|luong (?:thang|cua|moi|bao nhieu)|muc luong|thu nhap|salary|salaries|wages?)\b")
_PAID = re.compile(r"\b(?:luong|phu cap|thu nhap)\b")
_TOLD = {  # what the answer to a question for a figure holds at least
    Wanted.MONEY: re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{5}|đồng|vnđ|triệu|nghìn|tỉ\b|\d\s?%"),
    Wanted.SHARE: re.compile(r"\d|phần trăm|toàn bộ|tất cả|một nửa|đa số|hầu hết"),
    Wanted.COUNT: re.compile(r"\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|không|chưa)\b"),
    Wanted.NUMBER: re.compile(r"\d"),
}
# A place below the province by its name: two capitalised syllables behind what it is.
_PLACE = re.compile(
    r"\b([Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường|[Hh]uyen|[Qq]uan|[Xx]a|[Pp]huong|[Tt]hi xa)"
    r" ([^\W\d_]+ [^\W\d_]+)"
)
_DATED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)")
_TODAY = re.compile(
    r"\b(?:hôm nay|hôm qua|ngày mai|sáng nay|chiều nay|tối nay|bữa nay"
    r"|(?:cuối )?tuần (?:này|tới|sau|trước|rồi)|tháng này)\b"
)
# "bao nhiêu cơ quan chưa có mạng", but not "đã có mạng chưa?" nor "có bao nhiêu, có đủ không?"
_DENIED = re.compile(
    r"(?<!có )(?<!hay )(?<!rồi )\b(?:chưa|không|chẳng)(?: được| có| thể)? "
    r"(?!vậy|nhỉ|ạ|thế|hả|ta\b|bao|mấy|kể|tính|gian|khí)\w+"
    r"|\b(?:not|without|lack|lacking) (?!count|includ)\w+"
)
_ACTED = (
    r"(?:có|được|đạt|dùng|sử dụng|làm|nộp|đã|sẽ|phải|bị|cần|là|biết|xài|nối|lên|triển khai|thực hiện|kết nối|áp dụng)"
)
_HOW_MANY_THERE_ARE = re.compile(  # with nothing but a short name of the thing behind it, no share of what is done
    rf"\bcó (?:tất cả |tổng cộng |khoảng )?(?:bao nhiêu|mấy) (?!phần|%|.*\b{_ACTED}\b)[^\W\d_]+(?: [^\W\d_]+){{1,5}}$"
)
_SHARES = re.compile(r"\d[\d.,]*(?: ?[-–] ?\d[\d.,]*)? ?(?:%|phần trăm)")
_TAKEN_OFF = re.compile(r"\btrừ (?:đi )?(?:năm|phần|khoản|nguồn)\b|\bexcept\b|\bexcluding\b")
_DENIES = re.compile(r"\b(?:chưa|không|chẳng|thiếu|còn lại|ngoài|trừ|chỉ)\b")
_MOST_REPEATED = 0.2  # share of a text's words that only repeat the one before, from which it is no question


def lacking(query: Query, unit: PreparedUnit, card: Card | None) -> str | None:
    """What the question names and the unit lacks, in Vietnamese; None where it lacks nothing that can be told."""
    checks: tuple[Callable[[], str | None], ...] = (
        lambda: _level(query, unit),
        lambda: _period(query, unit, card),
        lambda: _lone_year(query, unit),
        lambda: _negation(query, unit),
        lambda: _price(query, unit),
        lambda: _replacement(query, unit),
        lambda: _place(query, unit),
    )
    return next((said for check in checks if (said := check()) is not None), None)


def lacks_kind(query: Query, said: str) -> Wanted | None:
    """The kind of figure that is wanted and of which what is said holds none; None where it holds one."""
    kind = query.kinds[0]
    if kind not in _TOLD or query.ordinal is not None or query.asks_how_often:
        return None
    told = folded(said)
    if kind is Wanted.MONEY:
        told = _DATED.sub(" ", told)  # a year is no amount
    if kind is Wanted.COUNT and _HOW_MANY_THERE_ARE.search(folded(query.text).rstrip(" ?.!")):
        told = _SHARES.sub(" ", told)  # "phấn đấu 100% xã" tells nothing of how many there are
    return None if _TOLD[kind].search(told) else kind


def is_gibberish(question: str) -> bool:
    """Whether a text only repeats its words."""
    words = folded(question, marks=False).split()
    repeated = sum(one == two for one, two in pairwise(words))
    return len(words) > 3 and repeated >= _MOST_REPEATED * len(words)


def _level(query: Query, unit: PreparedUnit) -> str | None:
    """A level of the question that the unit does not name though it, or what introduces it, names another."""
    said = plain(query.question)
    if _LEVELS_AND.search(said):
        return None
    asked = {level for match in _LEVEL.findall(said) for level in match if level}
    told = _levels(folded(unit.text, marks=False)) or _levels(folded(unit.surroundings, marks=False))
    missing = sorted(asked - told)
    return f"mức độ {missing[0]}" if told and missing and len(asked) == 1 else None


def _levels(text: str) -> set[str]:
    return {digit for first, more in _UNIT_LEVELS.findall(text) for digit in (first, *re.findall(r"\d", more))}


def _period(query: Query, unit: PreparedUnit, card: Card | None) -> str | None:
    """A period of the question that reaches outside the document's years and that the document names nowhere."""
    for start, end in _periods(query.question):
        if card is not None and card.covers(start) and card.covers(end):
            continue
        written = rf"{start} ?(?:[-–]|đến(?: năm)?) ?{end}"
        if card is None or not re.search(written, folded(unit.document.text)):
            return f"giai đoạn {start}-{end}"
    return None


def _periods(question: str) -> Iterator[tuple[int, int]]:
    for figure in find_figures(question):
        if figure.kind is FigureKind.PERIOD:
            years = [int(year) for year in YEAR.findall(figure.span.of(question))]
            if len(years) == 2:
                yield years[0], years[1]


def _lone_year(query: Query, unit: PreparedUnit) -> str | None:
    """The one year that is asked for by itself, where the unit tells only of several years together."""
    match = _ALONE.search(plain(query.question))
    if match is None or match[1] in unit.bares or match[1] in unit.context:
        return None
    others = unit.years or any(f.kind is FigureKind.PERIOD for f in unit.figures)
    return f"riêng năm {match[1]}" if others else None


def _replacement(query: Query, unit: PreparedUnit) -> str | None:
    """What took the place of a paper, where the unit speaks of nothing that is replaced."""
    asked = _REPLACED.search(plain(query.question))
    return "văn bản thay thế hoặc bãi bỏ" if asked and not _REPLACES.search(unit.folded) else None


def asks_of_today(question: str) -> bool:
    """Whether a question is about the day on which it is asked, of which no plan can tell."""
    return not question.isascii() and _TODAY.search(folded(question)) is not None


def _place(query: Query, unit: PreparedUnit) -> str | None:
    """A district, town or commune of the question that neither the unit nor what introduces it names."""
    around = f"{unit.text}\n{unit.surroundings}"
    told = folded(around, marks=query.marks)
    provinces = [mention.span for mention in find_provinces(query.question)]
    for match in _PLACE.finditer(query.question):
        name = folded(match[2], marks=query.marks)
        of_province = any(span.overlap(Span(*match.span(2))) for span in provinces)
        if match[2].istitle() and not of_province and name not in told:
            return f"{match[1].lower()} {match[2]}"
    return None


def _negation(query: Query, unit: PreparedUnit) -> str | None:
    """What is asked for by what it is not or has not, where the unit denies nothing."""
    if query.kinds[0] not in (Wanted.COUNT, Wanted.SHARE, Wanted.MONEY):
        return None
    said = folded(query.question)
    match = _DENIED.search(said) or (_TAKEN_OFF.search(said) if query.kinds[0] is Wanted.MONEY else None)
    if match is None or _DENIES.search(unit.folded):
        return None
    return f"phần “{match[0].strip()}”"


def _price(query: Query, unit: PreparedUnit) -> str | None:
    said = plain(query.question)
    if _PRICE.search(said) and not _PRICED.search(unit.folded):
        return "đơn giá"
    if _PAY.search(said) and not _PAID.search(folded(unit.text, marks=False)):
        return "tiền lương"
    return None
