"""The view "Kiểm tra": what the checks find in each document, and the legal bases that the plans stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from html import escape
from typing import Any

import gradio as gr

from assistant.web.bench import HIDDEN, Arrival, Bench, html, opens
from assistant.web.findings.choice import Choice, query_of
from assistant.web.findings.downloads import FORMATS, address_of
from assistant.web.findings.grounds import grounds_html
from assistant.web.findings.listing import document_html
from assistant.web.findings.texts import texts_in
from corpus.checks import FindingKind, Report, Severity
from corpus.types import Document

_AT_ONCE = 4  # visitors whose findings are listed at the same time
_MOST = 60  # documents that are shown; the others are reached by the filter


class Form(StrEnum):
    """What is shown."""

    FINDINGS = "findings"
    BASES = "bases"


class Findings:
    """What happens in the view; the filters of a session are in their boxes."""

    name = "findings"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._texts = texts_in(bench.language)

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self._bench.texts.checks

    def build(self) -> None:
        """The filters and the findings, with their events."""
        t = self._texts
        with gr.Row(elem_id="findings-filters", elem_classes="filters"):
            self._document = self._several(t.document)
            self._kind = self._several(t.kind, [(name, str(kind)) for kind, name in t.kinds.items()])
            self._severity = self._several(t.severity, [(name, str(one)) for one, name in t.severities.items()])
        forms = [(t.as_findings, str(Form.FINDINGS)), (t.as_bases, str(Form.BASES))]
        self._form = gr.Radio(forms, value=forms[0][1], label=t.shown_as, elem_id="findings-form", elem_classes="forms")
        self._filters: list[Any] = [self._document, self._kind, self._severity]
        self._shown = html("", "findings")
        opens(self._bench, self._shown)
        changed = [box.input for box in (*self._filters, self._form)]
        often = {**HIDDEN, "concurrency_limit": _AT_ONCE, "trigger_mode": "always_last"}
        gr.on(changed, self.show, [self._form, *self._filters], self._shown, **often)

    def arrivals(self) -> Sequence[Arrival]:
        """The documents and findings follow the store whenever the view is looked at."""
        return (Arrival(self.arrive, (self._document, self._shown), (self._form, *self._filters), seen=True),)

    def _several(self, label: str, choices: Sequence[Any] = ()) -> gr.Dropdown:
        return gr.Dropdown(list(choices), value=[], multiselect=True, label=label, filterable=True, min_width=120)

    def arrive(self, form: str, *typed: Any) -> tuple[Any, str]:
        """The documents that can be chosen now, and what is chosen."""
        choices = gr.update(choices=[(entry.label, entry.id) for entry in self._bench.reader.entries])
        return choices, self.show(form, *typed)

    def show(
        self, form: str, documents: Sequence[str] | None, kinds: Sequence[str] | None, severities: Sequence[str] | None
    ) -> str:
        """What is chosen."""
        choice = Choice(
            tuple(documents or ()), tuple(map(FindingKind, kinds or ())), tuple(map(Severity, severities or ()))
        )
        labels = {entry.id: entry.label for entry in self._bench.reader.entries}
        wanted = choice.among(sorted(labels))
        if form == Form.BASES:
            return self._bases(choice, wanted, labels)
        with self._bench.store:
            checked = self._bench.desk.checked(wanted)
        return self._findings(choice, checked, labels)

    def _findings(self, choice: Choice, checked: Sequence[tuple[Document, Report]], labels: Mapping[str, str]) -> str:
        t, count = self._texts, 0
        sections: list[str] = []
        for document, report in checked:
            findings = [
                finding
                for severity in Severity
                for finding in report.findings
                if finding.severity is severity and choice.wants(finding)
            ]  # the gravest first
            count += len(findings)
            if (findings or not (choice.kinds or choice.severities)) and len(sections) < _MOST:
                sections.append(document_html(t, document, labels[document.id], report, findings))
        top = self._top(t.found.format(count=count, documents=len(checked)), choice, bases=False)
        return top + ("".join(sections) or f'<p class="empty">{t.nothing}</p>')

    def _bases(self, choice: Choice, identities: Sequence[str], labels: Mapping[str, str]) -> str:
        t = self._texts
        with self._bench.store:
            stored = {document.id: document for document in self._bench.desk.documents()}
            grounds = self._bench.desk.grounds()
        wanted = {identity: stored[identity] for identity in identities if identity in stored}
        count = sum(ground.basis.document in wanted for ground in grounds)
        top = self._top(t.bases.format(count=count, documents=len(wanted)), choice, bases=True)
        return top + grounds_html(t, grounds, wanted, labels)

    def _top(self, found: str, choice: Choice, *, bases: bool) -> str:
        links = "".join(
            f'<a href="{escape(address_of(form, query_of(choice), bases=bases))}" download>{form.upper()}</a>'
            for form in FORMATS
        )
        downloads = f'<p class="downloads"><span>{self._texts.download}</span> {links}</p>'
        return f'<header class="bar"><h2 tabindex="-1"><span data-told>{found}</span></h2>{downloads}</header>'
