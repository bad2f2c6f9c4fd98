"""Checking: whether the quotes that a sentence names say what the sentence says.

Compared are figures with unit and qualifier, dates, document numbers, numbers in words, agencies with their roles, and
every name; then what is denied or told as done, and whether what is told together stands together. A sentence that
fails in one of them is dropped whole: a good one that is lost costs a phrasing, a bad one that is shown costs trust.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from assistant.phrasing.grounding import ungrounded
from assistant.phrasing.names import missing_name
from assistant.phrasing.numerals import numerals
from assistant.phrasing.quantities import Quantity, negations, quantities
from assistant.phrasing.sentences import Claim, Sentence
from assistant.stopwords import STOPWORDS
from assistant.types import Answer
from corpus.figures import FigureKind
from corpus.folding import folded
from corpus.support import lacking
from corpus.tokens import tokens

_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}  # categories of characters that can hide or turn round what is shown
_BRACKETS = re.compile(r"[\[\]{}<>]")  # left over from numbers of quotes, markup or data
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_MARK = re.compile(  # before an item of a list or a row of a table: "3." says nothing of three
    r"^[ \t]*(?:(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]\)|[-+–•*])(?=[ \t])"
    r"|\|[ \t]*\d{1,3}[ \t]*(?=\|)|\d{1,3}[ \t]*(?=[\t\n|]))",
    re.MULTILINE,
)
_DENIED = re.compile(r" ?(\w+)(?: (\w+))?")


def objection(sentence: Sentence, answer: Answer) -> str | None:
    """Why a sentence must not be shown as a phrasing of `answer`; None where its quotes say all of it."""
    known = dict(enumerate((_MARK.sub("", citation.quote.text) for citation in answer.citations), 1))
    if not sentence.claims:
        return "names no quote"
    if strange := [number for number in sentence.quotes if number not in known]:
        return f"names quote {strange[0]}, which is not there"
    if sentence.text.endswith("?"):
        return "asks"
    if _BRACKETS.search(sentence.text) or any(unicodedata.category(char) in _UNSEEN for char in sentence.text):
        return "holds characters that are no words"
    objections = (_objection(claim, known, answer, begins=number == 0) for number, claim in enumerate(sentence.claims))
    return next((found for found in objections if found), None)


def holds_answer(said: str, answer: Answer) -> bool:
    """Whether a phrasing still tells something of what was read: one of its figures, where it has any."""
    read = quantities(answer.text)
    wanted = {q.key for q in read if not q.is_year} or {q.key for q in read}
    return not wanted or not wanted.isdisjoint(q.key for q in quantities(said))


def _objection(claim: Claim, known: Mapping[int, str], answer: Answer, *, begins: bool) -> str | None:
    quotes = [known[number] for number in claim.quotes]
    cited = {answer.citations[number - 1] for number in claim.quotes}
    read = [statement.text for statement in answer.statements if not cited.isdisjoint(statement.citations)]
    if absent := lacking(claim.text, quotes):
        return f"says {absent[0]}"
    if found := _wrong_quantity(claim.text, quotes, read):
        return found
    in_words = {numeral for text in (*quotes, *read) for numeral in numerals(text)}
    if invented := [numeral for numeral in numerals(claim.text) if numeral not in in_words]:
        return f"says {invented[0]}"
    name = missing_name(claim.text, quotes, read, begins=begins)
    if name is not None:
        return f"names {name}"
    return _turned(folded(claim.text), " \n ".join(map(folded, quotes))) or _without_ground(claim, answer, known)


def _wrong_quantity(said: str, quotes: Sequence[str], read: Sequence[str]) -> str | None:
    """The first quantity that no quote states.

    The unit of an amount may stand in the head of a table, which the quote of a row does not have: then what was read
    from the table states it, with digits that stand in the quote.
    """
    stated = [quantity for quote in quotes for quantity in quantities(quote)]
    in_quotes = {(quantity.kind, quantity.key) for quantity in stated}
    headed = (FigureKind.MONEY, FigureKind.SHARE)
    stated += [
        quantity
        for text in read
        for quantity in quantities(text)
        if quantity.kind in headed and (quantity.kind, quantity.key) not in in_quotes
    ]
    words = {token.form for text in (*quotes, *read) for token in tokens(text)}
    for quantity in quantities(said):
        if not any(other.states(quantity) for other in stated) or not words.issuperset(quantity.counted):
            return f"says {_described(quantity)}"
    return None


def _described(quantity: Quantity) -> str:
    said = (*sorted(quantity.bounds), *sorted(quantity.polarity), quantity.label, quantity.key, *quantity.counted)
    return " ".join(filter(None, said))


def _turned(said: str, quoted: str) -> str | None:
    """What is denied here and not there, the other way round, or told as done where it is only planned."""
    if _DONE.search(said) and not _DONE.search(quoted):
        return "tells as done what is not"
    for here, there in ((said, quoted), (quoted, said)):
        denied = [match for match in (_DENIED.match(here, no.end()) for no in negations(here)) if match]
        for match in denied:
            words = match.group().strip() if here is quoted else match.group(1)
            if here is said and not _stands(words, there, denied=True):
                return f"denies {words}"
            if here is quoted and _stands(words, there, denied=False) and not _stands(words, here, denied=False):
                return f"no longer denies {words}"
    return None


def _stands(words: str, text: str, *, denied: bool) -> bool:
    """Whether words stand in a text behind a negation, or without one."""
    behind = {no.end() + 1 for no in negations(text)}
    places = (match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text))
    return any((place in behind) == denied for place in places)


def _without_ground(claim: Claim, answer: Answer, known: Mapping[int, str]) -> str | None:
    """What the claim puts together and no quote does, nor what was read from it; or that it says nothing of them."""
    places = []
    for number in claim.quotes:
        cited = answer.citations[number - 1]
        read = (statement.text for statement in answer.statements if cited in statement.citations)
        places.append((known[number], *read))
    quoted = {token.form for quote, *_ in places for token in tokens(quote)}
    if not any(token.form in quoted for token in tokens(claim.text) if token.form not in STOPWORDS):
        return "says nothing of its quotes"
    parted = ungrounded(claim.text, places)
    return None if parted is None else f"has no ground for {parted}"
