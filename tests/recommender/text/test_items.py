"""Items are scored by their documents and their nearest typical needs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from recommender.embeddings.opening import open_embedder
from recommender.text.items import ItemScorer, passages_of
from recommender.text.ranker import TextModel, Weights
from recommender.texts import ItemText, TypicalNeed, item_texts

ITEMS = (
    ItemText("V", "Ein kurzes Lernvideo zeigt den Handgriff beim Löten.", (TypicalNeed("Griff filmen statt erklären", "de"),)),
    ItemText("P", "Ein Podcast lässt sich im Auto hören.", (TypicalNeed("Our engineers drive all day.", "en"),)),
    ItemText(
        "H", "Das Handbuch liegt in der Werkstatt, neben der Straße.", (TypicalNeed("Nachschlagen in der Werkstatt", "de"),)
    ),
)
WORDS = st.sampled_from("Löten löten Auto Podcast Handbuch Handgriffe Video drive day und the xyz Werkstätten 7".split())


def scorer_of(items: tuple[ItemText, ...]) -> ItemScorer:
    embedder = open_embedder()
    return ItemScorer(items, TextModel.fit(passages_of(items), embedder), embedder)


@pytest.fixture(scope="module")
def scorer() -> ItemScorer:
    return scorer_of(ITEMS)


@settings(deadline=None)
@given(text=st.lists(WORDS, max_size=8).map(" ".join))
def test_scores_lie_in_0_to_1_in_the_order_of_what_they_are_made_of(scorer: ItemScorer, text: str) -> None:
    match = scorer.match(text)
    assert match.scores.shape == match.fused.shape == (3,)
    assert match.scores.dtype == np.float64
    assert ((match.scores >= 0) & (match.scores <= 1)).all()
    assert np.argsort(-match.scores, kind="stable").tolist() == np.argsort(-match.fused, kind="stable").tolist()
    assert ((match.nearness >= 0) & (match.nearness <= 1)).all()


@pytest.mark.parametrize("text", ["", "   ", "?!", "und der die the of", "qqq xyzzy", "🦑", "7"])
def test_without_a_known_word_all_scores_are_zero(scorer: ItemScorer, text: str) -> None:
    match = scorer.match(text)
    assert match.scores.tolist() == [0, 0, 0]
    assert match.level == 0


def test_a_typical_need_asked_word_by_word_comes_first(scorer: ItemScorer, catalogue: Catalogue) -> None:
    for place, item in enumerate(ITEMS):
        assert int(scorer.scores(item.needs[0].text).argmax()) == place
    media = item_texts(catalogue, "media-type")
    shipped = scorer_of(media)
    for place, item in enumerate(media):
        assert int(shipped.scores(item.needs[0].text).argmax()) == place


def test_the_nearest_need_is_one_of_the_item_in_the_language_asked_for(scorer: ItemScorer) -> None:
    match = scorer.match("Griff filmen, drive all day")
    assert scorer.nearest_need(match, 0, "de") == ("Griff filmen statt erklären", float(match.nearness[0]))
    assert scorer.nearest_need(match, 0, "en") is None
    nearest = scorer.nearest_need(match, 1, "en")
    assert nearest is not None
    assert nearest[0] == "Our engineers drive all day."


def test_documents_are_alike_in_both_directions(scorer: ItemScorer) -> None:
    table = np.array([scorer.between(position) for position in range(3)])
    np.testing.assert_allclose(table, table.T, atol=1e-6)
    np.testing.assert_allclose(np.diag(table), 1.0, atol=1e-3)  # vectors are stored in half precision
    assert ((table >= 0) & (table <= 1)).all()


def test_other_weights_leave_the_scorer_as_it_is(scorer: ItemScorer) -> None:
    before = scorer.match("Löten im Auto").fused
    only_words = scorer.weighted(Weights(parts=0, terms=0, covered=0, meaning=0)).match("Löten im Auto").fused
    assert only_words.tolist() != before.tolist()
    np.testing.assert_array_equal(scorer.match("Löten im Auto").fused, before)


def test_needs_are_not_asked_of_items_that_have_none() -> None:
    bare = scorer_of((ItemText("A", "Halle"), ItemText("B", "Podcast")))
    assert int(bare.scores("Podcast").argmax()) == 1
    assert bare.nearest_need(bare.match("Podcast"), 1, "de") is None
    assert scorer_of(()).scores("Löten").shape == (0,)


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
