"""Postings give the cosines of scikit-learn, and BM25 as its formula says."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from recommender.text.counting import Counts, count_terms, count_words, topic_words
from recommender.text.parts import word_parts
from recommender.text.postings import Postings
from recommender.words import stem

WORDS = st.lists(st.sampled_from("video Halle azubi Azubis Öl drehen und the Maßnahme 26.51".split()), max_size=8).map(" ".join)


def parts_of(text: str) -> list[str]:
    return [part for word in topic_words(text) for part in word_parts(word)]


def stems(passages: list[str]) -> Counts:
    return count_terms(count_words(passages), lambda word: (stem(word),))


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_cosines_are_those_of_scikit_learn(passages: list[str], text: str) -> None:
    vectorizer = TfidfVectorizer(analyzer=parts_of, sublinear_tf=True)
    postings = Postings.cosine(count_terms(count_words(passages), word_parts))
    if not any(parts_of(passage) for passage in passages):
        assert postings.cosines(parts_of(text)).tolist() == [0.0] * len(passages)
        return
    expected = (vectorizer.fit_transform(passages) @ vectorizer.transform([text]).T).toarray().ravel()
    np.testing.assert_allclose(postings.cosines(parts_of(text)), expected, atol=1e-6)
    own = postings.between(0)
    assert own[0] == pytest.approx(1.0 if any(own) else 0.0, abs=1e-6)


def test_bm25_is_its_formula() -> None:
    postings = Postings.bm25(stems(["Halle Halle Film", "Film", "Podcast Film Film"]))
    idf = log(1 + (3 - 1 + 0.5) / (1 + 0.5))  # one of three passages has "Halle"
    length = 1.2 * (1 - 0.75 + 0.75 * 3 / (7 / 3))  # three words, seven in three passages
    expected = idf * 2 * 2.2 / (2 + length)
    assert postings.sums([stem("Halle")]) == pytest.approx([expected, 0, 0], rel=1e-6)
    assert postings.sums([stem("Halle"), stem("Halle")]) == pytest.approx([2 * expected, 0, 0], rel=1e-6)


def test_the_known_share_is_of_squared_idf() -> None:
    postings = Postings.cosine(stems(["Halle", "Film", "Film"]))
    rare, common = log(4 / 2) + 1, log(4 / 3) + 1
    assert postings.known_share([stem("Halle")]) == 1.0
    assert postings.known_share([stem("Film"), "strange"]) == pytest.approx(common**2 / (common**2 + rare**2))
    assert postings.known_share(["strange"]) == postings.known_share([]) == 0.0


def test_words_are_counted_once_for_each_time_that_they_occur() -> None:
    counts = count_words(["Film und Film", "", "a Halle"])
    assert counts.matrix.toarray().tolist() == [[2, 0], [0, 0], [0, 1]]
    assert list(counts.terms) == ["Film", "Halle"]
    assert counts.frequencies.tolist() == [1, 1]
    assert count_words([]).matrix.shape == (0, 0)
