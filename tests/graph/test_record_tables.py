"""Tables of records: a row a record, cells of the fixture known by hand, numbers that come back."""

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal

from graph.build import BuiltGraph
from graph.catalogue import Catalogue
from graph.exports import csv_files, export_bytes
from graph.publishing import version_folder
from graph.record_tables import SEPARATOR, record_tables
from graph.records.toolbox import SCHEME_CLASSES
from graph.store import OxigraphStore


@pytest.fixture(scope="module")
def tables(small: Path) -> dict[str, list[dict[str, str]]]:
    return {name.removesuffix(".csv"): rows(content) for name, content in csv_files(small).items()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_a_table_a_kind_and_a_row_a_record(store: OxigraphStore, catalogue: Catalogue) -> None:
    found = {table.name: table for table in record_tables(catalogue)}
    for kind, records in catalogue.records.items():
        assert [row[0] for row in found[kind].rows] == list(records)
        assert [row[1] for row in found[kind].rows] == [record.iri for record in records.values()]
    assert set(SCHEME_CLASSES) <= found.keys()
    parts = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/codiclust/ontology#%s> }"
    for name, cls in (
        ("roadmap-steps", "RoadmapStep"),
        ("roadmap-goals", "Goal"),
        ("method-steps", "MethodStep"),
        ("reasons", "Rationale"),
    ):
        assert len(found[name].rows) == int(str(store.select(parts % cls).rows[0][0])), name
    for table in found.values():
        assert len(set(table.columns)) == len(table.columns)
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_cells_of_the_fixture(tables: dict[str, list[dict[str, str]]]) -> None:
    one = next(row for row in tables["roadmap"] if row["id"] == "FR1")
    assert (one["title_de"], one["title_en"]) == ("Videos an der Linie", "Videos on the line")
    assert one["barriers"] == "lack-of-time | shift-work"
    assert one["media_types"].split(SEPARATOR) == ["FM1", "FM2"]
    assert one["company"] == "FB1"
    assert (Decimal(one["effort_person_days"]), one["effort_person_days_assumed"]) == (Decimal(20), "true")
    two = next(row for row in tables["roadmap"] if row["id"] == "FR2")
    assert (two["effort_person_days"], two["effort_person_days_assumed"]) == ("35", "false")
    assert two["provenance_sources"] == "https://example.org/interview"
    ask = next(row for row in tables["method"] if row["id"] == "FC1")
    assert (ask["minutes_min"], ask["minutes_max"], ask["phases"], ask["mode"]) == ("30", "60", "TP1", "digital | praesenz")
    assert next(row for row in tables["method"] if row["id"] == "FC3")["minutes_min"] == ""
    step = next(row for row in tables["roadmap-steps"] if (row["record"], row["position"]) == ("FR1", "3"))
    assert (step["phase"], step["method"]) == ("TP2", "FC2")
    reason = next(row for row in tables["reasons"] if (row["id"], row["field"]) == ("FC1", "mitigates_barriers"))
    assert (reason["kind"], reason["target"]) == ("method", "lack-of-time")
    assert (reason["reason_de"], reason["reason_en"]) == ("ein Gespräch genügt", "one conversation is enough")
    assert next(row for row in tables["sector"] if row["id"] == "26.51")["broader"] == "26.5"


def test_numbers_of_the_shipped_data_come_back(home: Path, built: BuiltGraph, catalogue: Catalogue) -> None:
    files = csv_files(version_folder(home))
    for row in rows(files["roadmap.csv"]):
        record = catalogue.roadmaps[row["id"]]
        assert record.duration_months is not None
        assert Decimal(row["duration_months"]) == record.duration_months.value
        assert row["duration_months_assumed"] == str(record.duration_months.assumption).lower()
    for row in rows(files["method.csv"]):
        minutes = catalogue.methods[row["id"]].minutes
        assert (row["minutes_min"], row["minutes_max"]) == tuple(
            "" if m is None else str(m) for m in (minutes.min, minutes.max)
        )
        assert [text for text in row["typical_needs_de"].split(SEPARATOR) if text] == list(
            catalogue.methods[row["id"]].typical_needs.de
        )
    assert sum(int(row["production_effort"] or 0) for row in rows(files["media-type.csv"])) == sum(
        m.production_effort or 0 for m in catalogue.media_types.values()
    )


def test_no_text_of_the_shipped_data_holds_the_separator(built: BuiltGraph) -> None:
    assert not [q for q in built.quads if isinstance(q.object, Literal) and SEPARATOR in q.object.value]


def test_zipped_tables_are_the_tables(small: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(export_bytes(small, "csv"))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == csv_files(small)
