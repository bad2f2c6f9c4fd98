"""Names in a sentence that its quotes do not have: agencies and their roles, provinces, capitals, abbreviations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.agencies import Agency, find_agencies
from corpus.agency_names import body_of, expanded, field_of, letters_of
from corpus.folding import Folded, fold, folded
from corpus.provinces import find_provinces
from corpus.syllables import frequencies
from corpus.types import Span

_NAME_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_ADDRESS = re.compile(r"\S*(?:://|@|[^\W\d_]\.[^\W\d_])\S*")
_LEADS_AFTER = re.compile(r"^\W*(?:là )?(?:(?:cơ quan|đơn vị) )?(?:chủ trì|đầu mối|làm đầu mối)(?!\w)")
_HELPS_AFTER = re.compile(r"^\W*(?:là )?(?:(?:cơ quan|đơn vị) )?phối hợp(?!\w)(?! với| cùng)")
_LEADS_BEFORE = re.compile(r"(?<!\w)(?:chủ trì|đầu mối)(?: thực hiện)?(?: là)?[\s:]*$")
_HELPS_BEFORE = re.compile(r"(?<!\w)phối hợp(?!.*(?<!\w)chủ trì)[^.;]*$")


@dataclass(frozen=True, slots=True)
class _Mention:
    """An agency in a text: what it is called, where, and whether it leads or helps."""

    key: str
    span: Span
    role: str


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quote with its agencies, and all the ways in which the names in it may be written."""

    text: str
    mentions: tuple[_Mention, ...]
    written: tuple[tuple[Folded, str], ...]

    @classmethod
    def of(cls, text: str) -> _Quoted:
        agencies = find_agencies(text)
        names = [text, *(agency.name for agency in agencies)]
        return cls(text, tuple(_mention(text, a) for a in agencies), tuple((fold(n), n) for n in names))

    def holds(self, name: str) -> bool:
        """Whether a name stands here as whole words that begin with capital letters where its own do."""
        wanted = folded(name)
        capitals = [match.start() for match in _NAME_WORD.finditer(wanted) if _capital(name, match.start())]
        for whole, original in self.written:
            for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", whole.text):
                case = whole.written(original)
                if all(not case[match.start() + at].islower() for at in capitals):
                    return True
        return False


def missing_name(said: str, quotes: Sequence[str], read: Sequence[str], *, begins: bool) -> str | None:
    """The first name of `said` that no quote has, or has in another role; None where all stand there.

    A province may also stand in what was `read` from the quotes: an answer that compares plans names each by its own.
    `begins` says that its first word is the first of a sentence and has a capital letter for that.
    """
    said = unicodedata.normalize("NFC", " ".join(said.split()))
    quoted = [_Quoted.of(quote) for quote in quotes]
    agencies = [(agency, _mention(said, agency)) for agency in find_agencies(said)]
    for agency, mention in agencies:
        if not any(_fits(mention.role, role) for role in _roles(mention, agency.span.of(said), quoted)):
            return agency.span.of(said)
    for (one, first), (_, second) in pairwise(agencies):
        if not _in_order(first, second, quoted):
            return one.span.of(said)
    provinces = {(found.name, found.kind) for text in (*quotes, *read) for found in find_provinces(text)}
    for found in find_provinces(said):
        if (found.name, found.kind) not in provinces:
            return found.span.of(said)
    quoted += [_Quoted.of(name) for name, _ in provinces]
    spans = [agency.span for agency, _ in agencies]
    return next((name for name in _proper(said, spans, begins) if not any(q.holds(name) for q in quoted)), None)


def _mention(text: str, agency: Agency) -> _Mention:
    before, after = folded(text[: agency.span.start]), folded(text[agency.span.end :])
    role = ""
    if _LEADS_AFTER.search(after) or _LEADS_BEFORE.search(before):
        role = "leads"
    elif _HELPS_AFTER.search(after) or _HELPS_BEFORE.search(re.split(r"[.;\n]", before)[-1]):
        role = "helps"
    return _Mention(agency.key, agency.span, role)


def _fits(said: str, quoted: str) -> bool:
    """Whether an agency may be told in a role: who leads may be named without it, who only helps may not."""
    return said == quoted or (said == "" and quoted == "leads")


def _roles(mention: _Mention, name: str, quoted: Sequence[_Quoted]) -> Iterator[str]:
    """The roles in which the quotes name an agency, also where its name is only a part of a longer one there."""
    wanted = folded(name)
    for quote in quoted:
        for other in quote.mentions:
            if other.key == mention.key or re.search(
                rf"(?<!\w){re.escape(wanted)}(?!\w)", folded(quote.text[slice(other.span.start, other.span.end)])
            ):
                yield other.role


def _in_order(first: _Mention, second: _Mention, quoted: Sequence[_Quoted]) -> bool:
    """Whether two agencies follow each other as in a quote that has both: who reports to whom must not turn round."""
    together = False
    for quote in quoted:
        places = [[m.span.start for m in quote.mentions if m.key == agency.key] for agency in (first, second)]
        if all(places):
            together = True
            if min(places[0]) <= max(places[1]):
                return True
    return not together


def _proper(said: str, agencies: Sequence[Span], begins: bool) -> Iterator[str]:
    """What is written like a name: words with capital letters, letters with digits, addresses, foreign letters."""
    yield from (match.group() for match in _ADDRESS.finditer(said))
    run: list[re.Match[str]] = []
    for word in [*_NAME_WORD.finditer(said), None]:
        if word and _is_proper(word.group()) and (not run or said[run[-1].end() : word.start()] in (" ", "-")):
            run.append(word)
            continue
        yield from _names_of(run, said, agencies, begins)
        run = [word] if word and _is_proper(word.group()) else []


def _names_of(run: Sequence[re.Match[str]], said: str, agencies: Sequence[Span], begins: bool) -> Iterator[str]:
    """The names that a run of words in capitals makes; an abbreviation of an agency that is known needs no proof."""
    if run and begins and not said[: run[0].start()].strip("“\"'(") and _may_open(run[0].group()):
        run = run[1:]
    start = 0
    for at, word in enumerate(run):
        inside = any(span.start <= word.start() and word.end() <= span.end for span in agencies)
        if inside and _is_known_abbreviation(word.group()):
            yield from _joined(run[start:at], said)
            start = at + 1
    yield from _joined(run[start:], said)


def _joined(run: Sequence[re.Match[str]], said: str) -> Iterator[str]:
    if run:
        yield said[run[0].start() : run[-1].end()]


def _capital(name: str, at: int) -> bool:
    return at < len(name) and name[at].isupper()


def _is_proper(word: str) -> bool:
    if re.fullmatch(r"\d+đ", word):  # the end of an amount of đồng
        return False
    if any(char.isupper() for char in word):
        return True
    letters = [char for char in word if char.isalpha()]
    if len(letters) < len(word):  # "ipv6"; digits alone are figures
        return bool(letters) or not word.isascii()
    return any(not unicodedata.name(char, "").startswith("LATIN") for char in letters)


def _may_open(word: str) -> bool:
    """Whether a word has its capital letter only as the first of a sentence."""
    return (len(word) == 1 or word[1:].islower()) and folded(word) in frequencies()


def _is_known_abbreviation(word: str) -> bool:
    letters = letters_of(word)
    return word.isupper() and (expanded(word) != word or bool(field_of(letters) or body_of(letters)))
