"""Small collections in files."""

import json
from collections.abc import Mapping
from pathlib import Path

DOCUMENTS = {
    "d1": ("Film", "Ein Lernvideo zeigt den Handgriff beim Löten."),
    "d2": ("", "Ein Podcast lässt sich im Auto hören."),
    "d3": ("Handbuch", "Es liegt in der Werkstatt."),
}
QUERIES = {"q1": "löten", "q2": "listen in the car", "q3": "nobody judged this"}
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td3\t1\nq2\td2\t1\n"


def write_collection(folder: Path, **files: str) -> Path:
    """A collection of three documents; `files` replace its files, by `corpus`, `queries` and `qrels`."""
    given = {
        "corpus": _lines({key: {"title": title, "text": text} for key, (title, text) in DOCUMENTS.items()}),
        "queries": _lines({key: {"text": text} for key, text in QUERIES.items()}),
        "qrels": QRELS,
        **files,
    }
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(given["corpus"], "utf-8")
    (folder / "queries.jsonl").write_text(given["queries"], "utf-8")
    (folder / "qrels" / "test.tsv").write_text(given["qrels"], "utf-8")
    return folder


def _lines(entries: Mapping[str, Mapping[str, str]]) -> str:
    return "".join(json.dumps({"_id": key, **entry}) + "\n" for key, entry in entries.items())
