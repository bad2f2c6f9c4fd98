"""Conversation: what the earlier questions lend to the last one, and when they lend nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.kinds import FIGURE_KINDS, Wanted, wanted_kinds
from assistant.operations import find_task
from assistant.query import plain
from assistant.smalltalk import small_talk
from assistant.stopwords import BARE_STOPWORDS
from assistant.swapping import find_swap
from corpus.provinces import find_provinces
from corpus.tokens import tokens

_NEW_SUBJECT = re.compile(
    r"noi dung khac|chuyen khac|van de khac|cau khac|chu de khac|hoi sang|chuyen sang|thoi bo qua|bo qua chuyen"
    r"|khong noi chuyen|quay sang|another (?:topic|question|subject)|doi chu de"
)
_LEANING = re.compile(
    r"^(?:con|the|vay|va|nhung|riêng|rieng|ma|neu|trong do|thi|cu the|and|what about|how about|then)\b|\b(?:do"
    r"|nay|ay|kia|no|tren)\b(?! (?:nam|den|90|80))"
    r"|thi sao|the nao\?|con lai|noi tren|vua (?:roi|noi)|\b(?:it|its|that|they|those|them)\b"
)
_POINTING = re.compile(r"\b(?:do|nay|ay|kia|no)\b(?! (?:nam|den|90|80))|\b(?:it|its|that|this|they|those)\b")
_THING = re.compile(  # words for what an answer was about, with a pointing word
    r"\b(?:du an|viec|he thong|nhiem vu|chuong trinh|muc tieu|chi tieu|khoan|cai|so|muc|tien|phan mem|de an|noi dung)"
    r"(?: \w+)? (?:do|nay|ay|kia)\b|\bno\b|\b(?:it|that|this|they|those)\b"
)
_FIRST = re.compile(r"\b(?:cau|y|chuyen|viec)(?: hoi)? (?:dau(?: tien)?|ban dau)\b|\bluc dau\b|first (?:question|one)")
_BACK = re.compile(r"\b(?:quay|tro|lui) (?:lai|ve)\b|\bnhu (?:luc )?nay hoi\b|\bback to\b|\breturning to\b")
_LEVELS = frozenset(
    ["so", "ban", "nganh", "huyen", "xa", "tinh", "phuong", "quan", "cap", "thi", "tran", "thanh", "pho", "ubnd"]
)
_LEAD = re.compile(r"^(?:(?:thế|vậy|còn|the|vay|con|và|va|thì|thi)\s+)+", re.IGNORECASE)  # before a follow-up
_FULL = 5  # content words of a question that can stand alone
_WHOLE = 3  # the same for one that names its place and says what kind of answer it wants
_BARE_ELLIPSIS = 2  # content words up to which a question only swaps one thing of the one before
SWAPPED = 1.5  # what the few words of such a question count
STRONG, WEAK = 0.75, 0.4  # what an earlier question's words count, the nearest one


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question with what it leans on.

    `scope_text` names province and year, `carried` are earlier questions with the weight of their words, the last one
    first.
    """

    question: str
    scope_text: str
    carried: tuple[tuple[str, float], ...]
    swaps: bool = False  # whether it only swaps a part of the question before
    points: bool = False  # whether it points at what the answer before was about ("dự án đó")
    before: Standalone | None = None  # the question that it leans on
    typed: str = ""  # the question as it was typed, before anything was put right


# "Phú Thọ có bao nhiêu sân bay?" is whole, however short: it names what is counted.
_COUNTS = re.compile(
    r"\b(?:co|gom) (?:tat ca |tong cong )?(?:bao nhieu|may) (?!tien\b|phan tram\b|dong\b|ti\b|nguoi\b)\w+"
)


def stand_alone(question: str, history: Sequence[str]) -> Standalone:
    """What `question` means after the questions of `history`, oldest first; thanks and greetings there lend nothing."""
    told: list[Standalone] = []
    for earlier in history:
        if small_talk(earlier) is None:
            told.append(_after(earlier, told))
    return _after(question, told)


def _after(question: str, told: Sequence[Standalone]) -> Standalone:
    """What `question` means after questions that are understood."""
    said = plain(question)
    if not told:
        return Standalone(question, question, ())
    if _NEW_SUBJECT.search(said):
        rest = re.split(r"[,:;.]\s+", question, maxsplit=1)[-1]
        own = rest if _content_words(rest) >= _FULL else question
        return Standalone(own, own, ())
    told = _gone_back_to(question, told)
    swapped = _with_swap(question, told) or _with_measure(question, told)
    if swapped is not None:
        return swapped
    own_places = bool(find_provinces(question))
    content = _content_words(question)
    leaning = bool(_LEANING.search(said))
    whole = _WHOLE if wanted_kinds(question) != (Wanted.FACT,) else _FULL
    if own_places and not leaning and (content >= whole or (content and _COUNTS.search(said))):
        return Standalone(question, question, ())
    scope_text = question if own_places else f"{_last_with_place(told)} {question}"
    pointing = bool(_POINTING.search(said))
    weight = STRONG if content <= _BARE_ELLIPSIS or pointing else WEAK
    if content >= _FULL and not leaning:
        weight = WEAK / 2
    carried = tuple((earlier.question, weight / 2**age) for age, earlier in enumerate(reversed(told)) if age < 3)
    return Standalone(question, scope_text, carried, content <= _BARE_ELLIPSIS, bool(_THING.search(said)), told[-1])


def _with_swap(question: str, told: Sequence[Standalone]) -> Standalone | None:
    """The question before with another province or year; a year is swapped in the last question for a figure."""
    swap = find_swap(question)
    if swap is None:
        return None
    figures = [t for t in told if set(wanted_kinds(t.question)) & FIGURE_KINDS]
    before = figures[-1] if swap.year and figures else told[-1]
    said = swap.into(before.question)
    scope_text = before.scope_text if swap.agency else swap.into(before.scope_text)
    if said is None or scope_text is None:
        return None
    return replace(before, question=said, scope_text=scope_text)


def _with_measure(question: str, told: Sequence[Standalone]) -> Standalone | None:
    """The question before with what is now to be done with its values: "Bên nào nhiều hơn?", "Gấp mấy lần Cà Mau?"."""
    task = find_task(question)
    if not task.compares or _content_words(task.measured) > 0:
        return None
    before = told[-1]
    if not (find_provinces(question) or len({m.name for m in find_provinces(before.scope_text)}) > 1):
        gathered = _gathered(told)
        if gathered is None:
            return None  # of what, is open
        before = Standalone(gathered, gathered, ())
    said = _LEAD.sub("", question)
    joint = " " if find_provinces(question) else ", "
    whole = f"{before.question.rstrip(' ?.!')}{joint}{said[:1].lower()}{said[1:]}"
    placed = find_provinces(before.question) or not find_provinces(before.scope_text)
    return Standalone(whole, whole if placed else f"{before.scope_text} {whole}", before.carried)


def _gathered(told: Sequence[Standalone]) -> str | None:
    """The last question put to all places of which the same was asked one after the other; None for one place."""
    places: list[str] = []
    asked = _without_place(told[-1].question)
    for earlier in reversed(told):
        if asked is None or _without_place(earlier.question) != asked:
            break
        places.append(find_provinces(earlier.question)[0].name)
    names = list(dict.fromkeys(reversed(places)))
    if len(names) < 2:
        return None
    question, span = told[-1].question, find_provinces(told[-1].question)[0].span
    return f"{question[: span.start]}{', '.join(names[:-1])} và {names[-1]}{question[span.end :]}"


def _without_place(question: str) -> str | None:
    """The question folded, without its one province; None where it names none, or several."""
    mentions = find_provinces(question)
    if len(mentions) != 1:
        return None
    span = mentions[0].span
    return plain(f"{question[: span.start]} {question[span.end :]}".strip(" ?.!"))


def _gone_back_to(question: str, told: Sequence[Standalone]) -> Sequence[Standalone]:
    """The questions up to the one that this one goes back to; all of them where it does not go back."""
    said = plain(question)
    if _FIRST.search(said):
        return told[:1]
    if not _BACK.search(said):
        return told
    asked = {token.bare for token in tokens(question)} - BARE_STOPWORDS
    common = [len(asked & {token.bare for token in tokens(earlier.scope_text)}) for earlier in told]
    best = max(range(len(told)), key=lambda i: (common[i], i))
    return told[: best + 1]


def names_level(term: str) -> bool:
    """Whether a bare term, a pair too, only says at which level of government: what a follow-up often swaps."""
    return all(part in _LEVELS for part in term.split("_"))


def _content_words(question: str) -> int:
    spans = [m.span for m in find_provinces(question)]
    return sum(
        token.bare not in BARE_STOPWORDS and token.bare not in ("tinh", "thanh", "pho", "con", "nam")
        for token in tokens(question)
        if not any(span.contains(token.span) for span in spans)
    )


def _last_with_place(told: Sequence[Standalone]) -> str:
    return next(
        (earlier.scope_text for earlier in reversed(told) if find_provinces(earlier.scope_text)), told[-1].question
    )
