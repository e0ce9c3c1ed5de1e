"""What a Lotsin or a Lotse comes for: a method, a plan for the day, and what is still to be learnt."""

from playwright.sync_api import Locator, expect

from graph.values import Language
from tests.browser.conftest import Visitor
from tests.browser.tasks import WAYS, Task


def choose(field: Locator) -> None:
    """Choose an option as a person does, by the label around it."""
    field.locator("xpath=ancestor::label").click()
    expect(field).to_be_checked()


@WAYS
def test_a_lotsin_finds_methods_and_plans_a_day_with_them(
    visitor: Visitor, language: Language, width: int, script: bool
) -> None:
    task = Task(visitor, language, width, script)
    page = task.start("/methoden", "/en/methods")
    choose(page.locator("input[name=phase][value=TP2]"))
    page.locator("#group_size").fill("8")
    page.locator("#max_hours").fill("2")
    task.button("find methods").click()
    expect(page.get_by_role("status")).to_contain_text(task.word("methods fit"))
    cards = page.locator("#found .card")
    for place in range(3):
        cards.nth(place).locator("[data-save]").click()
        expect(cards.nth(place).locator("[data-save]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#found .card [aria-pressed=true]")).to_have_count(3)

    page.get_by_role("link", name=f"{task.word('shortlist')} (3)").click()
    expect(page.get_by_role("status").first).to_contain_text(task.word("entries"))
    page.get_by_role("link", name=task.word("schedule")).click()
    minutes = page.locator(".rows input[type=number]")
    expect(minutes).to_have_count(3)
    for place, value in enumerate(("20", "30", "40")):
        minutes.nth(place).fill(value)
        minutes.nth(place).press("Tab")
    if not script:
        task.button("recalculate").click()
    expect(page.get_by_role("status")).to_contain_text(task.word("in all"))
    assert "minutes_" in page.url

    second = page.locator(".rows h2").nth(1).inner_text()
    page.locator("[id^=up-]").nth(1).click()
    expect(page.locator(".rows h2").first).to_have_text(second)
    expect(minutes.first).to_have_value("30")

    page.emulate_media(media="print")
    expect(page.locator("table.printed tbody tr")).to_have_count(3)
    expect(page.locator("table.printed")).to_be_visible()
    expect(page.locator("table.printed tbody tr").first).to_contain_text("30")
    expect(page.locator("#plan")).to_be_hidden()
    expect(page.locator("header nav")).to_be_hidden()


@WAYS
def test_a_lotse_orders_the_shortlist(visitor: Visitor, language: Language, width: int, script: bool) -> None:
    page = Task(visitor, language, width, script).start("/merkliste?saved=C05,R01,MT01", "/en/shortlist?saved=C05,R01,MT01")
    titles = page.locator(".saved h2").all_inner_texts()
    page.locator("#down-C05").click()
    expect(page.locator(".saved h2")).to_have_text([titles[1], titles[0], titles[2]])
    page.locator(".saved li").first.locator(".moves button").last.click()
    expect(page.locator(".saved h2")).to_have_text([titles[0], titles[2]])
    assert page.url.endswith("saved=C05%2CMT01")


@WAYS
def test_a_lotsin_sees_what_to_learn_and_how_to_practise_it(
    visitor: Visitor, language: Language, width: int, script: bool
) -> None:
    task = Task(visitor, language, width, script)
    page = task.start("/kompetenzen", "/en/competencies")
    fold = page.locator("details", has=page.locator("input[name=D1]"))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    choose(page.locator("input[name=D1][value='1']"))
    page.locator("#goal").select_option("R01")
    task.button("result").click()
    expect(page.get_by_role("heading", name=task.word("gap"))).to_be_visible()
    gaps = page.locator("#result .card")
    assert gaps.count() >= 3
    method = gaps.first.locator(".practice a").first
    title = method.inner_text()
    method.click()
    expect(page.locator("h1")).to_contain_text(title)
    page.go_back()
    expect(page.locator("input[name=D1][value='1']")).to_be_checked()


def test_what_is_kept_in_the_browser_is_there_again_and_goes_on_request(visitor: Visitor) -> None:
    page = visitor().to("/merkliste?saved=C05,R01")
    page.locator("[data-keep-list]:visible").click()
    expect(page.locator("[data-forget-list]:visible")).to_be_focused()
    page.goto(page.url.split("?")[0])
    expect(page.locator(".saved h2")).to_have_count(2)
    page.locator("[data-forget-list]:visible").click()
    expect(page.locator("[data-keep-list]:visible")).to_be_focused()
    assert page.evaluate("localStorage.length") == 0
