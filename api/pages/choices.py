"""What can be chosen in forms: the concepts of a scheme as values and labels."""

from dataclasses import dataclass

from api.pages.given import Given
from graph.catalogue import Catalogue
from graph.errors import UnknownValue
from graph.values import Language
from recommender.profile import MANY, SINGLE

PHASES = ("TP1", "TP2", "TP3", "TP4", "TP5", "TP6")
SIZES = ("micro", "small", "medium", "large")

_ORDER = {"sub-process": PHASES, "size-class": SIZES, "delivery-mode": ("praesenz", "digital")}
"""Schemes whose concepts have an order of their own; all others stand in the order of their labels."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what is sent, what is read, and whether it is chosen."""

    value: str
    label: str
    chosen: bool = False


def options(catalogue: Catalogue, key: str, given: Given, language: Language) -> tuple[Option, ...]:
    """The choices for a profile key, those of the case marked as chosen.

    A value of the case that is a label counts for its concept; one that is not known chooses nothing.
    """
    scheme = SINGLE.get(key) or MANY[key]
    chosen = {_known(catalogue, scheme, value) for value in given.values(key)}
    keys = _ORDER.get(scheme) or sorted(
        catalogue.records.get(scheme, {}), key=lambda k: catalogue.title(scheme, k, language).casefold()
    )
    return tuple(
        Option(k, catalogue.title(scheme, k, language), k in chosen) for k in keys if k in catalogue.records.get(scheme, {})
    )


def profile_options(catalogue: Catalogue, given: Given, language: Language) -> dict[str, tuple[Option, ...]]:
    """The choices for every profile key that has concepts, but the roadmap."""
    return {key: options(catalogue, key, given, language) for key in (*SINGLE, *MANY) if key != "roadmap"}


def _known(catalogue: Catalogue, scheme: str, value: str) -> str | None:
    try:
        return catalogue.labels.resolve(scheme, value)
    except UnknownValue:
        return None
