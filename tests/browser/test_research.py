"""What researchers load on request: the picture of the graph and the query editor, both made by others."""

from playwright.sync_api import expect

from tests.browser.conftest import Visitor


def test_the_graph_is_drawn_on_a_click_from_this_server_alone(visitor: Visitor) -> None:
    page = visitor().to("/forschung/graph?around=R01")
    assert page.evaluate("typeof cytoscape") == "undefined"
    page.locator("[data-draw]").click()
    expect(page.locator("[data-draw-status]")).to_contain_text("Das Bild ist gezeichnet")
    expect(page.locator(".graph-picture canvas").first).to_be_visible()
    names = page.locator(".connections a").all_inner_texts()
    assert len(names) > 20  # the table beside the picture


def test_the_query_editor_comes_on_a_click_and_answers(visitor: Visitor) -> None:
    page = visitor().to("/forschung/abfragen")
    expect(page.locator("#plain-query")).to_be_visible()
    page.locator("[data-editor-load]").click()
    expect(page.locator("[data-editor-status]")).to_contain_text("Der Editor ist da")
    page.locator(".yasqe_queryButton:visible").first.click()
    expect(page.locator(".yasr table tbody tr").first).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_the_editor_is_left_with_the_keyboard(visitor: Visitor) -> None:
    page = visitor().to("/forschung/abfragen")
    page.locator("[data-editor-load]").click()
    expect(page.locator("[data-editor-status]")).to_contain_text("Der Editor ist da")
    field = page.locator(".CodeMirror textarea").first
    field.focus()
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
