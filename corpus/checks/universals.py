"""target-conflict: a share of the units against every unit, for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.folding import folded
from corpus.types import Span

_UNITS = r"(?:sở|ngành|địa phương|đơn vị|cơ quan|huyện|xã|phường|cấp xã|cấp huyện|tổ chức|trường|bệnh viện)"
_EVERY = re.compile(
    rf"(?:mỗi|tất cả(?: các)?|toàn bộ(?: các)?|100 ?%(?: số| các)?) {_UNITS}[^.;]*? có (?P<thing>[^.;]+)"
)
_SHARE = re.compile(rf"(?<![\d.,])(?P<share>\d{{1,2}}(?:,\d+)?) ?%(?: số)?(?: các)? {_UNITS}(?P<thing>[^.;]+)")
_SHORT_FORM = re.compile(r"\(([A-ZĐ]{2,8})\)")
_LONG_FORM = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]+ ){2,6}$")
_BEFORE = 120  # code points before a short form that hold its words
_LONG = 3  # last syllables before a bracket that name what the abbreviation in it stands for
_NOT_WORDS = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True)
class _Claim:
    piece: Piece
    thing: str
    span: Span


def check_universals(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Targets for some of the units of what every unit is to have, named by an abbreviation or its long form."""
    aliases = dict(_aliases(reading))
    pieces = [piece for piece in reading.body() if not piece.cell]
    every = [claim for piece in pieces for claim in _claims(piece, _EVERY)] if aliases else []
    both = [
        re.compile(rf"(?P<before>\w+ )?(?<!\w)(?P<name>{re.escape(short)}|{re.escape(long)})(?!\w)")
        for short, long in aliases.items()
    ]
    if not every:
        return
    for piece in pieces:
        for some in _claims(piece, _SHARE):
            named = [(name, found) for name in both if (found := name.search(some.thing))]
            other = next((claim for claim in every if any(_is_same(claim, *pair) for pair in named)), None)
            if other is not None:
                yield _finding(reading, some, other)


def _is_same(every: _Claim, name: re.Pattern[str], some: re.Match[str]) -> bool:
    """Whether a claim is about what another one names: by the other form, or by the same one behind the same word.

    "Giám đốc CNTT" and "cán bộ phụ trách CNTT" are not one.
    """
    found = name.search(every.thing)
    return found is not None and (found["name"] != some["name"] or found["before"] == some["before"])


def _aliases(reading: Reading) -> Iterator[tuple[str, str]]:
    """Abbreviations in brackets, folded, with the last syllables before the bracket."""
    text = " ".join(reading.document.text.split())
    for short in _SHORT_FORM.finditer(text):
        long = _LONG_FORM.search(text, max(0, short.start() - _BEFORE), short.start())
        words = folded(long.group()).split() if long else []
        if len(words) >= _LONG:
            yield folded(short[1]), " ".join(words[-_LONG:])


def _claims(piece: Piece, pattern: re.Pattern[str]) -> Iterator[_Claim]:
    for match in pattern.finditer(piece.folded.text):
        yield _Claim(piece, _NOT_WORDS.sub(" ", match["thing"]), piece.at(*match.span()).trimmed(piece.text))


def _finding(reading: Reading, some: _Claim, every: _Claim) -> Finding:
    share = re.search(r"[\d,]+ ?%", some.span.of(some.piece.text))
    found = share.group() if share else ""
    return reading.finding(
        FindingKind.TARGET_CONFLICT, Severity.NOTE,
        f"Một chỗ đặt mức {found}, chỗ khác đặt cho mọi đơn vị.", some.span, every.span,
        expected="mọi đơn vị", found=found,
    )  # fmt: skip
