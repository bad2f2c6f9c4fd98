"""Every view of the app as axe-core sees it: nothing below WCAG 2.1 AA, in both languages, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files as resources

import axe_playwright_python  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.assistant.browsing import IN_A_BROWSER, ask

pytestmark = IN_A_BROWSER

QUESTION = "Tổng kinh phí thực hiện kế hoạch Yên Bái năm 2031 là bao nhiêu?"
VIEWS = ("ask", "commitments", "findings", "library", "evaluation")
AXE = resources(axe_playwright_python).joinpath("axe.min.js").read_text("utf-8")
RUN = """async () => {
    const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
    const found = await axe.run({ runOnly: { type: 'tag', values: levels } });
    const places = v => v.nodes.slice(0, 5).map(n => n.target.join(' ')).join(', ');
    return found.violations.map(v => `${v.id} (${v.help}): ${places(v)}`);
}"""


def violations(page: Page) -> list[str]:
    """What is wrong with the page as it stands, a rule a line."""
    page.wait_for_timeout(300)  # colours fade in
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


def visit(browser: Browser, address: str, *, width: int = 1440, dark: bool = False) -> Iterator[Page]:
    viewport: ViewportSize = {"width": width, "height": 900}
    context = browser.new_context(viewport=viewport, color_scheme="dark" if dark else "light")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#question textarea")).to_be_visible()  # Gradio loads each kind of part by itself
    yield page
    context.close()


@pytest.fixture(params=[(1440, False, ""), (1440, True, "en/"), (390, False, "en/"), (390, True, "")])
def visited(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    width, dark, path = request.param
    yield from visit(browser, address + path, width=width, dark=dark)


def test_no_view_is_below_aa(visited: Page) -> None:
    found = {"welcome": violations(visited)}
    for view in VIEWS[1:]:
        visited.evaluate("view => document.getElementById(`view-${view}-button`).click()", view)
        expect(visited.locator(f"#view-{view}")).to_be_visible()
        visited.wait_for_timeout(700)
        found[view] = violations(visited)
    assert not {view: problems for view, problems in found.items() if problems}


def test_no_answer_nor_document_is_below_aa(browser: Browser, address: str) -> None:
    for dark in (False, True):
        for page in visit(browser, address, dark=dark):
            ask(page, QUESTION)
            ask(page, "Giá vé máy bay đi Tokyo hôm nay là bao nhiêu?")
            page.locator(".source button").first.click()
            expect(page.locator("mark").first).to_be_visible()
            assert not violations(page)


def test_the_views_are_reached_and_left_by_keyboard(page: Page) -> None:
    page.locator("#view-ask-button").focus()
    for view in VIEWS[1:]:
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"#view-{view}-button")).to_be_focused()
        expect(page.locator(f"#view-{view}")).to_be_visible()


def test_the_question_is_asked_and_its_source_opened_by_keyboard_alone(page: Page) -> None:
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_be_visible()
    page.locator("#question textarea").focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement.classList.contains('reference')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
