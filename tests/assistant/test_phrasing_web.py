"""The web chat while a language model words the answer."""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.phrasing import ModelError, Phraser
from assistant.phrasing.model import Message
from assistant.web import rendering
from assistant.web.app import page_of
from assistant.web.asking.view import Asking
from assistant.web.bench import bench_of
from assistant.web.language import Language
from assistant.web.shelf import Shelf
from assistant.web.texts import texts_in

T = texts_in(Language.VIETNAMESE)
QUESTION = "Sơn La xây mới bao nhiêu cầu dân sinh?"


def view_of(assistant: Assistant) -> Asking:
    return Asking(bench_of(assistant, Language.VIETNAMESE, threading.RLock(), Shelf(assistant.folder), None))


class Speaking:
    """A model that says its sentences one by one and then, if it is told to, fails."""

    def __init__(self, *said: str, fails: bool = False) -> None:
        self._said, self._fails = said, fails

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """Say them."""
        yield from self._said
        if self._fails:
            raise ModelError("language model: gone")


def pages(store: Path, *said: str, fails: bool = False) -> list[str]:
    """What the log shows, one step after the other."""
    warned: list[str] = []
    with Assistant.open(store, phraser=Phraser(Speaking(*said, fails=fails), warned.append)) as assistant:
        steps: Iterator[tuple[object, object, str]] = view_of(assistant).ask(QUESTION, (), [])
        shown = [log for _, _, log in steps]
    assert len(warned) == fails
    return shown


def test_sentences_are_shown_as_they_pass_and_said_to_be_a_models(plan_store: Path) -> None:
    first, second = "Kế hoạch xây mới 54 cầu dân sinh", "Xây mới cầu dân sinh: 54"
    shown = pages(plan_store, f"{first} [1]. ", "Xây mới 99 cầu [1]. ", f"{second} [1].")
    searching, one, two, done = dict.fromkeys(shown)
    assert T.searching in searching
    assert first in one
    assert second not in one
    assert first in two
    assert second in two
    assert T.worded in two
    assert "99 cầu" not in two
    assert "3. Xây mới 54 cầu dân sinh." in two  # the quote, as ever
    assert "data-rate" not in two  # what still grows is not rated
    assert "data-rate" in done


@pytest.mark.parametrize(("said", "fails"), [("Xây mới 99 cầu [1].", False), ("Xây mới 54 cầu dân sinh [1]. V", True)])
def test_the_answer_that_was_read_is_shown_where_nothing_is_left(plan_store: Path, said: str, fails: bool) -> None:
    last = pages(plan_store, said, fails=fails)[-1]
    assert "<p>54 cầu dân sinh " in last
    assert T.worded not in last


def unnamed(log: str) -> str:
    """The log without the names of its turns, each of which has its own."""
    return re.sub(r'data-turn="\w+"', "", log)


class Slow(Speaking):
    """A model that is slow for its first visitor."""

    def __init__(self, *said: str) -> None:
        super().__init__(*said)
        self.asked, self.goes_on = threading.Event(), threading.Event()

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """Say them, the first time after a wait."""
        if not self.asked.is_set():
            self.asked.set()
            assert self.goes_on.wait(30)
        yield from super().stream(messages)


def test_other_visitors_ask_and_read_while_a_slow_model_words_an_answer(plan_store: Path) -> None:
    slow = Slow("Kế hoạch xây mới 54 cầu dân sinh [1].")
    with Assistant.open(plan_store, phraser=Phraser(slow, print)) as assistant, ThreadPoolExecutor(3) as visitors:
        chat = view_of(assistant)
        first = visitors.submit(lambda: list(chat.ask(QUESTION, (), [])))
        try:
            assert slow.asked.wait(30)
            second = visitors.submit(lambda: list(chat.ask(QUESTION, (), []))).result(30)
            assert visitors.submit(chat.begin).result(30)[2] == ""
            assert not first.done()
        finally:
            slow.goes_on.set()
        assert unnamed(first.result(30)[-1][2]) == unnamed(second[-1][2])
        assert T.worded in second[-1][2]


# gradio leaves an event loop to the garbage collector
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_page_asks_one_question_after_the_other_and_a_new_conversation_ends_what_is_still_worded(
    plan_assistant: Assistant,
) -> None:
    page = page_of(plan_assistant, Language.VIETNAMESE, threading.RLock(), Shelf(plan_assistant.folder), None)
    asked = [event for event in page.fns.values() if event.concurrency_id == "asking"]
    assert [event.trigger_mode for event in asked] == ["once", "once"]
    (begun,) = [event for event in page.fns.values() if event.cancels]
    assert set(begun.cancels) == {event._id for event in asked}
    assert begun.concurrency_id not in {event.concurrency_id for event in asked}
    del page, asked, begun
    gc.collect()


def test_without_a_model_the_answer_comes_in_one_step_and_no_model_is_spoken_of(plan_assistant: Assistant) -> None:
    _, last = [log for _, _, log in view_of(plan_assistant).ask(QUESTION, (), [])]
    assert T.worded not in last
    assert not plan_assistant.phrases


def test_the_page_says_whether_questions_are_sent_to_a_model() -> None:
    assert "không gửi dữ liệu ra ngoài" in rendering.masthead_html(T, Language.VIETNAMESE, False)
    sent = rendering.masthead_html(T, Language.VIETNAMESE, True)
    assert "không gửi dữ liệu ra ngoài" not in sent
    assert "được gửi đến mô hình ngôn ngữ" in sent
