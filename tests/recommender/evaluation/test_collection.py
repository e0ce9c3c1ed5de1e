"""Collections are read as BEIR writes them, and what is wrong is said with file and line."""

from pathlib import Path

import pytest

from graph.errors import InputError
from recommender.evaluation.collection import read_collection, read_qrels
from tests.recommender.evaluation.folders import write_collection


def test_judged_queries_and_all_documents_are_read(tmp_path: Path) -> None:
    collection = read_collection(write_collection(tmp_path / "c"))
    assert list(collection.documents) == ["d1", "d2", "d3"]
    assert collection.documents["d1"].startswith("Film\nEin Lernvideo")
    assert collection.documents["d2"] == "Ein Podcast lässt sich im Auto hören."
    assert list(collection.queries) == ["q1", "q2"]
    assert collection.qrels == {"q1": {"d1": 2, "d3": 1}, "q2": {"d2": 1}}
    assert collection.missing == 0


def test_judgements_of_what_is_not_there_are_counted_and_those_of_documents_kept(tmp_path: Path) -> None:
    collection = read_collection(write_collection(tmp_path / "c", qrels="q1\td1\t1\nq1\tgone\t1\nq9\td1\t1\n"))
    assert collection.missing == 2
    assert collection.qrels == {"q1": {"d1": 1, "gone": 1}}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"corpus": '{"_id": "a", "text": "x"}\n{"_id"'}, "corpus.jsonl:2: is no JSON"),
        ({"corpus": '{"_id": "a", "text": "x"}\n\n[1]\n'}, "corpus.jsonl:3: must be an object"),
        ({"corpus": '{"text": "x"}\n'}, 'corpus.jsonl:1: must have a text "_id"'),
        ({"corpus": '{"_id": 7, "text": "x"}\n'}, 'corpus.jsonl:1: must have a text "_id"'),
        ({"corpus": '{"_id": "a"}\n'}, 'corpus.jsonl:1: must have a text "text", and a title that is one'),
        (
            {"corpus": '{"_id": "a", "text": "x", "title": 1}\n'},
            'corpus.jsonl:1: must have a text "text", and a title that is one',
        ),
        ({"corpus": '{"_id": "a", "text": "x"}\n' * 2}, "corpus.jsonl:2: has the _id a of an earlier line"),
        ({"queries": '{"_id": "q1", "text": null}\n'}, 'queries.jsonl:1: must have a text "text", and a title that is one'),
        ({"qrels": "query-id\tcorpus-id\tscore\nq1 d1 1\n"}, "test.tsv:2: must be a query, a document and a whole number"),
        ({"qrels": "a\tb\tc\nq1\td1\tx\n"}, "test.tsv:2: must be a query, a document and a whole number"),
        ({"qrels": "q1\td1\t1\nq1\td1\t2\n"}, "test.tsv:2: judges d1 for q1 a second time"),
        ({"qrels": "a\tb\tc\n"}, "holds no judged query"),
        ({"corpus": ""}, "holds no document"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_collection(write_collection(tmp_path / "c", **files))
    assert message in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_other_bytes_and_missing_files(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "c")
    (folder / "queries.jsonl").write_bytes(b'{"_id": "q1", "text": "L\xf6ten"}\n')
    with pytest.raises(InputError, match=r"queries.jsonl:1: is not UTF-8 \(byte 24 of the line\)"):
        read_collection(folder)
    (folder / "queries.jsonl").unlink()
    with pytest.raises(InputError, match=r"queries.jsonl: No such file"):
        read_collection(folder)


def test_qrels_may_have_windows_ends_and_no_header(tmp_path: Path) -> None:
    file = tmp_path / "q.tsv"
    file.write_bytes(b"\xef\xbb\xbfq\td\t-1\r\nq\te\t 2\r\n")
    assert read_qrels(file) == {"q": {"d": -1, "e": 2}}
