"""sum: totals in prose with their parts, in the same sentence or as a list below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from corpus.checks.amount_words import words_behind
from corpus.checks.explaining import explain
from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.checks.writing import plain_number
from corpus.figures import Figure, FigureKind
from corpus.types import Span

_PARTS = r"(?:trong ?đó|bao gồm|gồm có|gồm|chia ra|chia theo nguồn|phân ra|cụ thể)"
_OPENS_LIST = re.compile(rf"(?:{_PARTS}[^.;\d]{{0,40}}|như sau|sau đây)? ?:? ?$")
_ALONE = re.compile(rf"{_PARTS}(?: là| có)? ?:?$")
_TOTAL = re.compile(r"(?<!\w)(?:tổng|cộng)(?!\w)")
_SUM_BELOW = re.compile(
    r"[^\w]*(?:tổng ?cộng|tổng số|tổng|cộng)(?!\w)(?! (?:quan|hợp|thể|kết|công ty|cục|hòa))[^\d]*?$"
)
_INLINE = re.compile(
    rf"(?P<unit>[^\d.;:()]{{0,140}}?)(?:,|;)? ?(?:(?P<word>\(? ?{_PARTS})(?: có)? ?:? ?|(?P<bracket>\())"
)
_DIGIT = re.compile(r"\d")
_FAR = 60  # characters from a total to the bracket with its parts, where these name no unit of their own
_LABEL_OF_NUMBER = re.compile(
    r"(?:năm|mức độ|mức|(?<!trung )(?<!sơ )(?<!cung )(?<!phân )(?<!cao )(?<!giao )(?<!đã )cấp|cấp độ|khoản|điều|loại|nhóm|giai đoạn|quí|tháng|thứ|phụ lục|(?<!tổng )số|lớp|khóa|hạng|điểm|tầng"
    r"|ngày|mức độ \d{1,2} ?(?:,|và)|giờ) ?$"
)
_CUT = re.compile(r"[;,]|và (?=\d)| và ")
_UNIT = re.compile(r" ?(?P<unit>[^\W\d_]+(?: [^\W\d_]+)?)")
_ENOUGH_DIGITS = 6  # a bare number that long is money among money
_MOST_OFF = Decimal("0.3")  # of the total: what is farther off was never meant to be its sum
_LITTLE_OFF = Decimal("0.1")
_BEFORE = 24
_LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class _Part:
    """A figure that may be part of a total; `said` is its value in words, where that differs from its digits."""

    figure: Figure
    value: Decimal
    said: Decimal


def check_prose_sums(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Totals in prose that are not the sum of their parts."""
    pieces = [piece for piece in reading.pieces if not piece.cell]
    for i, piece in enumerate(pieces):
        yield from _list_below(reading, pieces, i)
        yield from _list_above(reading, pieces, i)
    for piece in reading.pieces:
        yield from _inline(reading, piece)


def _list_below(reading: Reading, pieces: Sequence[Piece], i: int) -> Iterator[Finding | Unchecked]:
    """ "Tổng kinh phí: X, trong đó:" and the items of the list below."""
    piece = pieces[i]
    figures = _parts(piece)
    if not figures or i + 1 == len(pieces):
        return
    total = figures[-1]
    words = words_behind(piece, total.figure)
    end = piece.folded.position((words[0].end if words else total.figure.span.end) - piece.span.start)
    rest = piece.folded.text[end:]
    following = pieces[i + 1 :]
    if _ALONE.fullmatch(following[0].folded.text.strip(" -+")):
        following = following[1:]
    elif not (rest.rstrip().endswith(":") or re.search(rf"{_PARTS} ?$", rest.strip(" .:"))):
        return
    items = _items(following)
    counted = any(_unit(item, part) == _unit(piece, total) for item in items for part in _parts(item))
    if _TOTAL.search(piece.folded.text) or total.figure.kind is FigureKind.MONEY or counted:
        yield from _judge_list(reading, piece, total, items)


def _list_above(reading: Reading, pieces: Sequence[Piece], i: int) -> Iterator[Finding | Unchecked]:
    """ "Tổng cộng: Z" below the items of a list of money."""
    piece = pieces[i]
    parts = _parts(piece)
    if not parts or parts[0].figure.kind is not FigureKind.MONEY:
        return
    before = piece.folded.text[: piece.folded.position(parts[0].figure.span.start - piece.span.start)]
    body = piece.marker.body - piece.span.start if piece.marker else 0
    if not _SUM_BELOW.fullmatch(before[piece.folded.position(body) :]):
        return
    items = _items(pieces[max(0, i - 30) : i][::-1])[::-1]
    if len(items) > 1:
        yield from _judge_list(reading, piece, parts[0], items)


def _items(pieces: Sequence[Piece]) -> list[Piece]:
    """The items of the list that the first piece belongs to."""
    first = pieces[0].marker if pieces else None
    if first is None:
        return []

    def same(piece: Piece) -> bool:
        marker = piece.marker
        return marker is not None and marker.rank is first.rank and len(marker.ordinals) == len(first.ordinals)

    return list(takewhile(same, pieces))


def _judge_list(reading: Reading, piece: Piece, total: _Part, items: Sequence[Piece]) -> Iterator[Finding | Unchecked]:
    addends: list[tuple[Piece, _Part]] = []
    unit, whole = _unit(piece, total), True
    for item in items:
        parts = [part for part in _parts(item) if _alike(total, part)]
        if len(parts) > 1 and unit:
            parts = [part for part in parts if _unit(item, part) == unit] or parts
        if len(parts) != 1:
            whole = False
            break
        addends.append((item, parts[0]))
    if not addends or (len(addends) < 2 and not whole):
        return
    prefixes = [addends[:n] for n in range(2, len(addends) + 1)]
    if any(_holds(total, [part for _, part in prefix]) for prefix in prefixes) or len(addends) < 2:
        return
    money = total.figure.kind is FigureKind.MONEY
    chosen = addends if money else min(prefixes, key=lambda prefix: abs(_sum(p for _, p in prefix) - total.said))
    off = abs(_sum(part for _, part in chosen) - total.said)
    counted = not money and off > total.said * _MOST_OFF
    told = _TOTAL.search(piece.folded.text) or all(_unit(item, part) == unit for item, part in chosen)
    if (not whole and money) or counted or (not money and not told):
        yield reading.unchecked(FindingKind.SUM, _clipped(piece.span))
        return
    yield _finding(reading, piece, total, chosen)


def _inline(reading: Reading, piece: Piece) -> Iterator[Finding | Unchecked]:
    """ "97 máy chủ (cơ quan nhà nước 46 máy, cơ quan Đảng 51 máy)"."""
    said = piece.folded.text
    parts = _parts(piece)
    for i, total in enumerate(parts):
        end = piece.folded.position(total.figure.span.end - piece.span.start)
        words = words_behind(piece, total.figure)
        if words:
            end = piece.folded.position(words[0].end - piece.span.start)
        opening = _INLINE.match(said, end)
        if opening is None:
            continue
        close = _close(said, opening)
        inside = [p for p in parts[i + 1 :] if p.figure.span.end - piece.span.start <= _original(piece, close)]
        inside = [p for p in inside if _alike(total, p)]
        if len(inside) < 2 or _holds(total, inside) or any(_holds(total, inside[:n]) for n in range(2, len(inside))):
            continue
        if not _certain(piece, total, inside, opening, close):
            if _TOTAL.search(said[max(0, end - 120) : end]) or opening["word"]:
                yield reading.unchecked(FindingKind.SUM, Span(total.figure.span.start, inside[-1].figure.span.end))
            continue
        yield _finding(reading, piece, total, [(piece, part) for part in inside])


def _close(said: str, opening: re.Match[str]) -> int:
    """Where the parts end: at the bracket that closes, or with the sentence."""
    start = opening.end()
    if "(" in opening.group():
        close = said.find(")", start)
        return close if close >= 0 else len(said)
    stop = re.compile(r"\.(?!\d)|$").search(said, start)
    return stop.start() if stop else len(said)


def _original(piece: Piece, position: int) -> int:
    return piece.folded.starts[position]


def _certain(piece: Piece, total: _Part, inside: Sequence[_Part], opening: re.Match[str], close: int) -> bool:
    """Whether the parts are surely all of the total: one in each segment, and of what the total counts."""
    said = piece.folded.text
    written = piece.span.of(piece.text)
    places = [piece.folded.position(p.figure.span.start - piece.span.start) for p in inside]
    start = opening.end()
    for cut in [*(m.start() for m in _CUT.finditer(said, start, close)), close]:
        own = [p for p in places if start <= p < cut]
        segment = said[start:cut].strip(" ,;")
        first = written[_original(piece, min(start + 1, len(said) - 1)) :][:12].lstrip(" ,;")[:1]
        if len(own) > 1 or (
            not own and (first.isupper() or (segment and start <= places[0]) or _DIGIT.search(segment))
        ):
            return False
        start = cut
    off = abs(_sum(inside) - total.said)
    money = total.figure.kind is FigureKind.MONEY
    if money:
        return off <= total.said * 2
    if opening["word"]:
        return off <= total.said * (_LITTLE_OFF if "trong" in opening["word"] else _MOST_OFF)
    units = {_unit(piece, part)[:1] for part in inside}
    bare = units == {()}
    same = units <= {(), _unit(piece, total)[:1]}
    return off <= total.said * _MOST_OFF and (bare or (same and len(opening["unit"]) <= _FAR))


def _unit(piece: Piece, part: _Part) -> tuple[str, ...]:
    """The first two syllables behind a figure: what it counts."""
    match = _UNIT.match(piece.folded.text, piece.folded.position(part.figure.span.end - piece.span.start))
    return tuple(match["unit"].split()) if match else ()


def _parts(piece: Piece) -> list[_Part]:
    """The money and counts of a piece; what numbers a thing (a year, a level) is no count."""
    found = []
    start = piece.marker.body if piece.marker else piece.span.start
    for figure in piece.figures:
        if figure.kind not in (FigureKind.MONEY, FigureKind.COUNT) or figure.value is None or figure.span.start < start:
            continue
        at = piece.folded.position(figure.span.start - piece.span.start)
        if figure.kind is FigureKind.COUNT and _LABEL_OF_NUMBER.search(piece.folded.text[max(0, at - _BEFORE) : at]):
            continue
        words = words_behind(piece, figure)
        said = Decimal(words[1]) if words and words[1] is not None else figure.value
        found.append(_Part(figure, figure.value, said))
    return found


def _alike(total: _Part, part: _Part) -> bool:
    """Whether both are money, or both counts; a long bare number is money among money."""
    if total.figure.kind is part.figure.kind:
        return True
    digits = sum(char.isdigit() for char in part.figure.key)
    return total.figure.kind is FigureKind.MONEY and digits >= _ENOUGH_DIGITS


def _sum(parts: Iterator[_Part] | Sequence[_Part]) -> Decimal:
    return sum((part.said for part in parts), Decimal())


def _holds(total: _Part, parts: Sequence[_Part]) -> bool:
    """Whether the parts make up the total, by their digits or by their words, as exactly as the total is written."""
    written = _sum(parts) == total.said or sum((part.value for part in parts), Decimal()) == total.value
    return written or abs(_sum(parts) - total.said) <= _slack(total, parts)


def _slack(total: _Part, parts: Sequence[_Part]) -> Decimal:
    """How far a sum of rounded amounts ("34,06 tỷ đồng") may be off."""
    if total.figure.kind is not FigureKind.MONEY or total.value % 10**3 or total.value < 10**9:
        return Decimal()
    unit = Decimal(10 ** min(_zeros(part.value) for part in (total, *parts)))
    return unit / 2 * (len(parts) + 1) if unit >= 10**6 and unit * 200 <= total.value else Decimal()


def _zeros(value: Decimal) -> int:
    digits = f"{value:f}"
    return len(digits) - len(digits.rstrip("0")) if "." not in digits else 0


def _finding(reading: Reading, piece: Piece, total: _Part, addends: Sequence[tuple[Piece, _Part]]) -> Finding:
    expected = _sum(part for _, part in addends)
    names = {i: (plain_number(part.said), part.said) for i, (_, part) in enumerate(addends)}
    reason = explain(total.said, expected, names)
    inline = all(item is piece for item, _ in addends)
    if inline:
        last = addends[-1][1].figure.span.end
        spans = [Span(min(total.figure.span.start, addends[0][1].figure.span.start), last)]
    else:
        first = Span(max(piece.span.start, total.figure.span.start - 100), total.figure.span.end)
        spans = [first.trimmed(piece.text), *(_clipped(item.span) for item, _ in addends)]
    return reading.finding(
        FindingKind.SUM, Severity.ERROR if total.figure.kind is FigureKind.MONEY else Severity.WARNING,
        f"Tổng ghi {plain_number(total.said)}, cộng {len(addends)} phần được {plain_number(expected)} (lệch "
        f"{plain_number(abs(expected - total.said))}){'; ' + reason.said if reason else ''}.",
        *spans, expected=plain_number(expected), found=plain_number(total.said),
    )  # fmt: skip


def _clipped(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + _LONGEST_QUOTE))
