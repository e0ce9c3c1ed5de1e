"""The texts of items that are matched against needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.records import MediaType, Method, Record, Roadmap
from graph.values import LANGUAGES, Language, Text, Texts


@dataclass(frozen=True, slots=True)
class TypicalNeed:
    """One sentence by which people ask for an item."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class ItemText:
    """One item: what it says as a whole, in both languages, and the typical needs, each by itself."""

    identifier: str
    document: str
    needs: tuple[TypicalNeed, ...] = ()

    @property
    def whole(self) -> str:
        """Document and typical needs as one text."""
        return "\n".join([self.document, *(need.text for need in self.needs)])


def item_texts(catalogue: Catalogue, kind: str) -> tuple[ItemText, ...]:
    """Texts of all items of a kind, in the catalogue's order."""
    return tuple(_item_text(catalogue, record) for record in catalogue.records.get(kind, {}).values())


def _item_text(catalogue: Catalogue, record: Record) -> ItemText:
    needs: Texts = getattr(record, "typical_needs", Texts())
    parts = [s for name in _TEXT_FIELDS for s in _strings(getattr(record, name, None))]
    if isinstance(record, Roadmap):
        parts += _roadmap_strings(catalogue, record)
    if isinstance(record, Method):
        parts += [s for step in record.steps for s in _strings(step.text)]
    if isinstance(record, Method | MediaType):
        parts += _labels(catalogue, "barrier", tuple(edge.identifier for edge in record.mitigates_barriers))
        parts += [s for edge in record.mitigates_barriers for s in _strings(edge.reason)]
    typical = tuple(TypicalNeed(text, language) for language in LANGUAGES for text in needs.get(language))
    return ItemText(record.identifier, "\n".join(parts), typical)


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


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Text):
        yield from (text for text in (value.de, value.en) if text)
    elif isinstance(value, Texts):
        yield from (*value.de, *value.en)
    elif isinstance(value, tuple):
        for entry in value:
            yield from _strings(getattr(entry, "text", Text()))


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
    labels = ((catalogue.title(scheme, key, "de"), catalogue.title(scheme, key, "en")) for key in keys)
    return [label for pair in labels for label in dict.fromkeys(pair)]
