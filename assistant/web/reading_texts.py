"""What the reading view says, in each language of the interface."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.web.language import Language


@dataclass(frozen=True, slots=True)
class ReadingTexts:
    """One phrase a field; braces name what is filled in."""

    as_text: str
    as_page: str
    shown_as: str
    copy_link: str
    moved: str
    changed: str
    no_original: str
    page_of: str
    page_described: str
    page_marked: str
    previous: str
    following: str
    larger: str
    outline: str


_VI = ReadingTexts(
    as_text="Văn bản",
    as_page="Trang gốc",
    shown_as="Cách hiển thị",
    copy_link="Sao chép liên kết",
    moved="Văn bản đã thay đổi từ khi liên kết này được tạo. Đoạn trích vẫn còn nguyên văn, ở chỗ được tô dưới đây.",
    changed=(
        "Văn bản đã thay đổi từ khi liên kết này được tạo và không còn đúng đoạn được trích. "
        "Dưới đây là văn bản hiện có trong kho."
    ),
    no_original="Không xem được trang gốc: tệp đã nạp không còn ở chỗ cũ hoặc đã bị sửa. Dưới đây là phần chữ đã lưu.",
    page_of="Trang {number} / {count}",
    page_described="Trang {number} của {title}.",
    page_marked="Chỗ được tô là đoạn trích: {quote}",
    previous="Trang trước",
    following="Trang sau",
    larger="Phóng to",
    outline="Mục lục",
)
_EN = ReadingTexts(
    as_text="Text",
    as_page="Original page",
    shown_as="Shown as",
    copy_link="Copy link",
    moved="The document has changed since this link was made. The quoted words still stand in it, marked below.",
    changed=(
        "The document has changed since this link was made and no longer holds the quoted words in one place. "
        "Below is the document as it is stored now."
    ),
    no_original=(
        "The original page cannot be shown: the file is no longer there or has been changed. Below is the stored text."
    ),
    page_of="Page {number} of {count}",
    page_described="Page {number} of {title}.",
    page_marked="What is marked is the quote: {quote}",
    previous="Previous page",
    following="Next page",
    larger="Enlarge",
    outline="Contents",
)


def reading_texts_in(language: Language) -> ReadingTexts:
    """The phrases in a language."""
    return _VI if language is Language.VIETNAMESE else _EN
