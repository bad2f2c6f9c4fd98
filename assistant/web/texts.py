"""What the interface says, in Vietnamese."""

from __future__ import annotations

TITLE = "Trợ lý tra cứu kế hoạch"
SUBTITLE = "Trả lời bằng trích dẫn nguyên văn, kèm nguồn. Chạy trên máy này, không gửi dữ liệu ra ngoài."
SUBTITLE_WORDED = (
    "Trả lời bằng trích dẫn nguyên văn, kèm nguồn. Câu hỏi và trích dẫn được gửi đến mô hình ngôn ngữ đã cài đặt."
)
LISTENING = "Mở trong trình duyệt: {address}   (dừng: Ctrl+C)"

QUESTION = "Câu hỏi"
PLACEHOLDER = "Nhập câu hỏi của anh/chị…"
SEND = "Gửi"
NEW_CONVERSATION = "Cuộc trò chuyện mới"
SCOPE = "Chỉ tìm trong"
EVERYWHERE = "Không chọn: tìm trong tất cả {count} tài liệu"

WELCOME = "Xin chào. Anh/chị cần tra cứu điều gì?"
WELCOME_MORE = (
    "Hỏi về mục tiêu, nhiệm vụ, kinh phí, thời hạn hay cơ quan thực hiện. Câu trả lời lấy nguyên văn từ các tài liệu "
    "đã nạp, bấm vào nguồn để đọc tại đúng chỗ trong văn bản. "
    "Nếu tài liệu không nói đến, trợ lý sẽ nói rõ là không tìm thấy."
)
EXAMPLES = "Câu hỏi mẫu"
NO_DOCUMENTS = "Chưa có tài liệu nào được nạp. Nạp bằng lệnh: plan-assistant index ĐƯỜNG_DẪN"

SEARCHING = "Đang tìm trong tài liệu…"
WORDED = "Câu chữ do mô hình ngôn ngữ viết; trích dẫn bên dưới là nguyên văn của tài liệu."
QUOTES = "Trích dẫn"
COMPUTED = "Con số này do trợ lý tính từ các con số trong trích dẫn, không có sẵn trong văn bản"
OPEN_HERE = "Xem trong văn bản"
OPEN_DESCRIBED = "Xem trích dẫn {number} trong văn bản: {title}"
BETWEEN_SECTIONS = " › "
PAGE = "Trang {number}"
CONFIDENCE = "Độ tin cậy: {level}"
CONFIDENCE_TITLE = "Mức trợ lý tự đánh giá: {percent}%. Hãy đối chiếu với phần trích dẫn trước khi sử dụng."
HIGH, MEDIUM, LOW = "cao", "vừa", "thấp"

DECLINED = "Không có câu trả lời trong tài liệu"
NO_REASON = "Không tìm thấy đoạn nào đủ căn cứ để trả lời."
SEARCHED = "Đã tìm: “{query}” trong {scope}."
ALL_DOCUMENTS = "tất cả {count} tài liệu"
NEAREST = "Đoạn gần nhất"
NEAREST_NOTE = "Chỉ để tham khảo, không phải câu trả lời."
FAILED = "Không xử lý được câu hỏi này"
BROKEN = "Chương trình gặp lỗi, chi tiết được ghi ở cửa sổ chạy máy chủ. Hãy hỏi lại hoặc báo cho người quản trị."
TOO_LONG = "Câu hỏi dài quá {limit} ký tự. Hãy rút gọn rồi gửi lại."

LOADED = "Tài liệu đã nạp"
LOADED_MORE = "Chọn một tài liệu để đọc toàn văn, hoặc bấm vào nguồn của câu trả lời."
TO_LIST = "Danh mục"
DOCUMENTS = "Tài liệu"
TO_CHAT = "‹ Hỏi đáp"
TO_QUOTE = "Đến trích dẫn"
GONE = "Tài liệu này không còn trong kho hoặc chỗ trích dẫn không còn đúng. Hãy hỏi lại."
NUMBER = "Số {number}"
DATED = "ngày {date}"
