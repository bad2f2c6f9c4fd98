"""Which findings a visitor wants to see, and how an address writes that down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from corpus.checks import Finding, FindingKind, Severity


@dataclass(frozen=True, slots=True)
class Choice:
    """Empty fields want all; of several values of a field one is enough."""

    documents: tuple[str, ...] = ()
    kinds: tuple[FindingKind, ...] = ()
    severities: tuple[Severity, ...] = ()

    def wants(self, finding: Finding) -> bool:
        """Whether a finding fits; its document is chosen before."""
        kind = not self.kinds or finding.kind in self.kinds
        return kind and (not self.severities or finding.severity in self.severities)

    def among(self, ids: Iterable[str]) -> list[str]:
        """The documents that are wanted, in their order."""
        return [identity for identity in ids if not self.documents or identity in self.documents]


def query_of(choice: Choice) -> str:
    """The choice as the query of an address."""
    fields = (("document", choice.documents), ("kind", choice.kinds), ("severity", choice.severities))
    return urlencode([(name, str(value)) for name, values in fields for value in values])


def choice_of(query: str) -> Choice:
    """The choice that such a query writes; ValueError where it is no such query."""
    pairs = parse_qsl(query, strict_parsing=bool(query), max_num_fields=1000)
    if strange := {name for name, _ in pairs} - {"document", "kind", "severity"}:
        raise ValueError(f"unknown: {', '.join(sorted(strange))}")
    return Choice(
        tuple(value for name, value in pairs if name == "document"),
        tuple(FindingKind(value) for name, value in pairs if name == "kind"),
        tuple(Severity(value) for name, value in pairs if name == "severity"),
    )
