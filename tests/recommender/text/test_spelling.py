"""Misspelt words find the known one, and other words stay what they are."""

import pytest

from recommender.text.spelling import Speller
from recommender.words import stem

KNOWN = "Unterweisung Auszubildende Maschine machine Video Vision apprentice Schicht Schweiß Fertigung Haus".split()


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(stem(word) for word in KNOWN)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("Unterweisng", "Unterweisung"),
        ("Untreweisung", "Unterweisung"),
        ("Unterwiesnug", "Unterweisung"),
        ("Auszubidlende", "Auszubildende"),
        ("aprentice", "apprentice"),
        ("Fertigumg", "Fertigung"),
    ],
)
def test_slips_find_the_word(speller: Speller, word: str, known: str) -> None:
    assert speller.respell(word) == stem(known)


@pytest.mark.parametrize("word", ["Maschine", "Maus", "Häuser", "26.51", "Kantine", "Schichten", "", "Version"])
def test_known_short_and_other_words_are_left_alone(speller: Speller, word: str) -> None:
    assert speller.respell(word) is None
