"""What the view "Đánh giá" says, in each language of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.web.language import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """One phrase a field; braces name what is filled in; `measures` has the names of measures."""

    heading: str
    about: str
    none: str
    only_reads: str
    sets: str
    count: str
    missing: str
    add: str
    add_more: str
    compare: str
    shipped: str
    alone: str
    of_day: str
    run: str
    nothing_chosen: str
    running: str
    beginning: str
    stop: str
    stopping: str
    stopped: str
    failed: str
    reports: str
    no_reports: str
    show: str
    right: str
    sets_of: str
    compared: str
    not_compared: str
    measure: str
    value: str
    interval: str
    change: str
    times: str
    newly_right: str
    newly_wrong: str
    whole: str
    apart: str
    remove: str
    decimal: str
    measures: Mapping[str, str] = field(default_factory=dict)


_VI = Texts(
    heading="Chạy bộ câu hỏi",
    about="Hỏi trợ lý những câu đã biết đáp án, rồi đếm số câu trả lời đúng và từ chối đúng.",
    none="Đánh giá chỉ có khi ứng dụng được mở bằng lệnh plan-assistant chat.",
    only_reads="Tài khoản này chỉ xem báo cáo. Người biên tập mới chạy đánh giá.",
    sets="Bộ câu hỏi",
    count="{count} câu",
    missing="cần tài liệu chưa nạp: {names}",
    add="Thêm bộ câu hỏi (.jsonl)…",
    add_more="Tệp theo mẫu của eval/questions, không quá 700 KB; dùng đến khi máy chủ dừng.",
    compare="So với",
    shipped="kết quả đi kèm chương trình",
    alone="không so sánh",
    of_day="lần chạy {day}",
    run="Chạy đánh giá",
    nothing_chosen="Hãy chọn ít nhất một bộ câu hỏi.",
    running="Đã hỏi {done} trong {count} câu",
    beginning="Đang chuẩn bị…",
    stop="Dừng lại",
    stopping="Đang dừng…",
    stopped="Đã dừng; lần chạy này không được lưu.",
    failed="Không chạy được: {reason}",
    reports="Các báo cáo gần đây",
    no_reports="Chưa có báo cáo nào.",
    show="Xem báo cáo {day}",
    right="{right} / {count} câu đúng ({percent})",
    sets_of="Bộ câu hỏi: {names}",
    compared="So với {baseline}: đúng thêm {better} câu, sai thêm {worse} câu.",
    not_compared="Không so sánh với lần chạy nào.",
    measure="Thước đo",
    value="%",
    interval="khoảng 95 %",
    change="thay đổi",
    times="Thời gian trả lời: một nửa số câu trong {p50} ms, 95 % trong {p95} ms.",
    newly_right="Đúng thêm: {ids}",
    newly_wrong="Sai thêm: {ids}",
    whole="Toàn bộ báo cáo",
    apart="Mở báo cáo trong thẻ mới",
    remove="Bỏ báo cáo này",
    decimal=",",
    measures={
        "recall@1": "Đoạn đứng đầu chứa đáp án",
        "recall@5": "Đáp án trong 5 đoạn đầu",
        "recall@10": "Đáp án trong 10 đoạn đầu",
        "correct": "Trả lời và trích dẫn đúng",
        "short": "Câu trả lời ngắn đúng",
        "declined": "Từ chối đúng lúc",
        "refused": "Từ chối nhầm",
        "answered": "Có trả lời",
        "verbatim": "Trích dẫn nguyên văn",
        "supported": "Số liệu có trong trích dẫn",
        "missing": "Không có kết quả",
    },
)
_EN = Texts(
    heading="Run question sets",
    about="Asks the assistant what has a known answer, and counts what it answers rightly or rightly declines.",
    none="Evaluations can be run only in an app that was opened with plan-assistant chat.",
    only_reads="This account reads reports. Running an evaluation takes an editor.",
    sets="Question sets",
    count="{count} questions",
    missing="needs documents that are not loaded: {names}",
    add="Add a question set (.jsonl)…",
    add_more="In the format of eval/questions, 700 KB at most; used until the server stops.",
    compare="Compare with",
    shipped="the result that ships with the program",
    alone="nothing",
    of_day="the run of {day}",
    run="Run the evaluation",
    nothing_chosen="Choose at least one question set.",
    running="{done} of {count} questions are asked",
    beginning="Getting ready…",
    stop="Stop",
    stopping="Stopping…",
    stopped="Stopped; nothing of this run is kept.",
    failed="It could not be run: {reason}",
    reports="Latest reports",
    no_reports="There are no reports yet.",
    show="Show the report of {day}",
    right="{right} of {count} questions are right ({percent})",
    sets_of="Question sets: {names}",
    compared="Compared with {baseline}: {better} more are right, {worse} more are wrong.",
    not_compared="Compared with no other run.",
    measure="Measure",
    value="%",
    interval="95 % interval",
    change="change",
    times="Time to answer: half of the questions within {p50} ms, 95 % within {p95} ms.",
    newly_right="Newly right: {ids}",
    newly_wrong="Newly wrong: {ids}",
    whole="The whole report",
    apart="Open the report in a new tab",
    remove="Remove this report",
    decimal=".",
    measures={
        "recall@1": "Answer in the first passage",
        "recall@5": "Answer in the first 5 passages",
        "recall@10": "Answer in the first 10 passages",
        "correct": "Answered and quoted rightly",
        "short": "Short answer right",
        "declined": "Rightly declined",
        "refused": "Wrongly declined",
        "answered": "Answered",
        "verbatim": "Quotes verbatim",
        "supported": "Figures stand in the quotes",
        "missing": "No result",
    },
)
_TEXTS = {Language.VIETNAMESE: _VI, Language.ENGLISH: _EN}


def texts_in(language: Language) -> Texts:
    """The phrases in a language."""
    return _TEXTS[language]
