"""The index written at build gives the scores that fitting gives."""

from pathlib import Path

import numpy as np

from graph.catalogue import Catalogue
from recommender.embeddings.opening import open_embedder
from recommender.engine import GraphRecommender
from recommender.index import KINDS, fit_index, read_index, write_index
from recommender.text.items import ItemScorer
from recommender.texts import item_texts
from recommender.types import Need
from tests.recommender.text.words_by_hand import HandEmbedder

NEEDS = ("Handys sind in der Halle verboten", "Nobody reads the folder", "xyz", "")


def test_a_written_index_is_read_back_unchanged(small: Catalogue, tmp_path: Path) -> None:
    embedder = open_embedder()
    write_index(small, tmp_path, embedder)
    index, fitted = read_index(small, tmp_path, embedder), fit_index(small, embedder)
    assert index is not None
    for kind in KINDS:
        items = item_texts(small, kind)
        scorers = [ItemScorer(items, models.texts[kind], embedder) for models in (index, fitted)]
        for need in NEEDS:
            read, expected = (scorer.scores(need) for scorer in scorers)
            np.testing.assert_array_equal(read, expected)


def test_answers_do_not_depend_on_where_the_index_comes_from(small: Catalogue, tmp_path: Path) -> None:
    embedder = open_embedder()
    write_index(small, tmp_path, embedder)
    read = GraphRecommender(small, read_index(small, tmp_path, embedder), embedder)
    fitted = GraphRecommender(small)
    for kind in KINDS:
        assert read.recommend(kind, Need(NEEDS[0])) == fitted.recommend(kind, Need(NEEDS[0]))


def test_no_index_or_a_foreign_one_is_not_used(small: Catalogue, tmp_path: Path) -> None:
    embedder = HandEmbedder()
    assert read_index(small, tmp_path, embedder) is None
    write_index(small, tmp_path, embedder)
    assert read_index(small, tmp_path, embedder) is not None
    assert read_index(small, tmp_path, open_embedder()) is None
    assert read_index(Catalogue("another", small.records, frozenset()), tmp_path, embedder) is None
    (tmp_path / "index.npz").write_bytes(b"no archive")
    assert read_index(small, tmp_path, embedder) is None
