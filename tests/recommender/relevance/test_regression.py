"""Kernel ridge regression: a case known by hand, items that were never judged, and what each passage adds."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.relevance.cases import WorkedCase
from recommender.relevance.kernel import Kernel, Shares
from recommender.relevance.regression import RelevanceScorer, Trust, fit_relevance, passages_of
from recommender.texts import ItemText, TypicalNeed


class Compass:
    """Texts point east or north by their first letter, and nowhere otherwise."""

    name = "compass"
    dimension = 2

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        ways = {"e": (1.0, 0.0), "n": (0.0, 1.0)}
        return np.array([ways.get(text[:1], (0.0, 0.0)) for text in texts], np.float32).reshape(len(texts), 2)


MEANING = Shares(words=0.0, parts=0.0, meaning=1.0)
TEXTS = ["Handys sind verboten", "Handy in der Halle", "Die Schulung ist vorbei", "Niemand kommt zur Schulung"]


def scorer(items: Sequence[ItemText], cases: Sequence[WorkedCase], trust: Trust) -> RelevanceScorer:
    model = fit_relevance("method", items, cases, Compass(), MEANING, trust)
    return RelevanceScorer(model, passages_of("method", items, cases), MEANING)


def asked(found: RelevanceScorer, text: str) -> list[float]:
    likeness = found.match(text, Compass().embed([text])[0])
    return [float(value) for value in found.relevance(likeness)]


def test_a_kernel_is_symmetric_and_positive_semidefinite() -> None:
    kernel = Kernel.fit(TEXTS, Compass())
    between = kernel.between(Shares())
    assert between == pytest.approx(between.T)
    assert np.linalg.eigvalsh(between).min() > -1e-9


def test_a_passage_asked_for_is_as_like_to_all_as_it_is_among_them() -> None:
    kernel = Kernel.fit(TEXTS, Compass())
    shares = Shares(words=0.5, parts=0.5, meaning=0.0)
    between = kernel.between(shares)
    for row, text in enumerate(TEXTS):
        vector = Compass().embed([text])[0]
        assert kernel.to(text, vector, shares) == pytest.approx(between[row], abs=1e-6)
    assert between.diagonal() == pytest.approx(np.ones(4), abs=1e-6)


def test_a_case_known_by_hand() -> None:
    # Likeness is 1 with itself, else 0; the documents are like nothing. Targets of the cases ((1, 0), (0, 0.5)), of the
    # documents ((1, 0), (0, 1)), so means of (0.5, 0.375); a ridge of 1 halves what differs from the mean.
    items = [ItemText("A", "x"), ItemText("B", "x")]
    cases = [
        WorkedCase("east", "en", {"method": {"A": 2}}),
        WorkedCase("north", "en", {"method": {"B": 1}}),
    ]
    found = scorer(items, cases, Trust(case=1.0, need=1.0, document=1e12))
    assert asked(found, "?") == pytest.approx([0.5, 0.375], abs=1e-6)
    assert asked(found, "east") == pytest.approx([0.75, 0.1875], abs=1e-6)
    assert asked(found, "north") == pytest.approx([0.25, 0.4375], abs=1e-6)


def test_an_item_that_no_case_grades_learns_from_its_own_passages_only() -> None:
    items = [ItemText("A", "nothing", (TypicalNeed("east", "en"),)), ItemText("Own", "nothing", (TypicalNeed("north", "en"),))]
    many = [WorkedCase(f"north {n}", "en", {"method": {"A": 2}}) for n in range(20)]
    without = asked(scorer(items, [], Trust()), "north")
    beside = asked(scorer(items, many, Trust()), "north")
    assert beside[1] == pytest.approx(without[1], abs=1e-6)
    assert beside[0] > without[0]


def test_what_passages_add_sums_up_to_the_relevance() -> None:
    items = [ItemText("A", "east of here, far away", (TypicalNeed("east", "en"),)), ItemText("B", "north by all means it is")]
    found = scorer(items, [WorkedCase("east or so", "en", {"method": {"A": 2, "B": 1}})], Trust())
    likeness = found.match("east", Compass().embed(["east"])[0])
    base = found.relevance(np.zeros_like(likeness))
    for place, value in enumerate(found.relevance(likeness)):
        assert found.contributions(likeness, place).sum() + base[place] == pytest.approx(value, abs=1e-6)


def test_taking_a_case_away_changes_what_it_spoke_for() -> None:
    items = [ItemText("A", "nothing"), ItemText("B", "nothing")]
    case = WorkedCase("east", "en", {"method": {"A": 2}})
    other = WorkedCase("north", "en", {"method": {"B": 2, "A": 1}})
    assert asked(scorer(items, [case, other], Trust()), "east")[0] > asked(scorer(items, [other], Trust()), "east")[0]


def test_without_items_or_passages_there_is_nothing() -> None:
    found = scorer([], [], Trust())
    assert asked(found, "east") == []
