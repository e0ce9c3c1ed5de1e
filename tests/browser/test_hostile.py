"""Labels with markup in them stay text, in every kind of page, drawing, data block and table."""

import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page
from pyoxigraph import NamedNode, Quad

from api.app import create_app
from api.building import build_version
from api.pages.addresses import ADDRESSES
from api.settings import Settings
from graph.build import BuiltGraph, GraphBuilder, Progress
from tests.browser.conftest import Visit, visit
from tests.browser.hostile_data import ADDRESS, EVIL, write_hostile_data
from tests.browser.running import serve

SCRIPT_ADDRESS = NamedNode("javascript:alert(5)")
PARTS = {"method": "X1", "medium": "Z1", "competency": "Y1"}
QUERY = urlencode(
    {
        "need": f"An der Maschine zeigen {EVIL}",
        "scheme": EVIL,
        "saved": f"X1,Own-1,Z1,{EVIL.replace(',', '')}",
        "goal": "Own-1",
        "Y1": "1",
        "focus": "Own-1",
        "query": EVIL,
    }
) + "&id=Own-1&id=Own-2"  # fmt: skip
QUIET = {"expert-query", "about", "accessibility", "privacy", "imprint", "research", "roles", "start", "gallery"}
"""Kinds that show nothing of these records."""
DOCUMENTS = ("/doc/vocab/method/X1.html", "/doc/id/roadmap/Own-1.html")


class OddBuilder(GraphBuilder):
    """Builds a store with an address that is a script: our data files refuse one, a store from elsewhere could hold it."""

    def assemble(self, progress: Progress = lambda stage, number, total: None) -> BuiltGraph:
        """As ever, with the other address in its place."""
        built = super().assemble(progress)
        return replace(built, quads=tuple(_with_script_address(quad) for quad in built.quads))


def _with_script_address(quad: Quad) -> Quad:
    changed = SCRIPT_ADDRESS if quad.object == NamedNode(ADDRESS) else quad.object
    return Quad(quad.subject, quad.predicate, changed, quad.graph_name)


@pytest.fixture(scope="module")
def hostile_origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("hostile-data")
    home = tmp_path_factory.mktemp("hostile-home")
    write_hostile_data(data)
    build_version(OddBuilder((data,), shipped=False), home, lambda stage, number, total: None)
    with serve(create_app(Settings(home=home))) as origin:
        yield origin


def address(name: str) -> str:
    path = ADDRESSES[name][0].replace("<identifier>", PARTS.get(name, "Own-1")).replace("<tour>", "onboarding")
    return f"{path}?{QUERY}"


@pytest.fixture(scope="module")
def hostile(browser: Browser, hostile_origin: str) -> Iterator[Visit]:
    """One browser for all pages over these records."""
    opened = visit(browser, hostile_origin)
    yield opened
    opened.page.context.close()


def check(page: Page) -> None:
    """Nothing of the markup became an element, a script or an address."""
    assert page.locator("img, [onerror], [onload]").count() == 0
    assert strange_scripts(page) == []
    assert page.locator("[href^='javascript:' i], [src^='javascript:' i], [action^='javascript:' i]").count() == 0
    for block in page.locator("script[type='application/ld+json']").all_text_contents():
        json.loads(block)


@pytest.mark.parametrize("name", ADDRESSES)
def test_markup_in_labels_stays_text_and_is_shown_as_written(hostile: Visit, name: str) -> None:
    page = hostile.to(address(name))
    check(page)
    text = page.locator("main").text_content() or ""
    assert name in QUIET or "onerror=alert(1)" in text
    hostile.check()


@pytest.mark.parametrize("where", DOCUMENTS)
def test_so_it_does_in_documents(hostile: Visit, where: str) -> None:
    page = hostile.to(where)
    check(page)
    assert "onerror=alert(1)" in (page.locator("main").text_content() or "")
    hostile.check()


@pytest.mark.parametrize("where", ["/beispiele?size_class=", "/methoden?phase=", "/beispiele/", "/vergleichen?id="])
def test_a_wrong_parameter_is_told_as_text(hostile: Visit, where: str) -> None:
    answer = hostile.page.goto(hostile.origin + where + quote(EVIL, safe=""))
    assert answer is not None
    assert answer.status < 500
    check(hostile.page)
    hostile.check()


def strange_scripts(page: Page) -> list[str]:
    """Scripts that are neither a file of ours nor a data block."""
    script = """() => [...document.scripts].filter(s => s.type !== 'application/ld+json' && !s.src.startsWith(origin))
        .map(s => s.outerHTML.slice(0, 200))"""
    found: list[str] = page.evaluate(script)
    return found
