"""Write plan-like documents: `python bench/generate.py FOLDER --passages N [--seed S]`.

The text is made up from our own lexicon and lists of agencies and provinces: letterhead, legal bases, sections with
tasks, targets and amounts, a table, "Tổ chức thực hiện", signature. How often a word comes follows Zipf's law, names of
communes make a long tail of rare ones, and two of five documents are near-duplicates of another one: the same plan of
another province and year with other figures. The same seed gives the same documents.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import random
import sys
from functools import cache, partial
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from corpus.document import make_document  # noqa: E402
from index.passages import find_passages  # noqa: E402

A_FOLDER = 1_000  # documents
FAMILY = 5  # documents in a row of which the last two repeat the first
PATTERNS = (
    "Đẩy mạnh {a} gắn với {b} trên địa bàn {c}.",
    "{A} phối hợp với {B} triển khai {a} tại {n} xã, hoàn thành trước ngày {d}.",
    "Phấn đấu đến năm {y} có {p}% {a} được thực hiện qua {b}.",
    "Đến hết năm {y}, tỷ lệ {a} đạt trên {p}%, tăng {q}% so với năm {x}.",
    "Kinh phí cho {a} là {m} triệu đồng, lấy từ ngân sách địa phương và các nguồn huy động hợp pháp khác.",
    "Tổ chức {n} lớp tập huấn về {a} và {b} cho {k} cán bộ, công chức xã {c}.",
    "Rà soát, bổ sung {a} phù hợp với {b}; kịp thời báo cáo {A} những khó khăn, vướng mắc phát sinh.",
    "Nâng cấp {a} của {n} đơn vị, trong đó ưu tiên xã {c} và các xã vùng sâu, vùng xa.",
    "Xây dựng và đưa vào vận hành {a} trong quý {u} năm {y}, bảo đảm kết nối với {b}.",
    "Tuyên truyền, phổ biến về {a} trên đài phát thanh xã {c} và cổng thông tin điện tử.",
    "{A} chủ trì hướng dẫn {a}; {B} bảo đảm kinh phí theo phân cấp.",
    "Bố trí {m} triệu đồng để mua sắm thiết bị phục vụ {a} giai đoạn {x}-{y}.",
    "Kiểm tra việc thực hiện {a} tại xã {c} ít nhất {u} lần mỗi năm.",
    "Trong năm {x} đã hoàn thành {a} cho {k} hộ dân, đạt {p}% kế hoạch.",
    "Việc {a} còn chậm, nguyên nhân chủ yếu do {b} chưa đồng bộ.",
    "Huy động các tổ chức, doanh nghiệp tham gia {a} và {b}.",
)
HEADINGS = ("MỤC ĐÍCH, YÊU CẦU", "MỤC TIÊU", "NHIỆM VỤ VÀ GIẢI PHÁP", "KINH PHÍ THỰC HIỆN", "TỔ CHỨC THỰC HIỆN")
ROMAN = ("I", "II", "III", "IV", "V")


@cache
def words() -> tuple[tuple[str, ...], ...]:
    """The official terms of each field of the lexicon."""
    fields = []
    for path in sorted((ROOT / "index" / "lexicon").glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        terms = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
        fields.append(tuple(dict.fromkeys(term for term in terms if len(term) > 2)))
    return tuple(field for field in fields if len(field) >= 40)


@cache
def zipf(count: int) -> list[float]:
    """Cumulative weights 1, 1/2, 1/3 ..."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


@cache
def columns(name: str, column: int) -> tuple[str, ...]:
    """A column of a table of the corpus."""
    with (ROOT / "corpus" / name).open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]
    return tuple(dict.fromkeys(row[column] for row in rows if len(row) > column and row[column]))


@cache
def communes() -> tuple[str, ...]:
    """Made-up names of communes of two syllables."""
    syllables = [s.capitalize() for s in columns("syllables.tsv", 0) if 2 <= len(s) <= 6]
    chance = random.Random(7)
    return tuple(f"{chance.choice(syllables)} {chance.choice(syllables)}" for _ in range(20_000))


class Writer:
    """Writes one document: `words` choose what is said, `own` the names and figures."""

    def __init__(self, number: int, seed: int) -> None:
        leader = number - number % FAMILY if number % FAMILY >= FAMILY - 2 else number
        self.words = random.Random(f"{seed} {leader}")
        self.own = random.Random(f"{seed} {number} own")
        fields = words()
        self.field = self.words.choice(fields)
        self.other = self.words.choice(fields)
        self.province = self.own.choice(columns("provinces.tsv", 0))
        self.year = self.own.randint(2008, 2030)
        agencies = columns("agencies.tsv", 1)
        self.agencies = [f"Sở {name}" for name in self.words.sample(agencies[:40], 5)]
        self.communes = self.own.sample(communes(), 12)

    def term(self) -> str:
        """A term of the document's fields, the first ones often."""
        field = self.field if self.words.random() < 0.8 else self.other
        return self.words.choices(field, cum_weights=zipf(len(field)))[0]

    def sentence(self) -> str:
        """A sentence of the plan."""
        own = self.own
        day, month = own.randint(1, 28), own.randint(1, 12)
        pattern = self.words.choices(PATTERNS, cum_weights=zipf(len(PATTERNS)))[0]
        return pattern.format(
            a=self.term(),
            b=self.term(),
            c=own.choices(self.communes, cum_weights=zipf(12))[0],
            A=self.words.choice(self.agencies),
            B=self.words.choice(self.agencies),
            d=f"{day:02}/{month:02}/{self.year}",
            k=own.randint(20, 5_000),
            m=f"{own.randint(20, 90_000):,}".replace(",", "."),
            n=own.randint(2, 180),
            p=own.randint(20, 100),
            q=own.randint(1, 19),
            u=own.randint(1, 4),
            x=self.year - 1,
            y=self.year + own.randint(0, 5),
        )

    def text(self) -> str:
        """The document."""
        own, number = self.own, self.own.randint(1, 4_000)
        title = f"{self.term()} và {self.term()} tỉnh {self.province} năm {self.year}"
        lines = [
            f"ỦY BAN NHÂN DÂN TỈNH {self.province.upper()}",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            f"Số: {number}/KH-UBND",
            f"{self.province}, ngày {own.randint(1, 28)} tháng {own.randint(1, 12)} năm {self.year - 1}",
            f"KẾ HOẠCH\n{title[0].upper()}{title[1:]}",
            f"Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm {self.year - 3};",
            f"Căn cứ Quyết định số {own.randint(1, 3_000)}/QĐ-TTg về {self.term()};",
            f"Ủy ban nhân dân tỉnh {self.province} ban hành Kế hoạch {title} như sau:",
        ]
        for roman, heading in zip(ROMAN, HEADINGS, strict=True):
            lines.append(f"{roman}. {heading}")
            for item in range(1, 1 + self.words.randint(1, 3) * (2 if heading.startswith("NHIỆM") else 1)):
                lines.append(f"{item}. {self.term().capitalize()}")
                lines += [f"- {self.sentence()}" for _ in range(self.words.randint(2, 7))]
            if heading.startswith("KINH") and self.words.random() < 0.4:
                lines += self.table()
        lines += ["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"]
        return "\n".join(lines) + "\n"

    def table(self) -> list[str]:
        """A table flattened to one cell a line."""
        cells = ["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian", "Kinh phí (triệu đồng)"]
        for row in range(1, self.words.randint(4, 9)):
            amount = f"{self.own.randint(20, 9_000):,}".replace(",", ".")
            cells += [str(row), self.term().capitalize(), self.words.choice(self.agencies), str(self.year), amount]
        return cells


def write(folder: Path, seed: int, first: int, last: int) -> int:
    """Write the documents of those numbers; how many."""
    place = folder / f"{first // A_FOLDER:04}"
    place.mkdir(parents=True, exist_ok=True)
    for number in range(first, last):
        (place / f"ke-hoach-{number:06}.txt").write_text(Writer(number, seed).text(), encoding="utf-8")
    return last - first


def passages_a_document(seed: int, sample: int = 200) -> float:
    """The mean number of passages of the first documents."""
    texts = [Writer(number, seed).text() for number in range(sample)]
    return sum(len(find_passages(make_document(Path("a.txt"), text.encode()))) for text in texts) / sample


def generate(folder: Path, passages: int, seed: int = 1) -> int:
    """Write documents of about so many passages; how many documents."""
    count = max(1, round(passages / passages_a_document(seed)))
    starts = range(0, count, A_FOLDER)
    with multiprocessing.Pool(len(os.sched_getaffinity(0))) as pool:
        return sum(pool.starmap(partial(write, folder, seed), [(s, min(s + A_FOLDER, count)) for s in starts]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    sys.stdout.write(f"{generate(args.folder, args.passages, args.seed)} documents in {args.folder}\n")
