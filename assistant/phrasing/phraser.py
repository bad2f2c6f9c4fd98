"""The phraser: from an answer to the same answer in sentences of a language model, as far as its quotes say them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from assistant.phrasing.checking import holds_answer, objection
from assistant.phrasing.model import Message, ModelError
from assistant.phrasing.prompt import messages_of
from assistant.phrasing.sentences import sentences
from assistant.types import LONGEST_ANSWER, Answer, Statement

_MOST_FAILURES = 3  # in a row, after which the model is left alone for a while: many questions must not wait for it
_PAUSE = 60.0  # seconds


class Model(Protocol):
    """What phrases: `LanguageModel`, or another one in a test."""

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply to the messages, piece by piece; ModelError where it does not come whole."""
        ...


class Phraser:
    """Asks a model to phrase answers, from any thread; `warn` is told in one line where it failed."""

    def __init__(self, model: Model, warn: Callable[[str], None]) -> None:
        self._model = model
        self._warn = warn
        self._failures = 0
        self._resumes = 0.0
        self._counting = threading.Lock()

    def phrase(self, answer: Answer) -> Iterator[Answer]:
        """The answer with each sentence that its quotes hold, as it comes; the last one yielded is the one that counts.

        That is `answer` itself where it declined, where the model failed, or where nothing is left. A declined answer
        is never sent to the model.
        """
        started = time.perf_counter()
        shown = answer
        if answer.answered and time.monotonic() >= self._resumes:
            try:
                for shown in self._growing(answer):
                    yield shown
                with self._counting:
                    self._failures = 0
            except ModelError as error:
                shown = answer
                self._failed(error)
        if shown.wording and not holds_answer(shown.text, answer):
            shown = answer
        yield replace(shown, seconds=round(answer.seconds + time.perf_counter() - started, 4))

    def _growing(self, answer: Answer) -> Iterator[Answer]:
        """The answer with one sentence more each time, up to the length of an answer."""
        told: tuple[Statement, ...] = ()
        with closing(self._model.stream(messages_of(answer))) as pieces:
            for sentence in sentences(pieces):
                if objection(sentence, answer) or any(sentence.text == statement.text for statement in told):
                    continue
                named = tuple(answer.citations[number - 1] for number in sentence.quotes)
                longer = (*told, Statement(sentence.text, named))
                if len(" ".join(statement.text for statement in longer)) > LONGEST_ANSWER:
                    return
                told = longer
                yield replace(answer, wording=told)

    def _failed(self, error: ModelError) -> None:
        self._warn(f"{error}; the answer stands as it was read from the documents")
        with self._counting:
            self._failures += 1
            pauses = self._failures >= _MOST_FAILURES
            if pauses:
                self._failures = 0
                self._resumes = time.monotonic() + _PAUSE
        if pauses:
            self._warn(f"language model: failed {_MOST_FAILURES} times in a row; not asked for {_PAUSE:g} seconds")
