"""The shipped contents: every public key is there, nothing invented looks real, the tables are taken over exactly."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from graph.build import BuiltGraph, GraphBuilder
from graph.catalogue import Catalogue
from graph.coverage import WANTED_NEEDS, missing_translations
from graph.records import Company, EditorialLink, Method, Organisation, Roadmap
from graph.store import OxigraphStore
from graph.style import style_findings, texts_of
from ontology.namespaces import CODI, concept_iri

TABLES = Path(__file__).parents[3] / "shared" / "domain"
needs_tables = pytest.mark.skipif(not TABLES.is_dir(), reason="the tables that the contents were written from are not here")

KEYS = {
    "roadmap": [f"R{n:02}" for n in range(1, 31)],
    "company": [f"B{n:02}" for n in range(1, 31)],
    "method": [f"{c}{n:02}" for c, last in (("C", 40), ("G", 70)) for n in range(1, last + 1)],
    "media-type": [f"MT{n:02}" for n in range(1, 53)],
    "competency": [f"{c}{n}" for c in "DEL" for n in range(1, 11)],
}


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def briefs() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((TABLES / "roadmap_briefs.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("kind", KEYS)
def test_every_public_key_is_there(catalogue: Catalogue, store: OxigraphStore, kind: str) -> None:
    assert list(catalogue.records[kind]) == KEYS[kind]
    for key, record in catalogue.records[kind].items():
        assert store.ask(f'ASK {{ <{record.iri}> <http://purl.org/dc/terms/identifier> "{key}" }}')


def test_the_build_of_the_shipped_data_warns_of_nothing_unexplained(built: BuiltGraph) -> None:
    # The briefs use some methods outside the phases that their table gives: kept as they are, and reported.
    assert {w.message.split(" (")[0] for w in built.warnings} <= {
        "The method does not fit the sub-process in which it was used."
    }


def test_invented_records_say_so_everywhere(catalogue: Catalogue) -> None:
    for kind in ("roadmap", "company", "editorial-link"):
        assert {record.provenance.status for record in catalogue.records[kind].values()} == {"illustrative"}
    for roadmap in catalogue.roadmaps.values():
        assert "Erfundenes Beispiel" in roadmap.provenance.note.get("de")
        assert roadmap.duration_months is not None
        assert roadmap.duration_months.assumption
        assert roadmap.effort_person_days is not None
        assert roadmap.effort_person_days.assumption
    for company in catalogue.companies.values():
        assert company.employees is not None
        assert company.employees.assumption
        assert company.member_of == "beispielcluster-sensorik"


def test_real_organisations_are_sourced_and_have_no_roadmap(catalogue: Catalogue) -> None:
    organisations = [o for o in catalogue.records["organisation"].values() if isinstance(o, Organisation)]
    invented = [o.identifier for o in organisations if o.provenance.status == "illustrative"]
    assert invented == ["beispielcluster-sensorik"]
    assert all(o.provenance.sources for o in organisations if o.identifier not in invented)


def test_without_examples_nothing_invented_is_left() -> None:
    built = GraphBuilder(examples=False).assemble()
    assert not [r for r in built.records if isinstance(r, Roadmap | Company | EditorialLink)]
    marked = f" <{CODI}provenanceStatus> <{concept_iri('provenance-status', 'illustrative')}> ".encode()
    assert [line for line in built.dump.splitlines() if marked in line] == []


def test_every_record_has_needs_enough_and_both_languages(built: BuiltGraph) -> None:
    for record in built.records:
        wanted = WANTED_NEEDS.get(type(record), 0)
        needs = getattr(record, "typical_needs", None)
        if wanted and needs is not None and record.identifier != "C03":
            assert len(needs.de) + len(needs.en) >= wanted, record.identifier
            assert len(needs.de) >= 2, record.identifier
            assert len(needs.en) >= 1, record.identifier
        assert list(missing_translations(record)) == [], record.identifier


def test_the_wording_has_no_unexplained_finding(built: BuiltGraph) -> None:
    assert [str(finding) for finding in style_findings(built.records)] == []


def test_no_text_stands_in_two_records(built: BuiltGraph) -> None:
    seen: dict[str, str] = {}
    shared: list[str] = []
    for record in built.records:
        for name, _, text in texts_of(record):
            prose = len(text.split()) > 6 and name not in {"alt_labels", "hidden_labels"}
            if prose and seen.setdefault(text, record.identifier) != record.identifier:
                shared.append(f"{seen[text]} and {record.identifier}: {text}")
    assert shared == []


def test_of_c03_only_the_title_is_claimed(catalogue: Catalogue) -> None:
    method = catalogue.methods["C03"]
    assert method.title.de == "Prozess begleiten"
    assert not method.steps
    assert not method.minutes
    assert not method.group_size
    assert len(re.findall(r"[.!?]", method.description.get("de"))) == 1


@needs_tables
@pytest.mark.parametrize("brief", briefs() if TABLES.is_dir() else [], ids=lambda b: b["id"])
def test_a_roadmap_keeps_every_fact_of_its_brief(catalogue: Catalogue, brief: dict[str, Any]) -> None:
    roadmap = catalogue.roadmaps[brief["id"]]
    company = catalogue.companies[brief["id"].replace("R", "B")]
    find = catalogue.labels.resolve
    assert roadmap.company == company.identifier
    assert company.sector == brief["company"]["sector_nace"]
    assert company.size_class == find("size-class", brief["company"]["size_class"])
    assert company.employees is not None
    assert company.employees.value == brief["company"]["employees"]
    assert company.region == find("region", brief["company"]["region"])
    assert roadmap.primary_learning_field == find("learning-field", brief["lernfeld"][0])
    assert set(roadmap.learning_fields) == {find("learning-field", v) for v in brief["lernfeld"]}
    assert set(roadmap.target_groups) == {find("target-group", v) for v in brief["target_group"]}
    assert set(roadmap.barriers) == {find("barrier", v) for v in brief["barriers"]}
    assert roadmap.participation == find("participation-form", brief["participation"])
    assert set(roadmap.media_types) == set(brief["media"])
    assert set(roadmap.competencies) == set(brief["competencies"])
    assert [(s.method, s.phase) for s in roadmap.steps] == [(m["id"], m["tp"]) for m in brief["methods"]]
    assert [(m.month, m.phase) for m in roadmap.milestones] == [(m["month"], m["tp"]) for m in brief["milestones"]]
    assert roadmap.duration_months is not None
    assert roadmap.duration_months.value == brief["duration_months"]["value"]
    assert roadmap.effort_person_days is not None
    assert roadmap.effort_person_days.value == brief["effort_person_days"]["value"]
    levels = [goal.level for goal in roadmap.goals]
    assert levels.count("Vision") == 1
    assert levels.count("IntermediateGoal") == len(brief["mittlerziele_de"])
    assert levels.count("ActionGoal") == len(brief["handlungsziele_de"])
    assert len(roadmap.lessons) == len(brief["lessons_de"])
    assert roadmap.results
    links = {other for other, _ in catalogue.links[roadmap.identifier]}
    assert {s["id"] for s in brief["similar_to"]} <= links


@needs_tables
def test_a_general_method_keeps_phases_and_mode_of_its_row(catalogue: Catalogue) -> None:
    for row in rows("methods_general.csv"):
        method = catalogue.methods[row["id"]]
        assert {edge.identifier for edge in method.phases} == phases_of(row["phases"]), row["id"]
        assert set(method.mode) == {{"P": "praesenz", "D": "digital"}[m] for m in row["mode"].split("/")}, row["id"]
        assert method.provenance.status == "generalKnowledge"
        assert method.title.en == row["en"]


@needs_tables
def test_a_general_method_keeps_its_minutes_where_the_row_gives_hours_or_minutes(catalogue: Catalogue) -> None:
    checked = 0
    for row in rows("methods_general.csv"):
        found = re.fullmatch(r"([\d,]+)(?:–([\d,]+))? (h|min|Tage?|Tag)", row["duration"])
        if found:
            unit = {"h": 60, "min": 1}.get(found[3], 480)
            low, high = (int(float(v.replace(",", ".")) * unit) for v in (found[1], found[2] or found[1]))
            minutes = catalogue.methods[row["id"]].minutes
            assert (minutes.min, minutes.max) == (low, high), row["id"]
            checked += 1
    assert checked > 40


@needs_tables
def test_a_sourced_method_names_the_page_of_its_row(catalogue: Catalogue) -> None:
    for row in rows("methods_codiclust.csv"):
        method = catalogue.methods[row["id"]]
        assert method.provenance.status == "sourced"
        assert row["source"] in method.provenance.sources
        assert method.title.de == row["de"]
        assert phases_of(row["phase"]) <= {edge.identifier for edge in method.phases}


@needs_tables
def test_media_types_and_competencies_keep_the_labels_of_their_rows(catalogue: Catalogue) -> None:
    for table, kind in (("media_types.csv", "media-type"), ("lodile_matrix_proposed.csv", "competency")):
        for row in rows(table):
            record = catalogue.records[kind][row["id"]]
            assert (record.title.de, record.title.en) == (row["de"], row["en"])  # type: ignore[attr-defined]


@needs_tables
def test_the_links_of_media_types_and_competencies_are_those_of_their_rows(catalogue: Catalogue) -> None:
    for row in rows("media_types.csv"):
        medium = catalogue.media_types[row["id"]]
        wanted = {row[column] for column in ("hcrt", "oeh_lrt", "oeh_new_lrt")} - {"", "–"}
        targets = {match.target for match in medium.matches}
        assert targets == (set() if row["match"] == "none" else wanted), row["id"]
    for row in rows("lodile_matrix_proposed.csv"):
        competency = catalogue.competencies[row["id"]]
        assert row["esco_uri"] in {match.target for match in competency.matches}
        assert "exactMatch" not in {match.kind for match in competency.matches}


def phases_of(text: str) -> set[str]:
    found = set(re.findall(r"TP\d|quer", text))
    return found | ({"TP1", "TP2", "TP3"} if "TP1–TP3" in text else set())


def test_every_method_but_c03_can_be_run(catalogue: Catalogue) -> None:
    for method in catalogue.methods.values():
        if method.identifier != "C03":  # of C03 only the title is known
            assert 3 <= len(method.steps) <= 6, method.identifier
            assert method.preparation, method.identifier
            assert method.requires_competencies, method.identifier
            assert method.mitigates_barriers or method.identifier == "C07", method.identifier  # a warm-up removes no barrier


def test_every_edge_that_carries_a_recommendation_says_why(built: BuiltGraph) -> None:
    for record in built.records:
        edges = [*getattr(record, "mitigates_barriers", ()), *getattr(record, "supports_media_types", ())]
        edges += [*getattr(record, "requires_competencies", ()), *getattr(record, "produces", ())]
        edges += list(record.phases) if isinstance(record, Method) and record.identifier != "C03" else []
        assert [edge.identifier for edge in edges if not (edge.reason.de and edge.reason.en)] == [], record.identifier


def test_no_reason_is_given_twice_for_the_same_target(built: BuiltGraph) -> None:
    seen: dict[tuple[str, str], str] = {}
    doubles: list[str] = []
    for record in built.records:
        for edge in (*getattr(record, "mitigates_barriers", ()), *getattr(record, "supports_media_types", ())):
            first = seen.setdefault((edge.identifier, edge.reason.get("de")), record.identifier)
            if first != record.identifier:
                doubles.append(f"{first} and {record.identifier}: {edge.reason.de}")
    assert doubles == []


def test_every_barrier_can_be_mitigated_by_methods_and_by_media(catalogue: Catalogue) -> None:
    groups = {"money", "people", "rules", "technology-and-documents", "time-and-place"}
    for barrier in set(catalogue.records["barrier"]) - groups:
        for records in (catalogue.methods, catalogue.media_types):
            helping = [r for r in records.values() if barrier in {e.identifier for e in r.mitigates_barriers}]
            assert len(helping) >= 2, barrier
