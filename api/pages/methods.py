"""The method finder: methods that suit a phase, a group, the time there is and a matter, or all of them by phase."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from api.pages.cards import media_of
from api.pages.choices import profile_options
from api.pages.examples import chips, dropped
from api.pages.facets import read_filters
from api.pages.frame import given, render
from api.pages.given import MAX_NEED, Given
from api.pages.method_cards import MethodCard, method_card
from api.pages.method_list import FACET_NAMES, listing, method_facets
from api.pages.nearest import nearest
from api.problems import problem_of
from api.routes import holder
from api.service import Service
from graph.errors import CodiclustError, InputError
from graph.values import Language
from recommender.engine import MAX_LIMIT
from recommender.types import Recommendation, RecommendationList

AT_FIRST = 10
"""Cards on a page before more are asked for."""

MOST_MEDIA = 3

_NO_TIME = 0.02
"""Hours that no method with a known duration fits into: what is left by such a limit are those of unknown duration."""

FORM_KEYS = ("phase", "group_size", "max_hours", "mode", "media_types", "competencies")
"""Keys of the profile that the form asks for; all others travel along unseen."""


@dataclass(frozen=True, slots=True)
class Found:
    """Methods that answer a case: those that fit by rank, and apart from them those whose duration is unknown.

    `apart` is empty where no time was named: then the duration does not matter. `more` says that the list was cut off.
    """

    answer: RecommendationList
    ranked: tuple[Recommendation, ...]
    apart: tuple[Recommendation, ...]
    more: bool


def methods_page(language: Language) -> Response:
    """The method finder; a detail that cannot be used answers 422 with the form and a sentence that names it."""
    service, case = holder().get(), given()
    values: dict[str, Any] = {
        "choices": profile_options(service.catalogue, case, language),
        "form_keys": FORM_KEYS,
        "max_need": MAX_NEED,
    }
    if not case:
        return render("methods", language, found=None, wrong=None, **values, **_everything(service, language))
    try:
        found = find_methods(service, case, language)
    except CodiclustError as error:
        return render("methods", language, problem_of(error).status, found=None, wrong=_wrong(error), **values)
    cards = _cards(service, found.ranked, language)
    return render(
        "methods",
        language,
        found=found,
        wrong=None,
        cards=cards[: _shown()],
        total=len(cards),
        at_first=AT_FIRST,
        apart=_cards(service, found.apart, language),
        media=_media(service, case, language),
        chips=chips(found.answer.understood),
        dropped=dropped(service, case, language),
        nearest=None if found.answer.items else nearest(service.recommender, case, language, "method"),
        **values,
    )


def find_methods(service: Service, case: Given, language: Language) -> Found:
    """Methods for a case.

    Raises:
        UnknownValue: the profile names something that is not known.
        InputError: the profile holds a value of the wrong type.
    """
    recommender, methods = service.recommender, service.catalogue.methods
    answer = recommender.recommend("method", case.asked, MAX_LIMIT, language)
    if "max_hours" not in case.profile and "max_hours" not in answer.understood:
        return Found(answer, answer.items, (), len(answer.items) == MAX_LIMIT)
    ranked = tuple(item for item in answer.items if methods[item.identifier].minutes)
    apart = answer
    if len(answer.items) == MAX_LIMIT:  # what is unknown ranks behind and may have been cut off
        without_time = replace(case, profile={**case.profile, "max_hours": str(_NO_TIME)})
        apart = recommender.recommend("method", without_time.asked, MAX_LIMIT, language)
    unknown = tuple(item for item in apart.items if not methods[item.identifier].minutes)
    return Found(answer, ranked, unknown, len(ranked) == MAX_LIMIT)


def _cards(service: Service, items: Sequence[Recommendation], language: Language) -> list[MethodCard]:
    methods = service.catalogue.methods
    return [method_card(service.catalogue, methods[item.identifier], language, item) for item in items]


def _media(service: Service, case: Given, language: Language) -> list[tuple[Any, Recommendation]]:
    """The learning media that suit the case best, with what is said of them; none where the case says nothing on media."""
    items = service.recommender.recommend("media-type", case.asked, MOST_MEDIA, language).items
    return list(zip(media_of(service.catalogue, [item.identifier for item in items], language), items, strict=True))


def _everything(service: Service, language: Language) -> dict[str, Any]:
    filters = read_filters(request.args, FACET_NAMES)
    sections = listing(service.catalogue, filters, language)
    return {
        "filters": filters,
        "sections": sections,
        "total": len({card.identifier for section in sections for entry in section.entries for card in entry.cards}),
        "facets": method_facets(service.catalogue, filters, language),
    }


def _wrong(error: CodiclustError) -> str:
    """The key of the profile in which something is wrong, empty where it is not known."""
    pointer = error.pointer if isinstance(error, InputError) else ""
    key = pointer.removeprefix("/profile/").partition("/")[0]
    return key if pointer.startswith("/profile/") else ""


def _shown() -> int:
    value = request.args.get("shown", "")
    return min(int(value), MAX_LIMIT) if value.isdecimal() and 0 < len(value) < 4 else AT_FIRST
