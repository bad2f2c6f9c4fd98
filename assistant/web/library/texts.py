"""What the view "Tài liệu" says, in each language of the interface."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.web.language import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """One phrase a field; braces name what is filled in."""

    only_reads: str
    add: str
    drop: str
    choose: str
    accepted: str
    sending: str
    too_large: str
    not_sent: str
    results: str
    indexing: str
    all_done: str
    stopped: str
    waiting: str
    reading: str
    added: str
    updated: str
    unchanged: str
    failed: str
    clear: str
    loaded: str
    none: str
    find: str
    found: str
    earlier: str
    later: str
    page_of: str
    read: str
    details: str
    swap: str
    remove: str
    remove_title: str
    remove_more: str
    keep: str
    swap_title: str
    swap_more: str
    swap_yes: str
    swap_no: str
    pages: str
    sections: str
    tables: str
    commitments: str
    findings: str
    corrected: str
    facts: str
    facts_more: str
    as_read: str
    nothing_read: str
    save: str
    undo: str
    saved: str
    removed: str
    bad_date: str
    bad_period: str
    too_long: str
    outline: str
    no_outline: str
    from_file: str
    unreadable: str
    unreadable_more: str
    dismiss: str
    period: str
    title: str
    number: str
    kind: str
    issuer: str
    province: str
    date: str
    signer: str


_VI = Texts(
    only_reads="Tài khoản này chỉ đọc và hỏi. Người biên tập mới thêm, thay, xóa tài liệu hoặc sửa thông tin.",
    add="Thêm tài liệu",
    drop="Kéo tệp vào đây, hoặc",
    choose="Chọn tệp…",
    accepted="TXT, MD, HTML, DOCX và PDF có lớp chữ; mỗi tệp không quá {size} MB.",
    sending="Đang tải lên: {name}",
    too_large="{name}: tệp lớn hơn mức {size} MB; hãy chia thành các tệp nhỏ hơn",
    not_sent="{name}: không tải lên được; hãy kiểm tra kết nối rồi thử lại",
    results="Kết quả nạp tệp",
    indexing="Đang nạp {done} trong {count} tệp",
    all_done="Đã xử lý {count} tệp",
    stopped="Không nạp được",
    waiting="chờ đến lượt",
    reading="đang đọc",
    added="đã thêm",
    updated="đã cập nhật",
    unchanged="không thay đổi",
    failed="không đọc được",
    clear="Đóng danh sách",
    loaded="Tài liệu đã nạp ({count})",
    none="Chưa có tài liệu nào. Hãy thêm tệp ở trên.",
    find="Lọc theo tên, số hiệu, cơ quan",
    found="{count} trong {all} tài liệu",
    earlier="‹ Trang trước",
    later="Trang sau ›",
    page_of="Trang {page} / {pages}",
    read="Đọc",
    details="Mục lục và thông tin",
    swap="Thay bằng tệp khác…",
    remove="Xóa…",
    remove_title="Xóa tài liệu này?",
    remove_more="Văn bản, bản gốc giữ trong kho, các cam kết và mọi dấu vết sẽ bị xóa. Không lấy lại được.",
    keep="Giữ lại",
    swap_title="Thay thế tài liệu đang có?",
    swap_more="Các tệp sau trùng tên với tài liệu đã nạp nhưng nội dung khác. Bản cũ sẽ bị xóa.",
    swap_yes="Thay thế",
    swap_no="Giữ bản đang có",
    pages="trang",
    sections="mục",
    tables="bảng",
    commitments="cam kết",
    findings="điểm cần xem khi kiểm tra",
    corrected="thông tin đã sửa",
    facts="Thông tin",
    facts_more="Sửa chỗ đọc sai. Trợ lý dùng thông tin đã sửa; văn bản và trích dẫn không thay đổi.",
    as_read="Đã sửa. Đọc từ văn bản: {value}",
    nothing_read="(không có)",
    save="Lưu thông tin",
    undo="Trả lại thông tin đọc từ văn bản",
    saved="Đã lưu thông tin của “{title}”.",
    removed="Đã xóa “{title}”.",
    bad_date="Ngày chưa đúng; hãy ghi như 26/10/2013.",
    bad_period="Giai đoạn chưa đúng; hãy ghi như 2014 hoặc 2016-2020.",
    too_long="Dài quá {limit} ký tự; hãy rút gọn.",
    outline="Mục lục",
    no_outline="Văn bản không có đề mục.",
    from_file="Tệp: {name}",
    unreadable="Tệp không đọc được ({count})",
    unreadable_more="Các tệp này không có trong kho; trợ lý không trả lời từ chúng.",
    dismiss="Bỏ khỏi danh sách",
    period="Giai đoạn",
    title="Tên văn bản",
    number="Số hiệu",
    kind="Loại văn bản",
    issuer="Cơ quan ban hành",
    province="Tỉnh, thành phố",
    date="Ngày ban hành",
    signer="Người ký",
)
_EN = Texts(
    only_reads="This account reads and asks. Adding, replacing, removing and correcting documents takes an editor.",
    add="Add documents",
    drop="Drop files here, or",
    choose="Choose files…",
    accepted="TXT, MD, HTML, DOCX, and PDF with a text layer; {size} MB a file at most.",
    sending="Uploading: {name}",
    too_large="{name}: the file is larger than {size} MB; split it",
    not_sent="{name}: could not be uploaded; check the connection and try again",
    results="Results of the upload",
    indexing="{done} of {count} files are done",
    all_done="{count} files are done",
    stopped="Could not be indexed",
    waiting="waiting",
    reading="being read",
    added="added",
    updated="updated",
    unchanged="unchanged",
    failed="not readable",
    clear="Close the list",
    loaded="Loaded documents ({count})",
    none="There are no documents yet. Add files above.",
    find="Filter by title, number, issuer",
    found="{count} of {all} documents",
    earlier="‹ Previous page",
    later="Next page ›",
    page_of="Page {page} / {pages}",
    read="Read",
    details="Outline and details",
    swap="Replace with another file…",
    remove="Remove…",
    remove_title="Remove this document?",
    remove_more="Its text, the original in the store, its commitments and every trace are deleted. This is final.",
    keep="Keep it",
    swap_title="Replace the present documents?",
    swap_more="These files have the names of loaded documents but another content. The old versions are deleted.",
    swap_yes="Replace",
    swap_no="Keep what is there",
    pages="pages",
    sections="sections",
    tables="tables",
    commitments="commitments",
    findings="findings to look at",
    corrected="details corrected",
    facts="Details",
    facts_more="Correct what was misread. The assistant uses the corrected details; text and quotes stay as they are.",
    as_read="Corrected. Read from the text: {value}",
    nothing_read="(nothing)",
    save="Save details",
    undo="Go back to what was read",
    saved="The details of “{title}” are saved.",
    removed="“{title}” is removed.",
    bad_date="No date; write it as 26/10/2013.",
    bad_period="No period; write it as 2014 or 2016-2020.",
    too_long="Longer than {limit} characters; shorten it.",
    outline="Outline",
    no_outline="The text has no headings.",
    from_file="File: {name}",
    unreadable="Files that could not be read ({count})",
    unreadable_more="They are not in the store; nothing is answered from them.",
    dismiss="Take out of the list",
    period="Period",
    title="Title",
    number="Number",
    kind="Kind",
    issuer="Issuer",
    province="Province",
    date="Date",
    signer="Signer",
)
_TEXTS = {Language.VIETNAMESE: _VI, Language.ENGLISH: _EN}


def texts_in(language: Language) -> Texts:
    """The phrases in a language."""
    return _TEXTS[language]
