"""Example questions, made from what the loaded documents say about themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.figures import FigureKind, find_figures
from corpus.folding import folded
from corpus.types import Document, SectionKind

_MOST = 6
_DUTIES = re.compile(r"^(?:\d+(?:\.\d+)*|[a-zđ])[.)] ?(Sở [^:;,.]{4,40})$")


def examples_of(documents: Iterable[Document]) -> tuple[str, ...]:
    """At most six questions, each about another document, in the order of the documents."""
    found = []
    for turn, document in enumerate(documents):
        where = _where(document)
        if where is None:
            continue
        makers = (_money, _duty, _target)
        for shift in range(len(makers)):
            question = makers[(turn + shift) % len(makers)](document, where)
            if question:
                found.append(question)
                break
    return tuple(found[:_MOST])


def _where(document: Document) -> str | None:
    province, period = document.metadata.province, document.metadata.period
    if province is None:
        return None
    return f"{province.value} {period.value}" if period else province.value


def _money(document: Document, where: str) -> str | None:
    for section in document.sections:
        if section.kind is SectionKind.BODY and "tổng" in folded(section.span.of(document.text)[:400]):
            figures = find_figures(document.text, section.span)
            if any(f.kind is FigureKind.MONEY for f in figures):
                return f"Tổng kinh phí thực hiện kế hoạch của {where} là bao nhiêu?"
    return None


def _duty(document: Document, where: str) -> str | None:
    for section in reversed(document.sections):
        match = _DUTIES.match(section.path[-1]) if section.path else None
        if match:
            return f"{match[1].strip()} có nhiệm vụ gì trong kế hoạch của {where}?"
    return None


def _target(document: Document, where: str) -> str | None:
    for section in document.sections:
        if section.path and "mục tiêu" in folded(section.path[-1]):
            return f"Kế hoạch của {where} đặt ra những mục tiêu cụ thể nào?"
    return None
