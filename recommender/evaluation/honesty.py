"""Whether the recommender knows what it does not know: empty answers, and what its word for confidence is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from recommender.engine import GraphRecommender
from recommender.evaluation.needs import RELEVANT, TASKS, EvaluationSet, JudgedNeed
from recommender.types import Confidence, Need, RecommendationList

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Abstention:
    """Needs left without an answer: `rightly` of all `abstained`, and of all `unanswerable` ones.

    An answer with a notice that lists what comes nearest, all of low confidence, counts as none.
    """

    abstained: int
    rightly: int
    unanswerable: int

    @property
    def precision(self) -> float:
        """Share of the needs left without answer that have none; 0 where none was left."""
        return self.rightly / self.abstained if self.abstained else 0.0

    @property
    def recall(self) -> float:
        """Share of the needs without right answer that were left without one; 0 where there are none."""
        return self.rightly / self.unanswerable if self.unanswerable else 0.0


@dataclass(frozen=True, slots=True)
class Honesty:
    """Abstention in one task, and for each confidence the number of items shown with it and how many of them answer."""

    abstention: Abstention
    confidence: Mapping[Confidence, tuple[int, int]]


def honesty(evaluation: EvaluationSet, needs: Sequence[JudgedNeed], recommender: GraphRecommender) -> dict[str, Honesty]:
    """How honest the first ten items are, by task."""
    found = {}
    for task, kind in TASKS.items():
        answers = {
            need.identifier: recommender.recommend(kind, Need(need.text, need.profile), SHOWN, need.language) for need in needs
        }
        summed = evaluation.judgements[task].summed
        found[task] = Honesty(_abstention(needs, answers), _confidence(answers, summed))
    return found


def _abstention(needs: Sequence[JudgedNeed], answers: Mapping[str, RecommendationList]) -> Abstention:
    left = [need for need in needs if _is_none(answers[need.identifier])]
    rightly = sum(not need.answerable for need in left)
    return Abstention(len(left), rightly, sum(not need.answerable for need in needs))


def _is_none(answer: RecommendationList) -> bool:
    return not answer.items or (answer.notice is not None and all(item.confidence == "low" for item in answer.items))


def _confidence(
    answers: Mapping[str, RecommendationList], summed: Mapping[str, Mapping[str, int]]
) -> dict[Confidence, tuple[int, int]]:
    counts: dict[Confidence, tuple[int, int]] = {}
    for word in get_args(Confidence):
        shown = [(need, item.identifier) for need, a in answers.items() for item in a.items if item.confidence == word]
        counts[word] = len(shown), sum(summed.get(need, {}).get(key, 0) >= RELEVANT for need, key in shown)
    return counts
