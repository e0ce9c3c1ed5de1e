"""Two to four roadmaps side by side, line by line; only what differs on request."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from api.openapi import Api
from api.pages.addresses import add_page
from api.pages.cards import NOT_AS_HOPED, lead_first, whole
from api.pages.frame import given, render
from api.pages.wording import wording
from api.routes import holder
from api.service import Service
from graph.catalogue import Catalogue
from graph.errors import CodiclustError
from graph.records import Roadmap
from graph.values import Language
from recommender.engine import MAX_LIMIT
from recommender.types import Recommendation

MOST = 4

Read = Callable[[Catalogue, Roadmap, Language], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison: what it is about, and for each roadmap its entries, none where nothing is known."""

    key: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def differs(self) -> bool:
        """Whether the roadmaps differ in it, whatever the order of the entries."""
        return len({frozenset(cell) for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column: a roadmap, and the list of ids without it."""

    identifier: str
    title: str
    illustrative: bool
    others: tuple[str, ...]


def register_compare(app: Api) -> None:
    """Add the comparison."""
    add_page(app, "compare", _compare)


def _compare(language: Language) -> Response:
    service = holder().get()
    catalogue = service.catalogue
    asked = tuple(dict.fromkeys(value.strip() for value in request.args.getlist("id") if value.strip()))
    known = tuple(key for key in asked if key in catalogue.roadmaps)
    chosen = known[:MOST]
    lines = [*comparison(catalogue, chosen, language), *_answers(service, chosen, language)]
    different = request.args.get("only") == "different"
    return render(
        "compare",
        language,
        columns=[_column(catalogue, key, chosen, language) for key in chosen],
        lines=[line for line in lines if line.differs or not different] if len(chosen) > 1 else lines,
        different=different and len(chosen) > 1,
        unknown=[value[:60] for value in asked if value not in catalogue.roadmaps][:MOST],
        too_many=len(known) > MOST,
        most=MOST,
        suggested=_suggested(service, chosen, language),
        others=[(key, roadmap.title.get(language)) for key, roadmap in catalogue.roadmaps.items() if key not in chosen],
    )


def comparison(catalogue: Catalogue, keys: Sequence[str], language: Language) -> list[Line]:
    """The lines for some roadmaps, in a fixed order; a line of which nothing is known in any of them is left out."""
    roadmaps = [catalogue.roadmaps[key] for key in keys]
    lines = [Line(name, tuple(tuple(read(catalogue, r, language)) for r in roadmaps)) for name, read in _LINES.items()]
    return [line for line in lines if any(line.cells)]


def _column(catalogue: Catalogue, key: str, chosen: tuple[str, ...], language: Language) -> Column:
    roadmap = catalogue.roadmaps[key]
    illustrative = roadmap.provenance.status == "illustrative"
    return Column(key, roadmap.title.get(language) or key, illustrative, tuple(other for other in chosen if other != key))


def _answers(service: Service, keys: Sequence[str], language: Language) -> list[Line]:
    """What speaks for and against each roadmap in the case of the reader; no lines without a case."""
    if not given() or not keys:
        return []
    try:
        answer = service.recommender.recommend("roadmap", given().asked, MAX_LIMIT, language)
    except CodiclustError:
        return []
    found: Mapping[str, Recommendation] = {item.identifier: item for item in answer.items}
    fits = tuple(tuple(r.text for r in found[key].reasons) if key in found else () for key in keys)
    against = tuple(tuple(r.text for r in found[key].mismatches) if key in found else () for key in keys)
    return [line for line in (Line("fits", fits), Line("fits-not", against)) if any(line.cells)]


def _suggested(service: Service, chosen: Sequence[str], language: Language) -> list[tuple[str, str]]:
    """Roadmaps like the only one chosen: what people compare it with."""
    if len(chosen) != 1:
        return []
    similar = service.recommender.similar(chosen[0], MOST - 1, language).items
    return [(item.identifier, item.title) for item in similar]


def _titles(scheme: str, field: str) -> Read:
    def read(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> list[str]:
        return [catalogue.title(scheme, key, language) for key in getattr(roadmap, field)]

    return read


def _of_company(scheme: str, field: str) -> Read:
    def read(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> list[str]:
        company = catalogue.companies.get(roadmap.company or "")
        value = getattr(company, field, None)
        return [catalogue.title(scheme, value, language)] if value else []

    return read


def _company(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> list[str]:
    company = catalogue.companies.get(roadmap.company or "")
    return [company.title.get(language).split(" – ", 1)[-1]] if company else []


def _media(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> list[str]:
    return [catalogue.title("media-type", key, language) for key in lead_first(roadmap)]


def _phases(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> list[str]:
    numbers = sorted(phase[2:] for phase in roadmap.phases if phase.startswith("TP"))
    return [f"{n} · {wording()(f'card.phase-{n}', language)}" for n in numbers]


def _duration(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> list[str]:
    months = whole(roadmap.duration_months)
    return [] if months is None else [wording()("card.months", language, n=months)]


def _effort(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> list[str]:
    days = whole(roadmap.effort_person_days)
    return [] if days is None else [wording()("card.person-days", language, n=days)]


def _results(short: bool) -> Read:
    def read(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> list[str]:
        found = [result for result in roadmap.results if (result.outcome in NOT_AS_HOPED) == short]
        return [result.text.get(language) for result in found if result.text]

    return read


def _lessons(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> list[str]:
    return [lesson.text.get(language) for lesson in roadmap.lessons]


_LINES: Mapping[str, Read] = {
    "company": _company,
    "size": _of_company("size-class", "size_class"),
    "sector": _of_company("sector", "sector"),
    "occasion": _titles("learning-field", "learning_fields"),
    "groups": _titles("target-group", "target_groups"),
    "barriers": _titles("barrier", "barriers"),
    "media": _media,
    "methods": _titles("method", "method_ids"),
    "phases": _phases,
    "duration": _duration,
    "effort": _effort,
    "results": _results(short=False),
    "failures": _results(short=True),
    "lessons": _lessons,
}
"""Key of a line -> how it is read off a roadmap."""
