"""What the view "Hỏi đáp" says besides the shared phrases, in each language of the interface."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.web.language import Language


@dataclass(frozen=True, slots=True)
class AskingTexts:
    """One phrase a field; braces name what is filled in."""

    filters: str
    documents: str
    provinces: str
    years: str
    all_searched: str
    some_searched: str
    none_fits: str
    chosen: str
    clear: str
    copy: str
    copied: str
    rate: str
    right: str
    wrong: str
    thanks: str
    why_right: str
    why_wrong: str
    reasons_right: tuple[tuple[str, str], ...]  # what is stored, and what is shown
    reasons_wrong: tuple[tuple[str, str], ...]
    comment: str
    send_reason: str
    saved: str
    as_word: str
    as_markdown: str
    exported: str
    exported_at: str
    file_name: str
    source: str
    nothing_to_export: str


_VI = AskingTexts(
    filters="Bộ lọc",
    documents="Tài liệu",
    provinces="Tỉnh, thành phố",
    years="Năm",
    all_searched="Tìm trong tất cả {count} tài liệu",
    some_searched="Tìm trong {found} / {count} tài liệu",
    none_fits="Không có tài liệu nào khớp bộ lọc. Hãy bỏ bớt điều kiện rồi hỏi lại.",
    chosen="{count} tài liệu đã chọn",
    clear="Bỏ lọc",
    copy="Sao chép câu trả lời",
    copied="Đã sao chép",
    rate="Đánh giá câu trả lời",
    right="Đúng",
    wrong="Chưa đúng",
    thanks="Đã ghi nhận. Cảm ơn anh/chị.",
    why_right="Vì sao? (không bắt buộc)",
    why_wrong="Chưa đúng ở chỗ nào? (không bắt buộc)",
    reasons_right=(("complete", "Đủ và đúng"), ("well-quoted", "Trích dẫn đúng chỗ"), ("other", "Khác")),
    reasons_wrong=(
        ("wrong", "Nội dung sai"),
        ("incomplete", "Còn thiếu"),
        ("wrong-place", "Trích dẫn sai chỗ"),
        ("missed", "Tài liệu có mà không tìm thấy"),
        ("other", "Khác"),
    ),
    comment="Ghi thêm",
    send_reason="Gửi đánh giá",
    saved="Đã ghi nhận: {verdict}.",
    as_word="Tải Word",
    as_markdown="Tải Markdown",
    exported="Tra cứu kế hoạch",
    exported_at="Xuất ngày {date}. Trích dẫn là nguyên văn của tài liệu.",
    file_name="tra-cuu-ke-hoach",
    source="Nguồn",
    nothing_to_export="Chưa có câu trả lời nào để tải về.",
)
_EN = AskingTexts(
    filters="Filters",
    documents="Documents",
    provinces="Provinces, cities",
    years="Years",
    all_searched="In all {count} documents",
    some_searched="In {found} of {count} documents",
    none_fits="No document fits the filters. Take some of them off and ask again.",
    chosen="{count} chosen documents",
    clear="Clear filters",
    copy="Copy answer",
    copied="Copied",
    rate="Rate this answer",
    right="Right",
    wrong="Not right",
    thanks="Noted, thank you.",
    why_right="Why? (optional)",
    why_wrong="What is not right? (optional)",
    reasons_right=(("complete", "Complete and right"), ("well-quoted", "Quotes the right place"), ("other", "Other")),
    reasons_wrong=(
        ("wrong", "The content is wrong"),
        ("incomplete", "Something is missing"),
        ("wrong-place", "Quotes the wrong place"),
        ("missed", "The documents say it, but it was not found"),
        ("other", "Other"),
    ),
    comment="Comment",
    send_reason="Send rating",
    saved="Noted: {verdict}.",
    as_word="Save Word",
    as_markdown="Save Markdown",
    exported="Questions to the plans",
    exported_at="Exported on {date}. Quotes are the exact words of the documents.",
    file_name="plan-questions",
    source="Source",
    nothing_to_export="There is no answer to download yet.",
)


def asking_texts_in(language: Language) -> AskingTexts:
    """The phrases in a language."""
    return _VI if language is Language.VIETNAMESE else _EN
