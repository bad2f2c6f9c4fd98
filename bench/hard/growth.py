"""Find what costs more than in proportion to its size: `python bench/hard/growth.py`.

Texts of one extreme shape each (one line without end, thousands of headings, of rows, of brackets, of figures ...) are
read at two sizes, one eight times the other; single steps read what is hard for them alike. A step that takes more than
30 times as long for the larger, or any that takes longer than its limit there, is a fault: a document of a megabyte
must not take hours.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from corpus.abbreviations import find_abbreviations
from corpus.blocks import find_blocks
from corpus.checks import check_document
from corpus.commitments.extraction import find_commitments
from corpus.document import make_document
from corpus.figures import find_figures
from corpus.readers import read_bytes
from corpus.sentences import sentences
from corpus.syllables import split_glued
from corpus.tables import find_tables
from corpus.tokens import tokens
from corpus.types import Document, Span
from index.passages import find_passages

TIMES_LARGER = 8
TIMES_LONGER = 30  # 8 is in proportion, 64 is quadratic
_NOTHING = 0.5  # seconds of the larger text below which a step is quick enough whatever its growth
_SECONDS_A_MEGABYTE = 60.0

Shape = Callable[[int], str]
_SENTENCE = "Sở Y tế chủ trì, phối hợp với các đơn vị thực hiện 12,5% kế hoạch trước ngày 30/6/2031. "
_AGENCIES = "Sở Tài chính, Sở Y tế, Ủy ban nhân dân các huyện, Văn phòng Ủy ban nhân dân tỉnh và "


def _until(size: int, lines: Iterator[str]) -> str:
    pieces, length = [], 0
    for line in lines:
        pieces.append(line)
        length += len(line)
        if length >= size:
            break
    return "".join(pieces)


def _numbered(pattern: str) -> Shape:
    """The pattern over and over with its number in it."""
    return lambda size: _until(size, (pattern.format(n=n) for n in range(1, sys.maxsize)))


def _deep(size: int) -> str:
    return _until(size, (".".join("1" * (n % 40 + 1)) + f" Nội dung thứ {n}\n" for n in range(1, sys.maxsize)))


SHAPES: dict[str, Shape] = {
    "one letter": lambda size: "a" * size,
    "one word": lambda size: "thực hiện " * (size // 10),
    "one sentence without end": lambda size: "phối hợp với Sở Y tế, " * (size // 22),
    "one paragraph of sentences": lambda size: _SENTENCE * (size // len(_SENTENCE)),
    "one agency after the other": lambda size: _AGENCIES * (size // len(_AGENCIES)),
    "one line of figures": lambda size: "12.500 " * (size // 7),
    "one figure": lambda size: "12.500." * (size // 7),
    "one number": lambda size: "1" * size,
    "dates": lambda size: "30/6/2031, " * (size // 11),
    "amounts": lambda size: "12.500 triệu đồng, trong đó " * (size // 28),
    "amounts in words": lambda size: "Ba mươi bốn tỷ không trăm sáu mươi triệu đồng " * (size // 46),
    "percentages": lambda size: "đạt 85%, " * (size // 9),
    "years": lambda size: "năm 2031 - 2035 " * (size // 16),
    "document numbers": lambda size: "Quyết định số 12/2031/QĐ-UBND ngày 30/6/2031; " * (size // 46),
    "open brackets": lambda size: "(" * size,
    "brackets": lambda size: "(a) [b] “c” " * (size // 12),
    "open quotation marks": lambda size: "“Sở " * (size // 4),
    "blanks": lambda size: "a" + " " * size + "b",
    "blank lines": lambda size: "a" + "\n" * size + "b",
    "carriage returns": lambda size: "a\r" * (size // 2),
    "tabs": lambda size: "a\tb\t" * (size // 4),
    "dots": lambda size: "." * size,
    "dotted lines": lambda size: ("Họ tên" + "." * 60 + "\n") * (size // 67),
    "hyphens": lambda size: "-" * size,
    "hyphens and blanks": lambda size: "- " * (size // 2),
    "slashes": lambda size: "/" * size,
    "bars": lambda size: "|" * size,
    "commas": lambda size: "a, " * (size // 3),
    "semicolons": lambda size: "giao Sở Y tế; " * (size // 14),
    "colons": lambda size: "Chủ trì: Sở Y tế: " * (size // 18),
    "capitals": lambda size: "KẾ HOẠCH " * (size // 9),
    "accents": lambda size: "a" + "\u0301" * size,
    "abbreviations": _numbered("công nghệ thông tin số {n} (CNTT{n}), "),
    "lines of one word": lambda size: "Sở\n" * (size // 3),
    "wrapped lines": lambda size: "thực hiện các nhiệm vụ được giao theo kế hoạch của tỉnh và\n" * (size // 58),
    "items": _numbered("- Nhiệm vụ {n}: nâng cấp {n} máy chủ, hoàn thành quý II năm 2031;\n"),
    "letters": lambda size: "a) Nâng cấp máy chủ;\nb) Tập huấn;\n" * (size // 34),
    "arabic headings": _numbered("{n}. Nhiệm vụ {n}\nThực hiện {n}% kế hoạch.\n"),
    "roman headings": _numbered("I. NHIỆM VỤ {n}\nThực hiện {n}% kế hoạch.\n"),
    "articles": _numbered("Điều {n}. Giao Sở Y tế thực hiện.\n"),
    "chapters": _numbered("Chương I\nQUY ĐỊNH {n}\n"),
    "headings under headings": _deep,
    "annexes": _numbered("PHỤ LỤC {n}\nDanh mục {n}\n"),
    "labels": _numbered("{n}. Dự án {n}\n- Chủ trì: Sở Y tế\n- Phối hợp: Sở Tài chính\n- Thời gian: quý II\n"),
    "letterheads": _numbered("ỦY BAN NHÂN DÂN\nTỈNH YÊN SƠN\nSố: {n}/KH-UBND\nKẾ HOẠCH\nChuyển đổi số {n}\n"),
    "flattened table": lambda size: "TT\nNội dung\nKinh phí\n" + _numbered("{n}\nDự án {n}\n{n}.500\n")(size),
    "rows": lambda size: "| TT | Dự án | Kinh phí |\n|---|---|---|\n" + _numbered("| {n} | Số {n} | {n}.500 |\n")(size),
    "columns": lambda size: "".join("|" + f"{cell}|" * (size // 9) + "\n" for cell in "a-123"),
    "tables": _numbered("Bảng {n}\n\n| TT | Nội dung |\n|---|---|\n| 1 | Dự án {n} |\n| 2 | Tổng cộng |\n\n"),
    "sums": _numbered("Tổng kinh phí {n}.500 triệu đồng, trong đó: tỉnh {n}.000 triệu đồng, huyện 500 triệu đồng.\n"),
    "ratios": _numbered("Toàn tỉnh có {n} xã, trong đó 12/{n} xã đạt chuẩn, chiếm 15%.\n"),
}  # fmt: skip

ALONE: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "tokens": (tokens, ("a", "1", "1/a-", "CNTTtrong ", "kếhoạch")),
    "words that are glued": (split_glued, ("kếhoạch",)),
    "abbreviations": (
        find_abbreviations,
        ("(CC) ", "CC (", "c c c (CCC) ", "của của (CC) ", "CC: ", "CC\n", "viết tắt là CC "),
    ),
    "figures": (find_figures, ("2013-", "1/a-", "1.", "34,06 tỷ ", "1", "ngày 1 tháng ")),
    "sentences": (
        lambda text: sentences(text, Span(0, len(text))),
        ("Nội dung. Đến năm 2020 đạt 50%; ", ".", "(; ", "TP. ", "A. "),
    ),
    "blocks beside tables": (
        lambda text: find_blocks(text, tuple(Span(i, i + 8) for i in range(0, len(text) - 8, 20))),
        ("Dòng ngắn số 5\n", "- ", "(", "a\r\n\r\n"),
    ),
    "tables": (
        lambda text: find_tables("STT\n\nTên\n\nKinh phí\n\nVốn\n\n" + text),
        ("1\n\n", "I\n\nNhóm\n\n5\n\n1\n\nViệc\n\n5\n\n", "1\n\nViệc\n\n5\n\nTổng\n\n5\n\n", "|a|b|\n", "\ta\n\n"),
    ),
    "markup": (
        lambda text: read_bytes("a.html", f"<p>{text}</p>".encode()),
        ("<button>Mở</button>chữ ", "<b>chữ</b> ", "<div>chữ</div>"),
    ),
}  # fmt: skip


def steps(text: str) -> Iterator[tuple[str, float]]:
    """The seconds of processor time that each step takes over a text, as a Markdown file."""

    def timed(step: Callable[[], Document | None]) -> tuple[float, Document | None]:
        before = time.process_time()
        result = step()
        return time.process_time() - before, result

    seconds, document = timed(lambda: make_document(Path("a.md"), text.encode()))
    assert document is not None
    made = document
    yield "document", seconds
    yield "passages", timed(lambda: void(find_passages(made)))[0]
    yield "commitments", timed(lambda: void(find_commitments(made)))[0]
    yield "checks", timed(lambda: void(check_document(made)))[0]


def void(_: object) -> None:
    """Nothing, of anything."""


def slow(name: str, small: dict[str, float], large: dict[str, float], size: int) -> int:
    """Print the steps that grow too fast from a text of `size` characters to the larger one; how many they are."""
    limit = _SECONDS_A_MEGABYTE * TIMES_LARGER * size / 1e6
    faults = 0
    for step, seconds in large.items():
        growth = seconds / max(small[step], 1e-3)
        if (seconds > _NOTHING and growth > TIMES_LONGER) or seconds > limit:
            faults += 1
            print(f"{name}: {step} takes {small[step]:.2f} s, then {seconds:.2f} s ({growth:.0f} times)", flush=True)
    return faults


def alone(name: str, size: int) -> int:
    """Time a single step over each text that is hard for it; how many grow too fast."""
    step, pieces = ALONE[name]

    def seconds(characters: int) -> dict[str, float]:
        found = {}
        for piece in pieces:
            text = piece * (characters // len(piece))
            step(piece)  # what is loaded once is loaded now
            before = time.process_time()
            step(text)
            found[repr(piece)] = time.process_time() - before
        return found

    return slow(name, seconds(size), seconds(TIMES_LARGER * size), size)


def main() -> int:
    """Time every shape and every step at both sizes, print what grows too fast; 1 where anything does."""
    parser = argparse.ArgumentParser(description="find what costs more than in proportion to its size")
    parser.add_argument("--size", type=int, default=50_000, help="characters of the smaller text")
    parser.add_argument("--shape", action="append", choices=SHAPES, metavar="SHAPE", help="only this shape")
    parser.add_argument("--step", action="append", choices=ALONE, metavar="STEP", help="only this step, by itself")
    arguments = parser.parse_args()
    size, faults, every = arguments.size, 0, not (arguments.shape or arguments.step)
    shapes = [name for name in SHAPES if every or name in (arguments.shape or ())]
    single = [name for name in ALONE if every or name in (arguments.step or ())]
    for name in shapes:
        large = SHAPES[name](TIMES_LARGER * size)
        faults += slow(name, dict(steps(SHAPES[name](size))), dict(steps(large)), size)
    faults += sum(alone(name, size) for name in single)
    times = f"{size:,} characters and {TIMES_LARGER} times that"
    print(f"{len(shapes)} shapes and {len(single)} steps of {times}, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
