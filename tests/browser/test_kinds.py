"""Every kind of page: accessible in light and dark, wide and narrow, quiet, and painted without scripts.

Each page is opened once a language and then looked at in several ways: opening is what takes long.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from api.pages.addresses import ADDRESSES
from graph.values import LANGUAGES, Language
from tests.browser.axe import violations
from tests.browser.conftest import Visit, Visitor, visit
from tests.browser.kinds import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of page that stands open, in one language; German in light, English in dark."""

    kind: Kind
    visit: Visit

    @property
    def page(self) -> Page:
        """The open page."""
        return self.visit.page


def _name(chosen: tuple[Kind, Language]) -> str:
    return f"{chosen[0].name}-{chosen[1]}"


@pytest.fixture(scope="module", params=[(kind, language) for kind in KINDS for language in LANGUAGES], ids=_name)
def look(request: pytest.FixtureRequest, browser: Browser, origin: str) -> Iterator[Look]:
    kind, language = request.param
    opened = visit(browser, origin, language=language, dark=language == "en")
    opened.to(kind.address(language), kind.status)
    yield Look(kind, opened)
    opened.page.context.close()


def test_every_page_has_its_kind() -> None:
    assert {kind.page for kind in KINDS} == set(ADDRESSES)


def test_a_page_breaks_no_rule_of_accessibility(look: Look) -> None:
    look.page.set_viewport_size({"width": 1280, "height": 900})
    assert violations(look.page) == []


def test_it_has_one_heading_one_body_and_one_voice(look: Look) -> None:
    assert look.page.locator("h1:visible").count() == 1
    assert look.page.locator("main").count() == 1
    # further ones are empty until something was done there
    assert look.page.locator("[role=status]:not(:empty)").count() <= 1


def test_nothing_runs_out_of_a_narrow_page(look: Look) -> None:
    for width in (320, 360, 768):  # 320: 1280 px at 400 % zoom
        look.page.set_viewport_size({"width": width, "height": 900})
        overflow = look.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, (width, _widest(look.page))


def _widest(page: Page) -> object:
    script = """() => [...document.querySelectorAll('main *, header *, footer *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll'))
        .slice(0, 5).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`)"""
    return page.evaluate(script)


def test_targets_are_large_enough_for_a_finger(look: Look) -> None:
    look.page.set_viewport_size({"width": 360, "height": 900})
    # links within a sentence are exempt (WCAG 2.2, 2.5.8)
    script = """() => [...document.querySelectorAll('button, summary, select, input:not([type=hidden]), nav a, .button')]
        .map(e => [e, (e.closest('label') ?? e).getBoundingClientRect()])
        .filter(([e, box]) => box.width && (box.width < 24 || box.height < 24))
        .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)"""
    assert look.page.evaluate(script) == []


def test_forced_colours_leave_everything_to_be_seen(look: Look) -> None:
    look.page.emulate_media(forced_colors="active")
    # text is coloured by the browser then, but not in drawings, and not where it was told not to
    faint = """() => {
        const canvas = document.body.appendChild(document.createElement('i'));
        canvas.style.color = 'Canvas';
        const numbers = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
        const light = colour => numbers(colour).map(c => c / 255)
            .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
        const paper = light(getComputedStyle(canvas).color);
        canvas.remove();
        const ratio = colour => { const [a, b] = [light(colour), paper].sort((x, y) => y - x); return (a + .05) / (b + .05); };
        return [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && e.textContent.trim())
            .filter(e => getComputedStyle(e).forcedColorAdjust === 'none'
                || e.matches('svg text, svg tspan') && ratio(getComputedStyle(e).fill) < 4.5)
            .slice(0, 5).map(e => `${e.outerHTML.slice(0, 90)} ${getComputedStyle(e).fill}`);
    }"""
    assert look.page.evaluate(faint) == []
    # what is pressed has an outline of its own, since backgrounds are gone
    flat = """() => [...document.querySelectorAll('main button, main .button, main select, main textarea')].filter(e =>
        e.checkVisibility() && getComputedStyle(e).borderTopStyle === 'none').map(e => e.outerHTML.slice(0, 90))"""
    assert look.page.evaluate(flat) == []
    look.page.emulate_media(forced_colors="none")


def test_in_forced_colours_a_choice_can_be_seen(visitor: Visitor) -> None:
    page = visitor().to("/methoden?phase=TP2")
    page.emulate_media(forced_colors="active")
    chosen, other = (page.locator(f"input[type=radio][value={phase}]") for phase in ("TP2", "TP3"))
    assert chosen.screenshot() != other.screenshot()
    used, unused = page.locator(".phases .used").first, page.locator(".phases li:not(.used)").first
    widths = [cell.evaluate("e => getComputedStyle(e).borderTopWidth") for cell in (used, unused)]
    assert widths[0] != widths[1]


def test_it_is_quiet(look: Look) -> None:
    look.visit.check()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_is_whole_without_scripts(visitor: Visitor, kind: Kind) -> None:
    page = visitor(script=False, width=360).to(kind.address("de"), kind.status)
    assert len(page.inner_text("main").strip()) > 40
    assert page.locator("h1:visible").count() == 1


@pytest.mark.parametrize("name", ["start", "examples", "roadmap", "methods", "graph-view", "expert-query"])
def test_nothing_waits_for_a_script(browser: Browser, origin: str, name: str) -> None:
    kind = next(kind for kind in KINDS if kind.name == name)
    opened = visit(browser, origin)
    held: list[Route] = []
    opened.page.route("**/*.js*", lambda route: held.append(route))  # asked for, and not answered
    opened.page.goto(origin + kind.address("de"), wait_until="commit")
    expect(opened.page.locator("h1")).to_be_visible()
    painted = "performance.getEntriesByName('first-contentful-paint').length"
    for _ in range(100):  # asked again and again from here: a page of ours evaluates no strings
        if opened.page.evaluate(painted):
            break
        opened.page.wait_for_timeout(50)
    assert opened.page.evaluate(painted) == 1
    assert held
    for route in held:
        route.abort()
    opened.page.context.close()
