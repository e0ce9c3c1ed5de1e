"""Means, intervals and agreement."""

import pytest

from recommender.evaluation.statistics import Mean, kappa, mean_of


def test_a_mean_lies_in_its_interval_which_is_the_same_each_time() -> None:
    values = [0.0, 1.0, 0.5, 0.25, 1.0, 0.75]
    mean = mean_of(values)
    assert mean == mean_of(values)
    assert mean.value == pytest.approx(3.5 / 6)
    assert 0 < mean.low < mean.value < mean.high < 1
    assert mean.number == 6


def test_more_values_narrow_the_interval() -> None:
    few, many = mean_of([0.0, 1.0] * 5), mean_of([0.0, 1.0] * 100)
    assert many.high - many.low < few.high - few.low
    assert few.high - few.low == pytest.approx(2 * 1.96 * 0.5 / 10**0.5, abs=0.1)  # the normal approximation


def test_no_value_one_value_and_equal_values() -> None:
    assert mean_of([]) == Mean(0, 0, 0, 0)
    assert mean_of([0.5]) == Mean(0.5, 0.5, 0.5, 1)
    assert mean_of([0.5, 0.5]) == Mean(0.5, 0.5, 0.5, 2)
    assert str(mean_of([0.5])) == "0.500 [0.50, 0.50]"


def test_kappa_is_cohens() -> None:
    first, second = {"n": {"a": 1, "b": 1}}, {"n": {"a": 1}}
    # of four pairs three agree; by chance (2 * 1 + 2 * 3) / 16 would
    assert kappa(first, second, ["n"], ["a", "b", "c", "d"]) == pytest.approx((0.75 - 0.5) / 0.5)
    assert kappa(first, {"n": {"a": 2, "b": 1}}, ["n"], None) == pytest.approx(0.0)
    assert kappa(first, first, ["n"], ["a", "c"]) == 1.0
