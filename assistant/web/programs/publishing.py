"""The functions as named endpoints of a page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.web.programs.functions import Functions
from corpus.errors import PlanAssistantError


def publish(functions: Functions) -> None:
    """Make each function an endpoint of the page that is being built, called by its name."""
    for function in functions.published:
        api(_told(function), api_name=function.__name__, concurrency_limit=4)


def _told(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, whose errors reach a client of Gradio as the one line that they say."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except PlanAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return call
