"""What the tests of tasks share: the ways in which a task is done, and what stands on the buttons."""

import pytest
from playwright.sync_api import Locator, Page

from graph.values import Language
from tests.browser.conftest import Visitor

WAYS = pytest.mark.parametrize(
    ("language", "width", "script"),
    [("de", 1280, True), ("de", 360, False), ("en", 360, True), ("en", 1280, False)],
    ids=["de-wide", "de-narrow-no-script", "en-narrow", "en-wide-no-script"],
)
"""Both languages, both widths, with and without scripts; each pair of them once."""

WORDS: dict[str, dict[Language, str]] = {
    "find": {"de": "Beispiele finden", "en": "Find examples"},
    "fit": {"de": "Beispiele passen", "en": "examples fit"},
    "remove": {"de": "entfernen", "en": "remove"},
    "because": {"de": "Passt, weil:", "en": "Fits because:"},
    "compare": {"de": "Vergleichen", "en": "Compare"},
    "side": {"de": "2 Beispiele nebeneinander", "en": "2 examples side by side"},
    "add": {"de": "Dazunehmen", "en": "Add"},
    "hand": {"de": "Mitgeben", "en": "Hand out"},
    "show": {"de": "Vorführen", "en": "Present"},
    "find methods": {"de": "Methoden finden", "en": "Find methods"},
    "methods fit": {"de": "Methoden passen", "en": "methods fit"},
    "shortlist": {"de": "Merkliste", "en": "Shortlist"},
    "entries": {"de": "3 Einträge", "en": "3 entries"},
    "schedule": {"de": "Ablaufplan aus 3 Methoden", "en": "Schedule from 3 methods"},
    "recalculate": {"de": "Neu rechnen", "en": "Recalculate"},
    "in all": {"de": "mindestens 90 Min.", "en": "at least 90 min."},
    "result": {"de": "Auswertung zeigen", "en": "Show the result"},
    "gap": {"de": "Was für dieses Beispiel noch fehlt", "en": "What is still missing for this example"},
}


class Task:
    """A task in one of the ways."""

    def __init__(self, visitor: Visitor, language: Language, width: int, script: bool) -> None:
        self.visit = visitor(width=width, script=script, language=language)
        self.page: Page = self.visit.page
        self.language: Language = language
        self.script = script

    def start(self, german: str, english: str) -> Page:
        """Begin at the page with these addresses."""
        return self.visit.to(german if self.language == "de" else english)

    def word(self, name: str) -> str:
        """What stands there in the language of the task."""
        return WORDS[name][self.language]

    def button(self, name: str) -> Locator:
        """The button with this word and no other."""
        return self.page.get_by_role("button", name=self.word(name), exact=True)
