"""The web app in a real browser: the server, the pages and the plans that the tests of all views share.

`conftest.py` offers the fixtures to every module; one that needs other documents overrides `files`.
"""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant.assistant import Assistant
from assistant.types import Answer
from assistant.web.server import started
from index.indexing import index_files
from index.store import Store

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IN_A_BROWSER = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed: apt-get install chromium"),
    # gradio leaves sockets and an event loop to the garbage collector when its server stops
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

expect.set_options(timeout=20_000)  # a busy machine is no fault of the page

YEN_BAI = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 15/KH-UBND
Yên Bái, ngày 10 tháng 01 năm 2031

KẾ HOẠCH
Chuyển đổi số tỉnh Yên Bái năm 2031

I. MỤC TIÊU
Đến hết năm 2031, tỷ lệ hồ sơ thủ tục hành chính giải quyết qua mạng đạt 85%.
Toàn tỉnh có 128 điểm phục vụ bưu chính.
II. NHIỆM VỤ
- Nâng cấp cổng thông tin điện tử của tỉnh;
- Đào tạo 450 cán bộ cấp xã về an toàn thông tin.
III. KINH PHÍ
Tổng kinh phí thực hiện kế hoạch là 12.500 triệu đồng, do Sở Tài chính cân đối.
IV. TỔ CHỨC THỰC HIỆN
Sở Thông tin và Truyền thông chủ trì theo dõi, báo cáo trước ngày 15 tháng 12 năm 2031.
"""
BINH_DINH = """ỦY BAN NHÂN DÂN
TỈNH BÌNH ĐỊNH
Số: 22/KH-UBND
Bình Định, ngày 05 tháng 02 năm 2031

KẾ HOẠCH
Chuyển đổi số tỉnh Bình Định năm 2031

I. MỤC TIÊU
Đến hết năm 2031, tỷ lệ hồ sơ thủ tục hành chính giải quyết qua mạng đạt 70%.
II. KINH PHÍ
Tổng kinh phí thực hiện kế hoạch là 9.750 triệu đồng, do ngân sách tỉnh bảo đảm.
"""
ATTACK = "<img src=x onerror=\"window.attacked='document'\"><script>window.attacked='script'</script>"
HOSTILE = f"""KẾ HOẠCH
Trồng cây xanh tỉnh Lai Châu năm 2031 {ATTACK}

I. MỤC TIÊU
Năm 2031 toàn tỉnh trồng 64.000 cây xanh {ATTACK} [bấm](javascript:alert(1)) {{{{value}}}} ${{value}}.
"""
FILLER = "\n".join(f"{n}. Nội dung thứ {n} về công tác văn thư, lưu trữ của đơn vị.\n" for n in range(1, 120))


class Recording(Assistant):
    """An assistant that notes what it was asked."""

    asked: list[tuple[str, tuple[str, ...], tuple[str, ...]]]

    def ask(self, question: str, history: Sequence[str] = (), documents: Sequence[str] = ()) -> Answer:
        """Note the question and answer it."""
        self.asked.append((question, tuple(history), tuple(documents)))
        return super().ask(question, history, documents)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """File names with what is in them; a module that shows other documents defines a fixture of this name."""
    texts = {"yen-bai-2031.txt": YEN_BAI + FILLER, "binh-dinh-2031.txt": BINH_DINH, "lai-chau-<b>2031.txt": HOSTILE}
    return {name: text.encode("utf-8") for name, text in texts.items()}


@pytest.fixture(scope="module")
def store(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with Store.create_or_open(folder / "store") as made:
        results = index_files(made, [folder / name for name in sorted(files)])
    assert [result.reason for result in results] == [None] * len(files)
    return folder / "store"


@pytest.fixture(scope="module")
def assistant(store: Path) -> Iterator[Recording]:
    with Recording.open(store) as opened:
        assert isinstance(opened, Recording)
        opened.asked = []
        yield opened


@pytest.fixture(scope="module")
def connected() -> list[Any]:
    """The addresses that this process, the server, connected to."""
    return []


@pytest.fixture(scope="module")
def address(assistant: Recording, connected: list[Any]) -> Iterator[str]:
    port = free_port()
    with pytest.MonkeyPatch.context() as patch:
        connect = socket.socket.connect

        def noted(self: socket.socket, address: Any) -> None:
            connected.append(address)
            connect(self, address)

        patch.setattr(socket.socket, "connect", noted)
        server = started(assistant, "127.0.0.1", port)
        yield f"http://127.0.0.1:{port}/"
        server.close()
        gc.collect()


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    yield from opened(browser, address, width=1440)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    yield from opened(browser, address, width=390)


def opened(browser: Browser, address: str, width: int) -> Iterator[Page]:
    """A session of its own; what is asked of another host or fails in a script fails the test."""
    context = browser.new_context(viewport={"width": width, "height": 860})
    context.set_default_timeout(20_000)
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    expect(page.locator(".welcome")).to_have_count(1)
    expect(page.locator("#question textarea")).to_be_visible()  # Gradio loads each kind of part by itself
    yield page
    assert {urlsplit(url).hostname for url in requests if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert not errors, errors
    context.close()


def ask(page: Page, question: str) -> None:
    turns = page.locator(".turn").count()
    page.get_by_label("Câu hỏi").fill(question)
    page.get_by_label("Câu hỏi").press("Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1)
    expect(page.locator(".turn").last.locator(".answer, .declined")).to_be_visible()


def far_away(page: Page) -> None:
    """Let every answer of the server take a second on its way."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 1_000, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", slow)


def folded(text: str) -> str:
    return " ".join(text.split())


def in_view(page: Page) -> bool:
    """Whether the first mark stands inside the window and inside the paper that scrolls it."""
    return bool(
        page.evaluate(
            """() => {
                const mark = document.getElementById('quote').getBoundingClientRect();
                const paper = document.querySelector('.paper').getBoundingClientRect();
                return mark.top >= paper.top && mark.bottom <= Math.min(paper.bottom, innerHeight) && mark.height > 0;
            }"""
        )
    )
