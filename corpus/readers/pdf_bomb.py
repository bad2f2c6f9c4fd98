"""Streams of a PDF that would unpack to far more than any document has, found before a parser unpacks them."""

from __future__ import annotations

import re
import zlib

from corpus.readers.refusal import refusal

_MOST_UNPACKED = 200_000_000  # bytes of one stream; the largest are pictures
_HIGHEST_RATIO = 1_032  # of deflate
_PIECE = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_PACKED_TWICE = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW)\s*/(?:FlateDecode|Fl|LZWDecode|LZW)\b")


def refuse_bomb(name: str, data: bytes) -> None:
    """Raise where a stream is packed twice over or unpacks to more than memory should hold."""
    if _PACKED_TWICE.search(data) or any(_too_large(data, found.end()) for found in _STREAM.finditer(data)):
        raise refusal(name, "PDF chứa luồng nén bung ra quá lớn", "hãy kiểm tra nguồn của tệp")


def _too_large(data: bytes, start: int) -> bool:
    """Whether what begins at `start` unpacks to too much; what is too short for that is not tried."""
    end = data.find(b"endstream", start)
    end = len(data) if end < 0 else end
    if (end - start) * _HIGHEST_RATIO < _MOST_UNPACKED:
        return False
    unpacker, size, rest = zlib.decompressobj(), 0, data[start:end]
    try:
        while rest and not unpacker.eof:
            piece = unpacker.decompress(rest, _PIECE)
            size, rest = size + len(piece), unpacker.unconsumed_tail
            if size > _MOST_UNPACKED:
                return True
    except zlib.error:
        return False  # not deflated
    return False
