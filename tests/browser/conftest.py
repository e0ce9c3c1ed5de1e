"""A server over the shipped data, a Chromium, and pages that note whatever a visitor must never meet."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Response, sync_playwright

from api.openapi import Api
from tests.browser.running import ARGUMENTS, MISSING, chromium, serve

PATIENCE = 10_000
"""Milliseconds after which an expectation has failed."""


@dataclass
class Visit:
    """A page in a browser of its own, with everything that went wrong in it."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)

    def to(self, address: str, status: int = 200) -> Page:
        """Go to an address of the site."""
        answer = self.page.goto(self.origin + address)
        assert answer is not None
        assert answer.status == status, (address, answer.status)
        return self.page

    def check(self) -> None:
        """Nothing was said in the console, asked of others or kept as a cookie since the last time."""
        said = self.complaints[:]
        self.complaints.clear()
        assert said == []
        assert self.page.context.cookies() == []


Visitor = Callable[..., Visit]


@pytest.fixture(scope="session")
def origin(app: Api) -> Iterator[str]:
    """Where the application over the shipped data is served."""
    with serve(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    program = chromium()
    if program is None:
        pytest.fail(MISSING) if os.environ.get("CI") else pytest.skip(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def visitor(browser: Browser, origin: str) -> Iterator[Visitor]:
    """Opens pages as `visit` does; at the end of the test none of them may have complained."""
    opened: list[Visit] = []

    def open_(**options: Any) -> Visit:
        opened.append(visit(browser, options.pop("at", origin), **options))
        return opened[-1]

    yield open_
    for one in opened:
        one.page.wait_for_load_state()
        one.check()
        one.page.context.close()


def visit(
    browser: Browser, origin: str, *, width: int = 1280, script: bool = True, language: str = "de", dark: bool = False
) -> Visit:
    """A browser that has never been here, open at nothing yet."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=script,
        locale=language,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    opened = Visit(context.new_page(), origin)
    note, page = opened.complaints.append, opened.page

    def refuse(dialog: Dialog) -> None:
        note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def asked(request: Request) -> None:
        if not request.url.startswith((origin, "data:")):
            note(f"asked: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            note(f"answered with {response.status}: {response.url}")

    def said(message: ConsoleMessage) -> None:
        # violations of the content security policy are told here; failures to load are told better by `answered`
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            note(f"console: {message.text}")

    page.on("dialog", refuse)
    page.on("request", asked)
    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: note(f"script: {error}"))
    return opened
