"""The vocabulary of a store: its single forms, and what is counted of the pairs of neighbours among them.

To count the pairs takes a walk through all terms of the index, seconds in a large store, so it is done once for each
index and kept in a file beside it. Pairs themselves are asked of the index.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from index.lexical import LexicalIndex, TextField

NUMBER = "0"  # stands for any number before a word
_LEADING_NUMBER = re.compile(r"^\d[^_]*_")
_WHOLE = 20_000  # passages up to which all terms are taken at once
_INITIALS = "0123456789aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of the folded forms of a store, counted in passages; any number before a word is NUMBER."""

    singles: dict[str, int]  # each form that is no pair
    leading: dict[str, int]  # by the first of a pair: of all its pairs together
    behind: dict[str, int]  # how many different ones stand behind it
    before: dict[str, int]  # by the second: how many different ones stand before it
    numbered: dict[str, int]  # by the second: pairs with a number

    @property
    def kinds(self) -> int:
        """How many different pairs there are."""
        return sum(self.behind.values())

    @classmethod
    def counted(cls, words: LexicalIndex) -> Vocabulary:
        """The vocabulary of an index."""
        prefixes = _INITIALS if len(words) > _WHOLE else [""]
        return cls.of_terms(term for prefix in prefixes for term in words.terms(TextField.FORM, prefix))

    @classmethod
    def of_terms(cls, terms: Iterable[tuple[str, int]]) -> Vocabulary:
        """The vocabulary of forms and pairs with the number of passages each stands in."""
        singles: dict[str, int] = {}
        leading: Counter[str] = Counter()
        behind: Counter[str] = Counter()
        before: Counter[str] = Counter()
        numbered: Counter[str] = Counter()
        for form, count in terms:
            one, joined, two = form.partition("_")
            if not joined:
                singles[form] = count
            elif _LEADING_NUMBER.match(form):
                numbered[two] += count
            else:
                leading[one] += count
                behind[one] += 1
                before[two] += 1
        leading[NUMBER] = sum(numbered.values())
        behind[NUMBER] = len(numbered)
        before.update(numbered.keys())
        return cls(singles, dict(leading), dict(behind), dict(before), dict(numbered))

    @classmethod
    def open(cls, path: Path) -> Vocabulary:
        """Read one from a file; ValueError where it is damaged, OSError where it cannot be read."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except TypeError as error:
            raise ValueError(f"{path.name}: no vocabulary") from error

    def save(self, path: Path) -> None:
        """Write it into a file."""
        path.write_text(
            json.dumps({field.name: getattr(self, field.name) for field in fields(self)}, ensure_ascii=False),
            encoding="utf-8",
        )
