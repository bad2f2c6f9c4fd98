"""What the shell of the app, the chat and the reading view say, in each language of the interface."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.web.language import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """One phrase a field; braces name what is filled in."""

    title: str
    subtitle: str
    subtitle_worded: str
    listening: str
    question: str
    placeholder: str
    send: str
    new_conversation: str
    welcome: str
    welcome_more: str
    examples: str
    no_documents: str
    searching: str
    worded: str
    quotes: str
    computed: str
    open_here: str
    open_described: str
    between_sections: str
    page: str
    confidence: str
    confidence_title: str
    high: str
    medium: str
    low: str
    declined: str
    no_reason: str
    searched: str
    all_documents: str
    nearest: str
    nearest_note: str
    failed: str
    broken: str
    too_long: str
    loaded: str
    loaded_more: str
    to_list: str
    documents: str
    to_chat: str
    to_quote: str
    wide: str
    copied: str
    all: str
    gone: str
    number: str
    dated: str
    asking: str
    register: str
    checks: str
    library: str
    evaluation: str
    views: str
    reading_view: str
    other_language: str
    sign_out: str


_VI = Texts(
    title="Trợ lý tra cứu kế hoạch",
    subtitle="Trả lời bằng trích dẫn nguyên văn, kèm nguồn. Chạy trên máy này, không gửi dữ liệu ra ngoài.",
    subtitle_worded=(
        "Trả lời bằng trích dẫn nguyên văn, kèm nguồn. Câu hỏi và trích dẫn được gửi đến mô hình ngôn ngữ đã cài đặt."
    ),
    listening="Mở trong trình duyệt: {address}   (dừng: Ctrl+C)",
    question="Câu hỏi",
    placeholder="Nhập câu hỏi của anh/chị…",
    send="Gửi",
    new_conversation="Cuộc trò chuyện mới",
    welcome="Xin chào. Anh/chị cần tra cứu điều gì?",
    welcome_more=(
        "Hỏi về mục tiêu, nhiệm vụ, kinh phí, thời hạn hay cơ quan thực hiện. Câu trả lời lấy nguyên văn "
        "từ các tài liệu đã nạp, bấm vào nguồn để đọc tại đúng chỗ trong văn bản. Nếu tài liệu không nói "
        "đến, trợ lý sẽ nói rõ là không tìm thấy."
    ),
    examples="Câu hỏi mẫu",
    no_documents="Chưa có tài liệu nào được nạp. Nạp bằng lệnh: plan-assistant index ĐƯỜNG_DẪN",
    searching="Đang tìm trong tài liệu…",
    worded="Câu chữ do mô hình ngôn ngữ viết; trích dẫn bên dưới là nguyên văn của tài liệu.",
    quotes="Trích dẫn",
    computed="Con số này do trợ lý tính từ các con số trong trích dẫn, không có sẵn trong văn bản",
    open_here="Xem trong văn bản",
    open_described="Xem trích dẫn {number} trong văn bản: {title}",
    between_sections=" › ",
    page="Trang {number}",
    confidence="Độ tin cậy: {level}",
    confidence_title="Mức trợ lý tự đánh giá: {percent}%. Hãy đối chiếu với phần trích dẫn trước khi sử dụng.",
    high="cao",
    medium="vừa",
    low="thấp",
    declined="Không có câu trả lời trong tài liệu",
    no_reason="Không tìm thấy đoạn nào đủ căn cứ để trả lời.",
    searched="Đã tìm: “{query}” trong {scope}.",
    all_documents="tất cả {count} tài liệu",
    nearest="Đoạn gần nhất",
    nearest_note="Chỉ để tham khảo, không phải câu trả lời.",
    failed="Không xử lý được câu hỏi này",
    broken=("Chương trình gặp lỗi, chi tiết được ghi ở cửa sổ chạy máy chủ. Hãy hỏi lại hoặc báo cho người quản trị."),
    too_long="Câu hỏi dài quá {limit} ký tự. Hãy rút gọn rồi gửi lại.",
    loaded="Tài liệu đã nạp",
    loaded_more="Chọn một tài liệu để đọc toàn văn, hoặc bấm vào nguồn của câu trả lời.",
    to_list="Danh mục",
    documents="Tài liệu",
    to_chat="‹ Quay lại",
    to_quote="Đến trích dẫn",
    wide="Bảng rộng hơn màn hình: kéo ngang để xem hết ↔",
    copied="Đã sao chép",
    all="Tất cả",
    gone="Tài liệu này không còn trong kho hoặc chỗ trích dẫn không còn đúng. Hãy hỏi lại.",
    number="Số {number}",
    dated="ngày {date}",
    asking="Hỏi đáp",
    register="Cam kết",
    checks="Kiểm tra",
    library="Tài liệu",
    evaluation="Đánh giá",
    views="Các trang",
    reading_view="Văn bản",
    other_language="English",
    sign_out="Đăng xuất",
)

_EN = Texts(
    title="Plan assistant",
    subtitle=("Answers with verbatim quotes and their sources. Runs on this machine, sends nothing elsewhere."),
    subtitle_worded=(
        "Answers with verbatim quotes and their sources. Questions and quotes are sent to the language "
        "model that was set up."
    ),
    listening="Open in a browser: {address}   (stop: Ctrl+C)",
    question="Question",
    placeholder="Type your question…",
    send="Send",
    new_conversation="New conversation",
    welcome="What would you like to look up?",
    welcome_more=(
        "Ask about targets, tasks, budgets, deadlines or agencies. Answers are the exact words of the "
        "loaded documents; open a source to read it at its place. Where the documents do not say, the "
        "assistant says so."
    ),
    examples="Example questions",
    no_documents="No documents are loaded. Load some with: plan-assistant index PATH",
    searching="Searching the documents…",
    worded="Worded by a language model; the quotes below are the exact words of the documents.",
    quotes="Quotes",
    computed="This figure was computed by the assistant from the figures quoted; it stands in no document",
    open_here="Show in the document",
    open_described="Show quote {number} in the document: {title}",
    between_sections=" › ",
    page="Page {number}",
    confidence="Confidence: {level}",
    confidence_title="The assistant's own estimate: {percent}%. Check it against the quotes before you use it.",
    high="high",
    medium="medium",
    low="low",
    declined="The documents hold no answer",
    no_reason="No passage was found that supports an answer.",
    searched="Searched: “{query}” in {scope}.",
    all_documents="all {count} documents",
    nearest="Nearest passages",
    nearest_note="For reference only, not an answer.",
    failed="This question could not be handled",
    broken=(
        "Something went wrong in the program; the details are in the server's window. Ask again, or tell "
        "the administrator."
    ),
    too_long="The question is longer than {limit} characters. Shorten it and send it again.",
    loaded="Loaded documents",
    loaded_more="Choose a document to read it, or open the source of an answer.",
    to_list="All documents",
    documents="Documents",
    to_chat="‹ Back",
    to_quote="To the quote",
    wide="The table is wider than its place: scroll sideways ↔",
    copied="Copied",
    all="All",
    gone="This document is no longer stored, or the place is no longer right. Ask again.",
    number="No. {number}",
    dated="dated {date}",
    asking="Ask",
    register="Commitments",
    checks="Checks",
    library="Documents",
    evaluation="Evaluation",
    views="Views",
    reading_view="Document",
    other_language="Tiếng Việt",
    sign_out="Sign out",
)
_TEXTS = {Language.VIETNAMESE: _VI, Language.ENGLISH: _EN}


def texts_in(language: Language) -> Texts:
    """The phrases in a language."""
    return _TEXTS[language]
