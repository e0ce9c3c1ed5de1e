"""Limits and figures that a text states in its own words: time, people, place, size of the company, phase."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recommender import durations, headcounts, moments
from recommender.numerals import Clause, clauses

KEYS = ("max_hours", "group_size", "person_days", "mode", "size_class", "phase")
"""Profile keys that are read so."""

LIMITS = frozenset({"max_hours", "group_size", "mode", "person_days"})
"""Keys that set a limit. Where a text states two values of one, neither is given back."""

_KEYWORDS = 4
"""Most words of each clause in a list of keywords: "Ideen sammeln, halber Tag, 12 Leute, online"."""

_SHORT = 40
"""Letters of the longest clause that may hold a figure alone."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of a profile key ("2.5", "12", "digital", "small", "TP1") and its place in the text."""

    key: str
    value: str
    start: int
    end: int


def stated(text: str) -> tuple[Stated, ...]:
    """What a text states, each value once, in the order of the text."""
    parts = tuple(clauses(text))
    found = {(entry.key, entry.value): entry for entry in reversed([*_stated(parts), *_alone(text, parts)])}
    values: dict[str, set[str]] = {}
    for key, value in found:
        values.setdefault(key, set()).add(value)
    kept = [entry for entry in found.values() if entry.key not in LIMITS or len(values[entry.key]) == 1]
    return tuple(sorted(kept, key=lambda entry: (entry.start, entry.end)))


def _stated(parts: Sequence[Clause]) -> Iterator[Stated]:
    for clause in parts:
        for hours, start, end in durations.longest_durations(clause):
            yield Stated("max_hours", f"{hours:g}", start, end)
        if headcounts.mentions_a_number(clause):
            yield from _counted(clause)
        for mode, start, end in moments.modes(clause):
            yield Stated("mode", mode, start, end)
        for phase, start, end in moments.phases(clause):
            yield Stated("phase", phase, start, end)


def _counted(clause: Clause) -> Iterator[Stated]:
    for people, start, end in headcounts.groups(clause):
        yield Stated("group_size", str(people), start, end)
    for people, start, end in headcounts.staff(clause):
        yield Stated("size_class", headcounts.size_class(people), start, end)
    for days, start, end in headcounts.person_days(clause):
        yield Stated("person_days", str(days), start, end)


def _alone(text: str, parts: Sequence[Clause]) -> Iterator[Stated]:
    """Figures in clauses of their own: read in a list of keywords, and where time and people are both given so."""
    short = [clause for clause in parts if len(clause.text) <= _SHORT]
    hours = [
        Stated("max_hours", f"{h:g}", start, end) for clause in short for h, start, end in durations.durations_alone(clause)
    ]
    people = [Stated("group_size", str(n), start, end) for clause in short for n, start, end in headcounts.groups_alone(clause)]
    brief = all(len(clause.text.split()) <= _KEYWORDS for clause in parts)
    if (brief or (hours and people)) and not durations.speaks_of_other(text):
        yield from hours
        yield from people
