"""Evaluations: one runs at a time in the background; the reports of the last ones are kept in the store's folder."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.evaluating import PAGE, Evaluator, QuestionSet, Summary
from assistant.types import Answer
from assistant.web.desk import Desk
from corpus.errors import AssistantError, PlanAssistantError, StoreError
from index.beside import Beside, load, save
from index.reports import name_documents, sweep_reports

BASELINE = "baseline.json"
SHIPPED = "shipped"  # the baseline that ships, where a report is named
_SUMMARY = "summary.json"
_KEPT = 20  # reports
_MOST_SETS = 20  # that visitors added
_LARGEST_SET = 700_000  # bytes, below what a request may have
_NAME = re.compile(r"\d{8}-\d{6}")
_PAUSE = 0.005  # seconds after each question, in which those who wait for the store take it


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that is kept; `name` is when it was made, `baseline` names the report it is compared with."""

    name: str
    sets: tuple[str, ...]
    baseline: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is; `error` says why the last one failed, `stopped` that somebody stopped it."""

    running: bool = False
    done: int = 0
    count: int = 0
    error: str | None = None
    stopped: bool = False
    made: str = ""  # the name of the report of the last run


@cache
def _adapter() -> TypeAdapter[Kept]:
    return TypeAdapter(Kept)


class _StoppedError(AssistantError):
    """Somebody stopped the run."""


class Evaluations:
    """Runs question sets against the assistant; may be called from any thread."""

    def __init__(self, desk: Desk, store: threading.RLock, evaluator: Evaluator) -> None:
        self._desk = desk
        self._store = store
        self._evaluator = evaluator
        self._folder = Beside(desk.folder).reports
        self._others: dict[str, bytes] = {}
        self._guard = threading.Lock()
        self._state = State()
        self._stop = threading.Event()

    @property
    def state(self) -> State:
        """How far the run is."""
        return self._state

    def sets(self) -> tuple[QuestionSet, ...]:
        """The question sets that ship, then those that were added."""
        with self._store:
            documents = self._desk.documents()
        added = (self._evaluator.count(name, content, documents) for name, content in self._others.items())
        return (*self._evaluator.sets(documents), *added)

    def add(self, name: str, text: str) -> QuestionSet:
        """Add a question set; a PlanAssistantError says what is wrong with it."""
        content = text.encode("utf-8", "replace")
        name = Path(name).name[:120]
        with self._store:
            documents = self._desk.documents()
        if len(content) > _LARGEST_SET or len(self._others) >= _MOST_SETS:
            raise AssistantError(
                f"{name}: at most {_LARGEST_SET:,} bytes a set, {_MOST_SETS} sets; use plan-assistant eval"
            )
        described = self._evaluator.count(name, content, documents)
        self._others[name] = content
        return described

    def baselines(self) -> tuple[str, ...]:
        """The names of what a run can be compared with."""
        shipped = (SHIPPED,) if self._evaluator.baseline else ()
        return (*shipped, *(kept.name for kept in self.reports()))

    def begin(self, names: Sequence[str], baseline: str) -> None:
        """Start a run unless one is under way."""
        with self._guard:
            if self._state.running:
                return
            self._stop.clear()
            self._state = State(running=True)
        threading.Thread(target=self._run, args=(tuple(names), baseline), daemon=True).start()

    def stop(self) -> None:
        """Stop the run that is under way."""
        self._stop.set()

    def reports(self) -> tuple[Kept, ...]:
        """The reports that are kept, newest first."""
        names = sorted((p.name for p in self._folder.glob("*") if _NAME.fullmatch(p.name)), reverse=True)
        return tuple(kept for name in names if (kept := self._kept(name)) is not None)

    def page(self, name: str) -> Path | None:
        """The page of a report; None where there is no such report."""
        path = self._folder / name / PAGE
        return path if _NAME.fullmatch(name) and path.is_file() else None

    def remove(self, name: str) -> None:
        """Remove a report."""
        if _NAME.fullmatch(name) and (self._folder / name).is_dir():
            shutil.rmtree(self._folder / name)

    def _kept(self, name: str) -> Kept | None:
        saved = load(self._folder / name / _SUMMARY)
        if saved is None:  # removed a moment ago
            return None
        try:
            return _adapter().validate_python({"name": name, **saved})
        except (ValidationError, TypeError) as error:
            raise StoreError(f"{self._folder / name}: damaged; delete it") from error

    def _run(self, names: tuple[str, ...], baseline: str) -> None:
        try:
            made = self._evaluate(names, baseline)
        except _StoppedError:
            self._state = State(stopped=True)
        except PlanAssistantError as error:
            self._state = State(error=str(error))
        except BaseException:
            self._state = State(error="chương trình gặp lỗi; chi tiết được ghi ở cửa sổ chạy máy chủ")
            raise
        else:
            self._state = replace(self._state, running=False, made=made)

    def _evaluate(self, names: tuple[str, ...], baseline: str) -> str:
        def told(done: int, count: int) -> None:
            if self._stop.is_set():
                raise _StoppedError
            self._state = State(running=True, done=done, count=count)

        with self._store:
            self._desk.refresh()
            documents = self._desk.documents()
        others = {name: content for name, content in self._others.items() if name in names}
        evaluated = self._evaluator.run(names, others, self._asker(), documents, told)
        name = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        unfinished = self._folder / f"{name}.new"
        summary = evaluated.write(unfinished, self._compared(baseline))
        name_documents(unfinished, evaluated.documents)
        save(unfinished / _SUMMARY, {"sets": names, "baseline": baseline, "summary": asdict(summary)})
        unfinished.rename(self._folder / name)
        for old in self.reports()[_KEPT:]:
            self.remove(old.name)
        with self._store:  # a document that was removed meanwhile takes the report with it
            self._desk.refresh()
            sweep_reports(self._desk.folder, {document.id for document in self._desk.documents()})
        return name

    def _asker(self) -> Callable[[str, Sequence[str]], Answer]:
        def ask(question: str, history: Sequence[str]) -> Answer:
            with self._store:
                answer = self._desk.ask(question, history)
            time.sleep(_PAUSE)
            return answer

        return ask

    def _compared(self, baseline: str) -> Path | None:
        if baseline == SHIPPED:
            return self._evaluator.baseline
        path = self._folder / baseline / BASELINE
        return path if _NAME.fullmatch(baseline) and path.is_file() else None
