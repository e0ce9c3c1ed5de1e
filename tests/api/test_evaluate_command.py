"""`codiclust evaluate`: figures of the text ranker on a collection, and of all rankers on the judged needs."""

import json
from pathlib import Path

import pytest

from tests.api.commands import Run, sentence
from tests.recommender.evaluation.folders import write_collection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_collection(tmp_path / "collection")


def test_a_table_of_the_measures_at_the_cutoffs(run: Run, folder: Path) -> None:
    result = run("evaluate", "--collection", str(folder), "--cutoffs", "3,1")
    assert (result.exit_code, result.stderr) == (0, "")
    title, head, *rows = result.stdout.splitlines()
    assert title == "3 documents, 2 queries, embedding codiclust-static-de-en"
    assert head.split() == ["cutoff", "nDCG", "MRR", "recall"]
    assert [row.split()[0] for row in rows] == ["1", "3"]
    assert rows[1].split()[2:] == ["1.0000", "1.0000"]


def test_figures_as_json_and_the_run_of_trec(run: Run, folder: Path, tmp_path: Path) -> None:
    written = tmp_path / "out.trec"
    result = run("evaluate", "--collection", str(folder), "--run", str(written), "--json")
    body = json.loads(result.stdout)
    assert (body["documents"], body["queries"], body["missing_judgements"]) == (3, 2, 0)
    assert list(body["measures"]) == ["nDCG@10", "RR@10", "R@10", "nDCG@50", "RR@50", "R@50"]
    assert body["measures"]["RR@10"] == 1.0
    lines = [line.split(" ") for line in written.read_text().splitlines()]
    assert [line[:4] for line in lines if line[3] == "1"] == [["q1", "Q0", "d1", "1"], ["q2", "Q0", "d2", "1"]]
    assert len(lines) == 6
    assert {line[5] for line in lines} == {"codiclust"}


def test_judgements_of_what_is_missing_are_mentioned(run: Run, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "c", qrels="q1\td1\t1\nq1\tgone\t1\n")
    result = run("evaluate", "--collection", str(folder))
    assert result.exit_code == 0
    assert result.stderr == "warning: 1 judgements are of queries or documents that are not there\n"


def test_a_bad_line_is_one_sentence_and_no_run_is_written(run: Run, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "c", queries='{"_id": "q1"}\n')
    written = tmp_path / "out.trec"
    result = run("evaluate", "--collection", str(folder), "--run", str(written))
    assert "queries.jsonl:1: must have a text" in sentence(result, 2)
    assert not written.exists()
    spaces = write_collection(tmp_path / "s", corpus='{"_id": "d 1", "text": "löten"}\n', qrels="q1\td 1\t1\n")
    assert "cannot hold the ids 'q1' and 'd 1'" in sentence(
        run("evaluate", "--collection", str(spaces), "--run", str(written)), 2
    )
    assert not written.exists()


@pytest.mark.parametrize("cutoffs", ["", "0", "ten", "1,,2", "1001", "-1"])
def test_cutoffs_are_whole_numbers(run: Run, folder: Path, cutoffs: str) -> None:
    result = run("evaluate", "--collection", str(folder), "--cutoffs", cutoffs)
    assert result.exit_code == 2
    assert "must be whole numbers from 1 to 1000 with commas between them" in result.stderr


def test_without_a_collection_there_is_no_run(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", "--run", str(tmp_path / "x"))
    assert result.exit_code == 2
    assert "--run and --model are for --collection." in result.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_the_judged_needs_are_measured_for_all_variants(run: Run, home: Path, flags: tuple[str, ...]) -> None:
    result = run("--home", str(home), "evaluate", "--split", "tuning", "--worst", "2", *flags)
    assert (result.exit_code, result.stderr) == (0, "")
    if flags:
        found = json.loads(result.stdout)
        assert found["split"] == "tuning"
        assert {entry["task"] for entry in found["figures"]} == {"roadmaps", "methods", "media-types"}
        assert all(0 <= entry["low"] <= entry["value"] <= entry["high"] <= 1 for entry in found["figures"])
    else:
        assert "needs of the part `tuning`" in result.stdout
        for name in ("random", "popularity", "text ranker", "full"):
            assert result.stdout.count(f"| {name}") == 6
        assert "kappa, all pairs" in result.stdout
        assert "| task | need | nDCG@10 | text | judged best | ranked first |" in result.stdout
