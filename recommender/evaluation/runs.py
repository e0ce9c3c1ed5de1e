"""Runs: what a ranker answers to every query, its measures, and its file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.errors import InputError
from recommender.evaluation.collection import Collection, Qrels
from recommender.text.ranker import TextModel, TextRanker
from recommender.types import Embedder
from recommender.vectors import highest

Run = Mapping[str, Sequence[tuple[str, float]]]
"""Documents and scores by query, best first."""

Progress = Callable[[str, int, int], None]

DEPTH = 100
"""Documents of a query in a run, where no cutoff asks for more."""


def rank_collection(collection: Collection, embedder: Embedder, depth: int, progress: Progress) -> Run:
    """Rank all documents for every query with the text ranker of the recommender; the best `depth`, ties in file order."""
    progress("reading the documents", 0, len(collection.queries))
    ranker = TextRanker(TextModel.fit(list(collection.documents.values()), embedder), embedder)
    documents = list(collection.documents)
    run: dict[str, list[tuple[str, float]]] = {}
    for number, (query, text) in enumerate(collection.queries.items(), 1):
        scores = ranker.scores(text)
        run[query] = [(documents[place], float(scores[place])) for place in highest(scores, depth)]
        progress("ranking", number, len(collection.queries))
    return run


def measure_run(qrels: Qrels, run: Run, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Values of measures by name of the measure and query, as ir-measures computes them; a query without answer has 0.

    Args:
        names: as ir-measures writes them, like "nDCG@10"; gains of nDCG are linear in the grade (as in trec_eval).
    """
    import ir_measures

    asked: dict[Any, str] = {ir_measures.parse_measure(name): name for name in names}
    values: dict[str, dict[str, float]] = {name: dict.fromkeys(qrels, 0.0) for name in names}
    scored = {query: dict(answer) for query, answer in run.items() if answer}
    judged = {query: dict(grades) for query, grades in qrels.items()}
    for metric in ir_measures.iter_calc(list(asked), judged, scored):
        values[asked[metric.measure]][metric.query_id] = float(metric.value)
    return values


def run_lines(run: Run, tag: str) -> str:
    """A run in the form of TREC: query, Q0, document, rank from 1, score, tag.

    Raises:
        InputError: an id holds a space, which the form has no way to write.
    """
    lines = []
    for query, answer in run.items():
        for rank, (document, score) in enumerate(answer, 1):
            if len(f"{query} {document}".split()) != 2:
                raise InputError(f"A TREC run cannot hold the ids {query!r} and {document!r}: there are spaces in them.")
            lines.append(f"{query} Q0 {document} {rank} {score:.9g} {tag}\n")
    return "".join(lines)
