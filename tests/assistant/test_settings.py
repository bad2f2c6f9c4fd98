"""Settings come from the environment, or are the defaults."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.phrasing import LanguageModel
from assistant.settings import Settings, language_model
from corpus.errors import AssistantError
from index.encoder import SHIPPED_NAME


def test_nothing_set_means_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAN_ASSISTANT_STORE", raising=False)
    monkeypatch.delenv("PLAN_ASSISTANT_ENCODER", raising=False)
    monkeypatch.delenv("PLAN_ASSISTANT_USERS", raising=False)
    assert Settings.from_environment() == Settings(Path("store"), SHIPPED_NAME, Path("plan-users"))


def test_the_environment_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAN_ASSISTANT_STORE", "/kho/kế hoạch")
    monkeypatch.setenv("PLAN_ASSISTANT_ENCODER", "ten/mo-hinh")
    monkeypatch.setenv("PLAN_ASSISTANT_USERS", "/etc/nguoi-dung")
    found = Settings.from_environment()
    assert found == Settings(Path("/kho/kế hoạch"), "ten/mo-hinh", Path("/etc/nguoi-dung"))


def test_an_empty_setting_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAN_ASSISTANT_STORE", "")
    assert Settings.from_environment().store == Path("store")


@pytest.fixture
def model_variables(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set the variables of the language model, PLAN_ASSISTANT_LLM first; those that are not given are not set."""

    def put(*values: str) -> None:
        for name, value in zip(("", "_MODEL", "_KEY", "_TIMEOUT"), (*values, "", "", "", ""), strict=False):
            monkeypatch.setenv(f"PLAN_ASSISTANT_LLM{name}", value)

    return put


def test_no_address_means_no_language_model(model_variables: Callable[..., None]) -> None:
    model_variables("", "qwen3:4b", "khoa", "sai")
    assert language_model() is None


def test_the_language_model_is_the_one_of_the_environment(model_variables: Callable[..., None]) -> None:
    model_variables("http://localhost:11434/v1", "qwen3:4b")
    assert language_model() == LanguageModel("http://localhost:11434/v1", "qwen3:4b", "", 30.0)
    model_variables("https://llm.example.vn/v1/", "qwen3:4b", "khoa", "2.5")
    assert language_model() == LanguageModel("https://llm.example.vn/v1/", "qwen3:4b", "khoa", 2.5)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("http://localhost:11434/v1",), "PLAN_ASSISTANT_LLM_MODEL: not set"),
        (("http://localhost:11434/v1", "m", "", "lâu"), "PLAN_ASSISTANT_LLM_TIMEOUT: no number"),
        (("localhost", "m"), "address is none of a server"),
    ],
)
def test_a_language_model_that_is_half_set_is_said(
    model_variables: Callable[..., None], values: tuple[str, ...], said: str
) -> None:
    model_variables(*values)
    with pytest.raises(AssistantError, match=said):
        language_model()


def test_without_a_language_model_nothing_of_it_is_imported() -> None:
    code = "import sys, plan_assistant, assistant.settings as s; s.language_model(); print(*sys.modules)"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PLAN_ASSISTANT_LLM")}
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert "assistant.settings" in ran.stdout.split()
    assert "assistant.phrasing" not in ran.stdout
