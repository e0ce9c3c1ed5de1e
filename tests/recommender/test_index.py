"""The index written at build gives the scores that fitting gives, and those of scikit-learn."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from graph.catalogue import Catalogue
from recommender.engine import GraphRecommender
from recommender.index import KINDS, read_index, write_index
from recommender.lexical import LexicalModel, LexicalScorer, Space, word_parts
from recommender.texts import ItemText, TypicalNeed, item_texts
from recommender.types import Need

WORDS = st.lists(st.sampled_from("video Halle azubi Azubis Öl drehen und the Maßnahme 26.51".split()), max_size=8).map(" ".join)
NEEDS = ("Handys sind in der Halle verboten", "Nobody reads the folder", "xyz", "")


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS, st.sampled_from([1, 2]))
def test_cosines_are_those_of_scikit_learn(passages: list[str], text: str, least: int) -> None:
    try:
        vectorizer = TfidfVectorizer(analyzer=word_parts, sublinear_tf=True, min_df=least)
        expected = (vectorizer.fit_transform(passages) @ vectorizer.transform([text]).T).toarray().ravel()
    except ValueError:  # nothing is left to fit
        return
    space = Space.fit(word_parts, passages, least)
    np.testing.assert_allclose(space.cosines(word_parts(text)), expected, atol=1e-12)
    own = space.between(0)
    assert own[0] == pytest.approx(1.0 if any(own) else 0.0)


def test_a_written_index_is_read_back_unchanged(catalogue: Catalogue, tmp_path: Path) -> None:
    write_index(catalogue, tmp_path)
    index = read_index(catalogue, tmp_path)
    assert index is not None
    for kind in KINDS:
        items = item_texts(catalogue, kind)
        read, fitted = LexicalScorer(items, index[kind]), LexicalScorer(items)
        for need in NEEDS:
            np.testing.assert_array_equal(read.scores(need), fitted.scores(need))


def test_answers_do_not_depend_on_where_the_index_comes_from(catalogue: Catalogue, tmp_path: Path) -> None:
    write_index(catalogue, tmp_path)
    read, fitted = GraphRecommender(catalogue, read_index(catalogue, tmp_path)), GraphRecommender(catalogue)
    for kind in KINDS:
        assert read.recommend(kind, Need(NEEDS[0])) == fitted.recommend(kind, Need(NEEDS[0]))


def test_no_index_or_a_foreign_one_is_not_used(catalogue: Catalogue, tmp_path: Path) -> None:
    assert read_index(catalogue, tmp_path) is None
    write_index(Catalogue("another", catalogue.records, frozenset()), tmp_path)
    assert read_index(catalogue, tmp_path) is None
    (tmp_path / "index.npz").write_bytes(b"no archive")
    assert read_index(catalogue, tmp_path) is None


def test_without_items_or_words_everything_is_zero() -> None:
    assert LexicalScorer(()).scores("Video").shape == (0,)
    blank = LexicalScorer((ItemText("X", "", (TypicalNeed("und", "de"),)),))
    assert blank.scores("Video").tolist() == [0.0]
    assert blank.between(0).tolist() == [0.0]
    assert LexicalModel.fit((ItemText("X", "Halle"),)).words.terms == {"hall": 0}
