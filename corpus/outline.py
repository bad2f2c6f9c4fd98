"""The outline: parts, headings as they nest, heads, signatures, recipients and web-page residue.

The sections partition the text: nothing is lost, and each block knows the path a reader would name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.blocks import Block, Marker, Rank, find_blocks, is_capitals
from corpus.folding import folded
from corpus.types import Extract, Section, SectionKind, Span, Table

_KINDS = "kế hoạch|quyết định|nghị quyết|chương trình|đề án|dự án|chỉ thị|thông báo|tờ trình|báo cáo|quy hoạch|quy chế|quy định|phương án|hướng dẫn|công văn|thông tư|nghị định"
_PART = re.compile(rf"(?:{_KINDS})|(?:phụ lục|phụ biểu|biểu|mẫu|danh mục)(?: (?:số )?[\divx]+)?[.:]?")
_ANNEX = re.compile(r"(?:phụ lục|phụ biểu)(?: (?:số )?[\divx]+)?[.:]? ")
_KIND_FIRST = re.compile(rf"(?:{_KINDS})\b")
_MOTTO = re.compile(r"cộng ?hòa xã hội chủ nghĩa|độc lập ?[-–] ?tự do|đảng cộng sản việt nam$")
_RECIPIENTS = re.compile(r"(?:nơi nhận|kính gửi) ?:")
_SIGNATURE = re.compile(r"(?:tm|kt|tl|tuq|q)\. ?\w|(?:phó )?(?:giám đốc|chủ tịch|thủ tướng|bộ trưởng|cục trưởng|chánh văn phòng|thứ trưởng|bí thư)(?: (?:ủy ban|hội đồng|sở).*)?$")
_FINISHED = re.compile(r"\./\.\s*$")
_INLINE = re.compile(r"[^:;.]{3,110}:(?=\s)")
_LONGEST_HEADING = 300
_LONGEST_PATH_ITEM = 140
_LONGEST_HEADER_LINE = 120
_LEAST_INLINE_BODY = 60


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a section begins, before its end is known."""

    start: int
    kind: SectionKind
    heading: Span | None
    label: str | None
    marker: Marker | None
    level: int | None  # set where the format marks it, or for a part (0)


def find_sections(extract: Extract, tables: tuple[Table, ...]) -> tuple[Section, ...]:
    """The sections of a text in order; they partition it, white space included."""
    text = extract.text
    blocks = find_blocks(text, tuple(t.span for t in tables))
    openings = _marked(extract, blocks) if extract.headings else _inferred(text, blocks, tables)
    return _nest(text, openings)


def _marked(extract: Extract, blocks: tuple[Block, ...]) -> list[_Opening]:
    """Openings where the file format marks its headings; signatures and recipients are still found by their words."""
    text = extract.text
    found = []
    for span, level in extract.headings:
        line = text.rfind("\n", 0, span.start) + 1
        found.append(_Opening(line, SectionKind.BODY, span, _label(span.of(text)), None, level))
    for block in blocks:
        said = folded(block.span.of(text))
        if _RECIPIENTS.match(said):
            found.append(_Opening(block.span.start, SectionKind.RECIPIENTS, None, None, None, None))
    return sorted(found, key=lambda o: o.start)


def _inferred(text: str, blocks: tuple[Block, ...], tables: tuple[Table, ...]) -> list[_Opening]:
    """Openings of a plain text, from markers, capitals and the set phrases of official documents."""
    found: list[_Opening] = []
    sibling_keys: set[tuple[Rank, int]] = set()
    state = SectionKind.RESIDUE
    for i, block in enumerate(blocks):
        said = folded(block.span.of(text))
        opening = _part(text, blocks, i) or _ending(block, said, state)
        if opening is None and state in (SectionKind.BODY, SectionKind.HEAD):
            opening = _heading(text, blocks, i, sibling_keys, tables)
            if opening is None and state is SectionKind.HEAD and not _belongs_to_head(text, block, said):
                opening = _Opening(block.span.start, SectionKind.BODY, None, None, None, None)
        if opening is None and state is SectionKind.SIGNATURE and _after_signature(text, blocks, i):
            opening = _Opening(block.span.start, SectionKind.RESIDUE, None, None, None, None)
        if opening is None:
            continue
        state = opening.kind
        found.append(opening)
        if opening.level == 0:
            sibling_keys.clear()
        if opening.marker:
            sibling_keys.add(_key(opening.marker))
    return found


def _part(text: str, blocks: tuple[Block, ...], i: int) -> _Opening | None:
    """A part begins at its motto (with the issuer's lines before it) or, without one, at its title."""
    if _is_header_start(text, blocks, i):
        title = next((b.span for b in blocks[i : i + 16] if _is_part_title(text, b) or _begins_with_kind(text, b)), None)
        label = _label(title.of(text)) if title else None
        return _Opening(blocks[i].span.start, SectionKind.HEAD, title, label, None, 0)
    if _stands_as_title(text, blocks, i) and not any(_MOTTO.search(folded(b.span.of(text))) for b in blocks[max(0, i - 16) : i]):
        return _Opening(blocks[i].span.start, SectionKind.HEAD, blocks[i].span, _label(blocks[i].span.of(text)), None, 0)
    return None


def _is_header_start(text: str, blocks: tuple[Block, ...], i: int) -> bool:
    """Whether block i is the first of the short lines that lead to the national motto."""
    if not is_capitals(blocks[i].span.of(text)) or i and _header_line(text, blocks[i - 1]):
        return False
    for block in blocks[i : i + 7]:
        if _MOTTO.search(folded(block.span.of(text))):
            return True
        if not _header_line(text, block):
            return False
    return False


def _header_line(text: str, block: Block) -> bool:
    said = block.span.of(text)
    return block.marker is None and len(said) <= _LONGEST_HEADER_LINE and (is_capitals(said) or not re.search(r"\w", said))


def _stands_as_title(text: str, blocks: tuple[Block, ...], i: int) -> bool:
    """A title in small letters ("Phụ lục 2") may be a mere reference: more of a title must follow it."""
    if not _is_part_title(text, blocks[i]):
        return False
    following = blocks[i + 1].span.of(text) if i + 1 < len(blocks) else ""
    return is_capitals(blocks[i].span.of(text)) or is_capitals(following) or following.startswith("(")


def _is_part_title(text: str, block: Block) -> bool:
    said = block.span.of(text)
    if said.rstrip().endswith(":") or (not is_capitals(said) and len(said) > 14):
        return False
    first = folded(said.split("\n")[0]).strip("* #")
    if _PART.fullmatch(first):
        return True
    annex = _ANNEX.match(first)
    return bool(annex and is_capitals(said))


def _begins_with_kind(text: str, block: Block) -> bool:
    """Whether the block is a title whose kind and subject stand in one line ("QUYẾT ĐỊNH Phê duyệt ...")."""
    first = block.span.of(text).split("\n")[0]
    kind = _KIND_FIRST.match(folded(first))
    return bool(kind and is_capitals(first[: kind.end()]) and not first.rstrip().endswith(":"))


def _belongs_to_head(text: str, block: Block, said: str) -> bool:
    """Title lines, issuer, number, place and date, "(kèm theo ...)", rules of dashes."""
    written = block.span.of(text)
    return (
        is_capitals(written)
        or not re.search(r"\w", written)
        or written.startswith("(")
        or bool(_MOTTO.search(said) or re.match(r"số ?:|.{2,40}, ?ngày ?\d|về việc |v/v ", said))
        or len(said) < 30 and not said.endswith((".", ";", ":", ","))
    )


def _ending(block: Block, said: str, state: SectionKind) -> _Opening | None:
    if _RECIPIENTS.match(said) and state is not SectionKind.RESIDUE:
        return _Opening(block.span.start, SectionKind.RECIPIENTS, None, None, None, None)
    signs = _SIGNATURE.match(said) and len(said) < 80 and block.marker is None
    if signs and state in (SectionKind.RECIPIENTS, SectionKind.BODY):
        return _Opening(block.span.start, SectionKind.SIGNATURE, None, None, None, None)
    return None


def _after_signature(text: str, blocks: tuple[Block, ...], i: int) -> bool:
    """Whether block i follows the signer's name, the last line of a signature."""
    before = blocks[i - 1].span.of(text)
    words = before.split()
    return not is_capitals(before) and 2 <= len(words) <= 6 and all(w[0].isupper() or "." in w for w in words)


def _heading(
    text: str, blocks: tuple[Block, ...], i: int, siblings: set[tuple[Rank, int]], tables: tuple[Table, ...]
) -> _Opening | None:
    """A numbered block opens a section where something stands under it, where it names its subject before a colon,
    or where it is the sibling of such a heading."""
    block = blocks[i]
    marker = block.marker
    written = block.span.of(text)
    if marker is None or marker.rank >= Rank.BULLET:
        if folded(written) in ("quyết định:", "quyết nghị:", "chỉ thị:"):
            return _Opening(block.span.start, SectionKind.BODY, block.span, None, None, None)
        return None
    inline = _INLINE.match(text, marker.body, block.span.end)
    if inline and block.span.end - inline.end() >= _LEAST_INLINE_BODY:
        heading = Span(block.span.start, inline.end())
    elif marker.rank is Rank.ARTICLE and len(written) > _LONGEST_PATH_ITEM:
        heading = Span(block.span.start, marker.body).trimmed(text)
    else:
        heading = block.span
    known = _key(marker) in siblings
    if not (known or inline or marker.rank <= Rank.ROMAN or _has_children(text, blocks, i, tables)):
        return None
    shown = heading if len(heading) <= _LONGEST_HEADING else None  # a long list item among headings has none
    return _Opening(block.span.start, SectionKind.BODY, shown, _label(heading.of(text)), marker, None)


def _has_children(text: str, blocks: tuple[Block, ...], i: int, tables: tuple[Table, ...]) -> bool:
    marker, end = blocks[i].marker, blocks[i].span.end
    if i + 1 == len(blocks) or marker is None:
        return False
    following = blocks[i + 1]
    if any(end <= t.span.start < following.span.start for t in tables):
        return True
    if folded(following.span.of(text)).startswith(("nơi nhận", "tm.", "kt.")) or len(blocks[i].span) > _LONGEST_HEADING:
        return False
    below = following.marker
    if below is None:
        sentence = len(blocks[i].span) > _LONGEST_PATH_ITEM and text[end - 1] in ".;/"
        return not is_capitals(following.span.of(text)) and not sentence and text[end - 1] != ";"
    return _deeper(marker, below)


def _deeper(outer: Marker, inner: Marker) -> bool:
    if inner.rank is outer.rank is Rank.ARABIC:
        return len(inner.ordinals) > len(outer.ordinals)
    return inner.rank > outer.rank


def _key(marker: Marker) -> tuple[Rank, int]:
    return marker.rank, len(marker.ordinals)


def _label(written: str) -> str:
    """A heading as it is shown in a path: white space folded, no closing colon, cut at a word when very long."""
    said = " ".join(written.split()).rstrip(":.; ")
    if len(said) <= _LONGEST_PATH_ITEM:
        return said
    return said[:_LONGEST_PATH_ITEM].rsplit(" ", 1)[0] + " …"


def _nest(text: str, openings: list[_Opening]) -> tuple[Section, ...]:
    """Give every opening its end, level and path."""
    if not openings or openings[0].start > 0:
        openings = [_Opening(0, SectionKind.RESIDUE, None, None, None, 0), *openings]
    openings = [replace(openings[0], start=0), *openings[1:]]
    sections: list[Section] = []
    stack: list[_Opening] = []
    part = -1
    for opening, following in zip(openings, [*openings[1:], None], strict=True):
        end = following.start if following else len(text)
        if opening.level == 0 or part < 0:
            part, stack = part + 1, []
        if opening.label is not None:
            stack = _climb(stack, opening)
            stack.append(opening)
        elif opening.kind is not SectionKind.BODY:
            stack = stack[:1]
        path = tuple(o.label for o in stack if o.label)
        span = Span(opening.start, end)
        if len(span):
            sections.append(Section(span, opening.kind, len(stack) - 1 if stack else 0, opening.heading, path, part))
    return tuple(sections)


def _climb(stack: list[_Opening], opening: _Opening) -> list[_Opening]:
    """The headings that stay open when `opening` begins."""
    if opening.level is not None:
        return [o for o in stack if o.level is not None and o.level < opening.level]
    marker = opening.marker
    if marker is None:
        return stack[:1]
    for depth in range(len(stack) - 1, -1, -1):
        other = stack[depth].marker
        if other is None:
            continue
        if marker.rank is other.rank is Rank.ARABIC and marker.ordinals[:-1] == other.ordinals:
            return stack[: depth + 1]
        if _key(other) == _key(marker) and (marker.ordinals[-1] > 1 or other.ordinals[-1] != 1 or _key(marker)[1] > 1):
            return stack[:depth]
    while stack and (other := stack[-1].marker) is not None and _key(other) > _key(marker):
        stack = stack[:-1]
    return stack
