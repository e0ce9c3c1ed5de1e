"""Pictures of every kind of page: `python -m tests.browser.screenshots FOLDER` (or `make screenshots`)."""

import sys
import tempfile
from contextlib import closing
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from api.building import build_version
from api.settings import Settings
from graph.build import GraphBuilder
from tests.browser.conftest import ARGUMENTS, CHROMIUM, serve
from tests.browser.kinds import KINDS, Kind

WIDTHS = (1280, 768, 360)


def take(folder: Path) -> None:
    """Build the shipped data, serve them, and write one PNG a kind, width and colour scheme, and one PDF a kind."""
    program = next((found for name in CHROMIUM if (found := which(name))), None)
    if program is None:
        sys.exit("Pictures need Chromium; install the system's package 'chromium'.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        build_version(GraphBuilder(), Path(home), lambda stage, number, total: None)
        with closing(serve(create_app(Settings(home=Path(home))))) as origins, sync_playwright() as playwright:
            origin = next(origins)
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            for kind in KINDS:
                _picture(browser, origin, kind, folder)
            browser.close()


def _picture(browser: Browser, origin: str, kind: Kind, folder: Path) -> None:
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(origin + kind.address("de"))
            page.screenshot(path=folder / f"{kind.name}-{width}-{scheme}.png", full_page=True)
            if width == WIDTHS[0] and scheme == "light":
                page.pdf(path=folder / f"{kind.name}.pdf", prefer_css_page_size=True)
            page.close()
    print(kind.name)


if __name__ == "__main__":
    take(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
