"""Lists of records: words, facets, and how many records each facet value would leave."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.catalogue import Catalogue
from graph.records import Record, Roadmap
from graph.values import Edge, Language, natural_key

Getter = Callable[[Catalogue, Any], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: the scheme of its values, and how to read them off a record."""

    scheme: str
    values: Getter

    def keys(self, catalogue: Catalogue, record: Record) -> frozenset[str]:
        """The values of a record and all concepts above them: asking for sector 26 finds 26.51."""
        direct = self.values(catalogue, record)
        return frozenset(direct).union(*(catalogue.broader(self.scheme, key) for key in direct))


def _company(catalogue: Catalogue, roadmap: Roadmap, name: str) -> tuple[str, ...]:
    company = catalogue.companies.get(roadmap.company or "")
    return _one(getattr(company, name, None))


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _targets(edges: tuple[Edge, ...]) -> tuple[str, ...]:
    return tuple(edge.identifier for edge in edges)


FACETS: Mapping[str, Mapping[str, Facet]] = {
    "roadmap": {
        "learning_field": Facet("learning-field", lambda c, r: r.learning_fields),
        "target_group": Facet("target-group", lambda c, r: r.target_groups),
        "size_class": Facet("size-class", lambda c, r: _company(c, r, "size_class")),
        "sector": Facet("sector", lambda c, r: _company(c, r, "sector")),
        "media_type": Facet("media-type", lambda c, r: r.media_types),
        "method": Facet("method", lambda c, r: r.method_ids),
        "barrier": Facet("barrier", lambda c, r: r.barriers),
        "region": Facet("region", lambda c, r: _company(c, r, "region")),
        "phase": Facet("sub-process", lambda c, r: r.phases),
    },
    "method": {
        "phase": Facet("sub-process", lambda c, m: _targets(m.phases)),
        "category": Facet("method-category", lambda c, m: _one(m.category)),
        "mode": Facet("delivery-mode", lambda c, m: m.mode),
        "media_type": Facet("media-type", lambda c, m: _targets(m.supports_media_types)),
        "barrier": Facet("barrier", lambda c, m: _targets(m.mitigates_barriers)),
    },
    "media-type": {
        "group": Facet("media-group", lambda c, m: _one(m.group)),
        "barrier": Facet("barrier", lambda c, m: _targets(m.mitigates_barriers)),
    },
    "competency": {
        "component": Facet("competency-component", lambda c, k: _one(k.component)),
        "phase": Facet("sub-process", lambda c, k: k.phases),
    },
    "company": {
        "size_class": Facet("size-class", lambda c, b: _one(b.size_class)),
        "sector": Facet("sector", lambda c, b: _one(b.sector)),
        "region": Facet("region", lambda c, b: _one(b.region)),
    },
}


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: its records, how many match in all, and for each facet the values with their counts."""

    records: tuple[Record, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]


def list_records(
    catalogue: Catalogue,
    kind: str,
    found: Sequence[str] | None,
    chosen: Mapping[str, Sequence[str]],
    limit: int,
    offset: int,
) -> Page:
    """Records of a kind in natural order.

    Args:
        found: keys that match the words asked for; None: no words were asked for.
        chosen: facet -> ids or labels that must all hold.

    Raises:
        UnknownValue: a facet value that is not known, with the nearest ones.
    """
    facets = FACETS[kind]
    wanted = {
        name: {catalogue.labels.resolve(facets[name].scheme, value, f"?{name}") for value in values}
        for name, values in chosen.items()
    }
    kept = None if found is None else set(found)
    values = {
        key: {name: facet.keys(catalogue, record) for name, facet in facets.items()}
        for key, record in catalogue.records[kind].items()
        if kept is None or key in kept
    }
    hits = [key for key, has in values.items() if all(wanted[name] <= has[name] for name in wanted)]
    counts = {name: Counter(v for key in hits for v in values[key][name]) for name in facets}
    ordered = {
        name: tuple(sorted(counter.items(), key=lambda entry: (-entry[1], natural_key(entry[0]))))
        for name, counter in counts.items()
    }
    part = tuple(catalogue.records[kind][key] for key in hits[offset : offset + limit])
    return Page(part, len(hits), ordered)


def facets_body(catalogue: Catalogue, kind: str, page: Page, language: Language) -> dict[str, list[dict[str, Any]]]:
    """Facets as `{key: [{id, label, count}]}`, the largest count first."""
    return {
        name: [
            {"id": key, "label": catalogue.title(FACETS[kind][name].scheme, key, language), "count": count}
            for key, count in values
        ]
        for name, values in page.facets.items()
    }
