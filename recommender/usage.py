"""Where methods and media types are used: the roadmaps that apply them, by what these roadmaps are about."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.records import Roadmap

Feature = tuple[str, str]
"""Scheme and key: ("target-group", "apprentices")."""


@dataclass(frozen=True, slots=True)
class Usage:
    """(kind, key) of an item -> feature of roadmaps -> keys of the roadmaps that use the item and have it, in natural order."""

    roadmaps: Mapping[tuple[str, str], Mapping[Feature, tuple[str, ...]]]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Usage":
        """Read from all roadmaps of a catalogue."""
        found: defaultdict[tuple[str, str], defaultdict[Feature, list[str]]] = defaultdict(lambda: defaultdict(list))
        for key, roadmap in catalogue.roadmaps.items():
            items = [*(("method", m) for m in roadmap.method_ids), *(("media-type", m) for m in roadmap.media_types)]
            for item in items:
                for feature in _features(catalogue, roadmap):
                    found[item][feature].append(key)
        return cls({item: {f: tuple(keys) for f, keys in features.items()} for item, features in found.items()})

    def where(self, kind: str, identifier: str, scheme: str, key: str) -> tuple[str, ...]:
        """Roadmaps that use an item and have a feature."""
        return self.roadmaps.get((kind, identifier), {}).get((scheme, key), ())


def _features(catalogue: Catalogue, roadmap: Roadmap) -> list[Feature]:
    features = [("target-group", key) for key in roadmap.target_groups]
    features += [("learning-field", key) for key in roadmap.learning_fields]
    company = catalogue.companies.get(roadmap.company or "")
    if company is not None and company.size_class:
        features.append(("size-class", company.size_class))
    if company is not None and company.sector:
        features += [("sector", key) for key in (company.sector, *catalogue.broader("sector", company.sector))]
    return features
