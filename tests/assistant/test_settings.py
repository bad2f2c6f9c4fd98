"""Settings come from the environment, or are the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings
from index.encoder import SHIPPED_NAME


def test_nothing_set_means_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAN_ASSISTANT_STORE", raising=False)
    monkeypatch.delenv("PLAN_ASSISTANT_ENCODER", raising=False)
    assert Settings.from_environment() == Settings(Path("store"), SHIPPED_NAME)


def test_the_environment_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAN_ASSISTANT_STORE", "/kho/kế hoạch")
    monkeypatch.setenv("PLAN_ASSISTANT_ENCODER", "ten/mo-hinh")
    assert Settings.from_environment() == Settings(Path("/kho/kế hoạch"), "ten/mo-hinh")


def test_an_empty_setting_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAN_ASSISTANT_STORE", "")
    assert Settings.from_environment().store == Path("store")
