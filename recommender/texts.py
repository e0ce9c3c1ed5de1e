"""The texts of items that are matched against needs."""

from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.records import MediaType, Method, Record, Roadmap
from graph.values import Edge, Text, Texts


@dataclass(frozen=True, slots=True)
class ItemText:
    """One item: what it says as a whole (both languages), and the single sentences by which people ask for it."""

    identifier: str
    document: str
    needs: tuple[str, ...]


def item_texts(catalogue: Catalogue, kind: str) -> tuple[ItemText, ...]:
    """Texts of all items of a kind, in the catalogue's order."""
    return tuple(_item_text(catalogue, record) for record in catalogue.records[kind].values())


def _item_text(catalogue: Catalogue, record: Record) -> ItemText:
    needs: Texts = getattr(record, "typical_needs", Texts())
    parts: list[str] = []
    for value in (getattr(record, name) for name in _TEXT_FIELDS if hasattr(record, name)):
        parts += _strings(value)
    if isinstance(record, Roadmap):
        parts += _roadmap_strings(catalogue, record)
    if isinstance(record, Method):
        parts += [s for step in record.steps for s in _strings(step.text)]
    if isinstance(record, Method | MediaType):
        parts += _labels(catalogue, "barrier", tuple(edge.identifier for edge in record.mitigates_barriers))
        parts += [s for edge in record.mitigates_barriers for s in _strings(edge.reason)]
    parts += [*needs.de, *needs.en]
    return ItemText(record.identifier, "\n".join(parts), (*needs.de, *needs.en))


_TEXT_FIELDS = (
    "title",
    "alt_labels",
    "hidden_labels",
    "purpose",
    "description",
    "good_for",
    "starting_situation",
    "results",
    "lessons",
)


def _strings(value: object) -> list[str]:
    if isinstance(value, Text):
        return [t for t in (value.de, value.en) if t]
    if isinstance(value, Texts):
        return [*value.de, *value.en]
    if isinstance(value, Edge):
        return _strings(value.reason)
    if isinstance(value, tuple):
        return [s for entry in value for s in _strings(getattr(entry, "text", Text()))]
    return []


def _roadmap_strings(catalogue: Catalogue, roadmap: Roadmap) -> list[str]:
    parts = [s for goal in roadmap.goals for s in _strings(goal.text)]
    for scheme, keys in (
        ("barrier", roadmap.barriers),
        ("target-group", roadmap.target_groups),
        ("learning-field", roadmap.learning_fields),
        ("media-type", roadmap.media_types),
        ("method", roadmap.method_ids),
    ):
        parts += _labels(catalogue, scheme, keys)
    return parts


def _labels(catalogue: Catalogue, scheme: str, keys: tuple[str, ...]) -> list[str]:
    return [
        label
        for key in keys
        for label in dict.fromkeys((catalogue.title(scheme, key, "de"), catalogue.title(scheme, key, "en")))
    ]
