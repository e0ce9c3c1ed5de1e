"""Reads the corpora; see the package for their sources and licences."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import md5
from pathlib import Path

from graph.errors import InputError

MOST_ALTERNATIVES = 6
"""Alternative labels of a concept that are taken; some have fifty that differ in one word."""

HELD_SHARE = 8
"""Of 256 parts by hash of the English side, how many are held out."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same in both languages. `source` is tatoeba, titles, oeh, label or description."""

    source: str
    english: str
    german: str

    @property
    def is_held_out(self) -> bool:
        """Whether it is kept for measuring; by its English side, so that no translation of it is trained on."""
        return _is_held_out(self.english)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a concept is called in one language, and what is said of it; empty where nothing is."""

    label: str = ""
    alternatives: tuple[str, ...] = ()
    description: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All of it that is not empty."""
        return tuple(text for text in (self.label, *self.alternatives, self.description) if text)


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill, occupation or group of ESCO."""

    english: Wording
    german: Wording = field(default_factory=Wording)

    @property
    def is_held_out(self) -> bool:
        """Whether it is kept for measuring; then its labels are no pair of the training either."""
        return _is_held_out(self.english.label)


@dataclass(frozen=True, slots=True)
class Corpora:
    """Pairs and concepts in the order of the files, and texts in one language alone, sorted, each once."""

    pairs: tuple[Pair, ...]
    concepts: tuple[Concept, ...]
    english: tuple[str, ...]
    german: tuple[str, ...]

    @property
    def training(self) -> tuple[Pair, ...]:
        """All pairs but the held-out ones."""
        return tuple(pair for pair in self.pairs if not pair.is_held_out)

    @property
    def held_out(self) -> tuple[Pair, ...]:
        """The pairs for measuring."""
        return tuple(pair for pair in self.pairs if pair.is_held_out)


def read_corpora(folder: Path) -> Corpora:
    """The corpora of a folder. Texts that are held out as part of a pair are not among the single ones.

    Raises:
        InputError: a file is missing.
    """
    pairs = [
        Pair(source, *row[:2])
        for source, name in (("tatoeba", "tatoeba_en_de"), ("titles", "wikidata_titles_en_de"), ("oeh", "oeh_de_en"))
        for row in _rows(folder / f"{name}.tsv", 0)
    ]
    concepts = [Concept(_wording(*row[5:8]), _wording(*row[2:5])) for row in _rows(folder / "esco_de_en.tsv", 1)]
    for concept in concepts:
        english, german = concept.english, concept.german
        pairs += [Pair("label", english.label, german.label)] if english.label and german.label else []
        both = english.description and german.description
        pairs += [Pair("description", english.description, german.description)] if both else []
    concepts += [Concept(_wording(*row[1:4])) for row in _rows(folder / "esco_skills_en.tsv", 1)]
    held = {text for pair in pairs if pair.is_held_out for text in (pair.english, pair.german)}
    english_texts = {text for concept in concepts for text in concept.english.texts} - {pair.english for pair in pairs} - held
    german_texts = {text for concept in concepts for text in concept.german.texts} - {pair.german for pair in pairs} - held
    return Corpora(tuple(pairs), tuple(concepts), tuple(sorted(english_texts)), tuple(sorted(german_texts)))


def _wording(label: str, alternatives: str, description: str) -> Wording:
    return Wording(label, tuple(alternatives.split("|")[:MOST_ALTERNATIVES]) if alternatives else (), description)


def _is_held_out(text: str) -> bool:
    return md5(text.lower().encode(), usedforsecurity=False).digest()[0] < HELD_SHARE


def _rows(file: Path, skipped: int) -> Iterator[list[str]]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)):
                if number >= skipped:
                    yield row
    except OSError as error:
        raise InputError(
            f"{file}: {error.strerror or error}; the corpora and where they come from: recommender/training"
        ) from None
