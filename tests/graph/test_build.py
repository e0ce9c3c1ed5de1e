"""From files to a served version: deterministic, atomic, every finding at its place."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.build import STAGES, GraphBuilder
from graph.catalogue import Catalogue
from graph.errors import DataError
from graph.publishing import current_version
from graph.store import OxigraphStore
from ontology.namespaces import CODI

TOOLBOX = """kind: method
defaults: {provenance: {status: ownProposal}}
records:
  - id: X1
    title: {de: Vor Ort zeigen, en: Show on the spot}
    description: {de: Jemand zeigt es vor., en: Somebody shows how.}
    phases: [quer]
    mitigates_barriers: [{id: shift-work, reason: {de: jede Schicht es sieht, en: every shift sees it}}]
"""
ROADMAP = """kind: roadmap
id: R-own
title: {de: Eigene Roadmap, en: Roadmap of our own}
company: {id: B-own, title: {de: Eigener Betrieb}, sector: "26.51", size_class: small}
learning_fields: [Onboarding]
starting_situation: {de: Alles auf Papier.}
steps:
  - {method: X1, phase: TP1}
  - {method: vor ort zeigen, phase: TP5}
results: [{text: {de: Es ging.}, outcome: gelungen}]
provenance: {status: ownProposal}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "own"
    own.mkdir()
    (own / "toolbox.yaml").write_text(TOOLBOX, "utf-8")
    (own / "roadmap.yaml").write_text(ROADMAP, "utf-8")
    return own


def builder(folder: Path, **options: bool) -> GraphBuilder:
    return GraphBuilder((folder,), shipped=False, **options)


def refused(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        builder(folder).assemble()
    return [str(finding) for finding in caught.value.findings]


def test_a_build_can_be_asked(folder: Path, tmp_path: Path) -> None:
    built = builder(folder).build(tmp_path / "home")
    store = OxigraphStore.current(tmp_path / "home")
    assert store.version == built.version == current_version(tmp_path / "home")
    catalogue = Catalogue.load(store)
    assert catalogue.roadmaps["R-own"].method_ids == ("X1",)
    assert catalogue.companies["B-own"].title.de == "Eigener Betrieb"
    assert catalogue.good_practices == {"R-own"}  # a step in TP5 and a result: inferred, submitted as nothing
    experience = f"SELECT ?m {{ ?b a <{CODI}Company> ; <{CODI}hasExperienceWith> ?m }}"
    assert store.select(experience).rows == (("https://w3id.org/codiclust/vocab/method/X1",),)


def test_the_same_sources_give_the_same_bytes_and_version(folder: Path, tmp_path: Path) -> None:
    first = builder(folder).assemble()
    for file in folder.iterdir():
        file.rename(file.with_name(file.name))  # same names, other inodes and times
    second = builder(folder).assemble()
    assert first.dump == second.dump
    assert first.version == second.version
    assert first.dump.splitlines() == sorted(set(first.dump.splitlines()))


def test_another_process_gives_the_same_bytes(folder: Path) -> None:
    program = """if True:
        import sys
        from pathlib import Path
        from graph.build import GraphBuilder
        sys.stdout.buffer.write(GraphBuilder((Path(sys.argv[1]),), shipped=False).assemble().dump)
    """
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", program, folder], env=environment, capture_output=True, check=True)
    assert other.stdout == builder(folder).assemble().dump


def test_another_fact_gives_another_version(folder: Path) -> None:
    before = builder(folder).assemble().version
    (folder / "roadmap.yaml").write_text(ROADMAP.replace("Alles auf Papier.", "Alles auf Zuruf."), "utf-8")
    assert builder(folder).assemble().version != before


def test_the_default_graph_is_the_merge_and_nothing_inferred_is_asserted_too(folder: Path) -> None:
    quads = builder(folder).assemble().quads
    named = [q for q in quads if "graph/" in str(q.graph_name)]
    merged = {q.triple for q in quads if "graph/" not in str(q.graph_name)}
    assert {q.triple for q in named} == merged
    assert len(quads) - len(named) == len(merged)
    inferred = {q.triple for q in named if "graph/inferred" in str(q.graph_name)}
    asserted = {q.triple for q in named if "graph/inferred" not in str(q.graph_name)}
    assert inferred
    assert not inferred & asserted


def test_a_failed_build_leaves_what_is_served(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    version = builder(folder).build(home).version
    (folder / "roadmap.yaml").write_text(ROADMAP.replace("TP5", "TP9"), "utf-8")
    with pytest.raises(DataError):
        builder(folder).build(home)
    assert current_version(home) == version
    assert Catalogue.load(OxigraphStore.current(home)).roadmaps
    assert [p.name for p in (home / "versions").iterdir()] == [version]


def test_findings_of_several_kinds_are_reported_together_with_their_lines(folder: Path) -> None:
    text = ROADMAP.replace("Onboarding", "Onbording").replace("TP1", "TP11").replace("gelungen", "gelunge")
    (folder / "roadmap.yaml").write_text(text, "utf-8")
    assert refused(folder) == [
        "own/roadmap.yaml:5: learning_fields[1]: no learning field is called 'Onbording' (did you mean onboarding?)",
        "own/roadmap.yaml:8: steps[1].phase: no sub process is called 'TP11' (did you mean TP1?)",
        "own/roadmap.yaml:10: results[1].outcome: no outcome is called 'gelunge' "
        "(did you mean gelungen or teilweise gelungen?)",
    ]


def test_a_shape_and_a_check_report_at_the_record(folder: Path) -> None:
    (folder / "roadmap.yaml").write_text(
        ROADMAP.replace("size_class: small", "size_class: small, employees: {value: 400}"), "utf-8"
    )
    (found,) = refused(folder)
    assert found.startswith("own/roadmap.yaml:4: B-own: The number of staff does not fit the size class.")
    toolbox = TOOLBOX.replace("phases: [quer]", "phases: [quer]\n    minutes: {min: 60, max: 30}")
    (folder / "roadmap.yaml").write_text(ROADMAP, "utf-8")
    (folder / "toolbox.yaml").write_text(toolbox, "utf-8")
    assert "own/toolbox.yaml:8: X1.minutes: The minimum duration is not above the maximum. (found: 60)" in refused(folder)


def test_a_milestone_that_marks_no_goal_is_a_finding(folder: Path) -> None:
    text = ROADMAP + "milestones: [{title: {de: Fertig}, phase: TP1, month: 2, marks_goal: 3}]\n"
    (folder / "roadmap.yaml").write_text(text, "utf-8")
    assert refused(folder) == ["own/roadmap.yaml:12: milestones[1].marks_goal: there are 0 intermediate goals; leave it out"]


def test_without_examples_illustrative_records_go(folder: Path) -> None:
    text = ROADMAP.replace("ownProposal", "illustrative").replace("Eigener Betrieb", "Beispielbetrieb X")
    (folder / "roadmap.yaml").write_text(text, "utf-8")
    kinds = [type(r).__name__ for r in builder(folder).assemble().records]
    assert sorted(kinds) == ["Company", "Method", "Roadmap"]
    assert [type(r).__name__ for r in builder(folder, examples=False).assemble().records] == ["Method"]


def test_progress_names_each_stage_once_in_order(folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    builder(folder).build(tmp_path / "home", lambda *stage: seen.append(stage))
    assert seen == [(stage, n, len(STAGES)) for n, stage in enumerate(STAGES, start=1)]


def test_own_concepts_of_any_scheme_can_be_added_and_named(folder: Path) -> None:
    concept = """kind: concept
id: union-rules
scheme: barrier
title: {de: Tarifregeln, en: Union rules}
broader: rules
provenance: {status: ownProposal}
"""
    (folder / "barrier.yaml").write_text(concept, "utf-8")
    (folder / "roadmap.yaml").write_text(ROADMAP + "barriers: [tarifregeln]\n", "utf-8")
    (roadmap,) = [r for r in builder(folder).assemble().records if r.identifier == "R-own"]
    assert roadmap.barriers == ("union-rules",)  # type: ignore[attr-defined]


def test_only_the_last_versions_are_kept(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for n in range(5):
        (folder / "roadmap.yaml").write_text(ROADMAP.replace("Papier", f"Papier {n}"), "utf-8")
        last = builder(folder).build(home).version
    kept = [p.name for p in (home / "versions").iterdir()]
    assert len(kept) == 3
    assert last in kept
    assert current_version(home) == last
