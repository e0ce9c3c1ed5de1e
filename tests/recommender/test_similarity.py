"""Similar roadmaps: symmetric facets, editors' links, order, mismatches."""

import pytest

from graph.catalogue import Catalogue
from recommender.engine import GraphRecommender
from recommender.similarity import FACETS, LINK_WEIGHT, TEXT_WEIGHT, TOTAL, similar_roadmaps
from recommender.speech import Speaker

WEIGHT = {field: weight for field, _, _, weight in FACETS}


def scores(catalogue: Catalogue, key: str, text: float = 0.0) -> dict[str, float]:
    texts = dict.fromkeys(catalogue.roadmaps, text)
    found = similar_roadmaps(Speaker(catalogue, "de"), catalogue.roadmaps[key], texts)
    return {similar.identifier: similar.score for similar in found}


def test_scores_are_jaccard_indexes_links_and_texts(small: Catalogue) -> None:
    # P1 and P10: one method of two, one medium of two, one barrier of two, one group of two, the same occasion
    shared = sum(WEIGHT[f] / 2 for f in ("method_ids", "media_types", "barriers", "target_groups")) + WEIGHT["learning_fields"]
    found = scores(small, "P1")
    assert found == {"P10": pytest.approx(shared / TOTAL, abs=1e-4), "P2": pytest.approx(LINK_WEIGHT / TOTAL, abs=1e-4)}
    near = scores(small, "P1", text=0.5)
    assert near["P2"] == pytest.approx((LINK_WEIGHT + TEXT_WEIGHT / 2) / TOTAL, abs=1e-4)


def test_similarity_is_symmetric_and_never_with_itself(shipped: GraphRecommender) -> None:
    keys = list(shipped.catalogue.roadmaps)[:12]
    table = {key: {i.identifier: i.score for i in shipped.similar(key, 50).items} for key in keys}
    for first in keys:
        assert first not in table[first]
        assert len(table[first]) == len(shipped.catalogue.roadmaps) - 1
        for second in keys:
            assert first == second or table[first][second] == table[second][first]


def test_what_roadmaps_share_and_where_they_differ(small_recommender: GraphRecommender) -> None:
    near, linked = small_recommender.similar("P1").items
    assert [r.text for r in near.reasons] == [
        "Gleicher Anlass: Ausbildungswesen.",
        "Gleiche Methoden: „Filmwerkstatt“.",
        "Gleiche Lernmedien: „Lernvideo“.",
    ]
    assert near.mismatches == ()  # nothing is known of that company
    assert [r.text for r in linked.reasons] == ["Von der Redaktion verbunden: beide fragen viel."]
    assert [r.text for r in linked.mismatches] == ["Andere Betriebsgröße: Großbetrieb.", "Andere Branche: Maschinenbau."]
    english = small_recommender.similar("P1", language="en").items[1]
    assert [r.text for r in english.reasons] == ["Linked by the editors: both ask a lot."]


def test_claims_are_true_by_the_graph(shipped: GraphRecommender) -> None:
    roadmaps = shipped.catalogue.roadmaps
    fields = {"method": "method_ids", "media-type": "media_types", "barrier": "barriers", "target-group": "target_groups"}
    for key, mine in roadmaps.items():
        answer = shipped.similar(key)
        assert answer == shipped.similar(key)
        for item in answer.items:
            other = roadmaps[item.identifier]
            assert 1 <= len(item.reasons) <= 3
            for reason in item.reasons:
                for field in [fields[reason.kind]] if reason.kind in fields else []:
                    assert {c.identifier for c in reason.concepts} == set(getattr(mine, field)) & set(getattr(other, field))
            linked = item.identifier in dict(shipped.catalogue.links.get(key, ()))
            assert linked or not any(reason.kind == "editor-link" for reason in item.reasons)
