"""All methods by phase, narrowed down by facets; building blocks stand under their workshop."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.listing import FACETS
from api.pages.choices import PHASES
from api.pages.facets import PREFIX, FacetChoice, FacetValue, narrow
from api.pages.method_cards import EVERY_PHASE, MethodCard, method_card
from graph.catalogue import Catalogue
from graph.values import Language

FACET_NAMES = ("phase", "category", "mode")

Filters = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A method of the list, with its building blocks."""

    card: MethodCard
    blocks: tuple[MethodCard, ...]

    @property
    def cards(self) -> tuple[MethodCard, ...]:
        """The method and its building blocks."""
        return (self.card, *self.blocks)


@dataclass(frozen=True, slots=True)
class Section:
    """The methods of one phase; `number` is None for those that accompany every phase."""

    number: int | None
    entries: tuple[Entry, ...]


def listing(catalogue: Catalogue, filters: Filters, language: Language) -> tuple[Section, ...]:
    """Methods by phase in process order, in natural order within; phases without a method are left out.

    A method stands in each of its phases. Where phases are chosen, only these are shown.
    """
    keys = narrow(catalogue, "method", tuple(catalogue.methods), filters)
    wanted = filters.get("phase") or frozenset((*PHASES, EVERY_PHASE))
    found: list[Section] = []
    for phase in (*PHASES, EVERY_PHASE):
        here = [key for key in keys if any(edge.identifier == phase for edge in catalogue.methods[key].phases)]
        if here and phase in wanted:
            found.append(Section(int(phase[2:]) if phase in PHASES else None, _entries(catalogue, here, language)))
    return tuple(found)


def _entries(catalogue: Catalogue, keys: Sequence[str], language: Language) -> tuple[Entry, ...]:
    """Methods with their building blocks; a block whose workshop is not among them stands for itself."""
    cards = {key: method_card(catalogue, catalogue.methods[key], language) for key in keys}
    workshops = {key: card.workshop.identifier for key, card in cards.items() if card.workshop}
    return tuple(
        Entry(card, tuple(cards[block] for block in keys if workshops.get(block) == key))
        for key, card in cards.items()
        if workshops.get(key) not in cards
    )


def method_facets(catalogue: Catalogue, filters: Filters, language: Language) -> tuple[FacetChoice, ...]:
    """The facets of all methods, every value shown: phases in process order, all others by their labels.

    As in `facets.choices`, each facet counts what the choices of all others leave.
    """
    found: list[FacetChoice] = []
    for name in FACET_NAMES:
        facet, chosen = FACETS["method"][name], filters.get(name, frozenset())
        left = narrow(catalogue, "method", tuple(catalogue.methods), filters, leave_out=name)
        counts = Counter(value for key in left for value in facet.values(catalogue, catalogue.methods[key]))
        known = [key for key in catalogue.records.get(facet.scheme, {}) if key in counts or key in chosen]
        labels = {key: catalogue.title(facet.scheme, key, language) for key in known}
        ordered = known if name == "phase" else sorted(known, key=lambda key: labels[key].casefold())
        values = tuple(FacetValue(key, _label(name, key, labels[key]), counts[key], key in chosen) for key in ordered)
        found.append(FacetChoice(f"{PREFIX}{name}", name, values))
    return tuple(found)


def _label(name: str, key: str, label: str) -> str:
    return f"{key[2:]} · {label}" if name == "phase" and key in PHASES else label
