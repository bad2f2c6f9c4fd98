"""What befalls the structure of a file: elements of XML, members of a ZIP archive, objects of a PDF; seeded."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from random import Random

import pypdf

from bench.hard.text_mutations import Mutate

_ELEMENT = re.compile(rb"<([\w:]+)[^<>]*>")
_VALUE = re.compile(rb'="[^"<>]*"')
_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_REFERENCE = re.compile(rb"\b\d+ 0 R\b")
_BAD_VALUES = (b"-1", b"0", b"999999999", b"99999999999999999999", b"", b"x", b"NaN", b"\xc3\xa1", b"1.5", b"&#x202e;")
_ENTITIES = (
    b'<!DOCTYPE l [<!ENTITY a "haha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 12) for n in range(9))
    + b"]>"
)
_DRAWN = (b"Tj", b"q " * 3_000, b"", b"re S", b"0 0 m 9 9 l S " * 800, b"99999 0 0 -99999 0 0 cm", b"Do")
_FILLING = (b" ", b"q ", b"0 0 m ", b"BT (a) Tj ET ")
_OPERATORS = re.compile(rb"(?<=\s)(?:Tj|TJ|Td|Tm|cm|re|q|Q|BT|ET|Tf|l|m|S|f)(?=\s)")


def _any_element(chance: Random, data: bytes) -> tuple[int, int] | None:
    """Where an element begins and ends, as far as tags of its name that open and close tell."""
    opening = list(_ELEMENT.finditer(data))
    for found in chance.sample(opening, min(len(opening), 9)):
        close = b"</%s>" % found.group(1)
        end = data.find(close, found.end())
        if 0 <= end < found.end() + 20_000:
            return found.start(), end + len(close)
    return None


def _tags_lost(chance: Random, data: bytes) -> bytes:
    tags = list(re.finditer(rb"<[^<>]+>", data))
    for found in sorted(chance.sample(tags, min(len(tags), chance.randint(1, 6))), key=lambda m: -m.start()):
        data = data[: found.start()] + data[found.end() :]
    return data


def _element_repeated(chance: Random, data: bytes) -> bytes:
    """An element, with what is in it, many times over."""
    found = _any_element(chance, data)
    if found is None:
        return data
    start, end = found
    count = min(chance.choice((2, 50, 5_000)), 40_000 // max(1, end - start) + 1)
    return data[:start] + data[start:end] * count + data[end:]


def _element_moved(chance: Random, data: bytes) -> bytes:
    found = _any_element(chance, data)
    if found is None:
        return data
    piece, rest = data[slice(*found)], data[: found[0]] + data[found[1] :]
    tags = [m.end() for m in _ELEMENT.finditer(rest)]
    at = chance.choice(tags) if tags else 0
    return rest[:at] + piece + rest[at:]


def _nested(chance: Random, data: bytes) -> bytes:
    """An element within itself, as deep as no hand writes it."""
    found = _any_element(chance, data)
    if found is None:
        return data
    name = _ELEMENT.match(data, found[0])
    assert name is not None  # it was found by this pattern
    depth = chance.choice((10, 200, 3_000, 30_000))
    return (
        data[: found[0]]
        + name.group() * depth
        + data[slice(*found)]
        + b"</%s>" % name.group(1) * depth
        + data[found[1] :]
    )


def _values(chance: Random, data: bytes) -> bytes:
    places = list(_VALUE.finditer(data))
    for found in sorted(chance.sample(places, min(len(places), chance.randint(1, 8))), key=lambda m: -m.start()):
        data = data[: found.start()] + b'="' + chance.choice(_BAD_VALUES) + b'"' + data[found.end() :]
    return data


def _spans(chance: Random, data: bytes) -> bytes:
    """Cells merged over more than there is."""
    wide = chance.choice((b"2", b"0", b"-3", b"1000", b"65534", b"99999999"))
    one = chance.choice((b'<td colspan="%s" ', b'<td rowspan="%s" ', b'<th rowspan="%s" colspan="9" ')) % wide
    return re.sub(rb"<t[dh][ >]", lambda m: one + m.group()[3:].strip() if chance.random() < 0.3 else m.group(), data)


def _entities(_: Random, data: bytes) -> bytes:
    """The billion laughs."""
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    data = data[:at] + _ENTITIES + data[at:]
    tags = list(re.finditer(rb"(?<=>)\w", data))
    return data[: tags[0].start()] + b"&j;" + data[tags[0].start() :] if tags else data


XML: tuple[Mutate, ...] = (_tags_lost, _element_repeated, _element_moved, _nested, _values, _spans, _entities)


def _in_member(change: Mutate) -> Mutate:
    """`change` one of the XML parts of a Word document, most often its body."""

    def mutate(chance: Random, data: bytes) -> bytes:
        parts = _members(data)
        if not parts:
            return data
        names = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
        name = "word/document.xml" if "word/document.xml" in parts and chance.random() < 0.7 else chance.choice(names)
        return _packed({**parts, name: change(chance, parts[name])})

    mutate.__name__ = change.__name__
    return mutate


def _member_lost(chance: Random, data: bytes) -> bytes:
    parts = _members(data)
    if parts:
        parts.pop(chance.choice(list(parts)))
    return _packed(parts)


def _member_renamed(chance: Random, data: bytes) -> bytes:
    parts = _members(data)
    if parts:
        parts[chance.choice(("../../etc/passwd", "word/document.xml", "/", "a" * 300, "word\\x"))] = parts.pop(
            chance.choice(list(parts))
        )
    return _packed(parts)


def _member_grown(chance: Random, data: bytes) -> bytes:
    """A part that unpacks to far more than it takes."""
    parts = _members(data)
    if parts:
        name = chance.choice(list(parts))
        letter, size = chance.choice((b" ", b"\0", b"<w:p/>")), chance.choice((10_000, 3_000_000))
        parts[name] = parts[name].replace(b"</w:body>", letter * size + b"</w:body>") + letter * (size // 10)
    return _packed(parts)


def _size_forged(chance: Random, data: bytes) -> bytes:
    """The sizes that the directory of the archive states are not those of its parts."""
    entries = [found.start() for found in re.finditer(rb"PK\x01\x02", data)]
    changed = bytearray(data)
    for at in entries:
        if chance.random() < 0.5:
            field = at + chance.choice((16, 20, 24))  # checksum, packed size, unpacked size
            changed[field : field + 4] = chance.choice((b"\0\0\0\0", b"\x10\0\0\0", b"\xff\xff\xff\x7f"))
    return bytes(changed)


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
        return {}  # an earlier mutation broke it


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


ZIP: tuple[Mutate, ...] = (
    *map(_in_member, XML), _member_lost, _member_renamed, _member_grown, _size_forged,
)  # fmt: skip


def _references(chance: Random, data: bytes) -> bytes:
    """Objects that name others than they should, themselves included."""
    places = list(_REFERENCE.finditer(data))
    if places:
        for _ in range(chance.randint(1, 4)):
            one, other = chance.choice(places), chance.choice(places)
            if len(one.group()) == len(other.group()):
                data = data[: one.start()] + other.group() + data[one.end() :]
    return data


def _object_lost(chance: Random, data: bytes) -> bytes:
    found = list(_OBJECT.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + b" " * (one.end() - one.start()) + data[one.end() :]


def _object_swapped(chance: Random, data: bytes) -> bytes:
    found = list(_OBJECT.finditer(data))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    head, inside = one.group().split(b"obj", 1)[0], other.group().split(b"obj", 1)[1]
    return data[: one.start()] + head + b"obj" + inside + data[one.end() :]


def _drawing(chance: Random, data: bytes) -> bytes:
    """What is drawn: operators swapped, doubled without end or lost."""
    places = list(_OPERATORS.finditer(data))
    for found in sorted(chance.sample(places, min(len(places), chance.randint(1, 12))), key=lambda m: -m.start()):
        new = chance.choice(
            (b"Tj", b"q " * 3_000, b"", b"re S", b"0 0 m 9 9 l S " * 800, b"99999 0 0 -99999 0 0 cm", b"Do")
        )
        data = data[: found.start()] + new + data[found.end() :]
    return data


def _names(chance: Random, data: bytes) -> bytes:
    names = list(re.finditer(rb"/[A-Z]\w+", data))
    for found in sorted(chance.sample(names, min(len(names), chance.randint(1, 5))), key=lambda m: -m.start()):
        new = chance.choice((b"/Kids", b"/Parent", b"/LZWDecode", b"/Type3", b"/ObjStm", b"/Encrypt", b"/Count", b"/X"))
        data = data[: found.start()] + new + data[found.end() :]
    return data


def _pages_many(chance: Random, data: bytes) -> bytes:
    """One page named many times over in the tree of pages."""
    count = chance.choice((50, 10_000))
    return re.sub(rb"/Kids \[\s*(\d+ 0 R)", lambda m: b"/Kids [ " + (m.group(1) + b" ") * count, data, count=1)


def _stream_grown(chance: Random, data: bytes) -> bytes:
    """A stream that unpacks to a thousand times what it takes."""
    found = re.search(rb"<<[^<>]*>>\s*stream\r?\n.*?endstream", data, re.DOTALL)
    if found is None:
        return data
    packed = zlib.compress(
        chance.choice((b" ", b"q ", b"0 0 m ", b"BT (a) Tj ET ")) * chance.choice((10_000, 10_000_000))
    )
    stream = b"<</Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)
    return data[: found.start()] + stream + data[found.end() :]


def _nested_arrays(chance: Random, data: bytes) -> bytes:
    depth = chance.choice((100, 20_000))
    return re.sub(rb"/MediaBox \[", b"/MediaBox [" + b"[" * depth, data, count=1)


def _protected(_: Random, data: bytes) -> bytes:
    """With a password, as files from offices come."""
    try:
        writer = pypdf.PdfWriter(io.BytesIO(data))
        writer.encrypt("mat khau")
        out = io.BytesIO()
        writer.write(out)
    except Exception:  # an earlier mutation broke it
        return data
    return out.getvalue()


PDF: tuple[Mutate, ...] = (
    _references, _object_lost, _object_swapped, _drawing, _names, _pages_many, _stream_grown, _nested_arrays,
    _protected,
)  # fmt: skip
