"""The competence check: where a Lotsin or Lotse stands, what a roadmap asks for beyond that, and where it can be practised."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from api.openapi import Api
from api.pages.addresses import add_page
from api.pages.cards import Card, roadmap_card
from api.pages.frame import render
from api.routes import holder
from graph.catalogue import COMPONENTS, Catalogue
from graph.records import Competency
from graph.values import Edge, Language, natural_key

COMPONENT_ORDER = ("learning", "digital", "pilot")

SECURE = 2
"""From this level on (0 not yet, 1 starter, 2 practitioner, 3 expert) somebody carries a competency without company."""

MOST_METHODS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One competency of the matrix with its level, None where nothing was chosen; `behaviours` stand for levels 1 to 3."""

    identifier: str
    title: str
    level: int | None
    behaviours: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Component:
    """One component of the matrix with what was chosen in it: how many competencies are secure, and how many begun."""

    key: str
    title: str
    definition: str
    rows: tuple[Row, ...]

    @property
    def secure(self) -> int:
        """Competencies at practitioner level or above."""
        return sum(1 for row in self.rows if (row.level or 0) >= SECURE)

    @property
    def begun(self) -> int:
        """Competencies at starter level."""
        return sum(1 for row in self.rows if row.level == 1)

    @property
    def judged(self) -> int:
        """Competencies for which something was chosen."""
        return sum(1 for row in self.rows if row.level is not None)


@dataclass(frozen=True, slots=True)
class Practice:
    """A method in which a competency is practised; `also` are the titles of others that it asks for and that are missing."""

    identifier: str
    title: str
    reason: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A competency that a roadmap asks for and that is not secure yet, with methods to practise it."""

    identifier: str
    title: str
    level: int
    methods: tuple[Practice, ...]


def register_competencies(app: Api) -> None:
    """Add the competence check and the page of a competency."""
    add_page(app, "competencies", _check)
    add_page(app, "competency", _competency)


def _check(language: Language) -> Response:
    catalogue = holder().get().catalogue
    levels = read_levels(catalogue)
    goal = request.args.get("goal", "")
    roadmap = catalogue.roadmaps.get(goal)
    needed = roadmap.competencies if roadmap else ()
    secure = tuple(key for key, level in levels.items() if level >= SECURE)
    return render(
        "competencies",
        language,
        components=[_component(catalogue, key, levels, language) for key in COMPONENT_ORDER],
        levels=levels,
        secure=secure,
        roadmap=roadmap_card(catalogue, roadmap, language) if roadmap else None,
        brought=[(key, catalogue.title("competency", key, language)) for key in needed if key in secure],
        gaps=[gap(catalogue, key, levels, language) for key in needed if key not in secure],
        roadmaps=[(key, record.title.get(language)) for key, record in catalogue.roadmaps.items()],
        unknown_goal=goal[:60] if goal and roadmap is None else "",
    )


def read_levels(catalogue: Catalogue) -> dict[str, int]:
    """Chosen levels by competency, out of parameters such as `L3=2`; what is no level from 0 to 3 is left out."""
    found = {key: request.args.get(key, "") for key in catalogue.competencies}
    return {key: int(value) for key, value in found.items() if value in {"0", "1", "2", "3"}}


def _component(catalogue: Catalogue, key: str, levels: Mapping[str, int], language: Language) -> Component:
    record = catalogue.records[COMPONENTS].get(key)
    definition = getattr(record, "definition", None)
    rows = [_row(c, levels, language) for c in catalogue.competencies.values() if c.component == key]
    return Component(
        key, catalogue.title(COMPONENTS, key, language), definition.get(language) if definition else "", tuple(rows)
    )


def _row(record: Competency, levels: Mapping[str, int], language: Language) -> Row:
    behaviours = (record.starter.get(language), record.practitioner.get(language), record.expert.get(language))
    return Row(record.identifier, record.title.get(language), levels.get(record.identifier), behaviours)


def gap(catalogue: Catalogue, key: str, levels: Mapping[str, int], language: Language) -> Gap:
    """What is missing in one competency; methods that ask for little else that is missing come first, then in natural order."""
    found: list[Practice] = []
    for method in catalogue.methods.values():
        edges = {edge.identifier: edge for edge in method.requires_competencies}
        if key in edges:
            missing = (other for other in edges if other != key and levels.get(other, 0) < SECURE)
            also = tuple(catalogue.title("competency", other, language) for other in missing)
            title = catalogue.title("method", method.identifier, language)
            found.append(Practice(method.identifier, title, edges[key].reason.get(language), also))
    found.sort(key=lambda practice: (len(practice.also), natural_key(practice.identifier)))
    return Gap(key, catalogue.title("competency", key, language), levels.get(key, 0), tuple(found[:MOST_METHODS]))


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A method that asks for a competency, and why."""

    identifier: str
    title: str
    reason: str


def _competency(language: Language, identifier: str) -> Response:
    catalogue = holder().get().catalogue
    record = catalogue.get("competency", identifier)
    assert isinstance(record, Competency)
    return render(
        "competency",
        language,
        record=record,
        row=_row(record, {}, language),
        component=catalogue.title(COMPONENTS, record.component or "", language),
        phases=[int(key[2:]) for key in record.phases if key.startswith("TP")],
        roadmaps=_developed_in(catalogue, identifier, language),
        methods=[
            AskedFor(m.identifier, catalogue.title("method", m.identifier, language), edge.reason.get(language))
            for m in catalogue.methods.values()
            for edge in _edges_to(m.requires_competencies, identifier)
        ],
    )


def _developed_in(catalogue: Catalogue, identifier: str, language: Language) -> list[Card]:
    found = [roadmap for roadmap in catalogue.roadmaps.values() if identifier in roadmap.competencies]
    return [roadmap_card(catalogue, roadmap, language) for roadmap in found]


def _edges_to(edges: tuple[Edge, ...], identifier: str) -> list[Edge]:
    return [edge for edge in edges if edge.identifier == identifier]
