"""Fusion of text and fit, order, ties and confidence."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.values import natural_key
from recommender.fit import Fit, Wish
from recommender.ranking import FIT_WEIGHT, FLOOR, TEXT_WEIGHT, Candidate, confidence, rank
from recommender.types import Reason


def fit(*wishes: Wish, unknown: int = 0, excluded: bool = False) -> Fit:
    return Fit(list(wishes), [partial(Reason, "duration", f"Unbekannt {n}") for n in range(unknown)], excluded)


MET, MISSED = Wish("barrier", 1.0, True), Wish("barrier", 1.0, False)


@pytest.mark.parametrize(
    ("candidate", "has_text", "score"),
    [
        (Candidate("A", 0.5, fit()), True, 0.5),
        (Candidate("A", 0.5, fit(MET)), True, TEXT_WEIGHT * 0.5 + FIT_WEIGHT),
        (Candidate("A", 0.5, fit(MISSED)), True, TEXT_WEIGHT * 0.5),
        (Candidate("A", 0.5, fit(MET, MISSED)), True, TEXT_WEIGHT * 0.5 + FIT_WEIGHT / 2),
        (Candidate("A", 0.0, fit(Wish("mode", 0.4, True))), False, 0.4),
        (Candidate("A", 0.0, fit(MET, MET, MISSED, MISSED)), False, 0.5),
        (Candidate("A", 0.0, fit()), False, 0.0),
    ],
)
def test_the_score_is_the_weighted_mean_of_text_and_fit(candidate: Candidate, has_text: bool, score: float) -> None:
    assert candidate.score(has_text) == pytest.approx(score)


def test_a_weak_wish_pulls_less_than_a_strong_one() -> None:
    hint, given_ = Wish("barrier", 0.3, True), Wish("barrier", 1.0, True)
    assert 0.5 < Candidate("A", 0.5, fit(hint)).score(True) < Candidate("A", 0.5, fit(given_)).score(True)


def test_what_is_excluded_or_noise_is_left_out() -> None:
    candidates = [
        Candidate("A", 0.9, fit(MET, excluded=True)),
        Candidate("B", FLOOR - 0.01, fit(MISSED)),
        Candidate("C", FLOOR - 0.01, fit(Wish("duration", 0.4, True))),
        Candidate("D", FLOOR, fit(MISSED)),
        Candidate("E", 0.0, fit(MET)),
    ]
    assert [entry.candidate.identifier for entry in rank(candidates, True)] == ["E", "D"]


def test_known_fits_come_before_unknown_ones_and_scores_still_fall() -> None:
    candidates = [
        Candidate("A", 0.9, fit(MET, unknown=1)),
        Candidate("B", 0.3, fit(MISSED)),
        Candidate("C", 0.8, fit(MET, unknown=2)),
    ]
    ranked = rank(candidates, True)
    assert [entry.candidate.identifier for entry in ranked] == ["B", "A", "C"]
    assert ranked[0].score > ranked[1].score > ranked[2].score


def test_ties_fall_in_natural_order_of_the_keys() -> None:
    candidates = [Candidate(key, 0.5, fit()) for key in ("R10", "R2", "C1", "R1")]
    assert [entry.candidate.identifier for entry in rank(candidates, True)] == ["C1", "R1", "R2", "R10"]
    nearly = [Candidate("R10", 0.500004, fit()), Candidate("R2", 0.500001, fit())]
    assert [entry.candidate.identifier for entry in rank(nearly, True)] == ["R2", "R10"]  # the same as shown


WISHES = st.builds(Wish, st.sampled_from(["barrier", "duration"]), st.floats(0.1, 1), st.booleans())
FITS = st.builds(fit, WISHES, WISHES, unknown=st.integers(0, 2), excluded=st.booleans())
CANDIDATES = st.builds(Candidate, st.from_regex("[A-C][0-9]{1,2}", fullmatch=True), st.floats(0, 1), FITS)


@given(st.lists(CANDIDATES, unique_by=lambda c: c.identifier), st.booleans())
def test_order_holds_whatever_is_ranked(candidates: list[Candidate], has_text: bool) -> None:
    ranked = rank(candidates, has_text)
    assert ranked == rank(candidates[::-1], has_text)
    assert not any(entry.candidate.fit.excluded for entry in ranked)
    order = [(bool(e.candidate.fit.unknown), -e.score, natural_key(e.candidate.identifier)) for e in ranked]
    assert order == sorted(order)
    assert [e.score for e in ranked] == sorted((e.score for e in ranked), reverse=True)
    assert all(0 <= entry.score <= 1 for entry in ranked)


@pytest.mark.parametrize(
    ("score", "word"), [(1.0, "high"), (0.6, "high"), (0.5999, "medium"), (0.4, "medium"), (0.3999, "low"), (0, "low")]
)
def test_confidence(score: float, word: str) -> None:
    assert confidence(score) == word
