"""Every kind of page with an address to visit, in both languages; the one list for tests, pictures and timings."""

from dataclasses import dataclass
from urllib.parse import urlencode

from api.pages.addresses import ADDRESSES
from graph.values import LANGUAGES, Language

NEEDS: dict[Language, str] = {
    "de": "Unsere Auszubildenden sollen an der Maschine mit kurzen Videos lernen, aber Handys sind in der Halle verboten",
    "en": "Our apprentices should learn at the machine with short videos, but phones are not allowed in the hall",
}

_PARTS = {"roadmap": "R01", "present": "R02", "handout": "R03", "method": "C05", "medium": "MT01", "competency": "L3"}

_QUERIES: dict[str, list[tuple[str, str]]] = {
    "examples": [("size_class", "small")],
    "compare": [("id", "R01"), ("id", "R14"), ("id", "R08")],
    "methods": [("phase", "TP2"), ("group_size", "8"), ("max_hours", "3")],
    "shortlist": [("saved", "C05,R01,MT01")],
    "schedule": [("saved", "C05,C02,C03")],
    "competencies": [("L3", "2"), ("D1", "1"), ("goal", "R01")],
}

WITH_NEED = frozenset({"start", "examples", "roadmap", "compare"})
"""Kinds that are visited with a case in the address."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page; `name` also names what it shows where one page has several states."""

    name: str
    page: str
    more: tuple[tuple[str, str], ...] = ()

    def address(self, language: Language) -> str:
        """Where to visit it, from the root of the site."""
        path = ADDRESSES[self.page][LANGUAGES.index(language)]
        path = path.replace("<identifier>", _PARTS.get(self.page, "")).replace("<tour>", "onboarding")
        query = [*_QUERIES.get(self.page, []), *self.more]
        if self.page in WITH_NEED and self.name == self.page and self.page != "start":
            query.insert(0, ("need", NEEDS[language]))
        return f"{path}?{urlencode(query)}" if query else path


KINDS = (
    *(Kind(name, name) for name in ADDRESSES),
    Kind("examples-none", "examples", (("need", "Kantine"), ("size_class", "micro"))),
    Kind("shortlist-empty", "shortlist", (("saved", ""),)),
)
"""All kinds of pages, and states that look different."""
