"""Pictures of every kind of page: `python -m tests.browser.screenshots FOLDER` (or `make screenshots`)."""

import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright
from pypdfium2 import PdfDocument

from api.app import create_app
from api.building import build_version
from api.settings import Settings
from graph.build import GraphBuilder
from tests.browser.kinds import KINDS, Kind
from tests.browser.running import ARGUMENTS, MISSING, chromium, serve

WIDTHS = (1280, 768, 360)
DOTS = 80
"""Dots an inch of printed pages."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take(folder: Path, names: tuple[str, ...] = ()) -> None:
    """Build the shipped data, serve them, and write one PNG a kind, width and colour scheme, and the printed pages.

    Args:
        names: kinds to take; all where empty.
    """
    program = chromium()
    if program is None:
        sys.exit(MISSING)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        build_version(GraphBuilder(), Path(home), lambda stage, number, total: None)
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        with serve(create_app(Settings(home=Path(home)))) as origin:
            for kind in KINDS:
                if not names or kind.name in names:
                    _pictures(browser, origin + kind.address("de"), kind, folder)
        browser.close()


def _pictures(browser: Browser, address: str, kind: Kind, folder: Path) -> None:
    for scheme in SCHEMES:
        page = browser.new_page(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            page.screenshot(path=folder / f"{kind.name}-{width}-{scheme}.png", full_page=True)
        if scheme == "light":
            _print(page, kind, folder)
        page.close()
    print(kind.name)


def _print(page: Page, kind: Kind, folder: Path) -> None:
    """Print to PDF, and each sheet as a picture."""
    printed = folder / f"{kind.name}.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    with closing(PdfDocument(printed)) as document:
        for number, sheet in enumerate(document, start=1):
            sheet.render(scale=DOTS / 72).to_pil().save(folder / f"{kind.name}-print-{number}.png")


if __name__ == "__main__":
    take(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), tuple(sys.argv[2:]))
