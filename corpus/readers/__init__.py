"""Readers: a file in, its text with the tables and headings that the format marks out.

The module of a format, and the library behind it, is imported when the first file of that format is read.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath

from corpus.readers.refusal import refusal
from corpus.types import Extract

_READERS = {
    ".txt": ("text", "read_text"),
    ".md": ("markdown", "read_markdown"),
    ".html": ("html", "read_html"),
    ".htm": ("html", "read_html"),
    ".docx": ("word", "read_word"),
    ".pdf": ("pdf", "read_pdf"),
}
SUFFIXES = tuple(_READERS)


def read(path: Path) -> Extract:
    """What stands in the file; CorpusError in one line where it cannot be read."""
    reader = _reader(path.name)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise refusal(path.name, f"không mở được ({reason})", "hãy kiểm tra đường dẫn và quyền đọc") from error
    return reader(path.name, data)


def read_bytes(name: str, data: bytes) -> Extract:
    """As `read`, for contents that are at hand, such as an upload; the suffix of `name` says the format."""
    return _reader(name)(name, data)


def _reader(name: str) -> Callable[[str, bytes], Extract]:
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        what = f"không đọc loại tệp {suffix}" if suffix else "tên tệp không có phần mở rộng"
        raise refusal(name, what, f"hãy chuyển sang một trong các loại {', '.join(SUFFIXES)}")
    module, function = _READERS[suffix]
    reader: Callable[[str, bytes], Extract] = getattr(import_module(f"corpus.readers.{module}"), function)
    return reader
