"""What programs may call, by a real client of each kind: Gradio's and MCP's."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent, Tool

from assistant.assistant import Assistant
from assistant.web.access.users import Role, User, Users, write_users
from assistant.web.programs.functions import Functions
from assistant.web.server import Access, started
from corpus.errors import AssistantError

# gradio leaves sockets and an event loop to the garbage collector when its server stops
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

ROOT = Path(__file__).parents[2]
NAMES = ["ask", "search", "get_passage", "list_commitments", "check", "list_documents"]
QUESTION = "Sơn La xây mới bao nhiêu cầu dân sinh?"


@pytest.fixture(scope="module")
def address(plan_store: Path) -> Iterator[str]:
    with Assistant.open(plan_store) as assistant:
        server = started(assistant, "127.0.0.1", 0)
        yield server.address
        server.close()
        gc.collect()


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False, analytics_enabled=False)


def test_only_named_endpoints_are_published_and_each_is_described(address: str) -> None:
    info = httpx.get(f"{address}gradio_api/info").json()
    assert list(info["named_endpoints"]) == [f"/{name}" for name in NAMES]
    assert info["unnamed_endpoints"] == {}
    for endpoint in info["named_endpoints"].values():
        assert endpoint["description"]
        assert all(parameter["python_type"]["type"] for parameter in endpoint["parameters"])
    assert httpx.get(f"{address}en/gradio_api/info").json()["named_endpoints"] == {}


def test_a_program_asks_and_gets_the_object_of_the_contract(client: Client) -> None:
    answer = client.predict(QUESTION, api_name="/ask")
    assert answer["answered"]
    assert "54" in answer["answer"]
    first = answer["citations"][0]
    passage = client.predict(first["document"], first["start"], first["end"], api_name="/get_passage")
    assert passage["text"] == first["quote"]
    assert passage["section"] == first["section"]


def test_a_program_searches_lists_and_checks(client: Client, plan_assistant: Assistant) -> None:
    documents = client.predict(api_name="/list_documents")
    assert [row["document"] for row in documents] == [document.id for document in plan_assistant.documents()]
    found = client.predict("cầu dân sinh", None, 3, api_name="/search")
    assert len(found) == 3
    assert "cầu dân sinh" in found[0]["text"]
    register = client.predict(api_name="/list_commitments")
    assert register["count"] == len(plan_assistant.commitments())
    for row in register["rows"]:
        text = plan_assistant.document(row["document"]).text
        assert row["quote"] == text[row["start"] : row["end"]]
    for document in documents:
        for finding in client.predict(document["document"], api_name="/check"):
            assert finding["quotes"]


def test_a_wrong_call_gets_one_clear_line(client: Client) -> None:
    with pytest.raises(AppError, match=r"không-có: no such document"):
        client.predict("không-có", api_name="/check")
    with pytest.raises(AppError, match=r"kinds: dream is none; give some of target, task, budget, reporting"):
        client.predict(kinds=["dream"], api_name="/list_commitments")


def called(address: str, name: str, auth: tuple[str, str] | None = None, **arguments: Any) -> CallToolResult:
    """What a tool replies to a client of the protocol."""

    async def call() -> CallToolResult:
        async with (
            httpx.AsyncClient(auth=auth, timeout=30, follow_redirects=True) as http,
            streamable_http_client(f"{address}mcp/", http_client=http) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await session.call_tool(name, arguments)

    return asyncio.run(call())


def tools(address: str) -> list[Tool]:
    async def listed() -> list[Tool]:
        async with streamable_http_client(f"{address}mcp/") as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            return (await session.list_tools()).tools

    return asyncio.run(listed())


def test_the_tools_of_mcp_are_the_same_functions_described_and_read_only(address: str) -> None:
    found = tools(address)
    assert [tool.name for tool in found] == NAMES
    for tool in found:
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.readOnlyHint
    assert found[0].inputSchema["required"] == ["question"]


def test_a_tool_answers_with_quotes_and_declines_in_words(address: str) -> None:
    answered = called(address, "ask", question=QUESTION)
    assert not answered.isError
    (content,) = answered.content
    assert isinstance(content, TextContent)
    assert json.loads(content.text)["citations"][0]["quote"]
    declined = called(address, "ask", question="Giá vé máy bay đi Tokyo hôm nay là bao nhiêu?").structuredContent
    assert declined is not None
    assert (declined["answered"], bool(declined["reason"])) == (False, True)
    wrong = called(address, "get_passage", document="không-có", start=0, end=5)
    assert wrong.isError
    assert isinstance(wrong.content[0], TextContent)
    assert "không-có: no such document" in wrong.content[0].text
    assert "Traceback" not in wrong.content[0].text


def test_programs_sign_in_with_a_name_and_a_password(plan_store: Path, tmp_path: Path) -> None:
    write_users(tmp_path / "users", [User.made("may-tinh", Role.READER, "mật khẩu rất dài")])
    with Assistant.open(plan_store) as assistant:
        server = started(assistant, "127.0.0.1", 0, Access(Users(tmp_path / "users")))
        info = f"{server.address}gradio_api/info"
        assert httpx.get(info).status_code == 401
        assert httpx.get(info, auth=("may-tinh", "sai mật khẩu rồi")).status_code == 401
        assert httpx.get(info, auth=("may-tinh", "mật khẩu rất dài")).status_code == 200
        reply = called(server.address, "ask", ("may-tinh", "mật khẩu rất dài"), question=QUESTION)
        assert not reply.isError
        server.close()
        gc.collect()


def test_the_tools_are_served_on_standard_input_and_output(plan_store: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "plan_assistant", "mcp", "--store", str(plan_store)], cwd=ROOT
    )

    async def ask() -> CallToolResult:
        async with stdio_client(command) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            return await session.call_tool("ask", {"question": QUESTION})

    reply = asyncio.run(ask()).structuredContent
    assert reply is not None
    assert "54" in reply["answer"]


def test_a_history_that_would_keep_others_waiting_is_refused(plan_assistant: Assistant) -> None:
    functions = Functions(plan_assistant, threading.RLock())
    with pytest.raises(AssistantError, match="history: longer than 20000 characters"):
        functions.ask("còn năm 2015?", ["Tổng kinh phí là bao nhiêu? " * 60] * 12)
