"""Umlauts, typing errors and dialect undone, and the person's own words kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from recommender.dialect import PLAIN, SHARED
from recommender.spelling import Speller, is_slip
from recommender.texts import item_texts
from recommender.understanding import Understander
from recommender.words import STOPWORDS, fold, tokens

TEXTS = ("Die Leistung der Anlage prüfen wir wöchentlich.", "Every department keeps its own register.")
LABELS = tuple("Schulung Auszubildende Unterweisung Rüsten Lernvideo Leitung Training Sicherheitsunterweisung".split())


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(TEXTS, LABELS)


@pytest.fixture(scope="module")
def understander(catalogue: Catalogue) -> Understander:
    return Understander(catalogue)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Schulung fuer Auszubildende", "Schulung für Auszubildende"),
        ("beim Ruesten", "beim Rüsten"),
        ("wir mussen das fur alle uber Nacht", "wir müssen das für alle über Nacht"),
        ("Auszubidlende", "Auszubildende"),
        ("die jährliche Unterweisng", "die jährliche Unterweisung"),
        ("SCHULUNG und Shculung", "SCHULUNG und Schulung"),
        ("a trainning", "a training"),
        ("Sicherheitsuntrweisug", "Sicherheitsunterweisung"),
    ],
)
def test_spelling_is_undone(speller: Speller, text: str, plain: str) -> None:
    assert speller.copy(text).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "Die Leistung und die Leitung",
        "Schaltung",
        "Neue Steuer für Mauern",
        "Rüstn",  # five letters
        "Lernvideos",
        "Leitungen",
        "Schulungsleitung",  # put together from known words
        "XSCHULUNGX",
        "Abrechnung und Zeitung",
        "",
        "1234567 ++ schul-ung",
    ],
)
def test_what_is_known_or_far_away_stays(speller: Speller, text: str) -> None:
    assert speller.copy(text).text == text


def test_a_word_between_two_known_ones_stays() -> None:
    assert Speller((), ("Kabelsatz", "Kabelsetz")).copy("Kabelsutz").text == "Kabelsutz"
    assert Speller((), ("Kabelsatz",)).copy("Kabelsaz").text == "Kabelsatz"


def test_known_words_are_never_changed(catalogue: Catalogue, understander: Understander) -> None:
    copy = understander._speller.copy
    words = {token.text for item in item_texts(catalogue, "method") for token in tokens(item.whole)}
    words = {word for word in words if word.casefold() not in PLAIN}
    assert len(words) > 3_000
    assert [word for word in words | STOPWORDS if fold(copy(word).text) != fold(word) and word not in PLAIN] == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Mia ham koa Zeit, de Leit woin ned", "Wir haben keine Zeit, die Leute wollen nicht"),
        ("I hob a bissl Oabeit", "Ich habe ein bisschen Arbeit"),
        ("Unsere Lehrbuam san gscheid", "Unsere Lehrlinge sind gescheit"),
        ("Des isch net schee", "Das ist nicht schön"),
        ("I need a net for the team", "I need a net for the team"),
        ("We go nowhere, nix works", "We go nowhere, nix works"),
        ("G'scheit, wo's geht", "Gescheit, wo's geht"),
        ("Das Netz ist langsam, mir reicht es", "Das Netz ist langsam, mir reicht es"),
        ("Ist das a priori klar?", "Ist das a priori klar?"),
    ],
)
def test_dialect_is_read_where_it_is_spoken(text: str, plain: str) -> None:
    assert Speller((), ()).copy(text).text == plain


def test_no_form_that_is_always_read_is_a_common_word() -> None:
    assert not {fold(form) for form in PLAIN} & ({fold(word) for word in STOPWORDS} - {"nix"})
    assert not PLAIN.keys() & SHARED.keys()


@pytest.mark.parametrize(
    ("text", "key", "concept", "matched"),
    [
        ("Unsre Auszubidlenden brauchen was", "target_group", "apprentices", "Auszubidlenden"),
        ("de Lehrbuam lerna ned gern", "target_group", "apprentices", "Lehrbuam"),
        ("Mia hom koa Zeid", "barriers", "lack-of-time", "koa Zeid"),
        ("die jaehrliche Sicherheitsuntrweisung nervt", "learning_field", "instruction", "Sicherheitsuntrweisung"),
        ("Our aprentices are bored", "target_group", "apprentices", "aprentices"),
    ],
)
def test_what_is_understood_is_shown_in_the_own_words(
    understander: Understander, text: str, key: str, concept: str, matched: str
) -> None:
    reading = understander.read(text)
    assert {hit.identifier: reading.matched(hit) for hit in reading.of(key)} == {concept: matched}


def test_what_is_refused_is_left_out_of_the_copy(understander: Understander) -> None:
    reading = understander.read("Mia woin koa Videos, sondern a Schulung fuer Azubis")
    assert reading.wanted_copy == "Wir wollen keine       , sondern ein Schulung für Azubis"
    assert reading.own_words["ein"] == "a"


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("schulumg", "schulung", True),
        ("shculung", "schulung", True),
        ("bewerbung", "bewertung", False),
        ("schulun", "schulung", True),
    ],
)
def test_slips_of_fingers_and_ears(typed: str, meant: str, slip: bool) -> None:
    assert is_slip(typed, meant) is slip


WORDS = [*LABELS, *PLAIN, *SHARED, "fuer", "Auszubidlende", "Trainnig", "und", ",", "."]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=8).map(" ".join))
def test_places_lead_back_to_the_own_words(text: str) -> None:
    copy = Speller(TEXTS, LABELS).copy(text)
    assert copy.own_place(0, len(copy.text)) == (0, len(text)) or not text
    for own, plain in zip(copy.own, copy.plain, strict=True):
        assert copy.own_place(*plain) == own
    kept = [token for token in tokens(copy.text) if (token.start, token.end) not in copy.plain]
    for token in kept:
        start, end = copy.own_place(token.start, token.end)
        assert text[start:end] == token.text
