"""Facets of a ranked list: narrowing down what was found, with counts of what each choice leaves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from api.listing import FACETS, Facet
from graph.catalogue import Catalogue
from graph.values import Language

PREFIX = "only_"
"""Before the name of a facet in an address: a filter narrows the list down, the profile describes the company."""

MOST_VALUES = 8


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: how many records of the list have it, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A facet as a group of checkboxes; `name` is the parameter, the largest count first, chosen ones always shown."""

    name: str
    key: str
    values: tuple[FacetValue, ...]


def read_filters(arguments: "MultiDict[str, str]", names: Sequence[str]) -> dict[str, frozenset[str]]:
    """Chosen values by facet; facets without a choice are left out."""
    found = {name: frozenset(value for value in arguments.getlist(f"{PREFIX}{name}") if value) for name in names}
    return {name: values for name, values in found.items() if values}


def narrow(
    catalogue: Catalogue, kind: str, keys: Sequence[str], filters: Mapping[str, frozenset[str]], leave_out: str = ""
) -> list[str]:
    """Keys of records that have one of the chosen values in every facet, in their order; `leave_out` does not count."""
    facets = FACETS[kind]
    wanted = {name: values for name, values in filters.items() if name != leave_out}
    return [key for key in keys if all(_has(catalogue, facets[name], kind, key) & values for name, values in wanted.items())]


def choices(
    catalogue: Catalogue,
    kind: str,
    keys: Sequence[str],
    filters: Mapping[str, frozenset[str]],
    names: Sequence[str],
    language: Language,
) -> tuple[FacetChoice, ...]:
    """Facets over a list; each counts what is left by the choices of all others, so that none leads to an empty list."""
    found: list[FacetChoice] = []
    for name in names:
        facet, chosen = FACETS[kind][name], filters.get(name, frozenset())
        left = narrow(catalogue, kind, keys, filters, leave_out=name)
        counts = Counter(value for key in left for value in facet.values(catalogue, catalogue.get(kind, key)))
        counts |= Counter({value: 0 for value in chosen if value in catalogue.records.get(facet.scheme, {})})
        for value in chosen:
            counts.setdefault(value, 0)
        known = [v for v in counts if v in catalogue.records.get(facet.scheme, {})]
        ordered = sorted(known, key=lambda v: (-counts[v], catalogue.title(facet.scheme, v, language)))
        shown = [v for n, v in enumerate(ordered) if n < MOST_VALUES or v in chosen]
        values = tuple(FacetValue(v, catalogue.title(facet.scheme, v, language), counts[v], v in chosen) for v in shown)
        if len(values) > 1 or chosen:
            found.append(FacetChoice(f"{PREFIX}{name}", name, values))
    return tuple(found)


def _has(catalogue: Catalogue, facet: Facet, kind: str, key: str) -> frozenset[str]:
    return facet.keys(catalogue, catalogue.get(kind, key))
