"""Questions about a document itself: who signed it, its number and date, to whom it went.

They are answered from its heads, signatures and recipients, which ordinary retrieval would bury under the plan's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.cards import Card
from assistant.query import Query, plain
from assistant.values import tidy
from corpus.figures import FigureKind, find_figures
from corpus.folding import bare, folded
from corpus.types import Document, Section, SectionKind, Span


class Attribute(StrEnum):
    """What of a document is asked for."""

    SIGNER = "signer"
    RECIPIENTS = "recipients"
    NUMBER = "number"
    DATE = "date"


_CUES = {
    Attribute.SIGNER: re.compile(
        r"\bai (?:la nguoi |da )?(?:dat but )?ki\b|nguoi (?:da )?ki\b|\b(?:da|duoc) ki (?:ten |duyet "
        r"|ban hanh )?(?:quyet dinh|ke hoach|van ban|cong van)|\bki ten\b|chu ki cua ai|who signed|\bsigned\b"
        r"|signer|signatory"
    ),
    Attribute.RECIPIENTS: re.compile(r"noi nhan|duoc gui (?:cho|den|toi)|gui cho nhung|recipients?|sent to"),
    Attribute.NUMBER: re.compile(
        r"so hieu|\bso (?:may|bao nhieu|nao)\b(?= ?(?:[,?.]|$|ngay|vay|the\b))"
        r"|mang so|(?:quyet dinh|ke hoach|van ban) so (?:gi|nao|may)"
        r"|(?:decision|plan|document) number"
    ),
    Attribute.DATE: re.compile(
        r"(?:ban hanh|ki|ra doi|phe duyet|issued|signed|dated?)\b.{0,20}(?:ngay nao|khi nao|hom nao|nam nao"
        r"|bao gio)|ngay (?:ban hanh|ki)|when was .{0,60}(?:issued|signed|approved)"
    ),
}
_OF_DOCUMENT_TEXT = """
    so hieu ngay ki ban hanh phe duyet quyet dinh ke hoach van ban uy ban nhan dan ubnd tinh thanh pho chu tich pho
    nguoi duoc cua mang ve viec tai la giai doan nam gui noi nhan signed signer decision plan number which who vice
    chairman director issued approving approved document department application state agencies city information
    technology it provincial itself not
"""
_OF_DOCUMENT = frozenset(_OF_DOCUMENT_TEXT.split())
_SHORTEST_ABBREVIATION = 3
_ROLES = {"giam doc": r"giam doc|director", "chu tich": r"chu tich|chairman"}


@dataclass(frozen=True, slots=True)
class AttributeReading:
    """What a document says about itself: the words to say and the place to quote."""

    said: str
    quote: Span


def asked_attribute(question: str, query: Query, card: Card) -> Attribute | None:
    """The attribute that `question` asks for, if it says nothing that the document's title does not say."""
    said = plain(question)
    for attribute, pattern in _CUES.items():
        if not pattern.search(said):
            continue
        if _names_another(question, card):
            continue
        if attribute in (Attribute.SIGNER, Attribute.RECIPIENTS) or _in_title(_subject(query), card):
            return attribute
    return None


def says_title(query: Query, card: Card) -> bool:
    """Whether the question names the document by words of its title, and says nothing besides."""
    subject = _subject(query)
    return bool(subject) and _in_title(subject, card)


def read_attribute(attribute: Attribute, question: str, document: Document) -> AttributeReading | None:
    """The attribute of the part that `question` means; None where the document does not give it."""
    kind = {Attribute.SIGNER: SectionKind.SIGNATURE, Attribute.RECIPIENTS: SectionKind.RECIPIENTS}
    wanted = kind.get(attribute, SectionKind.HEAD)
    sections = [s for s in document.sections if s.kind is wanted]
    for section in sorted(sections, key=lambda s: -_fit(plain(question), document, s)):
        found = _read(attribute, document, section)
        if found is not None:
            return found
    return _of_metadata(attribute, document)


def _of_metadata(attribute: Attribute, document: Document) -> AttributeReading | None:
    """The attribute as the document's head states it in a sentence or a box."""
    metadata = document.metadata
    field = {Attribute.SIGNER: metadata.signer, Attribute.NUMBER: metadata.number, Attribute.DATE: metadata.date}.get(
        attribute
    )
    if field is None or field.span is None:
        return None
    return AttributeReading(" ".join(field.span.of(document.text).split()), _line(document.text, field.span))


def _line(text: str, span: Span) -> Span:
    """The line that a span stands in, white space around it left out."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text)).trimmed(text)


def _read(attribute: Attribute, document: Document, section: Section) -> AttributeReading | None:
    text = document.text
    span = section.span.trimmed(text)
    match attribute:
        case Attribute.SIGNER:
            lines = [line.strip() for line in span.of(text).splitlines() if re.search(r"\w{2}", line)]
            if len(lines) < 2:
                return None
            signer = document.metadata.signer
            if signer is not None and signer.value in span.of(text):
                return AttributeReading(signer.value, span)  # a restatement tells of the signature in a sentence
            return AttributeReading(lines[-1], span)
        case Attribute.RECIPIENTS:
            items = [tidy(line) for line in span.of(text).splitlines() if line.strip()]
            return AttributeReading(
                "; ".join(item for item in items if item and not folded(item).startswith("nơi nhận")), span
            )
    kind = FigureKind.NUMBER_OF_DOCUMENT if attribute is Attribute.NUMBER else FigureKind.DATE
    for figure in find_figures(text, span):
        line = _line(text, figure.span)
        if figure.kind is kind and not line.of(text).startswith("("):
            return AttributeReading(" ".join(figure.span.of(text).split()), line)
    return None


def _fit(said: str, document: Document, section: Section) -> float:
    """How well the part of a section is the one that the question means, the first part in doubt."""
    label = bare(section.path[0]).lower() if section.path else ""
    written = bare(section.span.of(document.text)).lower()
    fit = -0.1 * section.part
    for word, weight in (("quyet dinh", 1.0), ("ke hoach", 0.9)):
        asked = (
            word in said
            or (word == "ke hoach" and "plan" in said.split())
            or (word == "quyet dinh" and "decision" in said)
        )
        fit += weight * (asked and word in label)
    fit += sum(2.0 for role, pattern in _ROLES.items() if re.search(pattern, said) and role in written)
    head = next((s for s in document.sections if s.part == section.part and s.kind is SectionKind.HEAD), None)
    if head is not None:
        numbers = {f.key for f in find_figures(document.text, head.span) if f.kind is FigureKind.NUMBER_OF_DOCUMENT}
        fit += 3.0 * any(bare(n) in said for n in numbers)
    return fit


def _subject(query: Query) -> list[str]:
    """The bare words of the question that do not only speak of documents as such."""
    return [w.bare for w in query.words if w.bare not in _OF_DOCUMENT and not w.bare.isdigit()]


def _in_title(words: list[str], card: Card) -> bool:
    return all(word in card.terms or _abbreviates(word, card) for word in words)


def _abbreviates(word: str, card: Card) -> bool:
    """Whether a word is made of the first letters of words that follow each other in the title ("CNTT")."""
    return len(word) >= _SHORTEST_ABBREVIATION and word in card.initials


def _names_another(question: str, card: Card) -> bool:
    """Whether the question names a document number that is neither this document's own nor in its title."""
    keys = {f.key for f in find_figures(question) if f.kind is FigureKind.NUMBER_OF_DOCUMENT}
    return any(bare(key) not in card.terms for key in keys - card.numbers)
