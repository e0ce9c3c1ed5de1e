"""Text scores on items whose order is known by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from recommender.lexical import HALF, NEED_WEIGHT, LexicalScorer
from recommender.texts import ItemText, TypicalNeed, item_texts

ITEMS = (
    ItemText("V", "Ein kurzes Lernvideo zeigt den Handgriff beim Löten.", (TypicalNeed("Griff filmen statt erklären", "de"),)),
    ItemText("P", "Ein Podcast lässt sich im Auto hören.", (TypicalNeed("Our engineers drive all day.", "en"),)),
    ItemText(
        "H", "Das Handbuch liegt in der Werkstatt, neben der Straße.", (TypicalNeed("Nachschlagen in der Werkstatt", "de"),)
    ),
)
WORDS = st.sampled_from("Löten löten Auto Podcast Handbuch Handgriffe Video drive day und the xyz Werkstätten 7".split())


@pytest.fixture(scope="module")
def scorer() -> LexicalScorer:
    return LexicalScorer(ITEMS)


def best(scorer: LexicalScorer, text: str) -> str:
    scores = scorer.scores(text)
    assert scores.max() > 0
    return ITEMS[int(scores.argmax())].identifier


@settings(deadline=None)
@given(text=st.lists(WORDS, max_size=8).map(" ".join))
def test_scores_lie_in_0_to_1(scorer: LexicalScorer, text: str) -> None:
    scores = scorer.scores(text)
    assert scores.shape == (3,)
    assert scores.dtype == np.float64
    assert ((scores >= 0) & (scores < 1)).all()


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Löten", "V"),
        ("LOETEN", "V"),
        ("beim Lo\u0308ten", "V"),
        ("in den Werkstätten", "H"),
        ("Strasse", "H"),
        ("Podcasts", "P"),
        ("die Handbücher", "H"),
        ("Videos", "V"),
        ("hands-on Handgriffe", "V"),
        ("They drive a lot", "P"),
    ],
)
def test_inflection_umlauts_and_other_spellings(scorer: LexicalScorer, text: str, item: str) -> None:
    assert best(scorer, text) == item


@pytest.mark.parametrize(("text", "item"), [("Lötvideo", "V"), ("Podcastfolge", "P"), ("Werkstattleitung", "H")])
def test_parts_of_words_meet_inside_compounds(scorer: LexicalScorer, text: str, item: str) -> None:
    assert best(scorer, text) == item


@pytest.mark.parametrize("text", ["", "   ", "?!", "und der die the of", "qqq xyzzy", "🦑", "7"])
def test_without_a_known_word_all_scores_are_zero(scorer: LexicalScorer, text: str) -> None:
    assert scorer.scores(text).tolist() == [0, 0, 0]


def test_a_typical_need_asked_word_by_word_comes_first(scorer: LexicalScorer) -> None:
    for item in ITEMS:
        assert best(scorer, item.needs[0].text) == item.identifier


def test_more_in_common_scores_higher_and_unknown_words_cost(scorer: LexicalScorer) -> None:
    some, more = scorer.scores("Löten im Auto")[0], scorer.scores("Handgriff beim Löten")[0]
    strange = scorer.scores("Löten Quarkspeise Zwiebelkuchen")[0]
    assert more > some > strange > 0


def test_the_raw_score_is_made_as_documented() -> None:
    item = ItemText("X", "Halle", (TypicalNeed("Halle", "de"),))
    (score,) = LexicalScorer((item,)).scores("Halle")  # both cosines are 1
    assert score == pytest.approx((1 + NEED_WEIGHT) / (1 + NEED_WEIGHT + HALF))


def test_the_nearest_need_is_one_of_the_item_in_the_language_asked_for(scorer: LexicalScorer) -> None:
    match = scorer.match("Griff filmen, drive all day")
    german = scorer.nearest_need(match, 0, "de")
    assert german == ("Griff filmen statt erklären", float(match.needs[0]))
    assert scorer.nearest_need(match, 0, "en") is None
    nearest = scorer.nearest_need(match, 1, "en")
    assert nearest is not None
    assert nearest[0] == "Our engineers drive all day."


def test_documents_are_alike_in_both_directions(scorer: LexicalScorer) -> None:
    table = np.array([scorer.between(position) for position in range(3)])
    np.testing.assert_allclose(table, table.T, atol=1e-12)
    np.testing.assert_allclose(np.diag(table), 1.0)
    assert ((table >= 0) & (table <= 1)).all()


def test_one_item_and_no_item() -> None:
    (score,) = LexicalScorer(ITEMS[:1]).scores("Lötvideo")
    assert score > 0
    empty = LexicalScorer(())
    assert empty.scores("Löten").shape == (0,)
    assert empty.match("Löten").needs.shape == (0,)


def test_every_load_gives_the_same_scores(catalogue: Catalogue) -> None:
    items = item_texts(catalogue, "media-type")
    first, second = LexicalScorer(items), LexicalScorer(items)
    for text in ("Videos an der Maschine", "We need a quiz"):
        np.testing.assert_array_equal(first.scores(text), second.scores(text))


def test_the_texts_of_an_item_hold_both_languages_and_its_typical_needs(small: Catalogue) -> None:
    (video, *_) = item_texts(small, "media-type")
    assert video.identifier == "M1"
    assert {"Lernvideo", "short film", "Videos", "es nachts genauso läuft", "Shift work"} <= set(video.document.split("\n"))
    assert [need.language for need in video.needs] == ["de", "en"]
    assert video.whole.endswith("Somebody should film that move.")
    (roadmap, *_) = item_texts(small, "roadmap")
    assert {"Alle lernen gern.", "Filmwerkstatt", "Apprentices", "Lernvideo", "Betriebsrat"} - set(
        roadmap.document.split("\n")
    ) == {"Betriebsrat"}
    assert item_texts(small, "no-such-kind") == ()
