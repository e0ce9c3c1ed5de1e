"""Finds concepts and records by key or by any label, and names the nearest ones when there is none.

Used for values in data files and for values in profiles, so that both accept the same words.
"""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from graph.errors import UnknownValue
from graph.values import natural_key

ALIKE = 60
"""From this likeness on (0 to 100) a known value is offered as what was meant."""


def fold(label: str) -> str:
    """The form in which labels are compared: case-folded (ß = ss), white space collapsed."""
    return " ".join(label.casefold().split())


class LabelIndex:
    """Key and label -> key, per kind (record kind or scheme notation)."""

    def __init__(self) -> None:
        self._by_key: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._by_label: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
        self._spelling: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def add(self, kind: str, identifier: str, labels: Iterable[str], hidden: Iterable[str] = ()) -> None:
        """Make `identifier` known under its key and labels; hidden labels are understood and never suggested."""
        self._by_key[kind][fold(identifier)] = identifier
        for label in labels:
            self._by_label[kind].setdefault(fold(label), set()).add(identifier)
            self._spelling[kind].setdefault(fold(label), label)
        for label in hidden:
            self._by_label[kind].setdefault(fold(label), set()).add(identifier)

    def find(self, kind: str, value: str) -> str | None:
        """The key that `value` names: a key, or a label that one concept alone carries."""
        wanted = fold(value)
        if (key := self._by_key[kind].get(wanted)) is not None:
            return key
        candidates = self._by_label[kind].get(wanted, set())
        return next(iter(candidates)) if len(candidates) == 1 else None

    def resolve(self, kind: str, value: str, pointer: str = "") -> str:
        """As `find`, but raising.

        Raises:
            UnknownValue: no concept or several carry that label; `nearest` holds up to three known values.
        """
        if (key := self.find(kind, value)) is not None:
            return key
        candidates = sorted(self._by_label[kind].get(fold(value), set()), key=natural_key)
        if candidates:
            raise UnknownValue(f"'{value}' can mean {' or '.join(candidates)}; give the id", pointer, candidates)
        ranked = self._ranked(kind, value)
        nearest = _close(ranked)
        if ranked and ranked[0][1] >= ALIKE:
            hint = f" (did you mean {' or '.join(nearest)}?)"
        else:
            hint = f" (known are, among others, {', '.join(nearest)})" if nearest else ""
        raise UnknownValue(f"no {kind.replace('-', ' ')} is called '{_shorten(value)}'{hint}", pointer, nearest)

    def nearest(self, kind: str, value: str) -> tuple[str, ...]:
        """Up to three known values whose spelling is nearest to `value`, nearest first, one a concept."""
        return _close(self._ranked(kind, value))

    def _ranked(self, kind: str, value: str) -> list[tuple[str, float]]:
        """Known spellings, one a concept, with their likeness to `value` from 0 to 100, best first."""
        known = {folded: (key, key) for folded, key in self._by_key[kind].items()}
        for folded, spelling in self._spelling[kind].items():
            known.setdefault(folded, (min(self._by_label[kind][folded], key=natural_key), spelling))
        found = process.extract(fold(value)[:200], list(known), scorer=fuzz.WRatio, limit=12)
        spelt: dict[str, tuple[str, float]] = {}
        for folded, likeness, _ in found:
            key, spelling = known[folded]
            spelt.setdefault(key, (spelling, likeness))
        return list(spelt.values())


def _close(ranked: list[tuple[str, float]]) -> tuple[str, ...]:
    """The best three; where the best one is much like the value, only those that are nearly as much."""
    floor = ranked[0][1] - 12 if ranked and ranked[0][1] >= ALIKE else 0
    return tuple(spelling for spelling, likeness in ranked if likeness >= floor)[:3]


def _shorten(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:57]}…"
