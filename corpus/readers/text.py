"""Text files: decoded and otherwise untouched, or refused; an encoding is never guessed."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from corpus.readers.refusal import refusal
from corpus.types import Extract

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SIGNATURES = (
    (b"%PDF-", "PDF", (".pdf",)),
    (b"PK\x03\x04", "tệp nén ZIP hoặc Word", (".docx",)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word đời cũ (.doc) hoặc tệp Office đặt mật khẩu", ()),
    (b"{\\rtf", "RTF", ()),
)
_WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b", re.I | re.S)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_SHARE = 0.05  # real texts hold a stray control character at most


def read_text(name: str, data: bytes) -> Extract:
    """The text of a .txt file: all its characters but the byte order mark."""
    text = decoded(name, data)
    refuse_web_page(name, text)
    return Extract(text)


def decoded(name: str, data: bytes, declared: str | None = None) -> str:
    """The characters of a text file, by its byte order mark, else by the `declared` encoding, else as UTF-8."""
    refuse_other_format(name, data)
    encoding, skipped = declared or "utf-8", 0
    for mark, marked in _MARKS:
        if data.startswith(mark):
            encoding, skipped = marked, len(mark)
    if encoding in ("utf-8", declared) and b"\0" in data:
        raise refusal(name, "không phải tệp văn bản (có byte 0)", "nếu là UTF-16, hãy lưu lại bằng UTF-8")
    try:
        text = data[skipped:].decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte 0x{data[skipped + error.start]:02x} ở vị trí {skipped + error.start}"
        raise refusal(
            name,
            f"bảng mã không phải {encoding.upper()} ({where})",
            "hãy lưu lại tệp bằng UTF-8 (tệp cũ thường dùng Windows-1258, TCVN3 hoặc VNI)",
        ) from error
    if "\0" in text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise refusal(name, "không phải tệp văn bản (nhiều ký tự điều khiển)", "hãy chọn đúng tệp văn bản")
    if not text.strip():
        raise refusal(name, "tệp trống", "hãy chọn tệp có nội dung")
    return text


def refuse_other_format(name: str, data: bytes) -> None:
    """Raise where the first bytes are those of a format that the suffix of `name` does not stand for."""
    suffix = PurePath(name).suffix.lower()
    for signature, format_name, suffixes in _SIGNATURES:
        if data.startswith(signature) and suffix not in suffixes:
            remedy = f"hãy đổi phần mở rộng thành {suffixes[0]}" if suffixes else "hãy lưu lại thành .docx hoặc .pdf"
            raise refusal(name, f"nội dung là {format_name}, không khớp với {suffix}", remedy)


def refuse_web_page(name: str, text: str) -> None:
    """Raise where `text` is a whole HTML page: read as plain text its tags would become words of the document."""
    if _WEB_PAGE.match(text):
        suffix = PurePath(name).suffix.lower()
        raise refusal(name, f"nội dung là HTML, không khớp với {suffix}", "hãy đổi phần mở rộng thành .html")
