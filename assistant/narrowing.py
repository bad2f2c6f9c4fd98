"""Narrowing: of a list whose items each speak of someone else ("ngành Y tế có ...; ngành Thuế có ...") the one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.query import Query
from corpus.tokens import tokens

_OWNERS_TEXT = """
    nganh so huyen xa khoi cap phong ban bo truong nhom linh vuc nam giai quy dot thanh tinh don
"""
_OWNERS = frozenset(_OWNERS_TEXT.split())  # first words of items that say whose they are
_VERBS = frozenset({"co", "gom", "dung", "su", "dang", "da", "la", "xay", "trien", "duoc"})
_LEAST_ITEMS = 3  # that begin alike
_SUBJECT = 8  # words at the beginning of an item that say whose it is
_LEAD = 1.5  # by which the item that is meant leads the next one
_MARKED = 2  # words of its subject, beside the common one, that the question has


def _subject(words: list[str]) -> list[str]:
    """The words of an item up to its verb."""
    end = next((i for i, word in enumerate(words) if word in _VERBS), _SUBJECT)
    return words[: min(end, _SUBJECT)]


def narrowed(query: Query, items: Sequence[str]) -> tuple[str, ...]:
    """The one item whose subject the question names where most begin with the same word; else all of them."""
    found = [_subject([token.bare for token in tokens(item)]) for item in items]
    common = Counter(words[0] for words in found if words).most_common(1)
    if not common or common[0][1] < _LEAST_ITEMS or common[0][0] not in _OWNERS:
        return tuple(items)
    first = common[0][0]
    weights = {term.bare: term.weight for term in query.terms if term.own and not term.pair}
    if first not in weights and f" {first} " not in f" {' '.join(token.bare for token in tokens(query.text))} ":
        return tuple(items)
    others = Counter(word for words in found for word in set(words))
    met = [
        [w for w in dict.fromkeys(words) if w in weights and others[w] < len(items) / 2] if words[:1] == [first] else []
        for words in found
    ]
    scores = [sum(weights[word] for word in words) for words in met]
    best = max(range(len(items)), key=scores.__getitem__)
    rest = max((score for i, score in enumerate(scores) if i != best), default=0.0)
    if len(met[best]) >= _MARKED and scores[best] >= _LEAD * max(rest, 1e-9):
        return (items[best],)
    return tuple(items)
