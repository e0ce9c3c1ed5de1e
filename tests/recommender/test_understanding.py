"""What is read out of needs, and what is not."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from recommender.signs import labels_of
from recommender.understanding import SCHEMES, Understander
from recommender.words import STOPWORDS

from .conftest import SMALL, BuildCatalogue

Read = dict[str, dict[str, str]]
TWINS = """kind: media-type
defaults: {group: video, provenance: {status: ownProposal}, description: {de: Etwas., en: Something.}}
records:
  - {id: T1, title: {de: Bildband}, alt_labels: {de: [Bilderheft, Heft aus Bildern]}, hidden_labels: {de: [QR, Bühne]}}
  - {id: T2, title: {de: Fotobuch}, alt_labels: {de: [Bilderheft]}, hidden_labels: {de: [Heft mit Fotos]}}
"""


@pytest.fixture(scope="module")
def understander(catalogue: Catalogue) -> Understander:
    return Understander(catalogue)


@pytest.fixture(scope="module")
def twins(build_catalogue: BuildCatalogue) -> Understander:
    return Understander(build_catalogue(**SMALL, twins=TWINS))


def read(understander: Understander, text: str) -> Read:
    """Profile key -> key of concept -> what named it."""
    reading = understander.read(text)
    return {key: {hit.identifier: reading.matched(hit) for hit in reading.of(key)} for key in SCHEMES if reading.of(key)}


def barriers(understander: Understander, text: str) -> set[str]:
    return set(read(understander, text).get("barriers", {}))


def test_the_sentence_of_the_issue(understander: Understander) -> None:
    text = "Unsere Auszubildenden sollen an der Maschine mit kurzen Videos lernen, Handys sind in der Halle verboten"
    assert read(understander, text) == {
        "barriers": {"no-phones-in-production": "Handys sind in der Halle verboten"},
        "target_group": {"apprentices": "Auszubildenden"},
        "media_types": {"MT01": "kurzen Videos"},
    }


@pytest.mark.parametrize(
    ("text", "key", "concept", "matched"),
    [
        ("Our apprentices need help", "target_group", "apprentices", "apprentices"),
        ("Die Nachtschicht fragt nach", "barriers", "shift-work", "Nachtschicht"),
        ("on the night shift", "barriers", "shift-work", "night shift"),
        ("Mit neuen Kolleginnen", "target_group", "new-employees", "neuen Kolleginnen"),
        ("ein neuer Mitarbeiter", "target_group", "new-employees", "neuer Mitarbeiter"),
        ("Ausbilder*innen fehlen", "target_group", "trainers", "Ausbilder*innen"),
        ("fuer unsere Schichtführern", "target_group", "managers", "Schichtführern"),
        ("ein E Learning", "media_types", "MT10", "E Learning"),
        ("ein elearning", "media_types", "MT10", "elearning"),
        ("Handy-Verbot", "barriers", "no-phones-in-production", "Handy-Verbot"),
        ("Die Dokumente sind längst veraltet", "barriers", "outdated-documents", "Dokumente sind längst veraltet"),
        ("Zeit haben wir keine.", "barriers", "lack-of-time", "Zeit haben wir keine"),
        ("Rüstvideos", "media_types", "MT01", "Rüstvideos"),
        ("ein Azubitag", "target_group", "apprentices", "Azubitag"),
        ("aus Datenschutzgründen", "barriers", "data-protection", "Datenschutzgründen"),
        ("die Azubi-Schulung", "target_group", "apprentices", "Azubi-Schulung"),
        ("TP2 steht an", "phase", "TP2", "TP2"),
        ("wir sind in Phase 4", "phase", "TP4", "Phase 4"),
        ("lieber vor Ort", "mode", "praesenz", "vor Ort"),
        ("Wir, ein Hersteller von Sensoren", "sector", "26.51", "Sensoren"),
        ("azubis lernen hier", "target_group", "apprentices", "azubis"),
    ],
)
def test_labels_in_both_languages_inflected_compounded_and_reordered(
    understander: Understander, text: str, key: str, concept: str, matched: str
) -> None:
    assert read(understander, text)[key][concept] == matched


def test_the_longest_label_wins(understander: Understander) -> None:
    found = read(understander, "Die jährliche Sicherheitsunterweisung und der technische Support")
    assert found["learning_field"] == {"instruction": "Sicherheitsunterweisung"}
    assert read(understander, "Beschäftigte in Schicht")["target_group"] == {"shift-workers": "Beschäftigte in Schicht"}


@pytest.mark.parametrize(
    ("text", "key", "concept"),
    [
        ("BR", "barriers", "works-council"),
        ("QM", "target_group", "quality-assurance-staff"),
        ("LMS", "media_types", "MT45"),
        ("WBT", "media_types", "MT10"),
    ],
)
def test_abbreviations_are_case_sensitive(understander: Understander, text: str, key: str, concept: str) -> None:
    assert set(read(understander, f"Der {text} ist da")[key]) == {concept}
    assert key not in read(understander, f"Der {text.lower()} ist da")
    assert key not in read(understander, f"Der {text.title()} ist da")


def test_a_label_of_two_concepts_names_none(twins: Understander) -> None:
    assert "media_types" not in read(twins, "Wir brauchen ein Bilderheft")
    assert read(twins, "Wir brauchen ein Fotobuch")["media_types"] == {"T2": "Fotobuch"}


def test_hidden_labels_are_hints(twins: Understander) -> None:
    reading = twins.read("Ein Heft mit Fotos und ein Bildband, per QR")
    assert [(hit.identifier, hit.certain) for hit in reading.of("media_types")] == [("T2", False), ("T1", True)]
    assert read(twins, "per QR")["media_types"] == {"T1": "QR"}


@pytest.mark.parametrize(
    "text",
    [
        "Neue Maschinen kommen im Herbst.",
        "die neuen Maschinen",
        "Wir wollen selbst ausbilden",
        "We train the staff and support them",
        "die lernende Organisation",
        "die meisten",
        "nur intern",
        "Überprüfung der Anlagen",
        "Internetzugang",
        "Wartung der Anlagen",
        "Unsere Teams sind digital",
        "people and rules and money",
        "Wie wird das Wetter morgen?",
        "for all of us, and everybody else",
        "Technik",
    ],
)
def test_everyday_words_and_other_words_of_a_stem_name_nothing(understander: Understander, text: str) -> None:
    assert read(understander, text) == {}


def test_function_words_never_match(understander: Understander) -> None:
    words = sorted(STOPWORDS)
    for start in range(0, len(words), 3):
        for text in (" ".join(words[start : start + 3]), " ".join(words[start : start + 3]).title()):
            found = {m for named in read(understander, text).values() for m in named.values()}
            assert all(
                any(w.casefold() not in STOPWORDS or w.casefold() in ("keine", "kein", "no") for w in m.split()) for m in found
            )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Handys sind bei uns erlaubt", set()),
        ("Wir filmen mit dem Handy", set()),
        ("mit dem Handy ohne Stativ filmen", set()),
        ("Handys sind nicht verboten", set()),
        ("Handyverbot haben wir nicht", set()),
        ("Smartphones dürfen nicht mit in die Halle", {"no-phones-in-production"}),
        ("Unsere Handys bleiben draußen", {"no-phones-in-production"}),
        ("no phones on the floor", {"no-phones-in-production"}),
        ("phones are banned", {"no-phones-in-production"}),
        ("WLAN ist überall gut", set()),
        ("Kein WLAN im Keller", {"poor-wifi-coverage"}),
        ("das WLAN ist schlecht", {"poor-wifi-coverage"}),
        ("Einen Betriebsrat haben wir nicht.", set()),
        ("Wir haben keinen Betriebsrat", set()),
        ("Der Betriebsrat ist noch nicht gefragt worden", {"works-council"}),
        ("Datenschutz ist kein Problem, aber die Schichtarbeit", {"shift-work"}),
        ("data protection is not an issue", set()),
        ("Den Datenschutz haben wir noch nicht geklärt", {"data-protection"}),
        ("ohne Zeitdruck", set()),
        ("keine Sprachbarrieren", set()),
        ("Wir haben keine Zeit und kein Budget", {"lack-of-time", "lack-of-budget"}),
        ("Für die Zeit danach brauchen wir keine Unterlagen", set()),
    ],
)
def test_barriers_denied_or_merely_mentioned_are_none(understander: Understander, text: str, expected: set[str]) -> None:
    assert barriers(understander, text) == expected


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Wir wollen keine Videos mehr", set()),
        ("ohne Videos", set()),
        ("Podcast statt Video", {"MT08"}),
        ("a podcast instead of a quiz", {"MT08"}),
        ("Videos wollen wir nicht", set()),
        ("Wir haben noch keine Lernvideos", {"MT01"}),
        ("nicht nur Videos", {"MT01"}),
        ("Azubis ohne Vorwissen Videos zeigen", {"MT01"}),
        ("Podcast statt eines langen Videos", {"MT08"}),
        ("keine Zeit für Videos", {"MT01"}),
        ("Kein Quiz, sondern Videos", {"MT01"}),
    ],
)
def test_media_refused_are_not_wanted(understander: Understander, text: str, wanted: set[str]) -> None:
    assert set(read(understander, text).get("media_types", {})) == wanted


def test_what_is_refused_does_not_count_as_text(understander: Understander) -> None:
    reading = understander.read("Wir wollen keine Videos, sondern Ausprobieren")
    assert reading.wanted_copy == "Wir wollen keine       , sondern Ausprobieren"
    assert understander.read("Videos an der Maschine").wanted_copy == "Videos an der Maschine"


def test_understood_is_shown_in_the_language_of_the_answer(understander: Understander, catalogue: Catalogue) -> None:
    reading = understander.read("Azubis am Band, Azubis im Labor")
    (german,) = reading.understood(catalogue, "de")["target_group"][:1]
    (english,) = reading.understood(catalogue, "en")["target_group"][:1]
    assert (german.label, english.label) == ("Auszubildende", "Apprentices")
    assert (german.identifier, german.matched) == ("apprentices", "Azubis")


def texts(catalogue: Catalogue) -> st.SearchStrategy[str]:
    records = [r for scheme in SCHEMES.values() for r in catalogue.records[scheme].values()]
    labels = sorted({label.text for record in records for label in labels_of(record)})
    words = st.sampled_from([*labels, *"kein nicht ohne und , . - verboten wir sind u\u0308ben 🦑".split()])
    return st.lists(words | st.text(max_size=8), max_size=8).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_spans_are_parts_of_the_need_and_concepts_are_known(
    understander: Understander, catalogue: Catalogue, data: st.DataObject
) -> None:
    text = data.draw(texts(catalogue))
    reading = understander.read(text)
    assert understander.read(text) == reading
    assert len(reading.wanted_copy) == len(reading.copy.text)
    understood: Mapping[str, object] = reading.understood(catalogue, "de")
    assert set(understood) == {hit.key for hit in reading.hits}
    for hit in reading.hits:
        assert hit.identifier in catalogue.records[SCHEMES[hit.key]]
        assert reading.matched(hit).strip() == reading.matched(hit) != ""
    assert len({(hit.key, hit.identifier) for hit in reading.hits}) == len(reading.hits)


def test_most_preferred_labels_name_their_concept(understander: Understander, catalogue: Catalogue) -> None:
    """Labels by themselves; what is missing is ambiguous, denied by its own words, or an everyday word."""
    for key, scheme in SCHEMES.items():
        if key in ("sector", "phase", "size_class"):
            continue
        records = catalogue.records[scheme]
        groups = {getattr(record, "broader", None) for record in records.values()}
        asked = [(i, title) for i, r in records.items() if i not in groups for title in (r.title.de, r.title.en)]  # type: ignore[attr-defined]
        named = [i in read(understander, title).get(key, {}) for i, title in asked]
        assert sum(named) >= 0.9 * len(named), key
