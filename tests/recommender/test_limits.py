"""The hard limits of the public contract, on methods that keep, break or do not know them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from graph.records import Method
from graph.values import natural_key
from recommender.engine import GraphRecommender
from recommender.figures import stated
from recommender.profile import MANY, SINGLE
from recommender.types import Need, Recommendation, RecommendationList

from .needs import NEEDS


def ask(recommender: GraphRecommender, text: str = "", **profile: Any) -> RecommendationList:
    return recommender.recommend("method", Need(text, profile), limit=50)


def keys(answer: RecommendationList) -> list[str]:
    return [item.identifier for item in answer.items]


def mismatches(answer: RecommendationList, key: str) -> list[str]:
    (item,) = [item for item in answer.items if item.identifier == key]
    return [reason.text for reason in item.mismatches]


def test_a_minimum_above_the_time_excludes_and_a_maximum_above_it_is_told(small_recommender: GraphRecommender) -> None:
    answer = ask(small_recommender, max_hours=1)
    assert keys(answer) == ["A2", "A1", "A3", "A10"]
    assert mismatches(answer, "A1") == ["Kann bis zu 120 Minuten dauern, 60 mehr, als Sie haben."]
    assert mismatches(answer, "A3") == ["Kann bis zu 240 Minuten dauern, 180 mehr, als Sie haben."]
    assert mismatches(answer, "A10") == ["Dauer unbekannt"]
    assert mismatches(answer, "A2") == []
    assert keys(ask(small_recommender, max_hours=0.99))[-1] == "A10"
    assert "A1" not in keys(ask(small_recommender, max_hours=0.99))


def test_the_limit_itself_is_kept(small_recommender: GraphRecommender) -> None:
    assert mismatches(ask(small_recommender, max_hours=2), "A1") == []
    assert mismatches(ask(small_recommender, max_hours=1.99), "A1") == [
        "Kann bis zu 120 Minuten dauern, 1 mehr, als Sie haben."
    ]


@pytest.mark.parametrize(
    ("people", "kept"),
    [(1, {"A3", "A10"}), (2, {"A2", "A3", "A10"}), (4, {"A1", "A2", "A3", "A10"}), (6, {"A1", "A3", "A10"}), (13, {"A10"})],
)
def test_a_group_outside_the_range_excludes(small_recommender: GraphRecommender, people: int, kept: set[str]) -> None:
    answer = ask(small_recommender, group_size=people)
    assert set(keys(answer)) == kept
    assert keys(answer)[-1] == "A10"
    assert mismatches(answer, "A10") == ["Gruppengröße unbekannt"]


def test_the_wrong_mode_excludes_and_an_unknown_one_is_told(small_recommender: GraphRecommender) -> None:
    assert set(keys(ask(small_recommender, mode="praesenz"))) == {"A1", "A3", "A10"}
    answer = ask(small_recommender, mode="digital")
    assert keys(answer) == ["A2", "A3", "A10"]
    assert mismatches(answer, "A10") == ["Ob es online geht, ist unbekannt."]


def test_the_wrong_phase_excludes_and_quer_fits_every_phase(small_recommender: GraphRecommender) -> None:
    assert set(keys(ask(small_recommender, phase="TP1"))) == {"A2", "A3", "A10"}
    assert set(keys(ask(small_recommender, phase="TP4"))) == {"A1", "A2"}
    answer = ask(small_recommender, phase="TP6")
    assert keys(answer) == ["A2"]
    assert [reason.text for reason in answer.items[0].reasons] == ["Passt zu jeder Phase."]


def test_several_unknown_limits_are_all_told(small_recommender: GraphRecommender) -> None:
    answer = ask(small_recommender, max_hours=4, group_size=5, mode="digital", barriers=["shift-work"])
    assert mismatches(answer, "A10")[-3:] == ["Ob es online geht, ist unbekannt.", "Dauer unbekannt", "Gruppengröße unbekannt"]


TWO = "Fragerunde, in der alle Fragen stellen, und Filmwerkstatt"
"""Speaks of A10 most, and of A1."""


def test_unknown_ranks_below_all_known_fits_however_near_its_text(small_recommender: GraphRecommender) -> None:
    free = ask(small_recommender, TWO)
    assert keys(free)[0] == "A10"
    limited = ask(small_recommender, TWO, max_hours=3)
    assert keys(limited)[-1] == "A10"
    assert len(limited.items) > 1


def test_limits_that_leave_nothing_are_named(small_recommender: GraphRecommender) -> None:
    answer = ask(small_recommender, "Filmwerkstatt", phase="TP2", max_hours=0.1)
    assert answer.items == ()
    assert (
        answer.notice == "Mit diesen Grenzen bleibt nichts übrig. Lockern Sie Zeit, Gruppengröße, Phase oder Durchführungsform."
    )
    english = small_recommender.recommend("method", Need("Film workshop", {"phase": "TP2", "max_hours": 0.1}), language="en")
    assert (english.notice or "").startswith("Nothing is left within these limits.")


def test_a_limit_kept_does_not_answer_a_need_in_words(small_recommender: GraphRecommender) -> None:
    answer = ask(small_recommender, "Quetschkommode xylographieren", max_hours=3)
    assert (answer.items, answer.notice is None) == ((), False)


# Limits that the text states


def test_a_limit_in_words_excludes_what_is_known_to_break_it(small_recommender: GraphRecommender) -> None:
    films = "Alle drehen gemeinsam, nacheinander werden alle angerufen, alle stellen Fragen"
    assert {"A1", "A2", "A10"} <= set(keys(ask(small_recommender, films)))
    answer = ask(small_recommender, f"{films}. Wir haben nur eine halbe Stunde Zeit dafür.")
    assert "A1" not in keys(answer)
    assert [(u.identifier, u.label) for u in answer.understood["max_hours"]] == [("0.5", "höchstens 30 Minuten")]
    online = ask(small_recommender, f"{films}. Wir treffen uns per Teams.")
    assert "A1" not in keys(online)
    many = ask(small_recommender, f"{films}. Eine Runde mit acht Leuten.")
    assert "A2" not in keys(many)
    assert [(u.label, u.matched) for u in many.understood["group_size"]] == [("8 Personen", "acht Leuten")]


def test_the_profile_overrules_the_text(small_recommender: GraphRecommender) -> None:
    answer = ask(small_recommender, "Alle drehen gemeinsam, höchstens 30 Minuten", max_hours=2)
    assert "A1" in keys(answer)


def test_a_person_takes_back_a_limit(small_recommender: GraphRecommender) -> None:
    text = "Alle drehen gemeinsam, höchstens 30 Minuten"
    assert "A1" not in keys(ask(small_recommender, text))
    corrected = Need(text, {}, frozenset({("max_hours", "0.5")}))
    assert "A1" in keys(small_recommender.recommend("method", corrected, limit=50))


def test_what_is_unknown_is_told_and_not_ranked_behind_everything(small_recommender: GraphRecommender) -> None:
    text = "Fragerunde, in der alle Fragen stellen, höchstens 3 Stunden"
    assert keys(ask(small_recommender, text))[0] == "A10"
    assert mismatches(ask(small_recommender, text), "A10") == ["Dauer unbekannt"]
    assert keys(ask(small_recommender, text, max_hours=3))[-1] == "A10"


# Random profiles over the shipped methods


def profiles(catalogue: Catalogue) -> st.SearchStrategy[dict[str, Any]]:
    def some(scheme: str) -> st.SearchStrategy[str]:
        return st.sampled_from([key for key in catalogue.records[scheme] if key != "quer"])

    single = {key: some(scheme) for key, scheme in SINGLE.items()}
    many = {key: st.lists(some(scheme), max_size=3) for key, scheme in MANY.items()}
    numbers = {"group_size": st.integers(1, 60), "max_hours": st.floats(0.05, 40)}
    return st.fixed_dictionaries({}, optional={**single, **many, **numbers})


def violates(item: Method, profile: dict[str, Any]) -> bool:
    """Whether a limit is known to be broken, straight from the contract."""
    hours, people = profile.get("max_hours"), profile.get("group_size")
    phases = {edge.identifier for edge in item.phases}
    return any(
        (
            hours is not None and item.minutes.min is not None and item.minutes.min > hours * 60,
            people is not None and item.group_size.min is not None and people < item.group_size.min,
            people is not None and item.group_size.max is not None and people > item.group_size.max,
            "mode" in profile and item.mode and profile["mode"] not in item.mode,
            "phase" in profile and phases and not phases & {profile["phase"], "quer"},
        )
    )


def limited(text: str, profile: dict[str, Any]) -> dict[str, Any]:
    """The profile with the limits that the text states where the profile is silent."""
    parse = {"max_hours": float, "group_size": int, "mode": str}
    return {**{entry.key: parse[entry.key](entry.value) for entry in stated(text) if entry.key in parse}, **profile}


def unknown(item: Method, profile: dict[str, Any]) -> bool:
    return any(
        (
            "max_hours" in profile and not item.minutes,
            "group_size" in profile and not item.group_size,
            "mode" in profile and not item.mode,
            "phase" in profile and not item.phases,
        )
    )


def check_order(items: tuple[Recommendation, ...]) -> None:
    assert [item.rank for item in items] == list(range(1, len(items) + 1))
    scores = [item.score for item in items]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), text=st.sampled_from(["", *NEEDS]))
def test_no_method_that_breaks_a_limit_appears(shipped: GraphRecommender, data: st.DataObject, text: str) -> None:
    profile = data.draw(profiles(shipped.catalogue))
    answer = ask(shipped, text, **profile)
    check_order(answer.items)
    methods = [shipped.catalogue.methods[key] for key in keys(answer)]
    limits = limited(text, profile)
    assert not [m.identifier for m in methods if violates(m, limits)]
    blind = [unknown(m, profile) for m in methods]
    assert blind == sorted(blind)
    for item, method in zip(answer.items, methods, strict=True):
        told = [reason.text for reason in item.mismatches]
        assert ("Dauer unbekannt" in told) <= ("max_hours" in limits and not method.minutes)
        assert ("Dauer unbekannt" in told) >= ("max_hours" in profile and not method.minutes)
        longer = "max_hours" in limits and (method.minutes.max or 0) > limits["max_hours"] * 60
        assert any(text.startswith("Kann bis zu") for text in told) <= longer
    for first, second, blind_first, blind_second in zip(answer.items, answer.items[1:], blind, blind[1:], strict=False):
        if first.score == second.score and blind_first == blind_second:
            assert natural_key(first.identifier) < natural_key(second.identifier)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), text=st.sampled_from(["", *NEEDS]), kind=st.sampled_from(["roadmap", "media-type"]))
def test_other_kinds_are_ranked_for_every_profile(shipped: GraphRecommender, data: st.DataObject, text: str, kind: Any) -> None:
    need = Need(text, data.draw(profiles(shipped.catalogue)))
    answer = shipped.recommend(kind, need, limit=50)
    check_order(answer.items)
    assert bool(answer.items) == (answer.notice is None)
    assert shipped.recommend(kind, need, limit=50) == answer
    assert shipped.recommend(kind, need, limit=3).items == answer.items[:3]
    if kind == "roadmap":
        assert need.profile.get("roadmap") not in keys(answer)
