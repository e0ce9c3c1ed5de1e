"""Evidence spread and lent along the graph, worked out by hand on the small catalogue."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from graph.values import LANGUAGES
from recommender.graph_features import RESTART, STEPS, Edges, GraphFeatures
from recommender.speech import Speaker
from recommender.types import Concept, Kind

from .conftest import BuildCatalogue


@pytest.fixture(scope="module")
def features(small: Catalogue) -> GraphFeatures:
    return GraphFeatures.of(small)


def best(catalogue: Catalogue, kind: Kind, values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[str]:
    """Keys with a value above zero, the highest first."""
    keys = list(catalogue.records[kind])
    return [keys[i] for i in np.argsort(-values, kind="stable") if values[i] > 0]


def test_products_and_degrees_by_hand() -> None:
    # 0 - 1 with weight 2, 1 - 2 with weight 1
    edges = Edges(3, np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1]), np.array([2.0, 2.0, 1.0, 1.0]))
    assert edges.times(np.array([1.0, 0.0, 3.0])).tolist() == [0.0, 5.0, 0.0]
    expected = [2 / (2 * 3) ** 0.5, 2 / (2 * 3) ** 0.5, 1 / 3**0.5, 1 / 3**0.5]
    assert edges.normalised().weights.tolist() == pytest.approx(expected)


def test_a_walk_adds_what_each_step_brings() -> None:
    edges = Edges(2, np.array([0, 1]), np.array([1, 0]), np.ones(2)).normalised()
    features = GraphFeatures({("barrier", "x"): 0, ("roadmap", "P"): 1}, {"roadmap": slice(1, 2)}, edges)
    keep = 1 - RESTART
    there = sum(keep**step for step in range(1, STEPS + 1, 2))
    back = sum(keep**step for step in range(2, STEPS + 1, 2))
    assert features.walk(np.array([1.0, 0.0])).tolist() == pytest.approx([back, there])


def test_a_barrier_reaches_what_mitigates_it_and_who_faced_it(features: GraphFeatures, small: Catalogue) -> None:
    found = features.spread({("barrier", "shift-work"): 1.0})
    assert best(small, "method", found["method"])[0] == "A1"  # mitigates it, and P1 and P10 use it
    assert best(small, "media-type", found["media-type"])[0] == "M1"
    assert best(small, "roadmap", found["roadmap"])[-1] == "P2"
    assert max(values.max() for values in found.values()) == 1.0


def test_a_hint_counts_less_and_unknown_concepts_nothing(features: GraphFeatures) -> None:
    sure, hint = (features.spread({("barrier", "shift-work"): weight}) for weight in (1.0, 0.3))
    assert hint["method"] == pytest.approx(0.3 * sure["method"])
    for nothing in ({}, {("barrier", "no such"): 1.0}, {("phase", "TP1"): 1.0}):
        assert not any(values.any() for values in features.spread(nothing).values())


def test_roadmaps_lend_to_what_they_use(features: GraphFeatures, small: Catalogue) -> None:
    scores: dict[Kind, np.ndarray[tuple[int], np.dtype[np.float64]]] = {"roadmap": np.array([0.1, 0.9, 0.1])}
    lent = features.lend(scores)
    assert best(small, "method", lent["method"]) == ["A3", "A2"]  # P2 uses both; P10 uses A2 as well, and lends nothing
    assert best(small, "media-type", lent["media-type"]) == ["M2"]
    assert not lent["roadmap"].any()
    assert features.lenders("method", "A3", scores) == (("roadmap", "P2"),)
    assert features.lenders("method", "A1", scores) == ()


def test_media_lend_to_roadmaps_and_methods(features: GraphFeatures, small: Catalogue) -> None:
    lent = features.lend({"media-type": np.array([1.0, 0.0, 0.0])})
    assert best(small, "method", lent["method"]) == ["A1"]
    assert set(best(small, "roadmap", lent["roadmap"])) == {"P1", "P10"}
    assert not lent["media-type"].any()


def test_equal_scores_lend_nothing(features: GraphFeatures) -> None:
    assert not any(values.any() for values in features.lend({"roadmap": np.full(3, 0.7)}).values())
    assert not any(values.any() for values in features.lend({}).values())


def test_without_its_edge_the_evidence_is_gone(small: Catalogue) -> None:
    edge: tuple[Concept, Concept] = ("roadmap", "P2"), ("method", "A3")
    scores: dict[Kind, np.ndarray[tuple[int], np.dtype[np.float64]]] = {"roadmap": np.array([0.1, 0.9, 0.1])}
    position = list(small.methods).index("A3")
    with_edge, without = GraphFeatures.of(small), GraphFeatures.of(small, frozenset({edge}))
    assert with_edge.lend(scores)["method"][position] > 0
    assert without.lend(scores)["method"][position] == 0
    assert without.lenders("method", "A3", scores) == ()


def test_what_lends_is_told_with_its_links(small: Catalogue) -> None:
    german, english = (Speaker(small, language) for language in LANGUAGES)
    both = german.about("used-alike", "roadmap", ["P1", "P10"])
    assert both.text == "In P1 und P10, die Ihrem Fall ähneln, wurde es eingesetzt."
    assert (both.kind, [link.identifier for link in both.concepts]) == ("roadmap", ["P1", "P10"])
    assert english.about("used-alike-once", "roadmap", ["P1"]).text == "It was used in P1, which resembles your case."
    assert (
        german.about("goes-with", "media-type", ["M1"]).text == "Gehört mit „Lernvideo“ zusammen, und das passt zu Ihrem Fall."
    )


def test_an_empty_catalogue_has_features(build_catalogue: BuildCatalogue) -> None:
    features = GraphFeatures.of(build_catalogue())
    assert all(values.shape == (0,) for values in features.spread({("barrier", "shift-work"): 1.0}).values())
    assert all(values.shape == (0,) for values in features.lend({"roadmap": np.zeros(0)}).values())


@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_features_lie_in_0_to_1_whatever_is_sent(catalogue: Catalogue, data: st.DataObject) -> None:
    features = GraphFeatures.of(catalogue)
    concepts = st.sampled_from(sorted(features.places))
    for values in features.spread(data.draw(st.dictionaries(concepts, st.floats(0, 1), max_size=5))).values():
        assert ((values >= 0) & (values <= 1)).all()
    seed = data.draw(st.integers(0, 2**32 - 1))
    draw = np.random.default_rng(seed)
    scores: dict[Kind, np.ndarray[tuple[int], np.dtype[np.float64]]]
    scores = {kind: draw.normal(size=part.stop - part.start) for kind, part in features.items.items()}
    for kind, values in features.lend(scores).items():
        assert len(values) == len(catalogue.records[kind])
        assert ((values >= 0) & (values <= 1)).all()
