"""repeated-word: a word typed twice; not what Vietnamese doubles on purpose ("ngày ngày", "từ từ")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import eq

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.types import Span

# Syllables that are never doubled: what relates or commands. Any other may end one word and begin the next ("cung
# cấp cấp tỉnh", "giao thông thông minh"), or be doubled on purpose. Behind the syllables named here it ends a word.
_NEVER_DOUBLED = {
    **dict.fromkeys(("của", "và", "các", "những", "cho", "với", "để", "nhằm", "hoặc", "nếu"), frozenset[str]()),
    **dict.fromkeys(("đã", "sẽ", "đang", "gồm", "bởi", "một"), frozenset[str]()),
    "theo": frozenset({"tiếp", "kèm", "đi"}),
    "về": frozenset({"trở", "quay", "đi", "đưa"}),
    "trong": frozenset({"bên", "ở", "nằm"}),
    "tại": frozenset({"hiện", "tồn", "thực"}),
    "trên": frozenset({"nêu", "kể", "nói", "ở", "bên", "phía", "cấp"}),
    "là": frozenset({"tức", "gọi", "nghĩa"}),
    "do": frozenset({"tự", "lý", "lí"}),
    "bằng": frozenset({"công", "cân", "văn"}),
    "được": frozenset({"đạt", "có", "thu"}),
}
_NEVER_DOUBLED_CAPITALS = frozenset({"Sở", "Điều"})
_PLACES = frozenset({"thành phố", "thị xã", "thị trấn"})
_MEANT = frozenset({("hai", "ba"), ("năm", "năm")})
_JOINING = frozenset({"và", "hoặc", "hay"})
_ACTING = frozenset(  # who is named by what they do: "viện kiểm sát kiểm sát", "đoàn kiểm tra kiểm tra"
    {"viện", "quan", "đoàn", "tổ", "ban", "đồng", "phòng", "tâm", "phận", "cục", "sở", "người", "bộ", "viên", "đội"}
)
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 6  # syllables of a phrase that is looked for twice


def check_repetition(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Words and phrases that stand twice in a row."""
    for piece in reading.pieces:
        forms = _WORD.findall(piece.folded.text)
        if len(set(forms)) == len(forms) or not any(any(map(eq, forms, forms[n:])) for n in range(1, _MOST + 1)):
            continue  # as most pieces
        words = list(_WORD.finditer(piece.folded.text))
        i = 0
        while i < len(forms):
            size = next((n for n in range(min(_MOST, (len(forms) - i) // 2), 0, -1)
                         if forms[i] == forms[i + n] and _doubled(piece, words, forms, i, n)), 0)  # fmt: skip
            if size:
                yield _finding(reading, piece, words[i : i + 2 * size])
            i += 2 * size or 1


def _doubled(piece: Piece, words: Sequence[re.Match[str]], forms: Sequence[str], i: int, n: int) -> bool:
    """Whether the `n` syllables at `i` come again at once, with nothing but blanks between all of them."""
    if forms[i : i + n] != forms[i + n : i + 2 * n]:
        return False
    run, said = words[i : i + 2 * n], piece.folded.text
    if any(said[a.end() : b.start()] != " " for a, b in pairwise(run)):
        return False
    first, second = (_written(piece, run[j * n : (j + 1) * n]) for j in (0, 1))
    if first != second:
        return False
    if n == 1 and first not in _NEVER_DOUBLED_CAPITALS:
        ends_word = _NEVER_DOUBLED.get(forms[i])
        return ends_word is not None and not (i and forms[i - 1] in ends_word)
    phrase = forms[i : i + n]
    joined = phrase[0] in _JOINING or phrase[-1] in _JOINING  # "nhiệt đới và nhiệt đới và ..."
    acting = n == 2 and i > 0 and forms[i - 1] in _ACTING
    return n == 1 or not (len(set(phrase)) == 1 or tuple(phrase) in _MEANT or joined or acting)


def _written(piece: Piece, words: Sequence[re.Match[str]]) -> str:
    return " ".join(piece.at(*word.span()).of(piece.text) for word in words)


def _finding(reading: Reading, piece: Piece, words: Sequence[re.Match[str]]) -> Finding:
    span = Span(piece.at(*words[0].span()).start, piece.at(*words[-1].span()).end)
    half = len(words) // 2
    once = _written(piece, words[:half])
    name = once.lower() in _PLACES  # "Trung tâm Dữ liệu thành phố thành phố X" names the place again
    return reading.finding(
        FindingKind.REPEATED_WORD,
        Severity.NOTE if name else Severity.WARNING,
        f"“{once}” viết hai lần liền nhau.",
        span,
        expected=once,
        found=" ".join(span.of(piece.text).split()),
    )
