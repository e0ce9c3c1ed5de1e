"""The figures of an evaluation as Markdown tables."""

from collections.abc import Mapping, Sequence

from recommender.evaluation.ablation import MEASURES, Outcome, groups
from recommender.evaluation.collection import Qrels
from recommender.evaluation.honesty import Honesty
from recommender.evaluation.needs import TASKS, EvaluationSet, JudgedNeed
from recommender.evaluation.runs import measure_run
from recommender.evaluation.statistics import kappa


def variant_tables(outcomes: Sequence[Outcome], needs: Sequence[JudgedNeed]) -> str:
    """One table a task: all measures of every variant with their intervals."""
    return "\n\n".join(_variants(task, [o for o in outcomes if o.task == task], needs) for task in TASKS)


def group_tables(outcomes: Sequence[Outcome], needs: Sequence[JudgedNeed]) -> str:
    """One table a task: nDCG@10 of every variant with its interval, by language and role."""
    return "\n\n".join(_groups(task, [o for o in outcomes if o.task == task], needs) for task in TASKS)


def honesty_table(found: Mapping[str, Honesty]) -> str:
    """Abstention and confidence by task."""
    rows = []
    for task, honest in found.items():
        of = honest.abstention
        shares = [f"{good / shown:.2f} ({good} of {shown})" if shown else "-" for shown, good in honest.confidence.values()]
        row = [task, str(of.abstained), f"{of.precision:.2f}", f"{of.recall:.2f} (of {of.unanswerable})", *shares]
        rows.append(row)
    return table(["task", "no answer", "precision", "recall", "high", "medium", "low"], rows)


def agreement_table(evaluation: EvaluationSet, items: Mapping[str, Sequence[str]]) -> str:
    """How far the two passes agree, by task, over all needs. `items`: keys of all items by task."""
    needs = [need.identifier for need in evaluation.needs]
    rows = []
    for task, judged in evaluation.judgements.items():
        everything = kappa(judged.first, judged.second, needs, items[task])
        named = kappa(judged.first, judged.second, needs, None)
        both = [ceiling(judged.first, judged.second), ceiling(judged.second, judged.first)]
        rows.append([task, f"{everything:.2f}", f"{named:.2f}", " / ".join(f"{value:.2f}" for value in both)])
    return table(["task", "kappa, all pairs", "kappa, pairs graded by one", "nDCG@10 of one pass by the other"], rows)


def ceiling(pass_: Qrels, other: Qrels) -> float:
    """Mean nDCG@10 of the grades of one pass taken as a ranking, scored by the other: more no ranking can be asked for."""
    run = {need: sorted(((key, float(grade)) for key, grade in g.items()), key=lambda e: -e[1]) for need, g in pass_.items()}
    judged = {need: grades for need, grades in other.items() if any(grades.values())}
    values = measure_run(judged, run, ["nDCG@10"])["nDCG@10"]
    return sum(values.values()) / len(values) if values else 0.0


def worst_table(outcomes: Sequence[Outcome], needs: Sequence[JudgedNeed], qrels: Mapping[str, Qrels], number: int) -> str:
    """The needs whose ranking is farthest from the judgements, over the tasks of some outcomes; ties in order."""
    texts = {need.identifier: need.text for need in needs}
    found = [(value, o, need) for o in outcomes for need, value in o.values["nDCG@10"].items()]
    rows = []
    for value, outcome, need in sorted(found, key=lambda entry: entry[0])[:number]:
        grades = qrels[outcome.task][need]
        wanted = sorted(grades, key=lambda key: -grades[key])[:5]
        given = [key for key, _ in outcome.run[need][:5]]
        rows.append([outcome.task, need, f"{value:.2f}", texts[need], ", ".join(wanted), ", ".join(given)])
    return table(["task", "need", "nDCG@10", "text", "judged best", "ranked first"], rows)


def figures(outcomes: Sequence[Outcome], needs: Sequence[JudgedNeed]) -> list[dict[str, object]]:
    """All means with their intervals, one a task, variant, group ("all", language, role) and measure."""
    parts = {"all": list(needs), **groups(needs)}
    found: list[dict[str, object]] = []
    for outcome in outcomes:
        for group, members in parts.items():
            for measure in MEASURES:
                mean = outcome.mean(measure, members)
                entry = {"task": outcome.task, "variant": outcome.variant, "group": group, "measure": measure}
                found.append({**entry, "value": mean.value, "low": mean.low, "high": mean.high, "needs": mean.number})
    return found


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    r"""A Markdown table; the first column stands left, the others right where they are short.

    >>> print(table(["a", "b"], [["x|y", "1"]]))
    | a | b |
    | --- | ---: |
    | x\|y | 1 |
    """
    long = [any(len(row[place]) > 40 for row in rows) for place in range(len(head))]
    rule = ["---" if place == 0 or long[place] else "---:" for place in range(len(head))]
    lines = [head, rule, *([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _variants(task: str, outcomes: Sequence[Outcome], needs: Sequence[JudgedNeed]) -> str:
    rows = [[o.variant, *(str(o.mean(measure, needs)) for measure in MEASURES)] for o in outcomes]
    counted = len(outcomes[0].values["nDCG@10"]) if outcomes else 0
    return table([f"{task}, {counted} needs", *MEASURES], rows)


def _groups(task: str, outcomes: Sequence[Outcome], needs: Sequence[JudgedNeed]) -> str:
    parts = groups(needs)
    scored = outcomes[0].run if outcomes else {}
    counted = {name: sum(need.identifier in scored for need in members) for name, members in parts.items()}
    rows = [[o.variant, *(str(o.mean("nDCG@10", members)) for members in parts.values())] for o in outcomes]
    return table([f"{task}, nDCG@10", *(f"{name} ({counted[name]})" for name in parts)], rows)
