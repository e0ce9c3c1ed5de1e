"""What coaches and Lots:innen come for, done as they do it: with and without scripts, on a phone and on a screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from graph.values import Language
from tests.browser.conftest import Visitor
from tests.browser.kinds import NEEDS

WAYS = pytest.mark.parametrize(
    ("language", "width", "script"),
    [("de", 1280, True), ("de", 360, False), ("en", 360, True), ("en", 1280, False)],
    ids=["de-wide", "de-narrow-no-script", "en-narrow", "en-wide-no-script"],
)

WORDS: dict[str, dict[Language, str]] = {
    "start": {"de": "/", "en": "/en/"},
    "find": {"de": "Beispiele finden", "en": "Find examples"},
    "fit": {"de": "Beispiele passen", "en": "examples fit"},
    "remove": {"de": "entfernen", "en": "remove"},
    "because": {"de": "Passt, weil:", "en": "Fits because:"},
    "compare": {"de": "Vergleichen", "en": "Compare"},
    "side": {"de": "2 Beispiele nebeneinander", "en": "2 examples side by side"},
    "add": {"de": "Dazunehmen", "en": "Add"},
    "hand": {"de": "Mitgeben", "en": "Hand out"},
    "show": {"de": "Vorführen", "en": "Present"},
}


def word(name: str, language: Language) -> str:
    return WORDS[name][language]


def ask(visitor: Visitor, language: Language, width: int, script: bool) -> Page:
    """The results for a need that was typed on the start page."""
    page = visitor(width=width, script=script, language=language).to(word("start", language))
    page.get_by_role("textbox").fill(NEEDS[language])
    page.get_by_role("button", name=word("find", language)).click()
    expect(page.get_by_role("status").first).to_contain_text(word("fit", language))
    return page


@WAYS
def test_a_coach_corrects_what_was_understood_and_reads_an_example(
    visitor: Visitor, language: Language, width: int, script: bool
) -> None:
    page = ask(visitor, language, width, script)
    chips = page.locator(".chips .chip")
    before = chips.count()
    assert before >= 2
    name = chips.first.get_attribute("aria-label") or ""
    assert word("remove", language) in name
    chips.first.click()
    expect(page.locator(".chips .chip")).to_have_count(before - 1)
    assert "not=" in page.url
    first = page.locator(".card").first
    expect(first).to_contain_text(word("because", language))
    title = first.locator("h2 a").inner_text()
    first.locator("h2 a").click()
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator(".case")).to_contain_text(NEEDS[language][:40])
    page.go_back()
    expect(page.locator(".chips .chip")).to_have_count(before - 1)


@WAYS
def test_a_coach_narrows_the_list_down(visitor: Visitor, language: Language, width: int, script: bool) -> None:
    page = ask(visitor, language, width, script)
    facet = page.locator(".facets fieldset").first.locator("label").first
    count = int(re.findall(r"\((\d+)\)", facet.inner_text())[0])
    facet.locator("input").check()
    if not script:
        page.locator(".facets button").click()
    expect(page.get_by_role("status").first).to_contain_text(str(count))
    expect(page.locator(".facets input:checked")).to_have_count(1)
    assert "only_" in page.url


@WAYS
def test_a_coach_puts_two_examples_side_by_side(visitor: Visitor, language: Language, width: int, script: bool) -> None:
    page = ask(visitor, language, width, script)
    page.locator(".card").nth(1).get_by_role("button", name=word("compare", language)).click()
    page.locator("#add").select_option("R05")
    page.get_by_role("button", name=word("add", language), exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(word("side", language))
    expect(page.locator("thead th")).to_have_count(2)


@WAYS
def test_a_coach_hands_an_example_out(visitor: Visitor, language: Language, width: int, script: bool) -> None:
    stem = "/beispiele/R05" if language == "de" else "/en/examples/R05"
    page = visitor(width=width, script=script, language=language).to(stem)
    page.get_by_role("link", name=word("hand", language)).first.click()
    expect(page.locator("main svg").first).to_be_visible()
    page.go_back()
    page.get_by_role("link", name=word("show", language)).first.click()
    expect(page.locator("h1")).to_be_visible()


def test_a_whole_task_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor().to("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    reach(page, "textarea")
    page.keyboard.type(NEEDS["de"])
    reach(page, "button", "Beispiele finden")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Beispiele passen")
    reach(page, ".chip")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert ring == "3px"
    count = page.locator(".chips .chip").count()
    page.keyboard.press("Space")
    expect(page.locator(".chips .chip")).to_have_count(count - 1)
    expect(page.locator("[data-focus-after]")).to_be_focused()
    reach(page, ".card h2 a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/beispiele/R\d\d"))
    page.go_back()
    expect(page.locator(".chips .chip")).to_have_count(count - 1)


def reach(page: Page, selector: str, text: str = "") -> None:
    """Press Tab until an element has the focus."""
    script = "([s, t]) => document.activeElement.matches(s) && document.activeElement.textContent.includes(t)"
    for _ in range(60):
        if page.evaluate(script, [selector, text]):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the focus never comes to {selector}")
