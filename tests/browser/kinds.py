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

_QUERIES: dict[str, tuple[tuple[str, str], ...]] = {
    "examples": (("size_class", "small"),),
    "compare": (
        ("id", "R01"),
        ("id", "R14"),
        ("id", "R08"),
    ),
    "methods": (
        ("phase", "TP2"),
        ("group_size", "8"),
        ("max_hours", "3"),
    ),
    "shortlist": (("saved", "C05,R01,MT01"),),
    "schedule": (("saved", "C05,C02,C03"),),
    "competencies": (
        ("L3", "2"),
        ("D1", "1"),
        ("goal", "R01"),
    ),
}

WITH_NEED = frozenset({"examples", "roadmap", "compare"})
"""Kinds that are visited with a case in the address."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page in one of its states.

    Attributes:
        name: names the state too, where a page has several that look different.
        page: the name of the page, see `ADDRESSES`.
        query: what stands in the address; None for what the kind is usually visited with.
        part: what stands in the path in place of the usual example.
        status: how the server answers.
    """

    name: str
    page: str
    query: tuple[tuple[str, str], ...] | None = None
    part: str | None = None
    status: int = 200

    def address(self, language: Language) -> str:
        """Where to visit it, from the root of the site."""
        path = ADDRESSES[self.page][LANGUAGES.index(language)]
        path = path.replace("<identifier>", self.part or _PARTS.get(self.page, "")).replace("<tour>", "onboarding")
        query = self.query
        if query is None:
            need = (("need", NEEDS[language]),) if self.page in WITH_NEED else ()
            query = (*need, *_QUERIES.get(self.page, ()))
        return f"{path}?{urlencode(query)}" if query else path


KINDS = (
    *(Kind(name, name) for name in ADDRESSES),
    Kind("examples-all", "examples", ()),
    Kind("examples-none", "examples", (("need", "xyzzy"),)),
    Kind("examples-wrong", "examples", (("size_class", "riesig"),), status=422),
    Kind("methods-all", "methods", ()),
    Kind("methods-none", "methods", (("group_size", "9999"),)),
    Kind("shortlist-empty", "shortlist", ()),
    Kind("schedule-empty", "schedule", ()),
    Kind("not-found", "roadmap", (), "R99", 404),
)
"""All kinds of pages, and states that look different."""
