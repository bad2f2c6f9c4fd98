"""One pass over a text that reads the names of agencies at the places where one can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.agency_names import (
    Title,
    body_of,
    committee_name,
    continued,
    expanded,
    field_of,
    letters_of,
    level_key,
    level_name,
    sentence,
    tidy,
)
from corpus.agency_reading import Reading
from corpus.folding import folded

_WORD = re.compile(r"[^\W_]+(?:[&-][^\W_]+)*")
_LIST = re.compile(r"\s*[,;]\s*(?:và\s+|va\s+)?|\s+(?:và|va)\s+")
_COMMA = re.compile(r"\s*,\s*|\s+(?:và|va)\s+")
_LONGEST = 16  # words of a name with a field of its own
_SHORT_LINE = 40  # a line break before a capital letter ends a name when the line is shorter
_DATA_CENTRE = re.compile(r"trung\s*tâm\s*(?:tích\s*hợp\s*)?dữ\s*liệu(?!\s*quốc\s*gia)|bộ\s*phận")
_NO_NAME = re.compile(r"\s*(?:giám\s*đốc|sở|chống|cháy|ngừa|thủ\b|nghị|thảo|thi\b|cáo|hành\b|ngũ|hợp\b|việc)")
_GROUP = re.compile(r"(?:sở|ban|ngành|bộ|cơ\s*quan|đơn\s*vị|đoàn|so|nganh|bo|co\s*quan|don\s*vi|doan)(?!\w)")
_JOINT = re.compile(r"\s+(?:(?:và|va|&|-|–)\s+)?")
_OF_A_NUMBER = re.compile(r"[\d/][\w/]*-$")
_NAME_OF_A_LAW = re.compile(r"lu[aậ]t\s+t[oổ]\s+ch[uứ]c\s+(?:(?:hđnd|hdnd|hội đồng nhân dân)\s+v[aà]\s+)?$")
_BETWEEN_KINDS = re.compile(r"\s*(?:[,/]|(?<!\w)(?:và|va)(?!\w))\s*(?:(?:các|cac)\s+)?")
_BASIS = re.compile(r"(?<!\w)(?:cơ|co|trụ)\s$")
_IN_SMALL_LETTERS = re.compile(r"phòng|trung\s*tâm|sở|trường|văn\s*phòng")
_LEVELS = (" tỉnh", " thành phố", " huyện", " quận", " thị xã", " phường", " xã", " thị trấn", " đặc khu")


@dataclass(frozen=True, slots=True)
class Found:
    """A name at [start, end) of the scanned text."""

    start: int
    end: int
    key: str
    name: str


class Scan(Reading):
    """One pass over a text: readers that try to read a name at a position."""

    def names(self) -> Iterator[Found]:
        """The names of the text, in order and without overlap."""
        position = 0
        while match := self.grammar.start.search(self.lower, position):
            found = self._read(match.start()) if self._begins(match.start()) else []
            yield from found
            position = found[-1].end if found else match.start() + 1

    def _begins(self, at: int) -> bool:
        """Whether a word begins at `at`, also one with a capital letter that was glued to the word before it."""
        before = self.written(at - 1, at) if at else " "
        if before in "/&" or (before == "-" and _OF_A_NUMBER.search(self.lower, max(0, at - 24), at)):
            return False
        return not before.isalnum() or (before.islower() and self.capital(at))

    def _read(self, at: int) -> list[Found]:
        if found := self._departments(at) or self._one(at):
            return found
        leader = self.grammar.leader.match(self.lower, at)
        if leader is None or leader.end() >= len(self.lower):
            return []
        if found := self._departments(leader.end()):
            several = len(found) > 1 or found[0].start > leader.end()
            return found if several else [self._led(at, found[0])]
        found = self._one(leader.end(), led=True)
        return [self._led(at, found[0])] if found else []

    def _led(self, start: int, found: Found) -> Found:
        title = tidy(self.written(start, found.start)).lower()
        return replace(found, start=start, name=f"{title[:1].upper()}{title[1:]} {continued(found.name)}")

    def _one(self, at: int, led: bool = False) -> list[Found]:
        found = self._committee(at) or self._body(at) or self._open(at) or self._collective(at, led)
        return [found] if found else []

    def _departments(self, at: int) -> list[Found]:
        match = self.grammar.department.match(self.lower, at) or self.grammar.initials.match(self.lower, at)
        field = self._field(match) if match else None
        if match is None or field is None or match["level"][0] not in field.flags:
            return []
        if len(match["level"]) == 1 and not self.capital(at):
            return []
        level = "Sở" if match["level"][0] == "s" else "Bộ"
        groups = match.groupdict()
        many = bool(groups.get("many") or groups.get("colon"))
        start = match.start("field") if many else at
        found = [self._department(start, match.end("field"), level, field)]
        separator = _LIST if many else _COMMA
        while joint := separator.match(self.lower, found[-1].end):
            member = self.grammar.field.match(self.lower, joint.end())
            title = self._field(member) if member else None
            known = title is not None and level[0].lower() in title.flags
            if member is None or title is None or not known or not (many or self.capital(member.start())):
                break
            found.append(self._department(member.start(), member.end(), level, title))
        if len(found) == 1 and not many and level == "Sở":
            end, _, place = self.territory(found[0].end)
            return [replace(found[0], end=end, name=found[0].name + place)]
        return found

    def _field(self, match: re.Match[str]) -> Title | None:
        """The field that was matched, if it ends with a word; abbreviations are written in capital letters."""
        start, end = match.span("field") if "field" in match.re.groupindex else match.span()
        title = field_of(letters_of(self.lower[start:end]))
        written = self.written(start, end)
        if title is None or not self.ends(end):
            return None
        initials = len(letters_of(written)) <= 2
        return None if initials and not written.isupper() else title

    def _department(self, start: int, end: int, level: str, field: Title) -> Found:
        return Found(start, end, folded(f"{level} {field.name}"), f"{level} {field.name}")

    def _committee(self, at: int) -> Found | None:
        match = self.grammar.committee.match(self.lower, at)
        if match is None or not self.ends(match.end()):
            return None
        if _NAME_OF_A_LAW.search(self.lower, max(0, at - 48), at):
            return None
        start = match.start("levels") if match["levels"] else match.end()
        body = committee_name(self.lower[at:start])
        if not match["levels"]:
            end, key, place = self.territory(start)
            return Found(at, end, folded(body) + key, body + place)
        levels = level_name(match["levels"])
        end, key, place = self.place(match.end(), levels)
        own_key = f"{folded(body)} {folded(level_key(levels, in_order=bool(key)))}{key}"
        return Found(at, end, own_key, f"{body} {levels}{place}")

    def _body(self, at: int) -> Found | None:
        match = self.grammar.body.match(self.lower, at)
        title = body_of(letters_of(match.group())) if match else None
        if match is None or title is None or not self.ends(match.end()):
            return None
        if {"c", "T"} & set(title.flags) and not self.capital(at) and not self.plain:
            return None
        if title.name == "Chính phủ" and re.match(r"\s+(?:điện tử|số)", self.lower[match.end() : match.end() + 9]):
            return None
        if len(match.group()) <= 3 and not self.written(at, match.end()).isupper():
            return None
        if "t" not in title.flags.lower():
            end, _, place = self._province_after(match.end())
            return Found(at, end, folded(title.name), title.name + place)
        end, key, place = self.territory(match.end())
        if "T" in title.flags and end == match.end():
            return None
        return Found(at, end, folded(title.name) + key, title.name + place)

    def _province_after(self, at: int) -> tuple[int, str, str]:
        """As `_territory`, for names that carry their level in themselves ("Tỉnh ủy Cà Mau")."""
        end, key, place = self.territory(at)
        return (end, key, place) if end > at and not place.startswith(_LEVELS) else (at, "", "")

    def _collective(self, at: int, led: bool) -> Found | None:
        match = self.grammar.collective.match(self.lower, at)
        if match is None or not self.ends(match.end()) or not _GROUP.search(match["kinds"]):
            return None
        if not match["all"] and not _GROUP.match(match["kinds"]):
            return None
        kinds = [tidy(kind) for kind in _BETWEEN_KINDS.split(match["kinds"]) if kind.strip()]
        end, key, _ = self.territory(match.end(), named=False)
        if related := self.grammar.collective_tail.match(self.lower, end):
            end = related.end()
        lone = len(kinds) == 1 and not (led or (match["all"] and end > match.end()))
        if lone or (not match["all"] and not led and len(kinds) < 2):
            return None
        return Found(at, end, f"{', '.join(folded(kind) for kind in kinds)}{key}", tidy(self.written(at, end)))

    def _open(self, at: int) -> Found | None:
        """A name that is read word by word until it ends."""
        known = self.grammar.open_any.match(self.lower, at)
        head = known or self.grammar.open_capital.match(self.lower, at)
        if head is None or _DATA_CENTRE.match(self.lower, at) or _NO_NAME.match(self.lower, head.end()):
            return None
        written = self.written(at, head.end())
        if known is None and (written.isupper() or (written.islower() and not _IN_SMALL_LETTERS.match(written))):
            return None
        if _BASIS.search(self.lower, max(0, at - 4), at):
            return None
        first = _WORD.match(self.lower, head.end() + 1)
        if known is None and (first is None or not self.capital(first.start()) or not self.lower[head.end()].isspace()):
            return None
        end, place = self._own_field(head.end(), verb=known is not None)
        alone = end == head.end() and not place
        if alone and (known is None or letters_of(head.group()) == "hoidong"):
            return None
        body = tidy(self.written(at, end))
        name = expanded(body) if expanded(body) != body or not body.isupper() else sentence(body.lower())
        name = name[:1].upper() + name[1:]
        place_end, _, place_name = self.territory(end)
        own = end > head.end() or known
        return Found(at, place_end, folded(name if own else name + place_name), name + place_name)

    def _own_field(self, at: int, verb: bool) -> tuple[int, bool]:
        """Where the field of a name ends that begins at `at`, and whether a territory stands there.

        A name may begin with a verb ("Ban Chỉ đạo xây dựng nông thôn mới tỉnh"), if its territory shows that it is one.
        """
        if verb and (noun := self.grammar.first_noun.match(self.lower, at)):
            end, place = self._words(noun.end())
            return (end, place) if end > noun.end() else (at, False)
        if verb and (opening := self.grammar.first_verb.match(self.lower, at)):
            end, place = self._words(opening.end())
            capital = self.capital(opening.end() - len(opening.group().lstrip()))
            return (end, place) if place or capital else (at, False)
        return self._words(at)

    def _words(self, at: int) -> tuple[int, bool]:
        end = at
        for _ in range(_LONGEST):
            if self.territory(end)[0] > end:
                return end, True
            joint = _JOINT.match(self.lower, end)
            if joint is None or joint.end() >= len(self.lower):
                return end, False
            start = joint.end()
            if joint.group().strip() and (not self.capital(start) or self._starts_agency(start)):
                return end, False
            if (field := self.grammar.field.match(self.lower, start)) and self._field(field):
                end = field.end()
                continue
            word = _WORD.match(self.lower, start)
            broken = "\n" in joint.group() and self.capital(start) and self._line_is_short(end)
            if word is None or broken or (not self.capital(start) and self.grammar.stop.match(self.lower, start)):
                return end, False
            end = word.end()
        return at, False

    def _starts_agency(self, at: int) -> bool:
        patterns = (self.grammar.committee, self.grammar.department, self.grammar.body, self.grammar.open_any)
        return any(pattern.match(self.lower, at) for pattern in patterns)

    def _line_is_short(self, end: int) -> bool:
        return end - self.lower.rfind("\n", 0, end) < _SHORT_LINE
