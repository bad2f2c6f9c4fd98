"""The register as a user calls it, over three plans made up for these tests."""

import csv
import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.register.comparison import Change, compare
from assistant.register.entries import Entry, entries_of
from assistant.register.filters import Filter, places_of
from assistant.register.formats import as_csv, shown_deadline, shown_value
from assistant.register.timeline import timeline
from assistant.register.workbook import as_workbook
from corpus.commitments.types import Kind
from corpus.errors import StoreError
from index.indexing import find_files, index_files
from index.store import Store
from plan_assistant import main

HA_NAM_31 = """ỦY BAN NHÂN DÂN TỈNH HÀ NAM

KẾ HOẠCH
CHUYỂN ĐỔI SỐ TỈNH HÀ NAM NĂM 2031

I. MỤC TIÊU

- 70% hồ sơ thủ tục hành chính được xử lý trực tuyến.

- 40% trường học có phòng máy tính.

- 90% người dân có thẻ bảo hiểm y tế.

II. TỔ CHỨC THỰC HIỆN

1. Sở Thông tin và Truyền thông

- Chủ trì, phối hợp với Sở Y tế triển khai hồ sơ sức khỏe; báo cáo UBND tỉnh trước ngày 15/11/2031.

2. Sở Tài chính

- Bố trí kinh phí 1,25 tỷ đồng từ ngân sách tỉnh cho trung tâm dữ liệu.
"""
HA_NAM_32 = """ỦY BAN NHÂN DÂN TỈNH HÀ NAM

KẾ HOẠCH
CHUYỂN ĐỔI SỐ TỈNH HÀ NAM NĂM 2032

I. MỤC TIÊU

- 85% hồ sơ thủ tục hành chính được xử lý trực tuyến.

- 40% trường học có phòng máy tính.
"""
LAI_CHAU = """ỦY BAN NHÂN DÂN TỈNH LAI CHÂU

KẾ HOẠCH
CHUYỂN ĐỔI SỐ TỈNH LAI CHÂU NĂM 2031

I. MỤC TIÊU

- Trên 50% hồ sơ thủ tục hành chính được xử lý trực tuyến.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plans = tmp_path_factory.mktemp("register")
    for name, text in (("ha-nam-2031", HA_NAM_31), ("ha-nam-2032", HA_NAM_32), ("lai-chau-2031", LAI_CHAU)):
        (plans / f"{name}.txt").write_text(text, encoding="utf-8")
    with Store.create_or_open(plans / "store") as store:
        index_files(store, find_files([plans]))
    return plans / "store"


@pytest.fixture(scope="module")
def entries(folder: Path) -> list[Entry]:
    with Store(folder) as store:
        return list(entries_of(store))


def statements(entries: list[Entry]) -> list[str]:
    return [entry.commitment.statement for entry in entries]


def test_every_quote_is_sliced_from_its_document(entries: list[Entry]) -> None:
    assert len(entries) == 9
    for entry in entries:
        assert entry.quote == entry.document.text[entry.commitment.span.start : entry.commitment.span.end]


@pytest.mark.parametrize("typed", ["STTTT", "Sở TT&TT", "Sở Thông tin và Truyền thông", "so thong tin va truyen thong"])
def test_an_agency_is_found_in_any_spelling(entries: list[Entry], typed: str) -> None:
    assert len(Filter(agencies=(typed,)).choose(entries)) == 2


@pytest.mark.parametrize(("typed", "count"), [("Hà Nam", 8), ("Ninh Bình", 8), ("ha nam", 8), ("Lai Châu", 1)])
def test_a_province_is_found_by_its_old_and_its_new_name(entries: list[Entry], typed: str, count: int) -> None:
    assert len(Filter(provinces=(typed,)).choose(entries)) == count


def test_filters_hold_together(entries: list[Entry]) -> None:
    assert statements(Filter(text="truong hoc may tinh", years=(2032,)).choose(entries)) == [
        "40% trường học có phòng máy tính"
    ]
    assert statements(Filter(kinds=(Kind.BUDGET,)).choose(entries)) == [
        "Bố trí kinh phí 1,25 tỷ đồng từ ngân sách tỉnh cho trung tâm dữ liệu"
    ]
    assert Filter(fields=("mục tiêu",), agencies=("Sở Tài chính",)).choose(entries) == []


def test_what_is_past_at_a_date(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["commitments", "--store", str(folder), "--past", "16/11/2031", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["kind"], row["deadline"], row["agency"]) for row in rows] == [
        ("reporting", "2031-11-15", "Sở Thông tin và Truyền thông")
    ]


@pytest.mark.parametrize(("behind", "count"), [("", 1), (" và các năm tiếp theo", 0), (" trở đi", 0)])
def test_what_goes_on_is_never_past(tmp_path: Path, behind: str, count: int) -> None:
    text = f"KẾ HOẠCH\nNĂM 2031\n\nI. NHIỆM VỤ\n\n- Sở Y tế kiểm tra các trạm y tế trong năm 2031{behind}.\n"
    (tmp_path / "lai-chau-2031.txt").write_text(text, encoding="utf-8")
    with Store.create_or_open(tmp_path / "store") as store:
        index_files(store, find_files([tmp_path / "lai-chau-2031.txt"]))
        assert len(Filter(past=date(2032, 1, 1)).choose(entries_of(store))) == count


def test_the_row_of_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["commitments", "--store", str(folder), "--kind", "budget", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["source"] == "ha-nam-2031.txt"
    assert (row["value"], row["unit"], row["agency"]) == (1_250_000_000, "đồng", "Sở Tài chính")
    assert row["section"] == ["KẾ HOẠCH", "II. TỔ CHỨC THỰC HIỆN", "2. Sở Tài chính"]
    assert row["funding"] == "ngân sách tỉnh"
    assert row["province_now"] == "Ninh Bình"
    assert row["lead"][0]["written"] == "Sở Tài chính"


def test_csv_opens_right_in_vietnamese_excel(entries: list[Entry]) -> None:
    said = as_csv(entries)
    assert said.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(said.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 1 + len(entries)
    assert any("1250000000" in row for row in rows)  # plain digits: Excel reads a number
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_decimal_has_a_comma() -> None:
    assert shown_value(Decimal("7.50"), "%") == "7,5%"
    assert shown_value(Decimal(34_060_000_000), "đồng") == "34.060.000.000 đồng"
    assert shown_deadline("2031-Q3") == "quý III/2031"
    assert shown_deadline("--12-15") == "15/12 hằng năm"
    assert shown_deadline("2031-11-15") == "15/11/2031"


def test_the_workbook_links_rows_and_quotes(entries: list[Entry]) -> None:
    with zipfile.ZipFile(io.BytesIO(as_workbook(entries))) as book:
        sheets = [book.read(f"xl/worksheets/sheet{n}.xml").decode("utf-8") for n in (1, 2)]
        strings = book.read("xl/sharedStrings.xml").decode("utf-8")
    assert sheets[0].count("<hyperlink ") == sheets[1].count("<hyperlink ") == len(entries)
    assert "Trích dẫn'!D2" in sheets[0]
    assert all(entry.quote.split("\n", maxsplit=1)[0][:40] in strings for entry in entries)


def test_the_timeline_is_a_picture_that_tells(entries: list[Entry]) -> None:
    root = ElementTree.fromstring(timeline(entries))
    said = " ".join(root.itertext())
    assert root.tag.endswith("svg")
    assert "2031: 3 chỉ tiêu, 1 nhiệm vụ, 1 kinh phí" in said
    assert "15/11/2031: 1 báo cáo" in said
    assert ElementTree.fromstring(timeline([])) is not None


def test_successive_plans_of_a_province_are_compared(entries: list[Entry]) -> None:
    changes = {
        before.commitment.metric: (change, None if after is None else after.commitment.value)
        for group in compare(entries)
        for before, after, change in group.changes
    }
    assert changes["tỷ lệ hồ sơ thủ tục hành chính được xử lý trực tuyến"] == (Change.RAISED, Decimal(85))
    assert changes["tỷ lệ trường học có phòng máy tính"] == (Change.MOVED, Decimal(40))
    assert changes["tỷ lệ người dân có thẻ bảo hiểm y tế"] == (Change.DROPPED, None)


def test_the_same_target_of_several_provinces_stands_together(entries: list[Entry]) -> None:
    (group,) = [g for g in compare(entries) if len({e.province for e in g.entries}) > 1]
    assert [(e.province, e.commitment.value) for e in group.entries] == [
        ("Hà Nam", Decimal(70)),
        ("Hà Nam", Decimal(85)),
        ("Lai Châu", Decimal(50)),
    ]


@pytest.mark.parametrize(
    "arguments",
    [["--format", "xlsx"], ["--compare", "--format", "csv"], ["--past", "hôm qua"], ["--kind", "wish"]],
)
def test_wrong_use_is_told(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(["commitments", "--store", str(folder), *arguments])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code == 2
    assert capsys.readouterr().err


def test_files_are_written_and_a_bad_place_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["commitments", "--store", str(folder)]
    assert main([*call, "--format", "xlsx", "--output", str(tmp_path / "a.xlsx")]) == 0
    assert main([*call, "--timeline", str(tmp_path / "a.svg")]) == 0
    assert zipfile.is_zipfile(tmp_path / "a.xlsx")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
    assert main([*call, "--format", "csv", "--output", str(tmp_path / "none" / "a.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_filters_that_nothing_matches_name_the_provinces_there_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["commitments", "--store", str(folder), "--province", "Kiên Giang"]) == 0
    told = capsys.readouterr()
    assert told.out.strip() == "0 dòng"
    assert "nothing matches; the store has plans of " in told.err
    assert "Lai Châu" in told.err


def test_a_removed_document_leaves_no_commitment(tmp_path: Path) -> None:
    (tmp_path / "lai-chau-2031.txt").write_text(LAI_CHAU, encoding="utf-8")
    with Store.create_or_open(tmp_path / "store") as store:
        index_files(store, find_files([tmp_path / "lai-chau-2031.txt"]))
        assert len(list(entries_of(store))) == 1
        store.remove("lai-chau-2031")
        assert list(entries_of(store)) == []
        with pytest.raises(StoreError):
            store.document("lai-chau-2031")
    assert "Trên 50% hồ sơ".encode() not in (tmp_path / "store" / "store.sqlite").read_bytes()


def test_todays_province_stands_for_those_it_was_made_of() -> None:
    assert {"Hà Nam", "Nam Định", "Ninh Bình"} <= set(places_of("Ninh Bình"))


def plan_of(province: str, subject: str, year: int, goal: str) -> str:
    return f"ỦY BAN NHÂN DÂN TỈNH {province}\n\nKẾ HOẠCH\n{subject} NĂM {year}\n\nI. MỤC TIÊU\n\n- {goal}\n"


@pytest.mark.parametrize(
    ("goal", "same"),
    [
        ("100% cán bộ, công chức được trang bị máy tính phục vụ công tác.", True),
        ("100% cán bộ, công chức được tập huấn kỹ năng dùng máy tính.", False),
        ("100% trường học có máy tính.", False),
    ],
)
def test_a_target_in_other_words_is_the_same_but_not_of_other_people_or_acts(
    tmp_path: Path, goal: str, same: bool
) -> None:
    plans = {
        "mot.txt": plan_of("HÀ NAM", "ỨNG DỤNG TIN HỌC", 2031, "90% cán bộ, công chức chuyên môn có máy tính."),
        "hai.txt": plan_of("LAI CHÂU", "ỨNG DỤNG TIN HỌC", 2032, goal),
    }
    assert len(compare(stored(tmp_path, plans))) == (1 if same else 0)


def test_only_a_plan_on_the_same_subject_drops_a_target(tmp_path: Path) -> None:
    goal = "90% trạm y tế có bác sĩ."
    plans = {
        "mot.txt": plan_of("HÀ NAM", "CHĂM SÓC SỨC KHỎE", 2031, goal),
        "hai.txt": plan_of("HÀ NAM", "BẢO VỆ RỪNG PHÒNG HỘ", 2032, "75% diện tích rừng được khoán bảo vệ."),
    }
    assert compare(stored(tmp_path, plans)) == []
    plans["ba.txt"] = plan_of("HÀ NAM", "CHĂM SÓC SỨC KHỎE", 2033, "85% người dân có thẻ bảo hiểm.")
    ((_, after, change),) = [change for group in compare(stored(tmp_path / "b", plans)) for change in group.changes]
    assert (after, change) == (None, Change.DROPPED)


def stored(folder: Path, plans: dict[str, str]) -> list[Entry]:
    inside = folder / "plans"
    inside.mkdir(parents=True)
    for name, text in plans.items():
        (inside / name).write_text(text, encoding="utf-8")
    with Store.create_or_open(folder / "store") as store:
        for _ in index_files(store, find_files([inside])):
            pass
        return list(entries_of(store))
