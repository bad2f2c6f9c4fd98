from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import sync_playwright

from corpus.types import Span
from eval.baseline import Difference, compare, load_baseline, save_baseline
from eval.calibration import GIVEN, Forecast, calibrate
from eval.intervals import Mean
from eval.marking import differing_words, nearest, outside
from eval.markup import Html, join, tag
from eval.page import POLICY, render_page
from eval.plots import change_bar, interval_bar, latency, reliability, risk_coverage
from eval.runner import Report, evaluate

Build = Callable[..., Any]
CHROMIUM = Path("/usr/bin/chromium")
TOTAL = "Tổng kinh phí là 12.500 triệu đồng"
ATTACK = (
    "</style></blockquote><script>document.title='bị chiếm'</script><img src=//x.vn/a onerror=alert(1)>\"'&amp;\x00"
)


@pytest.fixture
def report(ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]) -> Report:
    """Hostile texts wherever an answer or a question has a text; right, wrong, refused, missing and unanswerable."""
    questions = (
        ask_for("money", ["12.500"], TOTAL, id=f"một/{ATTACK[:20]}%41", question=ATTACK),
        ask_for("money", ["9.750 tỷ", f"{ATTACK} khác"], TOTAL, id="sai", question=ATTACK, style="english"),
        ask_for("conversation", ["12.500"], TOTAL, id="từ-chối", history=(ATTACK,)),
        ask_for("list", ["Mua sắm máy chủ", "Đào tạo"], "- Mua sắm máy chủ;", id="mất"),
        ask_for("unanswerable", [], id="chung", why="general"),
    )
    altered = {**cite(TOTAL), "quote": ATTACK, "section": [ATTACK], "title": ATTACK}
    answers = {
        questions[0].id: {**answer("12.500", [cite(TOTAL)]), "confidence": 0.9},
        "sai": {**answer("8.750 tỷ <b>", [altered, cite("III. Nhiệm vụ")]), "confidence": 0.8},
        "từ-chối": {"answered": False, "reason": ATTACK, "confidence": 0.3, "seconds": 0.0},
        "chung": {**answer("", [cite(TOTAL, before=5)]), "confidence": 0.1},
    }
    return evaluate(questions, answers, documents)


@pytest.fixture
def difference(report: Report, tmp_path: Path) -> Difference:
    """The baseline had the right one wrong, with a hostile answer, and the refused one right."""
    save_baseline(report, tmp_path / "baseline.json")
    saved = load_baseline(tmp_path / "baseline.json")
    first = report.verdicts[0].question.id
    changed = type(saved)(saved.metrics, frozenset({"từ-chối"}), {**saved.answers, first: ATTACK})
    return compare(report, changed)


@pytest.fixture
def page(report: Report, difference: Difference) -> HtmlElement:
    made: HtmlElement = html.document_fromstring(render_page(report, difference))
    return made


def texts(page: HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]


def entry(page: HtmlElement, id_: str) -> HtmlElement:
    found: HtmlElement
    (found,) = [element for element in page.xpath("//*[@id]") if element.get("id") == f"q-{id_}"]
    return found


def addresses(page: HtmlElement) -> Iterator[str]:
    for element in page.iter():
        for name, value in element.attrib.items():
            if name in ("src", "href", "srcset", "data", "action", "poster", "background", "xlink:href"):
                yield value


def test_the_page_asks_nothing_of_any_other_place(page: HtmlElement) -> None:
    assert all(value.startswith("#") or value == "data:," for value in addresses(page))
    assert not page.xpath("//script | //img | //iframe | //object | //embed | //base | //form")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    (style,) = page.xpath("//style/text()")
    assert not re.search(r"url\(|@import|<", style)


def test_hostile_text_is_shown_and_nothing_else(page: HtmlElement) -> None:
    shown = ATTACK.replace("\x00", "\ufffd")
    wrong = entry(page, "sai")
    assert wrong.xpath(".//p[@class='asked']/strong/text()") == [shown]
    assert shown in wrong.xpath(".//blockquote")[1].text_content()
    assert texts(page, "//title")[0] == "Evaluation"
    assert shown in entry(page, "từ-chối").text_content()


def test_every_question_has_an_entry_and_every_link_leads_to_one(page: HtmlElement, report: Report) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {f"q-{verdict.question.id}" for verdict in report.verdicts} <= set(ids)
    assert all(unquote(value[1:]) in ids for value in page.xpath("//a/@href"))
    assert texts(page, "//article/h3") == [
        "sai: the answer is not in what is cited",
        "từ-chối: refused",
        "mất: no answer",
        "chung: should decline: general",
    ]


def test_a_miss_shows_expected_and_given_with_what_differs_marked(page: HtmlElement) -> None:
    wrong = entry(page, "sai")
    assert [element.text for element in wrong.xpath(".//ul//mark[@class='lacking']")] == ["9.750"]
    (given,) = wrong.xpath(".//p[@class='answer']")
    assert given.text_content().startswith("8.750 tỷ")
    assert given.xpath("./mark[@class='beside']/text()")[0] == "8.750"
    assert texts(wrong, ".//section[2]//figcaption")[1].startswith("Quote 2 not evidence yen-son-2031.md [")
    assert "a quote is not verbatim" in wrong.text_content()
    assert "in no quote: 8.750" in wrong.text_content()
    assert texts(entry(page, "từ-chối"), ".//section[1]//figcaption")[0].startswith("Evidence not cited yen-son-2031 [")
    assert "Earlier turn:" in entry(page, "từ-chối").text_content()
    assert "nothing" in texts(entry(page, "mất"), ".//section[2]")[0]


def test_the_difference_links_what_changed_and_gives_the_earlier_answer(page: HtmlElement, report: Report) -> None:
    first = report.verdicts[0].question.id
    (section,) = page.xpath("//section[@id='difference']")
    assert texts(section, "./p")[:2] == [f"Newly right (1): {' '.join(first.split())}", "Newly wrong (1): từ-chối"]
    assert texts(entry(page, first), ".//p[@class='before']")[0].startswith("In the baseline: </style>")
    assert texts(entry(page, "từ-chối"), ".//p[@class='before']") == ["In the baseline: declined, or quotes only"]
    assert not entry(page, "sai").xpath(".//p[@class='before']")


def test_a_baseline_without_answer_texts_is_read_and_gives_none(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text('{"version": 1, "questions": {"sai": {"right": true, "metrics": {"correct": 1.0}}}}')
    change = compare(report, load_baseline(path))
    assert (change.newly_wrong, change.earlier) == (("sai",), {})
    assert [mean.measure for mean in change.means] == ["correct"]
    assert "In the baseline" not in render_page(report, change)


def test_broken_invariants_are_named_at_the_head(page: HtmlElement) -> None:
    assert texts(page, "//main/p")[2:] == [
        "Quotes that are not verbatim (1): sai",
        "Figures that stand in no quote (1): sai",
    ]


def test_tables_and_drawings_can_be_read_aloud(page: HtmlElement) -> None:
    assert page.get("lang") == "en"
    assert page.xpath("//table")
    assert all(table.xpath("./caption") for table in page.xpath("//table"))
    assert all(cell.get("scope") in ("row", "col") for cell in page.xpath("//th"))
    assert all(quote.get("lang") == "vi" for quote in page.xpath("//blockquote"))
    assert entry(page, "sai").xpath(".//p[@class='asked']/strong/@lang") == ["en"]
    for drawing in page.xpath("//svg"):
        if drawing.get("aria-hidden") != "true":
            named = drawing.get("aria-labelledby").split()
            assert [child.get("id") for child in drawing.xpath("./title | ./desc")] == named


def test_figures_have_intervals_and_what_is_the_same_in_all_groups_is_said_once(page: HtmlElement) -> None:
    row = next(row for row in page.xpath("//tr") if row.xpath("./th/text()") == ["refused"])
    assert texts(row, "./td//span | ./td//small") == ["50.0", "0.0 to 100.0"]  # two of the four that can be answered
    assert texts(page, "//p[@class='note']")[0] == "The same in every group that it applies to: declined 0.0."


def test_a_report_without_confidence_times_or_baseline_says_so(ask_for: Build, documents: dict[str, str]) -> None:
    shown = render_page(evaluate([ask_for("money", ["12.500"], TOTAL)], {}, documents))
    assert "No answer states a confidence." in shown
    assert "No answer says how long it took." in shown
    assert "Difference to the baseline" not in shown
    assert "Right (0)" in shown


@pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed: apt-get install chromium")
def test_a_browser_shows_the_page_without_a_request_or_a_complaint(
    report: Report, difference: Difference, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(render_page(report, difference).encode())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme="dark")
        requested: list[str] = []
        complaints: list[str] = []
        opened.on("request", lambda request: requested.append(request.url))
        opened.on("console", lambda message: complaints.append(message.text))
        opened.goto(path.as_uri())
        assert opened.title() == "Evaluation"
        assert opened.evaluate("document.documentElement.scrollWidth") == 390
        opened.click("#difference p a")  # the newly right one, folded
        assert opened.locator("details .entry").first.is_visible()
        assert (set(requested), complaints) == ({path.as_uri()}, [])
        browser.close()


@given(st.text(), st.text())
def test_markup_holds_every_text_as_text(text: str, value: str) -> None:
    built = tag("p", text, title=value)
    (element,) = html.fragments_fromstring(str(built))
    assert not len(element)
    assert re.findall(r"[<>]", built) == ["<", ">", "<", ">"]
    assert join(Html("<b>"), "<b>") == "<b>&lt;b&gt;"


@given(st.text("ab .\n", max_size=30), st.text("ab .\n", max_size=30))
def test_pieces_are_the_whole_text_and_equal_texts_do_not_differ(text: str, other: str) -> None:
    pieces = differing_words(text, other)
    assert "".join(piece for piece, _ in pieces) == text
    assert not any(differs for _, differs in differing_words(text, text))
    assert not any(differs and piece != piece.strip() for piece, differs in pieces)


def test_differing_words_are_marked_together() -> None:
    assert differing_words("Sở Tài chính, Sở Nội vụ", "sở tài chính và Sở Y tế") == (
        ("Sở Tài chính, Sở ", False),
        ("Nội vụ", True),
    )
    assert nearest(["12 tỷ", "85% hồ sơ"], "80% hồ sơ") == "85% hồ sơ"


def test_what_lies_outside_the_spans_differs() -> None:
    assert outside("một hai ba", 10, [Span(14, 17), Span(0, 3)]) == (("một", True), (" hai ", False), ("ba", True))
    assert outside("", 0, []) == ()


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=8))
def test_the_latency_is_drawn_inside_its_frame_whatever_the_times(seconds: list[float]) -> None:
    drawn = html.fragment_fromstring(latency(seconds, min(seconds), max(seconds), "t"))
    points = [point.split(",") for point in drawn.xpath(".//polyline[@class='curve']/@points")[0].split()]
    assert all(48 <= float(x) <= 408 and 12 <= float(y) <= 232 for x, y in points)
    assert len(drawn.xpath(".//text")) < 45


def test_the_plots_put_their_points_where_the_figures_say() -> None:
    found = calibrate(GIVEN, [Forecast(0.5, right) for right in (True, False)] + [Forecast(1.0, True)] * 2)
    drawn = html.fragment_fromstring(reliability(found, "r"))
    # x from 48 by 360, y from 232 by 220 upwards
    assert [(dot.get("cx"), dot.get("cy")) for dot in drawn.xpath(".//circle")] == [("228", "122"), ("408", "12")]
    assert "0.250" not in drawn.xpath(".//desc")[0].text
    assert "Expected calibration error 0.000" in drawn.xpath("./p")[0].text
    risk = html.fragment_fromstring(risk_coverage(found, "c"))
    # risks 0, 0, 1/6, 1/4 under a top of 0.4
    ends = risk.xpath(".//polyline[@class='curve']/@points")[0].split()
    assert (ends[1], ends[-1]) == ("138.0,232.0", "408.0,94.5")


def test_bars_put_mean_and_interval_on_their_line() -> None:
    shown = html.fragment_fromstring(interval_bar(Mean("correct", 0.5, 0.0, 1.0, 4)))
    assert shown.xpath("./circle/@cx") == ["26"]
    assert [shown.xpath(f"./line[@class='interval']/@{end}") for end in ("x1", "x2")] == [["4"], ["48"]]
    change = html.fragment_fromstring(change_bar(Mean("correct", 0.0, -0.2, 0.2, 4), 0.2))
    assert change.xpath("./circle/@cx") == change.xpath("./line[@class='axis']/@x1") == ["26"]
