"""A server over the shipped data, a Chromium, and pages that note whatever a visitor must never meet."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from api.app import create_app
from api.service import Service
from api.settings import Settings

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 10_000
"""Milliseconds after which an expectation has failed."""


@dataclass
class Visit:
    """A page in a browser of its own, with everything that went wrong in it."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)

    def to(self, address: str) -> Page:
        """Go to an address of the site."""
        answer = self.page.goto(self.origin + address)
        assert answer is not None
        assert answer.status == 200, (address, answer.status)
        return self.page


Visitor = Callable[..., Visit]


@pytest.fixture(scope="session")
def origin(service: Service, home: Any) -> Iterator[str]:
    """Where the application over the shipped data is served."""
    yield from serve(create_app(Settings(home=home), service))


def serve(app: Any) -> Iterator[str]:
    """Serve an application on a free port of this machine until the generator is closed."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(5)
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        sentence = "The tests of the pages need Chromium; install the system's package 'chromium'."
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def visitor(browser: Browser, origin: str) -> Iterator[Visitor]:
    """Opens pages; at the end of the test none of them may have complained, asked elsewhere or set a cookie.

    The function takes `width`, `script`, `language`, `dark`, `forced_colors`, and `origin` for another server.
    """
    opened: list[Visit] = []

    def open_(
        width: int = 1280,
        script: bool = True,
        language: str = "de",
        dark: bool = False,
        forced_colors: bool = False,
        at: str = origin,
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            locale=language,
            color_scheme="dark" if dark else "light",
            forced_colors="active" if forced_colors else "none",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        visit = Visit(context.new_page(), at)
        note = visit.complaints.append
        visit.page.on("console", lambda m: note(f"console: {m.text}") if m.type in {"error", "warning"} else None)
        visit.page.on("pageerror", lambda error: note(f"script: {error}"))
        visit.page.on("dialog", lambda dialog: (note(f"dialog: {dialog.message}"), dialog.dismiss()))
        visit.page.on("request", lambda r: None if r.url.startswith((at, "data:")) else note(f"asked: {r.url}"))
        opened.append(visit)
        return visit

    yield open_
    for visit in opened:
        assert visit.page.context.cookies() == []
        visit.page.context.close()
        assert visit.complaints == []
