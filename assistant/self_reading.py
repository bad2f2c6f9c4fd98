"""What a document says about itself: in its heads, its signatures, its recipients and the articles that close it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.attributes import Attribute
from assistant.proposals import read_proposal
from assistant.query import plain
from assistant.validity import read_effect, read_validity
from assistant.values import tidy
from corpus.figures import FigureKind, find_figures
from corpus.folding import bare, folded
from corpus.types import Document, Section, SectionKind, Span

_ROLES = {"giam doc": r"giam doc|director", "chu tich": r"chu tich|chairman"}
_OFFICES = {
    "thu tuong": r"thu tuong|prime minister",
    "chu tich": r"chu tich|chair(?:man|woman|person)",
    "bo truong": r"bo truong",
    "thu truong": r"thu truong",
    "giam doc": r"giam doc|director",
    "chanh van phong": r"chanh van phong",
    "bi thu": r"bi thu",
}
_HOLDERS = "|".join(_OFFICES.values())
_ASKS_OFFICE = re.compile(
    rf"\b({_HOLDERS})\b(?: \w+){{0,6}}? nao\b|which (?:\w+ ){{0,3}}?({_HOLDERS})\b|\bai la ({_HOLDERS})\b"
)
_ON_BEHALF = re.compile(r"^TM\s?\..*?(?=KT\s?\.|(?:PHÓ )?CHỦ TỊCH|$)")
_STANDS_FOR = re.compile(r"^\s*(?:KT|TUQ|Q|TL)\s?\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AttributeReading:
    """What a document says about itself: the words to say and the places to quote, the most telling first.

    No words where the document has the place, but not what was asked.
    """

    said: str
    quotes: tuple[Span, ...]


def read_attribute(attribute: Attribute, question: str, document: Document) -> AttributeReading | None:
    """The attribute of the part that `question` means; None where the document does not give it."""
    match attribute:
        case Attribute.PROPOSAL:
            proposal = read_proposal(plain(question), document)
            return None if proposal is None else AttributeReading(proposal.said, (proposal.quote,))
        case Attribute.VALIDITY:
            said = read_validity(document, plain(question))
            return None if said is None else AttributeReading(said.said, (said.quote,))
        case Attribute.EFFECT:
            return _effect(question, document)
        case Attribute.NUMBER_AND_DATE:
            number = read_attribute(Attribute.NUMBER, question, document)
            date = read_attribute(Attribute.DATE, question, document)
            if number is None or date is None:
                return number or date
            return AttributeReading(f"{number.said} {date.said}", (*number.quotes, *date.quotes))
    kind = {Attribute.SIGNER: SectionKind.SIGNATURE, Attribute.RECIPIENTS: SectionKind.RECIPIENTS}
    wanted = kind.get(attribute, SectionKind.HEAD)
    sections = [s for s in document.sections if s.kind is wanted]
    for section in sorted(sections, key=lambda s: -_fit(plain(question), document, s)):
        found = _read(attribute, question, document, section)
        if found is not None:
            return found
    return _of_metadata(attribute, document)


def _effect(question: str, document: Document) -> AttributeReading | None:
    """Since when the document is in force; where that is the day of its signing, that day too."""
    effect = read_effect(document, plain(question))
    if effect is None:
        return None
    date = read_attribute(Attribute.DATE, question, document) if effect.from_signing else None
    if date is None:
        return AttributeReading(effect.said, (effect.quote,))
    return AttributeReading(f"{effect.said} ({date.said})", (effect.quote, *date.quotes))


def _of_metadata(attribute: Attribute, document: Document) -> AttributeReading | None:
    """The attribute as the document's head states it in a sentence or a box."""
    metadata = document.metadata
    field = {Attribute.SIGNER: metadata.signer, Attribute.NUMBER: metadata.number, Attribute.DATE: metadata.date}.get(
        attribute
    )
    if field is None or field.span is None:
        return None
    return AttributeReading(" ".join(field.span.of(document.text).split()), (_line(document.text, field.span),))


def _line(text: str, span: Span) -> Span:
    """The line that a span stands in, white space around it left out."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text)).trimmed(text)


def _read(attribute: Attribute, question: str, document: Document, section: Section) -> AttributeReading | None:
    text = document.text
    span = section.span.trimmed(text)
    match attribute:
        case Attribute.SIGNER:
            return _signer(question, document, span)
        case Attribute.RECIPIENTS:
            items = [tidy(line) for line in span.of(text).splitlines() if line.strip()]
            listed = "; ".join(item for item in items if item and not folded(item).startswith("nơi nhận"))
            return AttributeReading(listed, (span,))
    kind = FigureKind.NUMBER_OF_DOCUMENT if attribute is Attribute.NUMBER else FigureKind.DATE
    for figure in find_figures(text, span):
        line = _line(text, figure.span)
        if figure.kind is kind and not line.of(text).startswith("("):
            return AttributeReading(" ".join(figure.span.of(text).split()), (line,))
    return None


def _signer(question: str, document: Document, span: Span) -> AttributeReading | None:
    """Who signed, with the office; no words where the question asks for the holder of another office."""
    written = span.of(document.text)
    lines = [line.strip() for line in written.splitlines() if re.search(r"\w{2}", line)]
    if len(lines) < 2:
        return None
    known = document.metadata.signer
    name = known.value if known is not None and known.value in written else lines[-1]
    office = asked_office(question)
    if office is not None and office not in plain(written):
        return AttributeReading("", (span,))
    return AttributeReading(name + _office(lines, name), (span,))


def asked_office(question: str) -> str | None:
    """The office, folded without diacritics, whose holder a question asks for by name; None for any."""
    match = _ASKS_OFFICE.search(plain(question))
    if match is None:
        return None
    holder = next(filter(None, match.groups()))
    return next(office for office, said in _OFFICES.items() if re.fullmatch(said, holder))


def _office(lines: list[str], name: str) -> str:
    """The office above a name as a reader says it: " (KT. CHỦ TỊCH, PHÓ CHỦ TỊCH)"; nothing in a sentence."""
    above = [" ".join(line.split()) for line in lines if name not in line and line.isupper()]
    signing = [line for line in (_ON_BEHALF.sub("", line) for line in above) if line]
    first = next((i for i, line in enumerate(signing) if _STANDS_FOR.match(line)), 0)
    return f" ({', '.join(signing[first:])})" if signing else ""


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
