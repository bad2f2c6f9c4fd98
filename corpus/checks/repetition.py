"""repeated-word: a word typed twice; not what Vietnamese doubles on purpose ("ngày ngày", "từ từ")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.types import Span

# Syllables that are never doubled: what relates, counts or commands. Of others two in a row may be one word.
_NEVER_DOUBLED = frozenset(
    "theo của và các những được trong cho với tại về để đến do bởi trên dưới này khi nếu thì mà như bằng việc cùng"
    " giữa hoặc đã sẽ đang phải cần số một có là bị tỉnh huyện thuộc gồm nhằm vào ra trước sau không cấp thực tổ chức"
    " sở bộ hiện công nghệ thông quyết nghị định kế hoạch".split()
)
_MEANT = frozenset({("hai", "ba"), ("năm", "năm")})
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 6  # syllables of a phrase that is looked for twice


def check_repetition(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Words and phrases that stand twice in a row."""
    for piece in reading.pieces:
        words = list(_WORD.finditer(piece.folded.text))
        forms = [word.group() for word in words]
        i = 0
        while i < len(forms):
            size = next((n for n in range(min(_MOST, (len(forms) - i) // 2), 0, -1)
                         if _doubled(piece, words, forms, i, n)), 0)  # fmt: skip
            if size:
                yield _finding(reading, piece, words[i : i + 2 * size])
            i += 2 * size or 1


def _doubled(piece: Piece, words: Sequence[re.Match[str]], forms: Sequence[str], i: int, n: int) -> bool:
    """Whether the `n` syllables at `i` come again at once, with nothing but blanks between all of them."""
    if forms[i : i + n] != forms[i + n : i + 2 * n]:
        return False
    run, said = words[i : i + 2 * n], piece.folded.text
    if any(said[a.end() : b.start()] != " " for a, b in zip(run, run[1:], strict=False)):
        return False
    first, second = (_written(piece, run[j * n : (j + 1) * n]) for j in (0, 1))
    if first != second or (n == 1 and forms[i] not in _NEVER_DOUBLED):
        return False
    return not (n > 1 and len(set(forms[i : i + n])) == 1) and not (n == 2 and tuple(forms[i : i + n]) in _MEANT)


def _written(piece: Piece, words: Sequence[re.Match[str]]) -> str:
    return " ".join(piece.at(*word.span()).of(piece.text) for word in words)


def _finding(reading: Reading, piece: Piece, words: Sequence[re.Match[str]]) -> Finding:
    span = Span(piece.at(*words[0].span()).start, piece.at(*words[-1].span()).end)
    half = len(words) // 2
    once = _written(piece, words[:half])
    following = span.end
    name = piece.text[following + 1 : following + 2].isupper() and half > 1
    return reading.finding(
        FindingKind.REPEATED_WORD,
        Severity.NOTE if name else Severity.WARNING,
        f"“{once}” viết hai lần liền nhau.",
        span,
        expected=once,
        found=" ".join(span.of(piece.text).split()),
    )
