"""Data files to source records: defaults, shape, lines, ids used once."""

from pathlib import Path

import pytest

from graph.sources import merge, read_sources

METHOD = """kind: method
defaults:
  provenance: {status: generalKnowledge}
records:
  - id: X1
    title: {de: Eins, en: One}
    description: {de: Erstens.}
    phases: [TP1]
    minutes: {min: 30, max: 60}
"""


def findings_of(folder: Path) -> list[str]:
    return [str(finding) for finding in read_sources([("own", folder)])[1]]


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def test_a_table_shares_its_defaults(tmp_path: Path) -> None:
    records, findings = read_sources([("own", write(tmp_path, "m.yaml", METHOD))])
    assert findings == []
    assert records[0].data["provenance"] == {"status": "generalKnowledge"}
    assert records[0].data["minutes"] == {"min": 30, "max": 60}
    assert records[0].origin == "https://w3id.org/codiclust/graph/own/m"


def test_merging_keeps_what_the_record_says_itself() -> None:
    assert merge({"a": {"x": 1, "y": 2}, "b": [1]}, {"a": {"y": 3}, "b": [2]}) == {"a": {"x": 1, "y": 3}, "b": [2]}


def test_a_wrong_record_is_reported_with_file_line_field_and_suggestion(tmp_path: Path) -> None:
    text = METHOD.replace("phases", "fases").replace("max: 60", "max: sixty")
    found = findings_of(write(tmp_path, "m.yaml", text))
    assert any(f.startswith("own/m.yaml:8: fases: unknown field 'fases' (did you mean 'phases'?)") for f in found)
    assert any(f.startswith("own/m.yaml:9: minutes.max: must be a whole number") for f in found)
    assert any("phases is missing" in f.replace("'", "") for f in found)


def test_an_id_used_twice_names_both_places(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", METHOD)
    found = findings_of(write(tmp_path, "b.yaml", METHOD.replace("X1", "x1")))
    assert found == ["own/b.yaml:5: id: the id x1 is used already in own/a.yaml:5; ids are used once"]


def test_every_broken_file_is_reported_in_one_go(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "kind: metod\n")
    write(tmp_path, "b.yaml", "kind: method\nrecords: {}\n")
    write(tmp_path, "c.yaml", "id: X\n")
    write(tmp_path, "d.yaml", "kind: method\nrecords: []\nid: X\n")
    found = findings_of(tmp_path)
    assert [f.split(":")[0] for f in found] == ["own/a.yaml", "own/b.yaml", "own/c.yaml", "own/d.yaml"]
    assert "'metod' is no kind of record; known are company" in found[0]
    assert "'kind' is missing" in found[2]


def test_hidden_files_and_other_endings_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.yaml", "nonsense: [")
    write(tmp_path, "notes.txt", "nonsense: [")
    assert read_sources([("own", tmp_path)]) == ([], [])


def test_a_missing_folder_is_a_finding(tmp_path: Path) -> None:
    (found,) = findings_of(tmp_path / "nowhere")
    assert found.endswith("this data folder does not exist")


@pytest.mark.parametrize("address", ["http://a{b}", "https://[x", "https://a.b/%zz", "ftp://a.b/c", "www.a.de"])
def test_an_address_that_cannot_be_linked_is_refused(tmp_path: Path, address: str) -> None:
    text = METHOD.replace("status: generalKnowledge", f"status: sourced, source: '{address}'")
    (found, *_) = findings_of(write(tmp_path, "m.yaml", text))
    assert found.startswith("own/m.yaml:3: provenance.source: ")
    assert address in found
