"""What the view "Cam kết" says, in each language of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.register.comparison import Change
from assistant.register.formats import BOUNDS, KINDS
from assistant.register.summing import Reason
from assistant.web.language import Language
from corpus.commitments.types import Bound, Kind, Origin


@dataclass(frozen=True, slots=True)
class Texts:
    """One phrase a field; braces name what is filled in."""

    heading: str
    words: str
    words_hint: str
    document: str
    province: str
    province_now: str
    kind: str
    year: str
    agency: str
    field: str
    field_hint: str
    past: str
    past_hint: str
    any: str
    shown_as: str
    as_list: str
    as_comparison: str
    as_timeline: str
    found: str
    nothing: str
    nothing_more: str
    clear: str
    download: str
    wrong_day: str
    statement: str
    value: str
    deadline: str
    parties: str
    lead: str
    supporting: str
    recipient: str
    funding: str
    frequency: str
    no_deadline: str
    sorted_by: str
    page: str
    open_described: str
    pages: str
    rows: str
    first: str
    previous: str
    next: str
    last: str
    totals: str
    money: str
    several_plans: str
    left_out: str
    not_summed: str
    measured: str
    compared: str
    compared_note: str
    nothing_compared: str
    too_many: str
    successive: str
    since: str
    none_later: str
    timeline: str
    timeline_note: str
    timeline_cut: str
    undated: str
    kinds: Mapping[Kind, str]
    bounds: Mapping[Bound, str]
    origins: Mapping[Origin, str]
    reasons: Mapping[Reason, str]
    changes: Mapping[Change, str]


_VI = Texts(
    heading="Sổ cam kết",
    words="Từ ngữ",
    words_hint="ví dụ: hộp thư điện tử",
    document="Văn bản",
    province="Tỉnh, thành phố",
    province_now="{old} (nay thuộc {new})",
    kind="Loại",
    year="Năm",
    agency="Cơ quan",
    field="Lĩnh vực, đề mục",
    field_hint="ví dụ: hạ tầng",
    past="Quá hạn tính đến ngày",
    past_hint="ví dụ: 31/12/2020",
    any="Tất cả",
    shown_as="Xem dưới dạng",
    as_list="Danh sách",
    as_comparison="So sánh kế hoạch",
    as_timeline="Dòng thời gian",
    found="{count} cam kết trong {documents} văn bản",
    nothing="Không có cam kết nào khớp với bộ lọc.",
    nothing_more="Hãy bỏ bớt điều kiện hoặc viết ngắn hơn.",
    clear="Bỏ lọc",
    download="Tải về đúng các dòng đang lọc:",
    wrong_day="“{typed}” không phải là ngày. Viết 31/12/2020 hoặc 2020-12-31.",
    statement="Nội dung",
    value="Mức, số tiền",
    deadline="Thời hạn",
    parties="Cơ quan",
    lead="Chủ trì",
    supporting="Phối hợp",
    recipient="Nơi nhận",
    funding="Nguồn",
    frequency="Định kỳ",
    no_deadline="không ghi",
    sorted_by="Sắp xếp theo: {column}",
    page="trang {number}",
    open_described="Xem trong văn bản: {statement}",
    pages="Các trang của danh sách",
    rows="Dòng {first}–{last} trên {count}",
    first="Trang đầu",
    previous="Trang trước",
    next="Trang sau",
    last="Trang cuối",
    totals="Tổng số tiền đang lọc",
    money="{value} cộng từ {count} dòng kinh phí",
    several_plans="Tính riêng từng văn bản rồi cộng lại; các văn bản có thể nói về cùng một dự án.",
    left_out="Không cộng {count} dòng: {reason}.",
    not_summed="Chỉ tiêu không cộng được với nhau, nên chỉ nêu khoảng giá trị theo đơn vị:",
    measured="{unit}: {count} dòng, {range}",
    compared="{count} chỉ tiêu có trong nhiều kế hoạch",
    compared_note="Các chỉ tiêu đo cùng một việc, đặt cạnh nhau theo tỉnh và theo kế hoạch.",
    nothing_compared="Không có chỉ tiêu nào trong bộ lọc xuất hiện ở từ hai kế hoạch trở lên.",
    too_many="Có {count} chỉ tiêu, nhiều nhất so sánh được {most}. Hãy lọc theo tỉnh, văn bản hoặc từ ngữ.",
    successive="Qua các kế hoạch nối tiếp",
    since="{before} → {after}: {change}",
    none_later="{before} → kế hoạch sau: {change}",
    timeline="Thời hạn của các cam kết đang lọc",
    timeline_note="Mỗi thanh là một thời hạn của một văn bản. Bảng bên dưới có cùng số liệu.",
    timeline_cut="Hình vẽ {shown} văn bản đầu trong {count}; hãy lọc để xem các văn bản khác.",
    undated="{count} dòng không ghi thời hạn nên không có trong hình.",
    kinds={kind: said.capitalize() for kind, said in KINDS.items()},
    bounds=BOUNDS,
    origins={
        Origin.SENTENCE: "ghi trong câu",
        Origin.LABEL: "ghi ở dòng riêng",
        Origin.ROW: "ghi trong hàng của bảng",
        Origin.LEAD: "ghi ở câu dẫn",
        Origin.HEADING: "ghi ở đề mục",
        Origin.PLAN: "theo thời kỳ của văn bản",
    },
    reasons={
        Reason.TOTAL: "là dòng tổng, các dòng thành phần đã được cộng",
        Reason.PART: "là một phần của dòng tổng đã được cộng",
        Reason.RETOLD: "nói lại cùng số tiền ở chỗ khác hoặc theo cách chia khác",
    },
    changes={
        Change.RAISED: "nâng lên",
        Change.LOWERED: "hạ xuống",
        Change.MOVED: "lùi thời hạn",
        Change.KEPT: "giữ nguyên",
        Change.DROPPED: "không còn nêu",
    },
)

_EN = Texts(
    heading="Register of commitments",
    words="Words",
    words_hint="e.g. hộp thư điện tử",
    document="Document",
    province="Province",
    province_now="{old} (now part of {new})",
    kind="Kind",
    year="Year",
    agency="Agency",
    field="Field, heading",
    field_hint="e.g. hạ tầng",
    past="Overdue on",
    past_hint="e.g. 31/12/2020",
    any="All",
    shown_as="Show as",
    as_list="List",
    as_comparison="Plans compared",
    as_timeline="Timeline",
    found="{count} commitments in {documents} documents",
    nothing="No commitment fits the filters.",
    nothing_more="Take a condition away, or write fewer words.",
    clear="Clear filters",
    download="Download exactly these rows:",
    wrong_day="“{typed}” is not a date. Write 31/12/2020 or 2020-12-31.",
    statement="Statement",
    value="Value, amount",
    deadline="Deadline",
    parties="Agencies",
    lead="Lead",
    supporting="Supporting",
    recipient="Reported to",
    funding="Source",
    frequency="How often",
    no_deadline="not stated",
    sorted_by="Sort by: {column}",
    page="page {number}",
    open_described="Show in the document: {statement}",
    pages="Pages of the list",
    rows="Rows {first}–{last} of {count}",
    first="First page",
    previous="Previous page",
    next="Next page",
    last="Last page",
    totals="Total of the filtered amounts",
    money="{value} added up from {count} budget rows",
    several_plans="Summed document by document; several documents may speak of the same project.",
    left_out="{count} rows are not added: {reason}.",
    not_summed="Targets cannot be added up; their range by unit:",
    measured="{unit}: {count} rows, {range}",
    compared="{count} targets that stand in several plans",
    compared_note="Targets that measure the same, side by side by province and by plan.",
    nothing_compared="No target of the filtered rows stands in two plans or more.",
    too_many="There are {count} targets; at most {most} are compared. Filter by province, document or words.",
    successive="In successive plans",
    since="{before} → {after}: {change}",
    none_later="{before} → the next plan: {change}",
    timeline="Deadlines of the filtered commitments",
    timeline_note="A bar is one deadline of one document. The table below has the same figures.",
    timeline_cut="The picture shows the first {shown} of {count} documents; filter to see others.",
    undated="{count} rows state no deadline and are not in the picture.",
    kinds={Kind.TARGET: "Target", Kind.TASK: "Task", Kind.BUDGET: "Budget", Kind.REPORTING: "Reporting"},
    bounds={Bound.LEAST: "at least", Bound.ABOUT: "about", Bound.MOST: "at most"},
    origins={
        Origin.SENTENCE: "in the sentence",
        Origin.LABEL: "on a line of its own",
        Origin.ROW: "in the row of the table",
        Origin.LEAD: "in the sentence above",
        Origin.HEADING: "in the heading",
        Origin.PLAN: "the period of the document",
    },
    reasons={
        Reason.TOTAL: "they are totals whose parts are added",
        Reason.PART: "they are parts of a total that is added",
        Reason.RETOLD: "they tell the same money elsewhere or divided in another way",
    },
    changes={
        Change.RAISED: "raised",
        Change.LOWERED: "lowered",
        Change.MOVED: "moved to a later year",
        Change.KEPT: "kept",
        Change.DROPPED: "no longer named",
    },
)
_TEXTS = {Language.VIETNAMESE: _VI, Language.ENGLISH: _EN}


def texts_in(language: Language) -> Texts:
    """The phrases in a language."""
    return _TEXTS[language]
