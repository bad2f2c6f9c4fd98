"""The functions that programs call; their docstrings are what an endpoint or a tool says of itself.

Results are plain JSON objects in the shapes of the command-line contract. Spans are code points of the document's text.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.export import answer_to_dict
from assistant.register.entries import row_of
from assistant.register.filters import Filter
from assistant.register_cli import finding_to_dict
from assistant.types import Answer
from assistant.web.desk import Desk
from corpus.commitments.types import Kind
from corpus.errors import AssistantError
from corpus.types import Document, Span

_MOST_ROWS = 1000  # commitments of one reply; more are asked for with `offset`
_LONGEST_PASSAGE = 20_000  # code points
_LONGEST_HISTORY = 20_000  # code points of all earlier questions; each is read anew while others wait


class Functions:
    """The functions over one desk; the store is read by one thread at a time, which holds `store`."""

    def __init__(self, desk: Desk, store: threading.RLock) -> None:
        self._desk = desk
        self._store = store

    @property
    def published(self) -> tuple[Callable[..., Any], ...]:
        """What programs may call, in the order that it is listed."""
        return self.ask, self.search, self.get_passage, self.list_commitments, self.check, self.list_documents

    def ask(
        self, question: str, history: list[str] | None = None, documents: list[str] | None = None
    ) -> dict[str, Any]:
        """Answer a question about the stored plans with verbatim quotes and citations; says so where it declines.

        Args:
            question: the question, in Vietnamese (with or without diacritics) or English, at most 2000 characters
            history: the earlier questions of the conversation, oldest first
            documents: ids of the documents to answer from; all where none are given
        """
        if sum(map(len, history or ())) > _LONGEST_HISTORY:
            raise AssistantError(f"history: longer than {_LONGEST_HISTORY} characters in all; send the last questions")
        with self._store:
            answer = self._desk.ask(question, history or (), documents or ())
        *_, worded = self._desk.phrase(answer)
        return answer_to_dict(worded, None, self._sources(worded))

    def search(self, query: str, documents: list[str] | None = None, limit: int = 10) -> list[dict[str, Any]]:
        """Find the passages nearest to a query, best first, each with its text, section path, page and span.

        Args:
            query: words or a question
            documents: ids of the documents to search; all where none are given
            limit: how many passages, 1 to 10
        """
        with self._store:
            hits = self._desk.ask(query, (), documents or ()).hits[: max(1, limit)]
            found = [
                self._described(self._desk.document(hit.passage.document), hit.passage.span) | {"score": hit.score}
                for hit in hits
            ]
        return found

    def get_passage(self, document: str, start: int, end: int) -> dict[str, Any]:
        """Read the text of a document between two places, with its section path and page.

        Args:
            document: the id of the document
            start: the first code point, from 0
            end: the code point after the last, at most 20000 after the first
        """
        with self._store:
            found = self._desk.document(document)
        if not 0 <= start < end <= len(found.text) or end - start > _LONGEST_PASSAGE:
            raise AssistantError(
                f"{document}: [{start}, {end}) is no place of a text of {len(found.text)} characters "
                f"(at most {_LONGEST_PASSAGE} at once)"
            )
        return self._described(found, Span(start, end))

    def list_commitments(
        self,
        documents: list[str] | None = None,
        provinces: list[str] | None = None,
        years: list[int] | None = None,
        agencies: list[str] | None = None,
        kinds: list[str] | None = None,
        text: str = "",
        offset: int = 0,
        limit: int = 100,
    ) -> dict[str, Any]:
        """List prior commitments of the plans: targets, tasks, budgets and reporting duties, each with its quote.

        Args:
            documents: ids of documents; of several values of a filter one is enough, empty filters want all
            provinces: names of provinces, old or new
            years: years that a commitment's deadline or period touches
            agencies: names or abbreviations of lead or supporting agencies
            kinds: of "target", "task", "budget", "reporting"
            text: words that the commitment says, diacritics may be left out
            offset: how many rows to skip
            limit: how many rows to return, 1 to 1000
        """
        unknown = [kind for kind in kinds or () if kind not in list(Kind)]
        if unknown:
            raise AssistantError(f"kinds: {', '.join(unknown)} is none; give some of {', '.join(Kind)}")
        wanted = Filter(
            tuple(documents or ()),
            tuple(provinces or ()),
            tuple(years or ()),
            tuple(agencies or ()),
            tuple(map(Kind, kinds or ())),
            text=text,
        )
        with self._store:
            entries = wanted.choose(self._desk.commitments())
        shown = entries[max(0, offset) : max(0, offset) + min(max(1, limit), _MOST_ROWS)]
        return {"count": len(entries), "rows": [row_of(entry) for entry in shown]}

    def check(self, document: str) -> list[dict[str, Any]]:
        """Check a document against itself: sums, ratios, dates, numbering and more, each finding with its quotes.

        Args:
            document: the id of the document
        """
        with self._store:
            self._desk.document(document)  # says where there is none
            checked = self._desk.checked([document])
        return [finding_to_dict(finding, found) for found, report in checked for finding in report.findings]

    def list_documents(self) -> list[dict[str, Any]]:
        """List the stored documents: id, file name, title, number, date, province and period as far as given."""
        with self._store:
            documents = self._desk.documents()
        return [_card(document) for document in documents]

    def _described(self, document: Document, span: Span) -> dict[str, Any]:
        section = next((s for s in document.sections if s.span.start <= span.start < s.span.end), None)
        return {
            "document": document.id,
            "source": Path(document.source.path).name,
            "section": list(section.path) if section else [],
            "page": document.page(span.start),
            "start": span.start,
            "end": span.end,
            "text": span.of(document.text),
        }

    def _sources(self, answer: Answer) -> dict[str, str]:
        """The file names of the documents that an answer's passages are of."""
        with self._store:
            named = {hit.passage.document for hit in answer.hits}
            return {name: Path(self._desk.document(name).source.path).name for name in named}


def _card(document: Document) -> dict[str, Any]:
    metadata = document.metadata
    fields = ("title", "number", "issuer", "date", "province", "period")
    said = {name: field.value if (field := getattr(metadata, name)) else None for name in fields}
    return {"document": document.id, "source": Path(document.source.path).name, **said}
