"""What a reader may not do, however it is asked for: each event is sent as the page of an editor sends it."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.web.access.users import Role, User, Users, write_users
from assistant.web.server import Access, started
from eval.evaluator import ShippedEvaluator
from index.failures import note
from index.indexing import FileResult, Outcome
from index.store import Store
from tests.assistant.browsing import IN_A_BROWSER, Recording, folded, free_port

pytestmark = IN_A_BROWSER

READER, EDITOR, SECRET = "lan", "minh", "mật khẩu rất dài"
QUESTION = json.dumps(
    {"id": "a", "question": "Kinh phí?", "kind": "money", "docs": [], "answers": [], "evidence": [], "style": "formal"}
)
# the part of the page, what its script would send for an editor
EDITS: list[tuple[str, dict[str, Any]]] = [
    ("library-list", {"act": "remove", "name": "yen-bai-2031"}),
    ("library-list", {"act": "correct", "name": "yen-bai-2031", "values": {"title": "Bịa"}}),
    ("library-list", {"act": "undo", "name": "yen-bai-2031"}),
    ("library-failures", {"act": "dismiss", "name": "hỏng.pdf"}),
    ("library-upload", {"act": "load", "load": {"a": None}, "drop": []}),
    ("evaluation-form", {"act": "add", "name": "bịa.jsonl", "text": QUESTION}),
    ("evaluation-form", {"act": "run", "sets": ["unanswerable"], "baseline": ""}),
    ("evaluation-reports", {"act": "remove", "name": "20310101-000000"}),
]


@pytest.fixture(scope="module")
def address(assistant: Recording, store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    users = tmp_path_factory.mktemp("roles") / "users"
    write_users(users, [User.made(READER, Role.READER, SECRET), User.made(EDITOR, Role.EDITOR, SECRET)])
    note(store, [FileResult(Path("hỏng.pdf"), Outcome.FAILED, reason="hỏng.pdf: không đọc được; hãy gửi lại")])
    (store / "reports" / "20310101-000000").mkdir(parents=True)
    server = started(assistant, "127.0.0.1", free_port(), Access(Users(users)), ShippedEvaluator())
    yield server.address
    server.close()
    gc.collect()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 860})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_label("Tên người dùng").fill(name)
    page.get_by_label("Mật khẩu").fill(SECRET)
    page.get_by_role("button", name="Vào").click()
    expect(page.locator(".welcome")).to_be_visible()


def sent(client: httpx.Client, part: str, event: dict[str, Any]) -> Any:
    """What the server answers to an event of a part of the page, sent past the page."""
    config = client.get("/config").json()
    ids = {component["props"].get("elem_id"): component["id"] for component in config["components"]}
    found = next(d for d in config["dependencies"] if d["targets"] == [[ids[part], "act"]])
    call = {"data": [None] * len(found["inputs"]), "fn_index": found["id"], "session_hash": "phiennguoidoc"}
    client.post("/gradio_api/queue/join", json=call | {"event_data": event}).raise_for_status()
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "phiennguoidoc"}) as reply:
        for line in reply.iter_lines():
            said = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if said.get("msg") == "process_completed":
                return said
    raise AssertionError("no answer")


def kept(store: Path) -> dict[str, bytes]:
    """What the store's folder holds of what an editor changes."""
    with Store(store) as opened:
        texts = {identity: repr(opened.document(identity)).encode() for identity in opened.ids()}
    names = ("failures.json", "corrections.json")
    beside = {name: (store / name).read_bytes() for name in names if (store / name).exists()}
    return texts | beside | {str(path): b"" for path in (store / "reports").rglob("*")}


def test_no_event_lets_a_reader_change_anything(address: str, store: Path) -> None:
    before = kept(store)
    with httpx.Client(base_url=address, timeout=30) as client:
        client.post("/sign-in", data={"name": READER, "password": SECRET})
        for part, event in EDITS:
            assert sent(client, part, event)["success"], part
        assert "bịa.jsonl" not in str(sent(client, "evaluation-form", {"act": "stop"}))
    assert kept(store) == before


def test_a_reader_is_shown_nothing_to_change_and_an_editor_is(page: Page, address: str) -> None:
    sign_in(page, address, READER)
    view = page.locator("#view-library")
    page.get_by_role("tab", name="Tài liệu").click()
    expect(view).to_contain_text("Tài khoản này chỉ đọc và hỏi.")
    expect(view.get_by_role("button", name="Đọc: ").first).to_be_visible()
    for hidden in (
        ".drop",
        ".swap-file >> visible=true",
        ".danger >> visible=true",
        ".unreadable button >> visible=true",
    ):
        expect(view.locator(f"{hidden} >> visible=true")).to_have_count(0)
    page.get_by_role("tab", name="Đánh giá").click()
    expect(page.locator("#view-evaluation")).to_contain_text("Người biên tập mới chạy đánh giá.")
    expect(page.get_by_role("button", name="Chạy đánh giá")).to_have_count(0)
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page, address, EDITOR)
    page.get_by_role("tab", name="Tài liệu").click()
    expect(view.locator(".drop")).to_be_visible()
    expect(view.locator(".danger").first).to_be_visible()


def test_a_link_is_opened_after_signing_in(page: Page, address: str) -> None:
    sign_in(page, f"{address}?document=yen-bai-2031&start=0&end=17", READER)
    expect(page.locator("mark").first).to_have_text("ỦY BAN NHÂN DÂN")
    assert folded(page.locator("#reading .bar").inner_text()).count("Yên Bái")
