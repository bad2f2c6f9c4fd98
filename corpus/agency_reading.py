"""What reading a name in a text needs: the text without borders to cross, where words end, and names of territories."""

from __future__ import annotations

import re

from corpus.agency_grammar import Grammar, grammar
from corpus.agency_names import letters_of, level_name
from corpus.folding import folded
from corpus.provinces import province, province_at
from corpus.surface import Surface
from corpus.syllables import frequencies, split_glued

_BORDER = re.compile(r"\n(?=[^\S\n]*(?:\n|[-+•*–|]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[ivx]+\.))")
_LETTERS = re.compile(r"[^\W\d_]+")
_BLANK = re.compile(r"\s+")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")


class Reading:
    """A text that names are read from; positions are those of its surface."""

    def __init__(self, text: str) -> None:
        self.surface = Surface.of(text)
        self.plain = self.surface.plain
        self.lower = _BORDER.sub("¶", self.surface.marked)
        self.grammar: Grammar = grammar(self.plain)

    def written(self, start: int, end: int) -> str:
        """The text at [start, end) as written."""
        return self.surface.written(start, end)

    def capital(self, position: int) -> bool:
        """Whether a capital letter stands at `position`."""
        return self.written(position, position + 1).isupper()

    def ends(self, end: int) -> bool:
        """Whether a name can end at `end`: no letter follows, or a word that was glued to it."""
        tail = _LETTERS.match(self.lower, end)
        if tail is None or self.lower[end - 1] == ".":
            return True
        return len(tail.group()) > 1 and all(piece in frequencies() for piece in split_glued(tail.group()))

    def territory(self, at: int, *, named: bool = True) -> tuple[int, str, str]:
        """The end of a territory at `at`, what it adds to a key and what it adds to a name; empty where none is."""
        match = self.grammar.territory.match(self.lower, at)
        if match is None:
            blank = _BLANK.match(self.lower, at)
            found = province_at(self.surface, blank.end()) if blank and named else None
            if found is None or blank is None:
                return at, "", ""
            return found[0], f" {province(found[1]).level}", f" {self._place_name(blank.end(), *found)}"
        level = level_name(match["level"])
        end, key, place_name = self.place(match.end(), level)
        return end, f" {level}{key}", f" {level}{place_name}"

    def place(self, at: int, level: str) -> tuple[int, str, str]:
        """The name of a territory after its level: its end, and what it adds to a key and to a name."""
        blank = _BLANK.match(self.lower, at)
        start = blank.end() if blank else at
        if found := province_at(self.surface, start):
            own = level == province(found[1]).level
            return found[0], "" if own else f" {folded(found[1])}", f" {self._place_name(start, *found)}"
        end = at
        while (word := _NEXT_WORD.match(self.lower, end)) and level != "tỉnh":
            first = word.start(1)
            head = self.grammar.open_capital.match(self.lower, first) or self.grammar.committee.match(self.lower, first)
            if not self.capital(first) or head or end - at > 20:
                break
            end = word.end()
        name = " ".join(word.capitalize() for word in self.written(at, end).split())
        return (end, f" {folded(name)}", f" {name}") if name else (at, "", "")

    def _place_name(self, start: int, end: int, canonical: str) -> str:
        """The name of a province, by its name of the time where it has another one now ("Thừa Thiên Huế")."""
        written = self.written(start, end)
        if letters_of(written) == letters_of(canonical) or self.plain or written.isalpha():
            return canonical
        return " ".join(word.capitalize() for word in written.split())
