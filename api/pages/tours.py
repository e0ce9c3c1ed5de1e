"""Tours of the gallery: the roadmaps of one occasion (learning field), in natural order."""

from graph.catalogue import Catalogue


def tours(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Learning field -> keys of its roadmaps in natural order; fields without a roadmap are left out."""
    found = {
        field: tuple(key for key, roadmap in catalogue.roadmaps.items() if field in roadmap.learning_fields)
        for field in catalogue.records.get("learning-field", {})
    }
    return {field: keys for field, keys in found.items() if keys}


def tour_of(catalogue: Catalogue, key: str) -> tuple[str, ...]:
    """Keys of the roadmaps of one tour, none where there is no such tour."""
    return tours(catalogue).get(key, ())
