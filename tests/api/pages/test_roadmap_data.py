"""A roadmap as a table: Excel opens it by a click, other programs read it, no cell calculates."""

import csv
import io
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from api.pages.course import course_of
from api.pages.roadmap_data import BYTE_ORDER_MARK, csv_of, harmless
from graph.catalogue import Catalogue
from graph.records import Milestone, RoadmapStep
from graph.values import Text


def rows(text: str, delimiter: str) -> list[dict[str, str]]:
    """The rows of a CSV by column."""
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("address", "delimiter"), [("/beispiele/R01.csv", ";"), ("/en/examples/R01.csv", ",")])
def test_a_table_has_a_row_for_every_step_and_milestone(
    client: FlaskClient, catalogue: Catalogue, address: str, delimiter: str
) -> None:
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == "attachment; filename=R01.csv"
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in response.data
    roadmap = catalogue.roadmaps["R01"]
    found = rows(response.text, delimiter)
    assert len(found) == len(roadmap.steps) + len(roadmap.milestones)
    phases = [row["Phase"] for row in found]
    assert phases == sorted(phases)


def test_months_stand_with_milestones_and_notes_with_methods(catalogue: Catalogue) -> None:
    found = rows(csv_of(course_of(catalogue, catalogue.roadmaps["R01"], "de"), "de"), ";")
    assert list(found[0]) == ["Art", "Phase", "Name der Phase", "Monat", "Methode", "Text"]
    assert found[0]["Methode"] == "Betriebliches Lernsystem erkunden (W-Fragen)"
    assert found[0]["Monat"] == ""
    milestones = [row for row in found if row["Art"] == "Meilenstein"]
    assert [(row["Phase"], row["Monat"]) for row in milestones] == [("1", "1"), ("4", "3"), ("4", "5"), ("5", "7"), ("6", "9")]


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_begins_a_formula(catalogue: Catalogue, cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    text = Text(de=cell)
    steps = (RoadmapStep(phase="TP1", note=text),)
    milestones = (Milestone(title=text, phase="TP4", month=1),)
    roadmap = replace(catalogue.roadmaps["R01"], steps=steps, milestones=milestones)
    found = rows(csv_of(course_of(catalogue, roadmap, "de"), "de"), ";")
    assert [row["Text"] for row in found] == [f"'{cell}"] * 2


def test_other_cells_stay_as_they_are(catalogue: Catalogue) -> None:
    assert harmless("Monat = 1") == "Monat = 1"
    assert harmless("") == ""
    text = Text(de='Ein "Wort"; zwei,\nZeilen')
    roadmap = replace(catalogue.roadmaps["R01"], steps=(RoadmapStep(phase="TP1", note=text),), milestones=())
    (row,) = rows(csv_of(course_of(catalogue, roadmap, "de"), "de"), ";")
    assert row["Text"] == text.de
