"""Results: good practices that answer a need, what was understood of it, and what narrows the list down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from api.openapi import Api
from api.pages.addresses import add_page
from api.pages.cards import Card, roadmap_card
from api.pages.choices import profile_options
from api.pages.facets import choices, narrow, read_filters
from api.pages.frame import given, render
from api.pages.given import MAX_NEED, Given
from api.pages.nearest import nearest
from api.problems import problem_of
from api.routes import holder
from api.service import Service
from graph.errors import CodiclustError
from graph.values import Language
from recommender.engine import MAX_LIMIT
from recommender.types import Need, RecommendationList, Understood

FACET_NAMES = ("learning_field", "target_group", "size_class", "media_type", "barrier")
AT_FIRST = 6
"""Cards on a page before more are asked for."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Something understood, as a button that takes it out; `value` is what `not` gets."""

    value: str
    label: str
    matched: str


def register_examples(app: Api) -> None:
    """Add the page of results."""
    add_page(app, "examples", _examples)


def _examples(language: Language) -> Response:
    service, case = holder().get(), given()
    problem, status = None, 200
    answer: RecommendationList | None = None
    if case:
        try:
            answer = service.recommender.recommend("roadmap", case.asked, MAX_LIMIT, language)
        except CodiclustError as error:
            problem, status = str(error), problem_of(error).status
    found = _found(service, answer, problem is not None)
    filters = read_filters(request.args, FACET_NAMES)
    left = narrow(service.catalogue, "roadmap", found, filters)
    shown = left[: _number("shown", AT_FIRST)]
    return render(
        "examples",
        language,
        status,
        answer=answer,
        problem=problem,
        cards=_cards(service, shown, answer, language),
        total=len(left),
        found=len(found),
        filters=filters,
        facets=choices(service.catalogue, "roadmap", found, filters, FACET_NAMES, language),
        chips=chips(answer.understood) if answer else (),
        dropped=dropped(service, case, language),
        nearest=nearest(service.recommender, case, language) if answer and not answer.items else None,
        choices=profile_options(service.catalogue, case, language),
        max_need=MAX_NEED,
        at_first=AT_FIRST,
    )


def _found(service: Service, answer: RecommendationList | None, failed: bool) -> Sequence[str]:
    """Keys of what the list is made of: the answer's, all roadmaps where nothing was asked, none where asking failed."""
    if answer is not None:
        return [item.identifier for item in answer.items]
    return () if failed else tuple(service.catalogue.roadmaps)


def _cards(service: Service, keys: Sequence[str], answer: RecommendationList | None, language: Language) -> list[Card]:
    answers = {item.identifier: item for item in answer.items} if answer else {}
    return [roadmap_card(service.catalogue, service.catalogue.roadmaps[k], language, answers.get(k)) for k in keys]


def chips(understood: Mapping[str, Sequence[Understood]]) -> tuple[Chip, ...]:
    """What was understood, in the order of the keys."""
    return tuple(Chip(f"{key}:{u.identifier}", u.label, u.matched) for key, found in understood.items() for u in found)


def dropped(service: Service, case: Given, language: Language) -> tuple[Chip, ...]:
    """What the person took out, to be put back."""
    if not case.without:
        return ()
    reading = service.recommender.recommend("roadmap", Need(case.need), 1, language).understood
    known = {chip.value: chip for chip in chips(reading)}
    wanted = (f"{key}:{identifier}" for key, identifier in case.without)
    return tuple(known[value] for value in wanted if value in known)


def _number(name: str, default: int) -> int:
    value = request.args.get(name, "")
    return min(int(value), MAX_LIMIT) if value.isdecimal() and 0 < len(value) < 4 else default
