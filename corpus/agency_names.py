"""The official names of agencies: departments and ministries by their field, standing bodies, and abbreviations.

Patterns are written once with diacritics and compiled twice, for text with and for text without them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from corpus.folding import folded, one_spelling
from corpus.surface import without_marks
from corpus.syllables import split_glued

_FILE = Path(__file__).with_name("agencies.tsv")


@dataclass(frozen=True, slots=True)
class Title:
    """An official name with its English name; `flags` are explained at the head of its group in the table."""

    name: str
    flags: str
    english: str
    spellings: tuple[str, ...]


def _load(group: str) -> tuple[Title, ...]:
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines())
    return tuple(
        Title(name, flags, english, (name, *filter(None, spellings.split("|"))))
        for kind, name, flags, english, spellings in rows
        if kind == group
    )


FIELDS: tuple[Title, ...] = _load("field")
BODIES: tuple[Title, ...] = _load("body")
_SHORT = {title.name: title.english for title in _load("short")}
_SHORT_FORM = re.compile(rf"(?<![\w&])(?:{'|'.join(sorted(map(re.escape, _SHORT), key=len, reverse=True))})(?![\w&])")


def expanded(name: str) -> str:
    """The name with its abbreviations spelled out, where they are known."""
    return _SHORT_FORM.sub(lambda match: _SHORT[match.group()], name)


def letters_of(text: str) -> str:
    """The letters of a name, without diacritics and without what stands between them."""
    return re.sub(r"[\W_]+", "", without_marks(folded(text)))


def pattern_of(name: str) -> str:
    """A pattern for a name in lower case: words may be glued or wrapped, "và", "&", "-" and the comma may change."""
    parts: list[str] = []
    for word in re.findall(r"[^\W_]+|[&,-]", one_spelling(name.lower())):
        if word in {"và", "&", ",", "-"}:
            parts.append(r"(?:\s*(?:và|&|,|-|–)\s*|\s*)")
        else:
            parts.append(word if not parts or parts[-1].endswith(")") else rf"\s*{word}")
    return "".join(parts)


def choice_of(names: list[str]) -> str:
    """A pattern for any of the names, the longest first, that tries few of them at a place."""
    by_letter: dict[str, list[str]] = {}
    for pattern in sorted({pattern_of(name) for name in names}, key=len, reverse=True):
        by_letter.setdefault(pattern[0], []).append(pattern[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_letter.items())


def field_of(letters: str) -> Title | None:
    """The field whose name or abbreviation has these letters (see `letters_of`)."""
    return _by_letters(FIELDS).get(letters)


def body_of(letters: str) -> Title | None:
    """The standing body whose name or abbreviation has these letters (see `letters_of`)."""
    return _by_letters(BODIES).get(letters)


@cache
def _by_letters(titles: tuple[Title, ...]) -> dict[str, Title]:
    """From the letters of every spelling, with or without each "và", to the title."""
    found: dict[str, Title] = {}
    for title in titles:
        for spelling in title.spellings:
            pieces = re.split(r"\s+và\s+|[&,-]", spelling)
            for joints in product(("", "va"), repeat=len(pieces) - 1):
                joined = "".join(piece + joint for piece, joint in zip(pieces, (*joints, ""), strict=True))
                found.setdefault(letters_of(joined), title)
    return found


def spellings(titles: tuple[Title, ...], flag: str = "") -> list[str]:
    """All spellings of the titles that have the flag."""
    return [spelling for title in titles if flag in title.flags for spelling in title.spellings]


_CITY_SHORT = re.compile(r"(?<!\w)t\.?p\b\.?")
_LEVEL_JOINT = re.compile(
    r",\s*|\s+(?:và|hoặc)\s+|\s+(?=phường|xã(?! hội)|thị xã|thị trấn|đặc khu)(?<!thị )(?<!các )(?<!cấp )"
)
_MARKED_LEVELS = {
    "tinh": "tỉnh",
    "thanh pho": "thành phố",
    "huyen": "huyện",
    "quan": "quận",
    "thi xa": "thị xã",
    "phuong": "phường",
    "cac": "các",
    "cap": "cấp",
}
_COMMITTEE_PARTS = {
    "vp\\.?|van phong|văn phòng": "Văn phòng",
    "ubnd|uy ban nhan dan|ủy ban nhân dân": "Ủy ban nhân dân",
    "hđnd|hdnd|hoi dong nhan dan|hội đồng nhân dân": "Hội đồng nhân dân",
    "đđbqh|đoàn đbqh|đoàn đại biểu quốc hội": "Đoàn đại biểu Quốc hội",
    "va": "và",
}


def tidy(text: str) -> str:
    """The text on one line, with words that were glued together set apart."""
    words = (piece for word in text.split() for piece in _apart(word))
    return re.sub(r"\s+([,;.])", r"\1", " ".join(words)).strip()


def _apart(word: str) -> list[str]:
    letters = word.rstrip(",;.")
    pieces = split_glued(letters.lower()) if letters.isalpha() else (letters,)
    if len(pieces) == 1 or sum(map(len, pieces)) != len(letters):
        return [word]
    position, apart = 0, []
    for piece in pieces:
        apart.append(letters[position : position + len(piece)])
        position += len(piece)
    return [*apart[:-1], apart[-1] + word[len(letters) :]]


def level_name(written: str) -> str:
    """Levels of government in full and with diacritics: "TP" and "thanh pho" become "thành phố"."""
    level = _CITY_SHORT.sub("thành phố", re.sub(r",\s*", ", ", tidy(written)))
    return re.sub(r"[a-z]+(?: [a-z]+)?", lambda match: _MARKED_LEVELS.get(match.group(), match.group()), level)


def level_key(levels: str, *, in_order: bool) -> str:
    """Levels as they compare: without "các" and "cấp", sorted where no name of a place stands after the last."""
    names = [re.sub(r"(?:các|cấp)\s+(?=\w)", "", level) for level in _LEVEL_JOINT.split(levels)]
    return ", ".join(names if in_order else sorted(names))


def committee_name(lower: str) -> str:
    """The official name of a committee or council, its office included."""
    name = tidy(re.sub(r"\s*[-–&]\s*", " và ", lower))
    for part, official in _COMMITTEE_PARTS.items():
        name = re.sub(rf"(?<!\w)(?:{part})(?!\w)", official, name)
    return name[:1].upper() + name[1:]


def sentence(lower: str) -> str:
    """A name in small letters with a capital first letter."""
    return lower[:1].upper() + lower[1:]


def continued(name: str) -> str:
    """A name as it goes on after a title: groups in small letters."""
    return name[:1].lower() + name[1:] if name.lower().startswith(("các ", "cơ quan", "sở, ", "đơn vị")) else name
