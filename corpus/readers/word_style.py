"""What the styles of a Word document say of a paragraph: title, heading level, and the number or bullet before it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from corpus.readers.blocks import bullet, numeral

Element = etree._Element

_VALUE, _PROPERTIES, _OUTLINE = qn("w:val"), qn("w:pPr"), qn("w:outlineLvl")
_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
_BODY_TEXT = 9  # the outline level that means none
_LEVELS = 9
_KEPT_BULLETS = ("-", "+", "*", "\u2013", "\u2022")


class Styles:
    """The paragraph styles by id, each followed by those it is based on."""

    def __init__(self, document: WordDocument) -> None:
        styles = [style for style in document.styles.element if style.get(qn("w:type")) == "paragraph"]
        self._by_id = {style.get(qn("w:styleId"), ""): style for style in styles}
        self._default = next((style for style in styles if style.get(qn("w:default")) in ("1", "true")), None)

    def is_title(self, paragraph: Element) -> bool:
        """Whether its style is Title or made from it."""
        return any(name.lower() == "title" for name in self._names(paragraph))

    def heading_level(self, paragraph: Element) -> int:
        """1 for "Heading 1" or outline level 1 and so on, 0 for text."""
        outline = self.property(paragraph, _OUTLINE)
        if outline is not None:
            level = int(outline.get(_VALUE, _BODY_TEXT))
            return 0 if level >= _BODY_TEXT else level + 1
        found = (_HEADING_NAME.fullmatch(name) for name in self._names(paragraph))
        return next((int(match.group(1)) for match in found if match), 0)

    def property(self, paragraph: Element, tag: str) -> Element | None:
        """The paragraph's own property, else that of the nearest style that has it."""
        for holder in (paragraph, *self._chain(paragraph)):
            found = holder.find(f"{_PROPERTIES}/{tag}")
            if found is not None:
                return found
        return None

    def _names(self, paragraph: Element) -> Iterator[str]:
        for style in self._chain(paragraph):
            name = style.find(qn("w:name"))
            if name is not None:
                yield name.get(_VALUE, "")

    def _chain(self, paragraph: Element) -> list[Element]:
        named = paragraph.find(f"{_PROPERTIES}/{qn('w:pStyle')}")
        style = self._default if named is None else self._by_id.get(named.get(_VALUE, ""))
        chain: list[Element] = []
        while style is not None and style not in chain:
            chain.append(style)
            based_on = style.find(qn("w:basedOn"))
            style = None if based_on is None else self._by_id.get(based_on.get(_VALUE, ""))
        return chain


class Numbering:
    """Counts the automatic lists as Word does; `label` must see every paragraph once, in order."""

    def __init__(self, document: WordDocument, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Element]] = {}  # of each list, by depth
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)
        self._counted_as: dict[str, str] = {}  # lists made from one definition go on counting
        if any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values()):
            self._define(document.part.numbering_part.element)

    def label(self, paragraph: Element) -> str:
        """The number ("1.", "a)", "1.1") or bullet before a paragraph, "" where the text stands alone."""
        reference = self._styles.property(paragraph, qn("w:numPr"))
        if reference is None:
            return ""
        number, depth = _value(reference, "w:numId", "0"), int(_value(reference, "w:ilvl", "0"))
        level = self._levels.get(number, {}).get(depth)
        if level is None:
            return ""
        style, pattern = _value(level, "w:numFmt", "decimal"), _value(level, "w:lvlText", "")
        if style in ("bullet", "none"):
            return (pattern if pattern in _KEPT_BULLETS else bullet(depth + 1)) if style == "bullet" else ""
        counts = self._counts[self._counted_as[number]]
        self._advance(number, counts, depth)
        return re.sub(r"%([1-9])", lambda found: self._written(number, counts, int(found.group(1)) - 1), pattern)

    def _advance(self, number: str, counts: list[int], depth: int) -> None:
        for outer in range(depth):  # an item deeper than its list has reached counts as under the first
            counts[outer] = counts[outer] or self._start(number, outer)
        counts[depth] = counts[depth] + 1 if counts[depth] else self._start(number, depth)
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)

    def _start(self, number: str, depth: int) -> int:
        level = self._levels[number].get(depth)
        return 1 if level is None else int(_value(level, "w:start", "1"))

    def _written(self, number: str, counts: list[int], depth: int) -> str:
        level = self._levels[number].get(depth)
        return numeral("decimal" if level is None else _value(level, "w:numFmt", "decimal"), counts[depth])

    def _define(self, numbering: Element) -> None:
        definitions = {
            definition.get(qn("w:abstractNumId"), ""): {
                int(level.get(qn("w:ilvl"), "0")): level for level in definition.findall(qn("w:lvl"))
            }
            for definition in numbering.findall(qn("w:abstractNum"))
        }
        for item in numbering.findall(qn("w:num")):
            number, definition = item.get(qn("w:numId"), ""), _value(item, "w:abstractNumId", "")
            self._levels[number] = definitions.get(definition, {})
            restarts = item.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}") is not None
            self._counted_as[number] = f"list {number}" if restarts else definition


def _value(element: Element, tag: str, default: str) -> str:
    found = element.find(qn(tag))
    return default if found is None else str(found.get(_VALUE, default))
