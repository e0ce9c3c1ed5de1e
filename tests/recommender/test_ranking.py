"""Fusion of evidence and fit, order, ties and confidence."""

from functools import partial
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.values import natural_key
from recommender.fit import Fit, Wish
from recommender.ranking import CALIBRATIONS, FIT_POINTS, FLOOR, Calibration, Candidate, confidence, rank
from recommender.types import Reason


def fit(*wishes: Wish, unknown: int = 0, excluded: bool = False) -> Fit:
    return Fit(list(wishes), [partial(Reason, "duration", f"Unbekannt {n}") for n in range(unknown)], excluded)


MET, MISSED = Wish("barrier", 1.0, True), Wish("barrier", 1.0, False)


@pytest.mark.parametrize(
    ("points", "level", "chance"),
    [(0.0, 0.0, 0.5), (1.0, 0.0, 1 / (1 + exp(-2))), (0.0, 1.0, 1 / (1 + exp(-3))), (-1e9, 0.0, 0.0), (1e9, 0.0, 1.0)],
)
def test_points_become_a_chance(points: float, level: float, chance: float) -> None:
    assert Calibration(2.0, 3.0, 0.0).chance(points, level) == pytest.approx(chance)


def test_wishes_met_count_beside_the_evidence() -> None:
    calibration = CALIBRATIONS["method"]
    candidate = Candidate("A", 1.0, fit(MET), 2.0, 0.7)
    assert candidate.score("method", True) == pytest.approx(calibration.chance(1.0 + FIT_POINTS * 2.0, 0.7))


@pytest.mark.parametrize(("wishes", "score"), [((Wish("mode", 0.4, True),), 0.4), ((MET, MET, MISSED, MISSED), 0.5), ((), 0.0)])
def test_without_a_text_the_score_is_the_share_of_wishes_met(wishes: tuple[Wish, ...], score: float) -> None:
    assert Candidate("A", 9.0, fit(*wishes), 9.0, 1.0).score("roadmap", False) == pytest.approx(score)


def test_what_is_excluded_or_hardly_likely_is_left_out() -> None:
    candidates = [
        Candidate("A", 9.0, fit(MET, excluded=True), 0.0, 1.0),
        Candidate("B", -9.0, fit(MET), 0.0, 1.0),
        Candidate("C", 9.0, fit(MISSED), 0.0, 1.0),
    ]
    assert [entry.candidate.identifier for entry in rank(candidates, "roadmap", True)] == ["C"]
    assert all(c.score("roadmap", True) < FLOOR for c in candidates[1:2])


def test_known_fits_come_before_unknown_ones_and_scores_still_fall() -> None:
    candidates = [
        Candidate("A", 4.0, fit(MET, unknown=1), 0.0, 1.0),
        Candidate("B", 1.0, fit(MISSED), 0.0, 1.0),
        Candidate("C", 3.0, fit(MET, unknown=2), 0.0, 1.0),
    ]
    ranked = rank(candidates, "roadmap", True)
    assert [entry.candidate.identifier for entry in ranked] == ["B", "A", "C"]
    assert ranked[0].score > ranked[1].score > ranked[2].score


def test_ties_fall_in_natural_order_of_the_keys() -> None:
    candidates = [Candidate(key, 4.0, fit(), 0.0, 1.0) for key in ("R10", "R2", "C1", "R1")]
    assert [entry.candidate.identifier for entry in rank(candidates, "roadmap", True)] == ["C1", "R1", "R2", "R10"]
    nearly = [Candidate("R10", 4.000004, fit(), 0.0, 1.0), Candidate("R2", 4.000001, fit(), 0.0, 1.0)]
    assert [entry.candidate.identifier for entry in rank(nearly, "roadmap", True)] == ["R2", "R10"]  # the same as shown


WISHES = st.builds(Wish, st.sampled_from(["barrier", "duration"]), st.floats(0.1, 1), st.booleans())
FITS = st.builds(fit, WISHES, WISHES, unknown=st.integers(0, 2), excluded=st.booleans())
KEYS = st.from_regex("[A-C][0-9]{1,2}", fullmatch=True)
CANDIDATES = st.builds(Candidate, KEYS, st.floats(-9, 9), FITS, st.floats(-3, 3), st.floats(0, 1))


@given(st.lists(CANDIDATES, unique_by=lambda c: c.identifier), st.booleans())
def test_order_holds_whatever_is_ranked(candidates: list[Candidate], has_text: bool) -> None:
    ranked = rank(candidates, "method", has_text)
    assert ranked == rank(candidates[::-1], "method", has_text)
    assert not any(entry.candidate.fit.excluded for entry in ranked)
    order = [(bool(e.candidate.fit.unknown), -e.score, natural_key(e.candidate.identifier)) for e in ranked]
    assert order == sorted(order)
    assert [e.score for e in ranked] == sorted((e.score for e in ranked), reverse=True)
    assert all(0 <= entry.score <= 1 for entry in ranked)


@pytest.mark.parametrize(
    ("score", "word"), [(1.0, "high"), (0.6, "high"), (0.5999, "medium"), (0.35, "medium"), (0.3499, "low"), (0, "low")]
)
def test_confidence(score: float, word: str) -> None:
    assert confidence(score) == word
