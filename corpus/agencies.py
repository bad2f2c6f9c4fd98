"""Names of agencies in text: departments, ministries, committees, standing bodies, boards, and groups of agencies.

A known name is recognised in every usual spelling; a name with a field of its own ("Ban Chỉ đạo ...", "Trung tâm ...")
goes on until a punctuation mark, a verb or connective, or its territory. "Giám đốc Sở Nội vụ" is one name whose key is
that of the office that the person leads. Of a list ("các Sở: Tài chính, Y tế") every member is an agency.

Keys compare: they have no abbreviations and no province ("ủy ban nhân dân tỉnh" for each province), and no territory at
all where the name says what the agency is without one ("sở nội vụ", "ban chỉ đạo công nghệ thông tin").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from corpus.agency_names import BODIES, FIELDS
from corpus.agency_scan import Scan
from corpus.folding import folded
from corpus.remembering import remembered
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Agency:
    """The span of a name as written, a key that is equal for all spellings, and the full official name."""

    span: Span
    key: str
    name: str


@remembered(1 << 10)  # a clause is asked who leads, who helps, and whether it is a task
def find_agencies(text: str, within: Span | None = None) -> tuple[Agency, ...]:
    """The names of agencies in `text` (or in its part `within`), in order and without overlap."""
    area = within or Span(0, len(text))
    scan = Scan(area.of(text))
    agencies: list[Agency] = []
    for found in scan.names():
        span = scan.surface.span(found.start, found.end)
        agencies.append(Agency(Span(area.start + span.start, area.start + span.end), found.key, found.name))
    return tuple(agencies)


def agency_name(text: str) -> str | None:
    """The full official name of the agency that `text` begins with, or None."""
    found = find_agencies(text.strip())
    return found[0].name if found and found[0].span.start == 0 else None


@cache
def english_names() -> Mapping[str, str]:
    """From the keys of departments, ministries, committees and standing bodies to their English names."""
    names = {
        "ủy ban nhân dân tỉnh": "Provincial People's Committee",
        "ủy ban nhân dân thành phố": "City People's Committee",
        "ủy ban nhân dân huyện": "District People's Committee",
        "ủy ban nhân dân xã": "Commune People's Committee",
        "ủy ban nhân dân": "People's Committee",
        "hội đồng nhân dân tỉnh": "Provincial People's Council",
        "hội đồng nhân dân thành phố": "City People's Council",
        "hội đồng nhân dân": "People's Council",
        "văn phòng ủy ban nhân dân tỉnh": "Office of the Provincial People's Committee",
        "văn phòng ủy ban nhân dân thành phố": "Office of the City People's Committee",
        "văn phòng ủy ban nhân dân": "Office of the People's Committee",
    }
    for field in FIELDS:
        if "s" in field.flags:
            names[folded(f"sở {field.name}")] = f"Department of {field.english}"
        if "b" in field.flags:
            names[folded(f"bộ {field.name}")] = f"Ministry of {field.english}"
    for body in BODIES:
        names.setdefault(folded(body.name), body.english)
    return names


def find_agencies_english(question: str) -> tuple[Agency, ...]:
    """The agencies that an English question names, with the keys and names of the Vietnamese ones."""
    return tuple(_english(question))


def _english(question: str) -> Iterator[Agency]:
    pattern, keys = _english_pattern()
    for match in pattern.finditer(question.replace("\u2019", "'")):
        key = keys[_plain_words(match.group())]
        yield Agency(Span(*match.span()), key, _names()[key])


@cache
def _english_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the English names in their usual forms, and from a form to the key."""
    keys: dict[str, str] = {}
    for key, name in english_names().items():
        if " " not in name:  # "Government" and "Police" are words of every text
            continue
        for form in _english_forms(name):
            keys.setdefault(_plain_words(form), key)
    forms = sorted(keys, key=len, reverse=True)
    words = (r"\W+(?:the\W+|provincial\W+)?".join(map(_english_word, form.split())) for form in forms)
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE), keys


def _english_forms(name: str) -> Iterator[str]:
    """The forms of a name: "Department of Finance", "Finance Department"; British and American spelling."""
    yield name
    kind, _, rest = name.partition(" of ")
    if kind in {"Department", "Ministry", "Office"} and rest:
        yield f"{rest} {kind}"
    for british, american in (("Labour", "Labor"), ("Defence", "Defense")):
        if british in name:
            yield from _english_forms(name.replace(british, american))


def _english_word(word: str) -> str:
    return "(?:and|&)" if word == "and" else re.escape(word)


def _plain_words(form: str) -> str:
    """The words that tell names apart, in small letters."""
    words = re.findall(r"\w+", form.lower().replace("&", " and "))
    kept = [word for word in words if word != "the"]
    return " ".join(kept if "people" in kept else [word for word in kept if word != "provincial"] or kept)


@cache
def _names() -> dict[str, str]:
    """From each key with an English name to the official Vietnamese name."""
    official = {folded(body.name): body.name for body in BODIES}
    for field in FIELDS:
        official[folded(f"sở {field.name}")] = f"Sở {field.name}"
        official[folded(f"bộ {field.name}")] = f"Bộ {field.name}"
    return {key: official.get(key) or _committee(key) for key in english_names()}


def _committee(key: str) -> str:
    found = find_agencies(key)
    return found[0].name if found else key
