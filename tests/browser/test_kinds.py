"""Every kind of page: accessible in light and dark, narrow and wide, quiet, painted without scripts."""

import pytest

from api.pages.addresses import ADDRESSES
from graph.values import LANGUAGES
from tests.browser.axe import violations
from tests.browser.conftest import Visitor
from tests.browser.kinds import KINDS, Kind

RELAXED = {"expert-query"}
"""Built by others: its editor is no part of what is checked for accessibility; the plain form beside it is."""

by_name = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def test_every_page_has_its_kind() -> None:
    assert {kind.page for kind in KINDS} == set(ADDRESSES)


@by_name
def test_a_page_breaks_no_rule_of_accessibility(visitor: Visitor, kind: Kind) -> None:
    page = visitor().to(kind.address("de"))
    if kind.name not in RELAXED:
        assert violations(page) == []
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1


@by_name
def test_neither_in_dark(visitor: Visitor, kind: Kind) -> None:
    page = visitor(dark=True, language="en").to(kind.address("en"))
    if kind.name not in RELAXED:
        assert violations(page) == []


@by_name
def test_nothing_runs_out_of_a_narrow_page(visitor: Visitor, kind: Kind) -> None:
    visit = visitor(width=320)  # 1280 px at 400 % zoom
    for language in LANGUAGES:
        page = visit.to(kind.address(language))
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, _widest(page)


def _widest(page: object) -> object:
    script = """() => [...document.querySelectorAll('main *, header *, footer *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll'))
        .slice(0, 5).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`)"""
    return page.evaluate(script)  # type: ignore[attr-defined]


@by_name
def test_a_page_is_whole_without_scripts(visitor: Visitor, kind: Kind) -> None:
    page = visitor(script=False).to(kind.address("de"))
    assert len(page.inner_text("main").strip()) > 40
    assert page.locator("[data-needs-script]:visible").count() == 0


@by_name
def test_targets_are_large_enough_for_a_finger(visitor: Visitor, kind: Kind) -> None:
    page = visitor(width=360).to(kind.address("de"))
    # links within a sentence are exempt (WCAG 2.2, 2.5.8)
    script = """() => [...document.querySelectorAll('button, summary, select, input:not([type=hidden]), nav a, .button')]
        .map(e => [e, (e.closest('label') ?? e).getBoundingClientRect()])
        .filter(([e, box]) => box.width && (box.width < 24 || box.height < 24))
        .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)"""
    if kind.name not in RELAXED:
        assert page.evaluate(script) == []


@pytest.mark.parametrize("name", ["start", "examples", "roadmap", "methods", "compare"])
def test_forced_colours_leave_everything_to_be_seen(visitor: Visitor, name: str) -> None:
    kind = next(kind for kind in KINDS if kind.name == name)
    page = visitor(forced_colors=True).to(kind.address("de"))
    faint = """() => [...document.querySelectorAll('main *')].filter(e => e.childNodes.length === 1
        && e.firstChild.nodeType === 3 && e.firstChild.data.trim()).filter(e => {
          const style = getComputedStyle(e);
          return style.color === style.backgroundColor && e.checkVisibility(); }).map(e => e.outerHTML.slice(0, 90))"""
    assert page.evaluate(faint) == []
