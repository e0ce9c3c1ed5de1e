"""Soft matching, worked out by hand: what is near counts by its squared cosine and its idf."""

from math import log

import numpy as np
import pytest

from recommender.text.counting import count_terms, count_words
from recommender.text.meaning import Meaning
from recommender.text.parts import WINDOW, pieces
from recommender.text.terms import Terms
from recommender.words import stem
from tests.recommender.text.words_by_hand import HandEmbedder

PASSAGES = ["Film", "Podcast", "Halle Werkbank"]
IDF = log(1 + (3 - 1 + 0.5) / (1 + 0.5))
"""Each word is in one of three passages."""


@pytest.fixture(scope="module")
def terms() -> Terms:
    words = count_words(PASSAGES)
    return Terms.fit(words, count_terms(words, lambda word: (stem(word),)), HandEmbedder())


def match(terms: Terms, *words: str, **respelt: str) -> tuple[list[float], list[float]]:
    forward, backward = terms.match(terms.neighbours(words, HandEmbedder().embed(words), respelt))
    return forward.tolist(), backward.tolist()


def test_a_word_meets_what_means_the_same_by_the_squared_cosine(terms: Terms) -> None:
    forward, backward = match(terms, "video")
    assert forward == pytest.approx([0.64, 0.36, 0], abs=1e-3)
    assert backward == pytest.approx([0.64, 0.36, 0], abs=1e-3)


def test_words_that_are_hardly_alike_do_not_meet(terms: Terms) -> None:
    assert match(terms, "movie")[0] == pytest.approx([0.96**2, 0, 0], abs=1e-3)  # the cosine with "Podcast" is 0.28


def test_the_same_stem_meets_itself_without_a_vector(terms: Terms) -> None:
    forward, backward = match(terms, "Werkbänke")
    assert forward == [0, 0, 1]
    assert backward == pytest.approx([0, 0, 0.5])  # the other half of the passage is "Halle"


def test_a_respelt_word_meets_the_word_it_is_taken_for(terms: Terms) -> None:
    assert match(terms, "Wrekbank", Wrekbank=stem("Werkbank"))[0] == [0, 0, 1]


def test_a_text_is_the_mean_of_its_words_and_strange_words_cost(terms: Terms) -> None:
    assert match(terms, "Film", "Halle")[0] == pytest.approx([0.5, 0, 0.5], abs=1e-3)
    assert match(terms, "Film", "xyz")[0] == pytest.approx([0.5, 0, 0], abs=1e-3)
    assert terms.idf.tolist() == pytest.approx([IDF] * 4)


def test_without_words_or_terms_nothing_meets(terms: Terms) -> None:
    assert match(terms) == ([0, 0, 0], [0, 0, 0])
    words = count_words(["", "und"])
    empty = Terms.fit(words, count_terms(words, lambda word: (stem(word),)), HandEmbedder())
    assert match(empty, "Film") == ([0, 0], [0, 0])


def test_a_long_passage_is_as_near_as_its_nearest_sentence_and_its_whole() -> None:
    meaning = Meaning.fit(["Film. Halle.", "Podcast", ""], HandEmbedder())
    film = HandEmbedder().embed(["Film"])[0]
    assert meaning.cosines(film).tolist() == pytest.approx([(2**-0.5 + 1) / 2, 0, 0], abs=1e-3)
    assert len(meaning.vectors) == 5  # the passage, its two sentences, and two passages that are their only sentence
    assert Meaning.fit([], HandEmbedder()).cosines(film).shape == (0,)


def test_long_sentences_are_cut_into_windows_that_overlap() -> None:
    words = [f"w{place}" for place in range(WINDOW * 2 + 7)]
    cut = [piece.split() for piece in pieces(" ".join(words))]
    assert [piece[0] for piece in cut] == ["w0", f"w{WINDOW // 2}", f"w{WINDOW}", f"w{WINDOW + 7}"]
    assert all(len(piece) == WINDOW for piece in cut)
    assert np.unique(np.concatenate(cut)).size == len(words)
    assert pieces("Eins. Zwei?\nDrei") == ["Eins.", "Zwei?", "Drei"]
    assert pieces("") == [""]
