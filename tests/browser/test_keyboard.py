"""Whole tasks with the keyboard alone: Tab, Enter and Space."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.kinds import NEEDS


def reach(page: Page, selector: str, text: str = "", most: int = 60) -> None:
    """Press Tab until an element has the focus; each stop on the way is visible and has a ring."""
    script = """([s, t]) => {
        const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
        return [e.matches(s) && e.textContent.includes(t), e.outerHTML.slice(0, 90),
            box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight, style.outlineStyle, style.outlineWidth];
    }"""
    for _ in range(most):
        page.keyboard.press("Tab")
        there, what, seen, ring, width = page.evaluate(script, [selector, text])
        assert seen, what
        assert (ring, width) == ("solid", "3px"), what
        if there:
            return
    pytest.fail(f"the focus never comes to {selector}")


def test_a_coach_goes_from_a_need_to_an_example_and_back(visitor: Visitor) -> None:
    page = visitor().to("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    reach(page, "textarea")
    page.keyboard.type(NEEDS["de"])
    reach(page, "button", "Beispiele finden")
    page.keyboard.press("Enter")
    status = page.get_by_role("status")
    expect(status).to_contain_text("Beispiele passen")

    chips = page.locator(".chips .chip")
    count = chips.count()
    reach(page, ".chip")
    page.keyboard.press("Space")
    expect(chips).to_have_count(count - 1)
    expect(status).to_be_focused()

    reach(page, ".facets input")
    page.keyboard.press("Space")
    expect(page.locator(".facets input:checked")).to_have_count(1)
    expect(page.locator(".facets input:checked")).to_be_focused()

    reach(page, ".card [data-save]")
    page.keyboard.press("Enter")
    expect(page.locator(".card [data-save]").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".card [data-save]").first).to_be_focused()
    expect(page.locator("[data-shortlist-count]")).to_contain_text("(1)")

    reach(page, ".card h2 a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/beispiele/R\d\d"))
    page.go_back()
    expect(chips).to_have_count(count - 1)
    expect(page.locator(".facets input:checked")).to_have_count(1)


def test_a_lotse_orders_a_plan(visitor: Visitor) -> None:
    page = visitor().to("/ablaufplan?saved=C06,C07,C08")
    titles = page.locator(".rows h2").all_inner_texts()
    reach(page, "#minutes_C06")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("25")
    reach(page, "#down-C06")
    page.keyboard.press("Enter")
    expect(page.locator(".rows h2")).to_have_text([titles[1], titles[0], titles[2]])
    expect(page.locator("#down-C06")).to_be_focused()
    expect(page.locator("#minutes_C06")).to_have_value("25")
