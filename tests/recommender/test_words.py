"""Words, stems and clauses of both languages."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.words import STOPWORDS, content_stems, fold, language_of, stem, tokens


@pytest.mark.parametrize(
    "forms",
    [
        "Rüsten ruesten RÜSTEN ru\u0308sten",
        "Straße Strasse STRASSE straßen",
        "Video Videos",
        "Azubi Azubis",
        "Handy Handys",
        "App Apps",
        "company companies",
        "phone phones",
        "Schicht Schichten",
        "Unterweisung Unterweisungen",
        "Ergebnis Ergebnisse Ergebnissen",
        "Mitarbeiter Mitarbeiterinnen Mitarbeiter:innen Mitarbeiter*innen",
        "veraltet veraltete veralteten veraltetes",
        "Kurs Kurse Kursen Kurses",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["Ausbilder Ausbildung", "Sprache Gespräch", "Werk Wirkung", "Video Audio", "neue Maus", "training trainer"]
)
def test_other_words_have_other_stems(pair: str) -> None:
    first, second = pair.split()
    assert stem(first) != stem(second)


@given(st.text(max_size=30))
def test_stems_are_of_folded_words_and_never_longer(word: str) -> None:
    assert stem(word) == stem(fold(word))
    assert len(stem(word)) <= len(fold(word))


@given(st.text(max_size=60))
def test_tokens_are_where_they_say_and_clauses_go_on(text: str) -> None:
    found = tokens(text)
    assert [text[t.start : t.end] for t in found] == [t.text for t in found]
    assert all(a.end <= b.start and a.clause <= b.clause for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ausbilder:innen: vier Kolleg*innen", ["Ausbilder:innen", "vier", "Kolleg*innen"]),
        ("Mitarbeiter/-innen und Azubi/Neue", ["Mitarbeiter/-innen", "und", "Azubi", "Neue"]),
        ("Drei-Schicht-Betrieb, don't, Q&A", ["Drei-Schicht-Betrieb", "don't", "Q&A"]),
        ("NACE 26.51. Ende.", ["NACE", "26.51", "Ende"]),
        ("U\u0308bung macht's", ["U\u0308bung", "macht's"]),
    ],
)
def test_what_a_word_is(text: str, words: list[str]) -> None:
    assert [t.text for t in tokens(text)] == words


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Keine Zeit, kein Geld", [0, 0, 1, 1]),
        ("Videos nein aber Audio ja", [0, 0, 1, 1, 1]),
        ("Ausbilder:innen lernen", [0, 0]),
        ("short films but no phones", [0, 0, 1, 1, 1]),
        ("26.51 bleibt", [0, 0]),
    ],
)
def test_where_a_clause_ends(text: str, clauses: list[int]) -> None:
    assert [t.clause for t in tokens(text)] == clauses


def test_function_words_carry_no_topic() -> None:
    assert content_stems("Wir wollen, dass sie uns nicht mehr ohne das machen") == []
    assert content_stems("Außerdem AUSSERDEM u\u0308ber don’t") == []
    assert content_stems("they would like to have some of those") == []
    assert all(word == word.casefold() for word in STOPWORDS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Unsere Leute lernen am Band", "de"),
        ("Our people learn at the line", "en"),
        ("Onboarding", "de"),
        ("", "de"),
        ("We have Azubis in der Halle but they are shy", "en"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language


def test_stems_are_the_same_from_many_threads() -> None:
    words = [f"Rüst{a}{b}ungen" for a in "abcdefgh" for b in "abcdefgh"]
    alone = [stem(word) for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        stem.cache_clear()
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(stem, words * 4)) == alone * 4
    finally:
        sys.setswitchinterval(interval)
