"""The figures of all variants on one part of the evaluation set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.evaluation.needs import RELEVANT, TASKS, EvaluationSet, JudgedNeed
from recommender.evaluation.runs import Progress, Run, measure_run
from recommender.evaluation.statistics import Mean, mean_of
from recommender.evaluation.variants import Variant

MEASURES: Mapping[str, str] = {"nDCG@10": "nDCG@10", "MRR": f"RR(rel={RELEVANT})", "Recall@5": f"R(rel={RELEVANT})@5"}
"""Name shown -> measure as ir-measures writes it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one variant reached in one task: its run, and values of every measure by need."""

    variant: str
    task: str
    run: Run
    values: Mapping[str, Mapping[str, float]]

    def mean(self, measure: str, needs: Sequence[JudgedNeed]) -> Mean:
        """Mean of a measure over those of the needs that count in the task."""
        values = self.values[measure]
        return mean_of([values[need.identifier] for need in needs if need.identifier in values])


def compare(
    evaluation: EvaluationSet, needs: Sequence[JudgedNeed], variants: Mapping[str, Variant], progress: Progress
) -> list[Outcome]:
    """Outcomes of all tasks and variants, in that order, over the needs that something answers."""
    outcomes: list[Outcome] = []
    total = len(TASKS) * len(variants)
    for task, kind in TASKS.items():
        qrels = evaluation.judgements[task].scored(needs)
        asked = [need for need in needs if need.identifier in qrels]
        for name, rank in variants.items():
            progress(f"{task}: {name}", len(outcomes), total)
            run = {need.identifier: list(rank(kind, need)) for need in asked}
            values = measure_run(qrels, run, list(MEASURES.values()))
            outcomes.append(Outcome(name, task, run, {shown: values[name] for shown, name in MEASURES.items()}))
    progress("measured", total, total)
    return outcomes


def groups(needs: Sequence[JudgedNeed]) -> dict[str, list[JudgedNeed]]:
    """The needs by language, then by role, each by name."""
    found: dict[str, list[JudgedNeed]] = {}
    for named in ([(need.language, need) for need in needs], [(need.role, need) for need in needs]):
        for name in sorted({name for name, _ in named}):
            found[name] = [need for its, need in named if its == name]
    return found
