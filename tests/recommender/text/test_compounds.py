"""Compounds are split by the words of the collection."""

import pytest

from recommender.text.compounds import Compounds
from recommender.text.counting import count_terms, count_words
from recommender.words import stem

WORDS = "Werkzeug Wechsel Arbeit Platz Straße Bahn Sicherheit Unterweisung Maschine Führung Schulung Video"


@pytest.fixture(scope="module")
def compounds() -> Compounds:
    stems = count_terms(count_words([WORDS]), lambda word: (stem(word),))
    return Compounds(dict(zip(stems.terms, stems.frequencies.tolist(), strict=True)))


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Werkzeugwechsel", "Werkzeug Wechsel"),
        ("Arbeitsplatz", "Arbeit Platz"),
        ("Arbeitsplätze", "Arbeit Platz"),
        ("Straßenbahn", "Straße Bahn"),
        ("Sicherheitsunterweisung", "Sicherheit Unterweisung"),
        ("Maschinenführungsschulung", "Maschine Führung Schulung"),
        ("Video", ""),
        ("Platzhirsch", ""),
        ("Wechsel", ""),
    ],
)
def test_parts_are_known_stems(compounds: Compounds, compound: str, parts: str) -> None:
    assert compounds.parts(compound) == tuple(stem(part) for part in parts.split())


def test_the_more_frequent_parts_win() -> None:
    # Staubecken: Stau|becken or Staub|ecken
    assert Compounds({"stau": 5, "beck": 5, "staub": 1, "eck": 1}).parts("Staubecken") == ("stau", "beck")
    assert Compounds({"stau": 1, "beck": 1, "staub": 5, "eck": 5}).parts("Staubecken") == ("staub", "eck")
