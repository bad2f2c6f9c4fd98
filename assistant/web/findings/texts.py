"""What the view "Kiểm tra" says, in each language of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.web.language import Language
from corpus.checks import FindingKind, Severity


@dataclass(frozen=True, slots=True)
class Texts:
    """One phrase a field; braces name what is filled in."""

    heading: str
    document: str
    kind: str
    severity: str
    shown_as: str
    as_findings: str
    as_bases: str
    found: str
    none_here: str
    nothing: str
    expected: str
    stated: str
    quotes: str
    open_described: str
    page: str
    unchecked: str
    unchecked_why: str
    download: str
    bases: str
    bases_note: str
    no_bases: str
    picture: str
    picture_note: str
    basis: str
    cited_in: str
    stored: str
    not_stored: str
    read_stored: str
    read_quote: str
    only_here: str
    most_cited: str
    count: str
    severities: Mapping[Severity, str]
    kinds: Mapping[FindingKind, str]


_VI = Texts(
    heading="Kiểm tra văn bản",
    document="Văn bản",
    kind="Loại",
    severity="Mức độ",
    shown_as="Xem",
    as_findings="Điểm cần xem lại",
    as_bases="Căn cứ pháp lý",
    found="{count} điểm cần xem lại trong {documents} văn bản",
    none_here="Không thấy điểm nào.",
    nothing="Không có điểm nào khớp với bộ lọc.",
    expected="Lẽ ra",
    stated="Văn bản ghi",
    quotes="Trích dẫn",
    open_described="Xem trong văn bản: {quote}",
    page="trang {number}",
    unchecked="Để lại {count} chỗ chưa kiểm được",
    unchecked_why="Những chỗ này không đọc được chắc chắn nên không kết luận.",
    download="Tải về đúng các dòng đang lọc:",
    bases="{count} căn cứ của {documents} văn bản",
    bases_note="Mỗi dòng là một văn bản được viện dẫn làm căn cứ.",
    no_bases="Không thấy căn cứ nào.",
    picture="Sơ đồ căn cứ pháp lý",
    picture_note="Đường nối từ kế hoạch đến những căn cứ được nhiều văn bản viện dẫn nhất; bảng bên dưới có đủ.",
    basis="Căn cứ",
    cited_in="Cũng viện dẫn trong",
    stored="Trong kho",
    not_stored="không có",
    read_stored="Đọc {document}",
    read_quote="Xem chỗ viện dẫn",
    only_here="chỉ văn bản này",
    most_cited="Căn cứ được nhiều văn bản viện dẫn",
    count="{count} văn bản",
    severities={Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTE: "Ghi chú"},
    kinds={
        FindingKind.SUM: "Tổng không khớp",
        FindingKind.RATIO: "Tỷ lệ không khớp",
        FindingKind.DIGITS_WORDS: "Số và chữ khác nhau",
        FindingKind.DATE_NUMBER: "Năm trong số hiệu",
        FindingKind.DATE_ORDER: "Thứ tự ngày",
        FindingKind.TARGET_YEAR: "Năm của chỉ tiêu",
        FindingKind.TARGET_CONFLICT: "Chỉ tiêu mâu thuẫn",
        FindingKind.TITLE_CONFLICT: "Tên văn bản mâu thuẫn",
        FindingKind.NUMBERING: "Đánh số thứ tự",
        FindingKind.MISSING_ANNEX: "Thiếu phụ lục",
        FindingKind.REPEATED_WORD: "Lặp từ",
        FindingKind.BRACKET: "Dấu ngoặc",
    },
)

_EN = Texts(
    heading="Checks of the documents",
    document="Document",
    kind="Kind",
    severity="Severity",
    shown_as="Show",
    as_findings="Findings",
    as_bases="Legal bases",
    found="{count} findings in {documents} documents",
    none_here="Nothing was found.",
    nothing="No finding fits the filters.",
    expected="Expected",
    stated="The document says",
    quotes="Quotes",
    open_described="Show in the document: {quote}",
    page="page {number}",
    unchecked="{count} places left unchecked",
    unchecked_why="These could not be read with certainty, so nothing is concluded.",
    download="Download exactly these rows:",
    bases="{count} legal bases of {documents} documents",
    bases_note="A row is a document that is cited as a basis.",
    no_bases="No basis was found.",
    picture="Graph of legal bases",
    picture_note="Lines lead from plans to the bases that most documents cite; the table below has them all.",
    basis="Basis",
    cited_in="Also cited in",
    stored="In the store",
    not_stored="no",
    read_stored="Read {document}",
    read_quote="Show the citation",
    only_here="this document only",
    most_cited="Bases that several documents cite",
    count="{count} documents",
    severities={Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.NOTE: "Note"},
    kinds={
        FindingKind.SUM: "Sum",
        FindingKind.RATIO: "Share",
        FindingKind.DIGITS_WORDS: "Digits and words",
        FindingKind.DATE_NUMBER: "Year in a number",
        FindingKind.DATE_ORDER: "Order of dates",
        FindingKind.TARGET_YEAR: "Year of a target",
        FindingKind.TARGET_CONFLICT: "Conflicting targets",
        FindingKind.TITLE_CONFLICT: "Conflicting titles",
        FindingKind.NUMBERING: "Numbering",
        FindingKind.MISSING_ANNEX: "Missing annex",
        FindingKind.REPEATED_WORD: "Repeated word",
        FindingKind.BRACKET: "Bracket",
    },
)
_TEXTS = {Language.VIETNAMESE: _VI, Language.ENGLISH: _EN}


def texts_in(language: Language) -> Texts:
    """The phrases in a language."""
    return _TEXTS[language]
