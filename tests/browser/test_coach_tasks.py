"""What coaches come for, done as they do it: with and without scripts, on a phone and on a screen."""

import re

from playwright.sync_api import Page, expect

from graph.values import Language
from tests.browser.conftest import Visitor
from tests.browser.kinds import NEEDS
from tests.browser.tasks import WAYS, Task


def ask(task: Task) -> Page:
    """The results for a need that was typed on the start page."""
    page = task.start("/", "/en/")
    page.get_by_role("textbox").fill(NEEDS[task.language])
    task.button("find").click()
    expect(page.get_by_role("status")).to_contain_text(task.word("fit"))
    return page


@WAYS
def test_a_coach_corrects_what_was_understood_and_reads_an_example(
    visitor: Visitor, language: Language, width: int, script: bool
) -> None:
    task = Task(visitor, language, width, script)
    page = ask(task)
    chips = page.locator(".chips .chip")
    before = chips.count()
    assert before >= 2
    for chip in chips.all():
        assert task.word("remove") in (chip.get_attribute("aria-label") or "")
    chips.first.click()
    expect(chips).to_have_count(before - 1)
    assert "not=" in page.url
    first = page.locator(".card").first
    expect(first).to_contain_text(task.word("because"))
    title = first.locator("h2 a").inner_text()
    first.locator("h2 a").click()
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator(".case")).to_contain_text(NEEDS[language][:40])
    similar = page.locator("section[aria-labelledby='similar'] h3 a").first
    next_title = similar.inner_text()
    similar.click()
    expect(page.locator("h1")).to_contain_text(next_title)
    expect(page.locator(".case")).to_contain_text(NEEDS[language][:40])
    page.go_back()
    page.go_back()
    expect(chips).to_have_count(before - 1)
    page.go_back()
    expect(chips).to_have_count(before)


@WAYS
def test_a_coach_narrows_the_list_down(visitor: Visitor, language: Language, width: int, script: bool) -> None:
    page = ask(Task(visitor, language, width, script))
    if script and width == 360:  # folded, so that the list comes first
        expect(page.locator(".facets fieldset").first).to_be_hidden()
        page.locator(".facets summary").click()
    facet = page.locator(".facets fieldset").first.locator("label").first
    count = int(re.findall(r"\((\d+)\)", facet.inner_text())[0])
    facet.locator("input").check()
    if not script:
        page.locator(".facets button").click()
    expect(page.get_by_role("status")).to_contain_text(str(count))
    expect(page.locator(".facets input:checked")).to_have_count(1)
    assert "only_" in page.url


@WAYS
def test_a_coach_puts_two_examples_side_by_side(visitor: Visitor, language: Language, width: int, script: bool) -> None:
    task = Task(visitor, language, width, script)
    page = ask(task)
    page.locator(".card").nth(1).get_by_role("button", name=task.word("compare")).click()
    page.locator("#add").select_option("R05")
    task.button("add").click()
    expect(page.get_by_role("status")).to_contain_text(task.word("side"))
    expect(page.locator("thead th")).to_have_count(2)


@WAYS
def test_a_coach_hands_an_example_out_and_presents_it(visitor: Visitor, language: Language, width: int, script: bool) -> None:
    task = Task(visitor, language, width, script)
    page = task.start("/beispiele/R05", "/en/examples/R05")
    page.get_by_role("link", name=task.word("hand")).first.click()
    expect(page.locator("main svg").first).to_be_visible()
    page.go_back()
    page.get_by_role("link", name=task.word("show")).first.click()
    expect(page.locator("h1")).to_be_visible()
    stages = page.locator(".stage:visible")
    if not script:
        assert stages.count() > 3
        return
    expect(stages).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#stage-2")).to_be_visible()
    expect(page.locator("#stage-2-title")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#stage-1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/R05$"))
