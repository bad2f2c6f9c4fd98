"""Formats: entries as a table for the terminal, JSON, JSON lines, and CSV as Vietnamese Excel opens it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.register.entries import Entry, row_of
from corpus.commitments.types import Bound, Kind, Origin

KINDS = {Kind.TARGET: "chỉ tiêu", Kind.TASK: "nhiệm vụ", Kind.BUDGET: "kinh phí", Kind.REPORTING: "báo cáo"}
BOUNDS = {Bound.LEAST: "tối thiểu", Bound.ABOUT: "khoảng", Bound.MOST: "tối đa"}
ORIGINS = {
    Origin.SENTENCE: "câu", Origin.LABEL: "dòng ghi", Origin.ROW: "hàng của bảng", Origin.LEAD: "câu dẫn",
    Origin.HEADING: "đề mục", Origin.PLAN: "thời kỳ của văn bản",
}  # fmt: skip
HEADER = (
    "Văn bản", "Tỉnh, thành phố", "Loại", "Nội dung", "Chỉ số", "Mức", "Giá trị", "Đơn vị", "Thời hạn", "Thời hạn theo",
    "Định kỳ", "Chủ trì", "Phối hợp", "Nơi nhận báo cáo", "Nguồn kinh phí", "Đề mục", "Trang", "Từ", "Đến",
    "Trích nguyên văn",
)  # fmt: skip
Cell = str | int | Decimal | None


def cells_of(entry: Entry) -> tuple[Cell, ...]:
    """The cells of an entry under HEADER."""
    one = entry.commitment
    return (
        entry.document.id,
        _place(entry),
        KINDS[one.kind],
        one.statement,
        one.metric,
        BOUNDS[one.bound] if one.bound else None,
        one.value,
        one.unit,
        shown_deadline(entry.deadline),
        ORIGINS[one.deadline.origin] if one.deadline else None,
        one.frequency,
        entry.agency,
        ", ".join(party.name for party in one.supporting) or None,
        ", ".join(party.name for party in one.recipient) or None,
        one.funding,
        " › ".join(entry.section),
        entry.page,
        one.span.start,
        one.span.end,
        entry.quote,
    )


def as_json(entries: Sequence[Entry]) -> str:
    """One JSON array."""
    return json.dumps([row_of(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"


def as_jsonl(entries: Sequence[Entry]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(row_of(entry), ensure_ascii=False) + "\n" for entry in entries)


def as_csv(entries: Sequence[Entry]) -> str:
    """CSV that opens right in Excel set to Vietnamese: BOM, semicolons, decimal comma, CRLF."""
    return csv_of(HEADER, map(cells_of, entries))


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Any rows as such CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_for_csv(cell) for cell in row] for row in rows)
    return "\ufeff" + stream.getvalue()


def as_table(entries: Sequence[Entry]) -> str:
    """A few lines for each entry, as wide as the terminal."""
    width = max(60, shutil.get_terminal_size((120, 24)).columns)
    lines: list[str] = []
    document = None
    for entry in entries:
        if entry.document.id != document:
            document = entry.document.id
            title = entry.document.metadata.title
            lines += ["", f"{document}: {title.value if title else ''}"]
        lines += _lines(entry, width)
    lines += ["", f"{len(entries)} dòng"]
    return "\n".join(lines).lstrip("\n") + "\n"


def shown_value(value: Decimal | None, unit: str | None) -> str:
    """A value as Vietnamese writes it: 34.060.000.000 đồng, 7,5 %."""
    if value is None:
        return ""
    whole, _, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")
    return grouped + ("%" if unit == "%" else f" {unit}" if unit else "")


def shown_deadline(value: str | None) -> str | None:
    """A deadline as Vietnamese writes it: 15/10/2019, quý III/2026, 2016-2020."""
    if value is None:
        return None
    if value.startswith("--"):
        day = f"{value[5:7]}/" if value[5:7] else "tháng "
        return f"{day}{value[2:4]} hằng năm"
    if "Q" in value:
        year, quarter = value.split("-Q")
        return f"quý {('I', 'II', 'III', 'IV')[int(quarter) - 1]}/{year}"
    if "/" in value:
        return value.replace("/", "-")
    return "/".join(reversed(value.split("-")))


def _place(entry: Entry) -> str | None:
    now = entry.province_now
    return entry.province if now == entry.province else f"{entry.province} (nay thuộc {now})"


def _for_csv(cell: Cell) -> str:
    """A cell as text; one that Excel would take for a formula gets an apostrophe in front."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", ",")
    said = " ".join(str(cell).split())
    return f"'{said}" if said.startswith(("=", "+", "-", "@")) else said


def _lines(entry: Entry, width: int) -> Iterator[str]:
    one = entry.commitment
    value = shown_value(one.value, one.unit)
    bound = f"{BOUNDS[one.bound]} " if one.bound and value else ""
    told = [
        f"{bound}{value}" if value else "",
        shown_deadline(entry.deadline) or "",
        entry.agency or "",
        f"trang {entry.page}" if entry.page else "",
        f"[{one.span.start}–{one.span.end}]",
    ]
    yield f"  {KINDS[one.kind]:<9} {one.statement[: width - 13]}"
    yield f"            {' · '.join(filter(None, told))}"[:width]
