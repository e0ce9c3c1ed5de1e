"""The gallery: all roadmaps on one wall, and tours through those of one occasion."""

from dataclasses import dataclass

from werkzeug.wrappers import Response

from api.openapi import Api
from api.pages.addresses import add_page
from api.pages.cards import Card, roadmap_card
from api.pages.frame import render
from api.pages.tours import tour_of, tours
from api.routes import holder
from graph.catalogue import Catalogue
from graph.errors import NotFound
from graph.values import Language


@dataclass(frozen=True, slots=True)
class Tour:
    """A tour as it is announced: what it is about, how many roadmaps, and who learns in them."""

    key: str
    title: str
    definition: str
    count: int
    groups: tuple[str, ...]


def register_gallery(app: Api) -> None:
    """Add the gallery and its tours."""
    add_page(app, "gallery", _gallery)
    add_page(app, "tour", _tour)


def _gallery(language: Language) -> Response:
    catalogue = holder().get().catalogue
    return render(
        "gallery",
        language,
        cards=_cards(catalogue, tuple(catalogue.roadmaps), language),
        tours=[announced(catalogue, key, keys, language) for key, keys in tours(catalogue).items()],
    )


def _tour(language: Language, tour: str) -> Response:
    catalogue = holder().get().catalogue
    keys = tour_of(catalogue, tour)
    if not keys:
        raise NotFound(f"There is no tour with the id {tour[:60]}.", catalogue.labels.nearest("learning-field", tour))
    order = list(tours(catalogue))
    at = order.index(tour)
    neighbours = (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)
    titles = [(key, catalogue.title("learning-field", key, language)) if key else None for key in neighbours]
    return render(
        "tour",
        language,
        tour=announced(catalogue, tour, keys, language),
        cards=_cards(catalogue, keys, language),
        before=titles[0],
        after=titles[1],
    )


def _cards(catalogue: Catalogue, keys: tuple[str, ...], language: Language) -> list[Card]:
    return [roadmap_card(catalogue, catalogue.roadmaps[key], language) for key in keys]


def announced(catalogue: Catalogue, key: str, keys: tuple[str, ...], language: Language) -> Tour:
    """What is said of a tour; groups in the order of how many of its roadmaps they learn in, three at most."""
    counts: dict[str, int] = {}
    for roadmap in (catalogue.roadmaps[k] for k in keys):
        for group in roadmap.target_groups:
            counts[group] = counts.get(group, 0) + 1
    groups = sorted(counts, key=lambda group: (-counts[group], catalogue.title("target-group", group, language)))[:3]
    record = catalogue.records["learning-field"][key]
    definition = getattr(record, "definition", None)
    return Tour(
        key,
        catalogue.title("learning-field", key, language),
        definition.get(language) if definition else "",
        len(keys),
        tuple(catalogue.title("target-group", group, language) for group in groups),
    )
