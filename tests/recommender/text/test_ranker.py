"""The fusion of all ways of matching, with the bundled embedding."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from recommender.embeddings.opening import open_embedder
from recommender.text.compounds import Compounds
from recommender.text.ranker import Match, TextModel, TextRanker, Weights, word_stems, z_scores
from recommender.types import Embedder
from recommender.words import stem
from tests.recommender.text.words_by_hand import HandEmbedder

PASSAGES = [
    "Ein kurzes Lernvideo zeigt den Handgriff beim Löten.",
    "Ein Podcast lässt sich im Auto hören.",
    "Das Handbuch liegt in der Werkstatt, neben der Straße.",
    "Die Sicherheitsunterweisung ist jedes Jahr Pflicht.",
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return open_embedder()


@pytest.fixture(scope="module")
def ranker(embedder: Embedder) -> TextRanker:
    return TextRanker(TextModel.fit(PASSAGES, embedder), embedder)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("LOETEN", 0),
        ("Videos", 0),
        ("Werkstätten", 2),
        ("Strasse", 2),
        ("die Handbücher", 2),
        ("Unterweisung zur Sicherheit", 3),
        ("Sicherheitsunterweisnug", 3),
        ("Lötvideo", 0),
        ("a short film about soldering", 0),
        ("listen in the car", 1),
        ("safety instruction", 3),
    ],
)
def test_spelling_inflection_compounds_and_language(ranker: TextRanker, text: str, place: int) -> None:
    assert int(ranker.scores(text).argmax()) == place


@pytest.mark.parametrize("text", ["", "?!", "und der die of", "7"])
def test_a_text_without_topic_says_nothing(ranker: TextRanker, text: str) -> None:
    assert ranker.scores(text).tolist() == [0.0] * len(PASSAGES)


def test_the_fused_score_is_the_weighted_sum_of_z_scores_by_trust() -> None:
    raw = np.array([[1, 3], [0, 0], [2, 0], [5, 6], [0, 1]], float)
    match = Match(raw, np.array([0.5, 1, 1, 1, 1]))
    weights = Weights(words=4, parts=9, terms=1, covered=10, meaning=100)
    assert match.fused(weights).tolist() == pytest.approx([-0.5 * 4 + 1 - 10 - 100, 0.5 * 4 - 1 + 10 + 100])
    assert z_scores(np.zeros((5, 0))).shape == (5, 0)


def test_words_and_parts_count_by_the_share_that_is_known(ranker: TextRanker) -> None:
    assert ranker.match("Podcast").trust.tolist() == [1, 1, 1, 1, 1]
    half = ranker.match("Podcast Zwiebelkuchen").trust
    assert 0 < half[0] < 1
    assert 0 < half[1] < 1


def test_nearness_is_the_mean_of_what_can_be_compared_between_texts() -> None:
    match = Match(np.array([[9], [0.3], [0.6], [9], [-0.3]], float), np.ones(5))
    assert match.nearness.tolist() == pytest.approx([0.3])


def test_hyphens_are_looked_into() -> None:
    compounds = Compounds({stem("Sicherheit"): 1, stem("Unterweisung"): 1})
    assert word_stems("Online-Sicherheitsunterweisung", compounds)[-2:] == (stem("Sicherheit"), stem("Unterweisung"))
    assert word_stems("Video", compounds) == ("video",)


def test_the_same_text_has_the_same_scores_from_many_threads(ranker: TextRanker) -> None:
    texts = [f"{passage} {word}" for passage in PASSAGES for word in ("film", "Auto", "Werkstadt")]
    alone = [ranker.scores(text).tolist() for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert [scores.tolist() for scores in pool.map(ranker.scores, texts * 3)] == alone * 3


def test_no_passage_and_one_passage() -> None:
    assert TextRanker(TextModel.fit([], HandEmbedder()), HandEmbedder()).scores("Film").shape == (0,)
    assert TextRanker(TextModel.fit(["Film"], HandEmbedder()), HandEmbedder()).scores("Film").tolist() == [0.0]
