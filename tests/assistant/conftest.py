"""Three small plans made up for these tests (plans/), a store over them, and what every answer has to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.export import answer_to_dict
from assistant.glossary import Glossary
from assistant.language import Language
from assistant.prepared import PreparedUnit, prepare
from assistant.query import Query
from assistant.types import LONGEST_ANSWER, Answer
from assistant.understanding import QueryBuilder
from corpus.document import make_document
from corpus.units import UnitKind
from eval.support import unsupported
from index.indexing import find_files, index_files
from index.lexicon import load_lexicon
from index.store import Store
from tests.assistant import browsing

PLANS = Path(__file__).parent / "plans"

Ask = Callable[..., Answer]


def pytest_configure(config: pytest.Config) -> None:
    """Offer the fixtures of `browsing` to every module."""
    config.pluginmanager.register(browsing, "browsing")


def build(folder: Path, plans: Sequence[Path]) -> Path:
    with Store.create_or_open(folder) as store:
        results = index_files(store, find_files(plans))
    assert all(result.reason is None for result in results)
    return folder


@pytest.fixture(scope="session")
def plans() -> Path:
    """The folder of the three plans: health in Quảng Bình, roads in Sơn La, fisheries in Bình Thuận."""
    return PLANS


@pytest.fixture(scope="session")
def plan_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store over the three plans; for reading only."""
    return build(tmp_path_factory.mktemp("assistant") / "store", [PLANS])


@pytest.fixture(scope="session")
def plan_assistant(plan_store: Path) -> Iterator[Assistant]:
    """The assistant over the three plans."""
    with Assistant.open(plan_store) as opened:
        yield opened


@pytest.fixture(scope="session")
def check(plan_assistant: Assistant) -> Callable[..., Answer]:
    """Hold an answer of the assistant (or of another one) to what every answer promises, and give it back."""

    def checked(answer: Answer, by: Assistant = plan_assistant) -> Answer:
        assert len(answer.text) <= LONGEST_ANSWER
        assert 0 <= answer.confidence <= 1
        assert answer.answered == bool(answer.citations) == (answer.reason is None)
        assert answer.answered or answer.reason
        assert all(statement.text.strip() and statement.citations for statement in answer.statements)
        assert unsupported(answer_to_dict(answer, None, by.sources())) == ()
        for citation in answer.citations:
            document = by.document(citation.quote.document)
            hits = [hit for hit in answer.hits if hit.passage.document == document.id]
            section = next(s for s in document.sections if s.span.start <= citation.span.start < s.span.end)
            assert citation.quote.text
            assert citation.span.of(document.text) == citation.quote.text
            assert citation.section == section.path
            assert citation.source == Path(document.source.path).name
            assert any(hit.passage.span.overlap(citation.span) for hit in hits)
        for hit in answer.hits:
            assert len(hit.passage.span.of(by.document(hit.passage.document).text)) == len(hit.passage.span) > 0
        return answer

    return checked


@pytest.fixture(scope="session")
def ask(plan_assistant: Assistant, check: Callable[..., Answer]) -> Ask:
    """Ask the assistant over the three plans, and hold the answer to what every answer promises."""

    def asked(question: str, *history: str, documents: Sequence[str] = ()) -> Answer:
        return check(plan_assistant.ask(question, history, documents))

    return asked


@pytest.fixture
def assistant_over(tmp_path: Path) -> Iterator[Callable[..., Assistant]]:
    """Open an assistant over plans of one's own, given as file name and text."""
    opened: list[Assistant] = []

    def open_over(**texts: str) -> Assistant:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name.replace('_', '-')}.txt").write_text(text, encoding="utf-8")
        opened.append(Assistant.open(build(tmp_path / "own-store", [folder])))
        return opened[-1]

    yield open_over
    for assistant in opened:
        assistant.close()


@pytest.fixture(scope="session")
def builder_over() -> Callable[..., QueryBuilder]:
    """Make what makes queries over a store, with the abbreviations of its documents where they are given."""

    def made(store: Store, glossary: Glossary | None = None) -> QueryBuilder:
        lexicon = load_lexicon()
        language = Language(store.words, lexicon, partial(store.backend.vocabulary, store.generation, store.words))
        return QueryBuilder(store.words, lexicon, language, glossary)

    return made


@pytest.fixture
def store_over(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Open a store over plans of one's own, given as file name and text, and read one state of it until the end."""
    with ExitStack() as stack:

        def open_over(**texts: str) -> Store:
            folder = tmp_path / "own"
            folder.mkdir(exist_ok=True)
            for name, text in texts.items():
                (folder / f"{name.replace('_', '-')}.txt").write_text(text, encoding="utf-8")
            store = stack.enter_context(Store(build(tmp_path / "own-store", [folder])))
            stack.enter_context(store.reading())
            return store

        yield open_over


@pytest.fixture(scope="session")
def builder(plan_store: Path, builder_over: Callable[..., QueryBuilder]) -> Iterator[QueryBuilder]:
    """What makes queries, with the words of the three plans."""
    with Store(plan_store) as store, store.reading():
        yield builder_over(store)


@pytest.fixture(scope="session")
def query(builder: QueryBuilder) -> Callable[[str], Query]:
    """The query of a question that names no scope."""
    return builder.build


@pytest.fixture(scope="session")
def units() -> Callable[[str], list[PreparedUnit]]:
    """The prepared units of a text, in its order."""

    def prepared(text: str) -> list[PreparedUnit]:
        document = make_document(Path("ke-hoach.txt"), text.encode("utf-8"), "ke-hoach")
        return prepare(document)

    return prepared


@pytest.fixture(scope="session")
def unit(units: Callable[[str], list[PreparedUnit]]) -> Callable[..., PreparedUnit]:
    """The first unit of a text that holds `piece` and is no heading (or is one, where that is asked for)."""

    def find(text: str, piece: str = "", *, heading: bool = False) -> PreparedUnit:
        return next(u for u in units(text) if piece in u.text and (u.unit.kind is UnitKind.HEADING) == heading)

    return find
