"""Runs are ranked by the text ranker, measured by ir-measures, and written as TREC does."""

from math import log2
from pathlib import Path

import pytest

from graph.errors import InputError
from recommender.embeddings.opening import open_embedder
from recommender.evaluation.collection import read_collection
from recommender.evaluation.runs import measure_run, rank_collection, run_lines
from tests.recommender.evaluation.folders import write_collection

SHARED = Path(__file__).parents[4] / "shared" / "benchmarks"


def test_the_right_document_leads_across_languages(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    collection = read_collection(write_collection(tmp_path / "c"))
    run = rank_collection(collection, open_embedder(), 2, lambda *step: seen.append(step))
    assert {query: answer[0][0] for query, answer in run.items()} == {"q1": "d1", "q2": "d2"}
    assert [len(answer) for answer in run.values()] == [2, 2]
    assert all(answer[0][1] >= answer[1][1] for answer in run.values())
    assert seen == [("reading the documents", 0, 2), ("ranking", 1, 2), ("ranking", 2, 2)]


def test_measures_are_those_worked_out_by_hand() -> None:
    qrels = {"q1": {"a": 2, "b": 1}, "q2": {"a": 1}, "q3": {"a": 1}}
    run = {"q1": [("x", 3.0), ("a", 2.0), ("b", 1.0)], "q2": [("a", 1.0)], "q3": []}
    values = measure_run(qrels, run, ["nDCG@10", "RR@10", "R@2", "RR(rel=2)"])
    gain = (2 / log2(3) + 1 / log2(4)) / (2 / log2(2) + 1 / log2(3))
    assert values["nDCG@10"] == pytest.approx({"q1": gain, "q2": 1, "q3": 0})
    assert values["RR@10"] == {"q1": 0.5, "q2": 1, "q3": 0}
    assert values["R@2"] == {"q1": 0.5, "q2": 1, "q3": 0}
    assert values["RR(rel=2)"] == {"q1": 0.5, "q2": 0, "q3": 0}


def test_lines_are_those_of_trec() -> None:
    assert run_lines({"q1": [("a", 2.5), ("b", 1e-7)]}, "tag") == "q1 Q0 a 1 2.5 tag\nq1 Q0 b 2 1e-07 tag\n"
    with pytest.raises(InputError, match="A TREC run cannot hold the ids 'q 1' and 'a'"):
        run_lines({"q 1": [("a", 1.0)]}, "tag")


@pytest.mark.skipif(not SHARED.is_dir(), reason="The collections are not here; they are expected in ../shared/benchmarks.")
@pytest.mark.parametrize(("name", "least"), [("xquad-de-de", 0.95), ("xquad-en-de", 0.83)])
def test_paragraphs_are_found_in_and_across_languages(name: str, least: float) -> None:
    collection = read_collection(SHARED / name)
    run = rank_collection(collection, open_embedder(), 10, lambda *step: None)
    values = measure_run(collection.qrels, run, ["nDCG@10"])["nDCG@10"]
    assert sum(values.values()) / len(values) >= least
