"""What is on a shortlist: keys out of an address as records of three kinds, and the order in which they stand."""

from dataclasses import dataclass, replace

from flask import g, request

from api.pages.cards import roadmap_card
from api.pages.frame import given
from api.pages.given import MAX_SAVED
from api.pages.method_cards import method_card
from api.pages.wording import wording
from graph.catalogue import Catalogue
from graph.values import Language

KINDS = {"roadmap": "roadmap", "method": "method", "medium": "media-type"}
"""Name of a page -> kind of record; a key that two kinds share means the first of them."""


@dataclass(frozen=True, slots=True)
class SavedItem:
    """An entry of the shortlist: the name of its page, and one line of facts, which may be empty."""

    page: str
    identifier: str
    title: str
    line: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Entries in the order of saving, keys that no record has, and whether there were more than are read."""

    items: tuple[SavedItem, ...]
    unknown: tuple[str, ...]
    cut_off: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the entries."""
        return tuple(item.identifier for item in self.items)

    def of(self, page: str) -> tuple[SavedItem, ...]:
        """The entries that have a page of this name."""
        return tuple(item for item in self.items if item.page == page)


def read_shortlist(catalogue: Catalogue, language: Language) -> Shortlist:
    """The shortlist in the address of this request. From here on all links of the page carry only what is known of it."""
    case = given()
    found = shortlist_of(catalogue, case.saved, language, _cut_off())
    g.given = replace(case, saved=found.keys)
    return found


def shortlist_of(catalogue: Catalogue, saved: tuple[str, ...], language: Language, cut_off: bool = False) -> Shortlist:
    """Keys as entries."""
    pages = {key: next((page for page, kind in KINDS.items() if key in catalogue.records.get(kind, {})), "") for key in saved}
    items = tuple(_item(catalogue, page, key, language) for key, page in pages.items() if page)
    return Shortlist(items, tuple(key for key, page in pages.items() if not page), cut_off)


def moved(keys: tuple[str, ...], key: str, step: int) -> tuple[str, ...]:
    """Keys with one of them exchanged for its neighbour, `step` being -1 or 1; unchanged where there is no neighbour."""
    place = keys.index(key)
    other = place + step
    if not 0 <= other < len(keys):
        return keys
    order = list(keys)
    order[place], order[other] = order[other], order[place]
    return tuple(order)


def _item(catalogue: Catalogue, page: str, key: str, language: Language) -> SavedItem:
    title = catalogue.title(KINDS[page], key, language)
    if page == "roadmap":
        roadmap = roadmap_card(catalogue, catalogue.roadmaps[key], language)
        facts, invented = (roadmap.company, roadmap.size), roadmap.illustrative
    elif page == "method":
        method = method_card(catalogue, catalogue.methods[key], language)
        facts, invented = (method.minutes or wording()("shortlist.not-known", language), method.group), False
    else:
        effort = catalogue.media_types[key].production_effort
        facts, invented = (wording()(f"toolbox.effort-short-{effort}", language) if effort in (1, 2, 3) else "", ""), False
    return SavedItem(page, key, title, " · ".join(fact for fact in facts if fact), invented)


def _cut_off() -> bool:
    parts = {part.strip() for value in request.args.getlist("saved") for part in value.split(",")}
    return len(parts - {""}) > MAX_SAVED
