"""Variants are compared over the same needs, and tables say what was found."""

import pytest

from recommender.engine import GraphRecommender
from recommender.evaluation.ablation import compare, groups
from recommender.evaluation.honesty import Abstention, honesty
from recommender.evaluation.needs import TASKS, EvaluationSet, JudgedNeed, Judgements
from recommender.evaluation.tables import (
    agreement_table,
    ceiling,
    figures,
    group_tables,
    honesty_table,
    variant_tables,
    worst_table,
)
from recommender.evaluation.variants import variants
from recommender.types import Need

NEEDS = (
    JudgedNeed("a", "Jemand müsste den Griff einmal filmen", "de", "coach", "plain", True),
    JudgedNeed("b", "Our engineers drive all day", "en", "hr", "plain", True),
    JudgedNeed("c", "qqq xyzzy", "en", "hr", "plain", False),
)
GRADES = Judgements({"a": {"M1": 2}, "b": {"M3": 1}}, {"a": {"M1": 1, "M2": 1}, "b": {"M3": 2}})
NOTHING = Judgements({}, {})


@pytest.fixture(scope="module")
def evaluation() -> EvaluationSet:
    return EvaluationSet(NEEDS, {"roadmaps": NOTHING, "methods": NOTHING, "media-types": GRADES})


def silent(stage: str, number: int, total: int) -> None:
    assert 0 <= number <= total


def test_all_variants_rank_all_items_of_a_kind_best_first(small_recommender: GraphRecommender) -> None:
    for name, rank in variants(small_recommender).items():
        for kind in TASKS.values():
            answer = rank(kind, NEEDS[0])
            scores = [score for _, score in answer]
            assert scores == sorted(scores, reverse=True), name
            known = set(small_recommender.catalogue.records[kind])
            found = [key for key, _ in answer]
            assert len(found) == len(set(found))
            assert set(found) <= known
            assert set(found) == known or name.startswith("full")


def test_popularity_counts_the_roadmaps_and_chance_depends_on_the_need(small_recommender: GraphRecommender) -> None:
    ranked = variants(small_recommender)
    assert [score for _, score in ranked["popularity"]("media-type", NEEDS[0])] == [2, 2, 0]
    assert ranked["random"]("method", NEEDS[0]) == ranked["random"]("method", NEEDS[0])
    assert ranked["random"]("method", NEEDS[0]) != ranked["random"]("method", NEEDS[1])


def test_outcomes_are_those_worked_out_by_hand(small_recommender: GraphRecommender, evaluation: EvaluationSet) -> None:
    fixed = {"right": lambda kind, need: [("M1", 3.0), ("M2", 2.0)], "none": lambda kind, need: []}
    outcomes = compare(evaluation, NEEDS, fixed, silent)
    assert [(o.task, o.variant) for o in outcomes] == [(task, name) for task in TASKS for name in fixed]
    right, nothing = outcomes[-2:]
    assert right.values == {"nDCG@10": {"a": 1, "b": 0}, "MRR": {"a": 1, "b": 0}, "Recall@5": {"a": 1, "b": 0}}
    assert right.mean("nDCG@10", NEEDS).value == 0.5
    assert right.mean("nDCG@10", NEEDS[:1]).number == 1
    assert nothing.mean("MRR", NEEDS).value == 0
    assert outcomes[0].mean("nDCG@10", NEEDS).number == 0  # no roadmap answers any need


def test_groups_are_languages_then_roles() -> None:
    assert {name: len(members) for name, members in groups(NEEDS).items()} == {"de": 1, "en": 2, "coach": 1, "hr": 2}


def test_tables_have_a_row_for_every_variant(small_recommender: GraphRecommender, evaluation: EvaluationSet) -> None:
    ranked = variants(small_recommender)
    outcomes = compare(evaluation, NEEDS, ranked, silent)
    for text in (variant_tables(outcomes, NEEDS), group_tables(outcomes, NEEDS)):
        lines = text.splitlines()
        assert sum(line.startswith(tuple(f"| {name} |" for name in ranked)) for line in lines) == 3 * len(ranked)
    assert "| media-types, 2 needs | nDCG@10 | MRR | Recall@5 |" in variant_tables(outcomes, NEEDS)
    assert "| media-types, nDCG@10 | de (1) | en (1) | coach (1) | hr (1) |" in group_tables(outcomes, NEEDS)
    worst = worst_table(outcomes[-1:], NEEDS, {"media-types": GRADES.summed}, 1).splitlines()
    assert len(worst) == 3
    told = figures(outcomes, NEEDS)
    assert len(told) == len(outcomes) * 5 * 3
    assert told[0] == {
        **{"task": "roadmaps", "variant": "random", "group": "all", "measure": "nDCG@10"},
        **{"value": 0.0, "low": 0.0, "high": 0.0, "needs": 0},
    }


def test_agreement_is_told_by_task(evaluation: EvaluationSet) -> None:
    keys = {"roadmaps": ["P1"], "methods": ["A1"], "media-types": ["M1", "M2", "M3"]}
    only = EvaluationSet(NEEDS, {"media-types": GRADES})
    assert agreement_table(only, keys).splitlines()[2].startswith("| media-types | 0.")
    assert ceiling(GRADES.first, GRADES.first) == 1.0
    assert ceiling({}, {}) == 0.0


def test_abstention_and_confidence_are_counted(small_recommender: GraphRecommender, evaluation: EvaluationSet) -> None:
    found = honesty(evaluation, NEEDS, small_recommender)
    assert list(found) == list(TASKS)
    media = found["media-types"]
    assert media.abstention.unanswerable == 1
    shown = {
        need.identifier: len(small_recommender.recommend("media-type", Need(need.text, need.profile), 10, need.language).items)
        for need in NEEDS
    }
    assert sum(number for number, _ in media.confidence.values()) == sum(shown.values())
    assert all(0 <= right <= number for number, right in media.confidence.values())
    assert honesty_table(found).splitlines()[0].startswith("| task | no answer | precision | recall | high |")
    assert (Abstention(4, 3, 6).precision, Abstention(4, 3, 6).recall) == (0.75, 0.5)
    assert (Abstention(0, 0, 0).precision, Abstention(0, 0, 0).recall) == (0.0, 0.0)
