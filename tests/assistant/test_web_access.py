"""The app on a network: who gets in, what is refused, and what a reply carries."""

from __future__ import annotations

import gc
import html
import socket
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.web.access.gate import may_edit
from assistant.web.access.rates import Rate
from assistant.web.access.sessions import Sessions
from assistant.web.access.users import Role, User, Users, read_users, write_users
from assistant.web.server import Access, is_local, serve, started
from corpus.errors import AssistantError
from plan_assistant import main

# gradio leaves sockets and an event loop to the garbage collector when its server stops
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

READER, EDITOR, SECRET = "lan", "minh", "mật khẩu rất dài"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def users_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("access") / "users"
    write_users(path, [User.made(READER, Role.READER, SECRET), User.made(EDITOR, Role.EDITOR, SECRET)])
    return path


@pytest.fixture(scope="module")
def guarded(plan_store: Path, users_file: Path) -> Iterator[str]:
    with Assistant.open(plan_store) as assistant:
        server = started(assistant, "127.0.0.1", 0, Access(Users(users_file)))
        yield server.address
        server.close()
        gc.collect()


@pytest.fixture(scope="module")
def free(plan_store: Path) -> Iterator[str]:
    with Assistant.open(plan_store) as assistant:
        server = started(assistant, "127.0.0.1", 0)
        yield server.address
        server.close()
        gc.collect()


@contextmanager
def signed_in(address: str, name: str = READER) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        reply = client.post("/sign-in", data={"name": name, "password": SECRET})
        assert (reply.status_code, reply.headers["location"]) == (303, "/")
        yield client


def test_nobody_listens_beyond_this_machine_without_users(plan_assistant: Assistant) -> None:
    with pytest.raises(AssistantError, match=r"^0\.0\.0\.0: other machines could reach the app there.*--users FILE$"):
        serve(plan_assistant, host="0.0.0.0", open_browser=False)
    assert all(map(is_local, ("127.0.0.1", "::1", "localhost")))
    assert not any(map(is_local, ("0.0.0.0", "::", "10.0.0.7", "ke-hoach.vn")))


def test_a_stranger_is_led_to_the_sign_in_page_and_sees_nothing_else(guarded: str) -> None:
    page = httpx.get(guarded, headers={"accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?lang=vi")
    english = httpx.get(f"{guarded}en/", headers={"accept": "text/html"})
    assert english.headers["location"] == "/sign-in?lang=en"
    for path in ("config", "gradio_api/info", "assets/index.js", "gradio_api/queue/data", "theme.css"):
        assert httpx.get(guarded + path).status_code == 401, path
    assert httpx.post(f"{guarded}gradio_api/queue/join", json={}).json() == {"detail": "sign in first"}
    form = httpx.get(f"{guarded}sign-in?lang=vi")
    assert "Mật khẩu" in form.text
    assert "<script" not in form.text


def test_a_session_begins_with_the_right_password_and_ends_when_signing_out(guarded: str) -> None:
    with httpx.Client(base_url=guarded) as client:
        wrong = client.post("/sign-in", data={"name": READER, "password": "sai mật khẩu!"})
        assert wrong.status_code == 401
        assert "không đúng" in wrong.text
        assert not client.cookies
        right = client.post("/sign-in", data={"name": READER, "password": SECRET})
        assert right.headers["set-cookie"].endswith("; Path=/; HttpOnly; SameSite=Lax")
        page = client.get("/")
        assert page.status_code == 200
        assert "Đăng xuất" in page.text
        token = client.cookies["plan_session"]
        assert client.post("/sign-out").headers["location"] == "/sign-in"
        again = httpx.get(f"{guarded}config", cookies={"plan_session": token})
        assert again.status_code == 401


def test_a_name_tried_too_often_has_to_wait(plan_store: Path, users_file: Path) -> None:
    with Assistant.open(plan_store) as assistant:
        server = started(assistant, "127.0.0.1", 0, Access(Users(users_file)))
        tries = [
            httpx.post(f"{server.address}sign-in", data={"name": READER, "password": f"thử lần thứ {n}"})
            for n in range(6)
        ]
        server.close()
        gc.collect()
    assert [reply.status_code for reply in tries] == [401] * 5 + [429]
    assert "Hãy đợi" in tries[-1].text


def test_a_reader_adds_no_document_and_an_editor_does(guarded: str) -> None:
    file, named = "KẾ HOẠCH".encode(), {"x-file-name": "ke-hoach.txt"}
    with signed_in(guarded) as reader, signed_in(guarded, EDITOR) as editor:
        refused = reader.post("/library/files", content=file, headers=named)
        assert (refused.status_code, refused.json()) == (403, {"detail": "only editors add documents"})
        assert editor.post("/library/files", content=file, headers=named).json()["name"] == "ke-hoach.txt"


@pytest.mark.parametrize("path", ["gradio_api/upload", "en/gradio_api/upload", "upload"])
def test_files_come_in_one_way_only(guarded: str, path: str) -> None:
    with signed_in(guarded, EDITOR) as editor:
        assert editor.post(f"/{path}", files={"files": ("a.txt", b"a")}).status_code == 404


def test_who_may_edit() -> None:
    reader, editor = (User("a", role, "", "") for role in (Role.READER, Role.EDITOR))
    scopes: list[Mapping[str, Any]] = [
        {},
        {"plan_assistant.user": None},
        {"plan_assistant.user": reader},
        {"plan_assistant.user": editor},
    ]
    assert [may_edit(scope) for scope in scopes] == [True, True, False, True]


def test_a_user_taken_out_of_the_file_is_out_at_once(plan_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "users"
    write_users(path, [User.made(READER, Role.READER, SECRET), User.made(EDITOR, Role.EDITOR, SECRET)])
    with Assistant.open(plan_store) as assistant:
        server = started(assistant, "127.0.0.1", 0, Access(Users(path)))
        with signed_in(server.address) as client:
            assert client.get("/config").status_code == 200
            write_users(path, [user for user in read_users(path) if user.name != READER])
            assert client.get("/config").status_code == 401
        server.close()
        gc.collect()


def test_too_many_questions_of_one_session_wait_and_another_session_goes_on(guarded: str) -> None:
    with signed_in(guarded) as first, signed_in(guarded, EDITOR) as second:
        statuses = [first.post("/gradio_api/queue/join", json={}).status_code for _ in range(40)]
        assert statuses[0] != 429
        assert statuses[-1] == 429
        assert second.post("/gradio_api/queue/join", json={}).status_code != 429


def test_downloads_are_work_and_wait_too(guarded: str) -> None:
    with signed_in(guarded) as reader:
        statuses = [reader.get("/downloads/can-cu.json?kind=x").status_code for _ in range(40)]
        assert statuses[0] == 400
        assert statuses[-1] == 429


def test_signing_in_opens_the_link_that_was_followed(guarded: str) -> None:
    link = "document=son-la-2021&start=3&end=9&check=2-0123456701234567890a"
    page = httpx.get(f"{guarded}en/?{link}&next=//elsewhere.example", headers={"accept": "text/html"})
    assert page.headers["location"] == f"/sign-in?lang=en&{link}"
    with httpx.Client(base_url=guarded) as client:
        form = client.get(page.headers["location"])
        address = html.unescape(form.text.split('action="')[1].split('"')[0])
        assert address == f"/sign-in?lang=en&{link}"
        wrong = client.post(address, data={"name": READER, "password": "sai mật khẩu!"})
        assert f'action="{html.escape(address)}"' in wrong.text
        assert client.post(address, data={"name": READER, "password": SECRET}).headers["location"] == f"/en/?{link}"


def test_a_place_to_go_to_after_signing_in_is_one_of_ours_and_no_markup(guarded: str) -> None:
    evil = "document=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%0d%0aset-cookie:a=b"
    form = httpx.get(f"{guarded}sign-in?lang=vi&{evil}")
    assert "<script" not in form.text
    reply = httpx.post(f"{guarded}sign-in?{evil}", data={"name": EDITOR, "password": SECRET})
    assert reply.headers["location"].startswith("/?document=%22%3E%3Cscript")
    assert reply.headers["set-cookie"].startswith("plan_session=")


def test_a_body_over_the_limit_is_refused_told_or_untold(free: str) -> None:
    large = b"x" * (1 << 20) + b"x"
    told = httpx.post(f"{free}gradio_api/queue/join", content=large)
    assert (told.status_code, told.json()) == (413, {"detail": "the request is larger than 1 MiB"})
    untold = httpx.post(f"{free}gradio_api/queue/join", content=iter([large]))
    assert (untold.status_code, untold.json()) == (413, {"detail": "the request is larger than 1 MiB"})


@pytest.mark.parametrize("path", ["", "en/", "config", "gradio_api/info", "sign-in", "nothing-here", "theme.css"])
def test_every_reply_carries_the_headers_of_safety(free: str, guarded: str, path: str) -> None:
    for address in (free, guarded):
        headers = httpx.get(address + path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_a_name_of_another_site_that_points_here_is_refused(free: str) -> None:
    reply = httpx.get(free, headers={"host": "evil.example"})
    assert (reply.status_code, reply.json()) == (421, {"detail": "host 'evil.example' is not served here"})
    assert httpx.get(free, headers={"host": "localhost:7860"}).status_code == 200


def test_a_form_of_another_site_is_refused(guarded: str) -> None:
    with signed_in(guarded) as client:
        reply = client.post("/gradio_api/queue/join", json={}, headers={"origin": "https://evil.example"})
        assert reply.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/file=/etc/passwd",
        "gradio_api/file=../../../../etc/passwd",
        "gradio_api/file=%2Fetc%2Fpasswd",
        "gradio_api/file/etc/passwd",
        "file=/etc/passwd",
        "static/../../../../../../etc/passwd",
        "static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "assets/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "svelte/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "gradio_api/file=http://127.0.0.1/",
        "gradio_api/proxy=https://example.org/",
        "monitoring",
        "gradio_api/deep_link",
        "login",
    ],
)
def test_no_file_and_no_other_host_is_read_through_any_route(free: str, path: str) -> None:
    host = free.removeprefix("http://").rstrip("/")
    with socket.create_connection((host.split(":")[0], int(host.split(":")[1]))) as raw:  # no client mends the path
        raw.sendall(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        reply = b"".join(iter(lambda: raw.recv(65536), b""))
    assert int(reply.split()[1]) >= 400, reply[:200]
    assert b"root:" not in reply


def test_the_store_is_not_served(free: str, plan_store: Path) -> None:
    for file in plan_store.rglob("*"):
        assert httpx.get(f"{free}gradio_api/file={file}").status_code in (403, 404)


def test_sessions_end_by_themselves() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    idle, busy = sessions.begin(READER), sessions.begin(EDITOR)
    for _ in range(24):
        clock.now += 29 * 60
        assert sessions.user(busy) == EDITOR
    assert sessions.user(idle) is None
    clock.now += 29 * 60
    assert sessions.user(busy) is None, "twelve hours are over"
    assert sessions.user("") is None


def test_a_rate_lets_bursts_through_and_then_so_many_a_second() -> None:
    clock = Clock()
    rate = Rate(burst=3, each_second=0.5, clock=clock)
    assert [rate.take("a") for _ in range(4)] == [0, 0, 0, 2.0]
    assert rate.take("b") == 0
    clock.now += 2
    assert [rate.take("a"), rate.take("a")] == [0, 2.0]


def test_passwords_are_kept_as_hashes_that_only_their_owner_reads(users_file: Path) -> None:
    assert SECRET not in users_file.read_text("utf-8")
    assert stat.S_IMODE(users_file.stat().st_mode) == 0o600
    first, second = (User.made("a", Role.READER, SECRET) for _ in range(2))
    assert first.hash != second.hash
    users = Users(users_file)
    assert users.check(READER, SECRET) == users.get(READER)
    assert users.check(READER, SECRET + " ") is None
    assert users.check("không có", SECRET) is None


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [("a b", SECRET, "a name is letters"), ("a:b", SECRET, "a name is letters"), ("an", "ngắn", "has 4 characters")],
)
def test_a_name_or_password_that_will_not_do_is_told(name: str, password: str, said: str) -> None:
    with pytest.raises(AssistantError, match=said):
        User.made(name, Role.READER, password)


def test_a_user_file_that_is_wrong_or_open_to_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "users"
    with pytest.raises(AssistantError, match="cannot read the user file"):
        Users(path)
    write_users(path, [User.made(READER, Role.READER, SECRET)])
    path.chmod(0o644)
    with pytest.raises(AssistantError, match=f"chmod 600 {path}"):
        Users(path)
    path.chmod(0o600)
    path.write_text(path.read_text("utf-8") + "lan:chủ:00:11\n", "utf-8")
    with pytest.raises(AssistantError, match="line 2: is no user"):
        Users(path)


def test_users_are_added_changed_listed_and_removed_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "users"

    def run(*arguments: str, typed: str = "") -> int:
        import io

        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return main(["users", *arguments, "--users", str(path)])

    assert run("add", READER, typed=f"{SECRET}\n") == 0
    assert run("add", READER, "--role", "editor", typed=f"{SECRET}!\n") == 0
    assert run("list") == 0
    assert capsys.readouterr().out == "added lan (reader)\nchanged lan (editor)\nlan\teditor\n"
    assert Users(path).check(READER, f"{SECRET}!") is not None
    assert run("remove", "minh") == 1
    assert "no user minh" in capsys.readouterr().err
    assert run("remove", READER) == 0
    assert read_users(path) == []
