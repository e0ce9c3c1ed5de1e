"""Where methods and media types are used: the roadmaps that apply them, by what these roadmaps are about."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.records import Roadmap

Feature = tuple[str, str]
"""Scheme and key: ("target-group", "apprentices")."""

Users = Mapping[str, tuple[str, ...]]
"""Key of an item -> keys of the roadmaps that use it, in natural order."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Kind of item and feature of roadmaps -> the items that roadmaps with the feature use, each with these roadmaps."""

    users: Mapping[tuple[str, Feature], Users]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Usage":
        """Read from all roadmaps of a catalogue."""
        found: defaultdict[tuple[str, Feature], defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for key, roadmap in catalogue.roadmaps.items():
            items = [*(("method", m) for m in roadmap.method_ids), *(("media-type", m) for m in roadmap.media_types)]
            for feature in _features(catalogue, roadmap):
                for kind, item in items:
                    found[kind, feature][item].append(key)
        return cls({entry: {item: tuple(keys) for item, keys in users.items()} for entry, users in found.items()})

    def where(self, kind: str, scheme: str, key: str) -> Users:
        """Items of a kind used by roadmaps that have a feature."""
        return self.users.get((kind, (scheme, key)), {})


def _features(catalogue: Catalogue, roadmap: Roadmap) -> list[Feature]:
    features = [("target-group", key) for key in roadmap.target_groups]
    features += [("learning-field", key) for key in roadmap.learning_fields]
    company = catalogue.companies.get(roadmap.company or "")
    if company is not None and company.size_class:
        features.append(("size-class", company.size_class))
    if company is not None and company.sector:
        features += [("sector", key) for key in (company.sector, *catalogue.broader("sector", company.sector))]
    return features
