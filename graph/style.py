"""Findings about wording that an editor wants to see: never a reason to stop a build, always a place to look at."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.mapping import Part, field_kinds
from graph.records import Record
from graph.values import Edge, Language, Text, Texts

NEAR_DUPLICATE = 0.6
"""Two needs whose sets of character 4-grams have at least this Jaccard index say the same thing twice."""

LONGEST_SENTENCE = 30
FRAME_WORDS = 4
MOST_FRAMES = 2
"""So many needs may begin with the same four words."""

_UNCHECKED = frozenset({"alt_labels", "hidden_labels"})
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"“”»«)]*\s+")
_WORD = re.compile(r"\w+")
_PILOT = re.compile(r"pilot", re.IGNORECASE)
_MASCULINE = re.compile(
    r"\b(?:Mitarbeiter|Kollegen|Ausbilder|Teilnehmer|Anwender|Nutzer|Entwickler|Techniker|Kunden|Experten|Trainer|Moderator(?:en)?"
    r"|Berater|Einrichter|Bediener|Vorgesetzten?|Lieferanten|Prüfer|Betreuer|Azubis?)\b(?![:*])"
)
_NEUTRAL = frozenset({"Vorgesetzte", "Vorgesetzten", "Azubi", "Azubis"})


@dataclass(frozen=True, order=True, slots=True)
class StyleFinding:
    """Something to look at: whose text, which field, what about it."""

    identifier: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.identifier}.{self.field}: {self.message}"


def style_findings(records: Sequence[Record]) -> list[StyleFinding]:
    """All findings about the wording of records, sorted by record."""
    found: list[StyleFinding] = []
    for record in records:
        for name, language, text in texts_of(record):
            found += (StyleFinding(record.identifier, name, message) for message in _about(name, language, text))
    found += _about_needs(records)
    return sorted(set(found))


def texts_of(record: Record) -> Iterator[tuple[str, Language, str]]:
    """Every text of a record with its field and language, parts and reasons included."""
    for name in field_kinds(type(record)):
        for language, text in _texts(getattr(record, name)):
            yield name, language, text


def _texts(value: object) -> Iterator[tuple[Language, str]]:
    if isinstance(value, Text):
        yield from ((language, text) for language, text in (("de", value.de), ("en", value.en)) if text)  # type: ignore[misc]
    elif isinstance(value, Texts):
        yield from (("de", text) for text in value.de)
        yield from (("en", text) for text in value.en)
    elif isinstance(value, Edge):
        yield from _texts(value.reason)
    elif isinstance(value, Part):
        for name in field_kinds(type(value)):
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)


def _about(name: str, language: Language, text: str) -> Iterator[str]:
    if name in _UNCHECKED:
        return
    if language == "de" and _PILOT.search(text):
        yield f"'Pilot' in German: {_short(text)}"
    if language == "de" and name != "typical_needs":
        for word in sorted(set(_MASCULINE.findall(text)) - _NEUTRAL):
            yield f"generic masculine '{word}': {_short(text)}"
    for sentence in _SENTENCE_END.split(text):
        if (words := len(sentence.split())) > LONGEST_SENTENCE:
            yield f"a sentence of {words} words: {_short(sentence)}"


def _about_needs(records: Iterable[Record]) -> Iterator[StyleFinding]:
    needs = [(record.identifier, text) for record in records for name, _, text in texts_of(record) if name == "typical_needs"]
    for (one, first), (other, second) in near_duplicates(needs):
        yield StyleFinding(one, "typical_needs", f"nearly the same as one of {other}: {_short(first)} | {_short(second)}")
    frames: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for identifier, text in needs:
        words = _WORD.findall(text.casefold())
        if len(words) > FRAME_WORDS:
            frames[tuple(words[:FRAME_WORDS])].append(identifier)
    for frame, owners in frames.items():
        if len(owners) > MOST_FRAMES:
            message = f"{len(owners)} needs begin with '{' '.join(frame)}': {', '.join(sorted(set(owners)))}"
            yield StyleFinding(min(owners), "typical_needs", message)


def near_duplicates(
    needs: Sequence[tuple[str, str]], limit: float = NEAR_DUPLICATE
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of (identifier, text) whose texts have a character-4-gram Jaccard index of at least `limit`, in order.

    Only texts that share a gram are compared, rarest grams first, so that thousands of needs take seconds.
    """
    grams = [character_grams(text) for _, text in needs]
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for i, mine in enumerate(grams):
        for gram in mine:
            owners[gram].append(i)
    for i, mine in enumerate(grams):
        # Two sets with Jaccard index J share a gram among the rarest (1 - J) |A| + 1 of either (prefix filtering).
        prefix = sorted(mine, key=lambda gram: (len(owners[gram]), gram))[: int((1 - limit) * len(mine)) + 1]
        for j in sorted({j for gram in prefix for j in owners[gram] if j > i}):
            if jaccard(mine, grams[j]) >= limit:
                yield needs[i], needs[j]


def character_grams(text: str) -> frozenset[str]:
    """The character 4-grams of a text, case-folded, runs of other than word characters as one space."""
    folded = " ".join(_WORD.findall(text.casefold()))
    return frozenset(folded[i : i + 4] for i in range(max(1, len(folded) - 3)))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Size of the intersection by size of the union, 0 for two empty sets."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
