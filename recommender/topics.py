"""Which words the items of one kind have, and which of them tell one item from another."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.texts import ItemText
from recommender.words import content_stems

TELLING = 0.15
"""A word that more items than this share have is said of everything: "Leute", "lernen", "Betrieb"."""


@dataclass(frozen=True, slots=True)
class Topics:
    """Stems of every item by its key, in the order of the items, and the number of items that have a stem."""

    stems: Mapping[str, frozenset[str]]
    frequency: Mapping[str, int]

    @classmethod
    def of(cls, items: Sequence[ItemText]) -> "Topics":
        """Read from documents and typical needs."""
        stems = {item.identifier: frozenset(content_stems(item.whole)) for item in items}
        return cls(stems, Counter(stem for found in stems.values() for stem in found))

    def tells(self, stem: str) -> bool:
        """Whether a stem occurs, and in so few items that it tells them from the others (two items are always few)."""
        return 0 < self.frequency.get(stem, 0) <= max(2, TELLING * len(self.stems))

    def having(self, stems: frozenset[str]) -> tuple[str, ...]:
        """Keys of the items that have all of the stems."""
        return tuple(key for key, found in self.stems.items() if stems <= found)
