"""Plans made up for these tests, and stores over them with the shipped encoder."""

from __future__ import annotations

import json
import lzma
import random
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.document import make_document
from corpus.types import Document
from index.indexing import FileResult, find_files, index_files
from index.store import Store

ROOT = Path(__file__).parents[2]
SUBJECTS = (
    "trồng rừng phòng hộ",
    "gia cố đê sông",
    "tập huấn cán bộ xã",
    "số hóa hồ sơ đất đai",
    "phun thuốc diệt muỗi",
)
YEN_SON = """ỦY BAN NHÂN DÂN
TỈNH YÊN SƠN
KẾ HOẠCH
Ứng dụng công nghệ thông tin năm 2031
I. MỤC TIÊU
Đến hết năm 2031, 85% hồ sơ được giải quyết qua mạng.
Toàn tỉnh có 128 điểm phục vụ bưu chính.
II. KINH PHÍ
Tổng kinh phí là 12.500 triệu đồng, do Sở Tài chính cân đối.
III. NHIỆM VỤ
1. Nâng cấp cổng thông tin điện tử của tỉnh;
2. Mua sắm 45 máy chủ cho trung tâm dữ liệu.
"""
BINH_HAI = """ỦY BAN NHÂN DÂN
TỈNH BÌNH HẢI
KẾ HOẠCH
Phòng, chống thiên tai năm 2032
I. YÊU CẦU
Kè chống sạt lở sông Lũng được gia cố trước mùa mưa bão.
II. KINH PHÍ
Ngân sách tỉnh bố trí 9.750 triệu đồng để gia cố kè.
"""
CHANGED = YEN_SON.replace("85% hồ sơ", "90% hồ sơ").replace("128 điểm", "131 điểm")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder with two plans."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "yen-son-2031.txt").write_text(YEN_SON, encoding="utf-8")
    (folder / "binh-hai-2032.txt").write_text(BINH_HAI, encoding="utf-8")
    return folder


@pytest.fixture
def index(plans: Path, tmp_path: Path) -> Callable[[], tuple[FileResult, ...]]:
    """Index the folder of plans into the store, as the command does."""

    def run() -> tuple[FileResult, ...]:
        with Store.create_or_open(tmp_path / "store") as store:
            return index_files(store, find_files([plans]))

    return run


@pytest.fixture
def folder(index: Callable[[], tuple[FileResult, ...]], tmp_path: Path) -> Path:
    """The folder of a store with both plans."""
    index()
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """The store with both plans, open."""
    with Store(folder) as opened:
        yield opened


@pytest.fixture
def document() -> Document:
    """The plan of Yên Sơn as a document."""
    return make_document(Path("/plans/yen-son-2031.txt"), YEN_SON.encode(), "yen-son-2031")


@pytest.fixture
def in_child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python code with arguments in another process, which ends with the test at the latest."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield start
    for child in started:
        if child.poll() is None:
            child.kill()
            child.communicate()


@pytest.fixture(scope="session")
def subjects() -> tuple[str, ...]:
    """What the made-up pairs are about."""
    return SUBJECTS


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of 400 made-up pairs of a question and the sentence that answers it, and two of noise."""
    folder = tmp_path_factory.mktemp("train")
    chance = random.Random(1)
    pairs = []
    for number in range(400):
        subject = chance.choice(SUBJECTS)
        place = chance.choice(("huyện An Bình", "xã Tân Lập", "thị trấn Sông Lũng"))
        pairs.append(
            {
                "query": f"Ai lo việc {subject} ở {place}?",
                "passage": f"Giao {place} chủ trì {subject} trong quý {number % 4 + 1}.",
            }
        )
    pairs += [{"query": "?? 12 -- 34", "passage": "1 2 3 4 5 6 7 8 9"}, {"query": "ngắn", "passage": "ngắn"}]
    with lzma.open(folder / "made-up.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)
    return folder
