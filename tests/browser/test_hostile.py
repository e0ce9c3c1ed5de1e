"""Labels with markup in them stay text, in every kind of page, drawing, data block and table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from api.app import create_app
from api.building import build_version
from api.pages.addresses import ADDRESSES
from api.settings import Settings
from graph.build import GraphBuilder
from tests.browser.conftest import Visitor, serve

EVIL = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\"'><svg onload=alert(3)>"
TOLD = EVIL.replace("\\", "\\\\").replace('"', '\\"')

METHOD = f"""kind: method
defaults: {{provenance: {{status: ownProposal}}}}
records:
  - id: X1
    title: {{de: "Vorzeigen {TOLD}", en: "Showing {TOLD}"}}
    description: {{de: "Jemand zeigt es. {TOLD}", en: "Somebody shows it. {TOLD}"}}
    purpose: {{de: "Zeigen {TOLD}", en: "Show {TOLD}"}}
    phases: [{{id: TP1, reason: {{de: "{TOLD}", en: "{TOLD}"}}}}]
    minutes: {{min: 30, max: 60}}
    steps: [{{de: "{TOLD}", en: "{TOLD}"}}]
"""
ROADMAP = f"""kind: roadmap
id: Own-1
title: {{de: "Eigene Roadmap {TOLD}", en: "Roadmap {TOLD}"}}
company: {{id: Firm-1, title: {{de: "Betrieb {TOLD}", en: "Company {TOLD}"}}, sector: "26.51", size_class: small}}
learning_fields: [onboarding]
starting_situation: {{de: "An der Maschine {TOLD}", en: "At the machine {TOLD}"}}
barriers: [Zeitmangel]
vision: {{de: "Vision {TOLD}", en: "Vision {TOLD}"}}
steps:
  - {{method: X1, phase: TP1, month: 1, note: {{de: "{TOLD}", en: "{TOLD}"}}}}
milestones:
  - {{title: {{de: "Etappe {TOLD}", en: "Stage {TOLD}"}}, phase: TP1, month: 2}}
results:
  - {{text: {{de: "{TOLD}", en: "{TOLD}"}}, outcome: partial}}
provenance: {{status: ownProposal}}
"""
PARTS = {"<identifier>": "Own-1", "<tour>": "onboarding"}
LEFT_OUT = {"medium", "competency"}
"""Kinds that show none of these records."""


@pytest.fixture(scope="module")
def hostile_origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("hostile-data")
    home = tmp_path_factory.mktemp("hostile-home")
    (data / "methods.yaml").write_text(METHOD, "utf-8")
    (data / "roadmap.yaml").write_text(ROADMAP, "utf-8")
    build_version(GraphBuilder((data,), shipped=False), Path(home), lambda stage, number, total: None)
    yield from serve(create_app(Settings(home=home)))


def address(name: str) -> str:
    path = ADDRESSES[name][0]
    for part, value in PARTS.items():
        path = path.replace(part, "X1" if name == "method" else value)
    return f"{path}?need={'Maschine'}&id=Own-1&saved=X1,Own-1,%3Cimg%20src%3Dx%20onerror%3Dalert(4)%3E"


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - LEFT_OUT))
def test_markup_in_labels_stays_text(visitor: Visitor, hostile_origin: str, name: str) -> None:
    page = visitor(at=hostile_origin).to(address(name))
    assert page.locator("img, [onerror], [onload]").count() == 0
    assert strange_scripts(page) == []


@pytest.mark.parametrize("name", ["examples", "roadmap", "present", "handout", "gallery", "compare", "method", "shortlist"])
def test_and_is_shown_as_it_was_written(visitor: Visitor, hostile_origin: str, name: str) -> None:
    assert "onerror=alert(1)" in visitor(at=hostile_origin).to(address(name)).inner_text("main")


def strange_scripts(page: Page) -> list[str]:
    """Scripts that are neither a file of ours nor a data block."""
    script = """() => [...document.scripts].filter(s => s.type !== 'application/ld+json' && !s.src.startsWith(origin))
        .map(s => s.outerHTML.slice(0, 200))"""
    found: list[str] = page.evaluate(script)
    return found
