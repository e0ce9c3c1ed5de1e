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
    # Wachstube: Wachs|tube or Wach|stube
    assert Compounds({"wach": 5, "stub": 5, "wachs": 1, "tub": 1}).parts("Wachstube") == ("wach", "stub")
    assert Compounds({"wach": 1, "stub": 5, "maus": 1}).parts("Wachstube") == ("wach", "stub")
