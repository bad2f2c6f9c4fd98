"""Answers as the JSON objects of the command-line contract."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.types import Answer, Citation, Computed
from index.types import Hit


def answer_to_dict(answer: Answer, identity: str | None, sources: Mapping[str, str]) -> dict[str, object]:
    """The object that `ask --json` prints; `sources` gives the file name of each document id."""
    return {
        "id": identity,
        "question": answer.question,
        "answered": answer.answered,
        "answer": answer.text,
        "confidence": answer.confidence,
        "citations": [_citation(c) for c in answer.citations],
        "computed": [_computed(s.computed) for s in answer.statements if s.computed is not None],
        "passages": [_passage(h, sources) for h in answer.hits],
        "reason": answer.reason,
        "seconds": answer.seconds,
    }


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "document": citation.quote.document,
        "title": citation.title,
        "source": citation.source,
        "section": list(citation.section),
        "page": citation.page,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote.text,
    }


def _computed(computed: Computed) -> dict[str, object]:
    return {
        "text": computed.text,
        "value": computed.value,
        "operation": computed.operation.value,
        "operands": [
            {
                "written": operand.written,
                "value": f"{operand.value:f}",
                "document": operand.quote.document,
                "quote": operand.quote.text,
            }
            for operand in computed.operands
        ],
    }


def _passage(hit: Hit, sources: Mapping[str, str]) -> dict[str, object]:
    passage = hit.passage
    return {
        "document": passage.document,
        "source": sources[passage.document],
        "start": passage.span.start,
        "end": passage.span.end,
        "score": round(hit.score, 4),
    }
