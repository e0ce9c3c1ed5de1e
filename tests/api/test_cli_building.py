"""Commands that build, check and diagnose: what they find, what they leave as it is."""

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from graph.catalogue import Catalogue
from graph.publishing import current_version, version_folder
from graph.records.toolbox import SCHEME_CLASSES
from graph.store import OxigraphStore
from tests.api.commands import NEED, OWN_ONLY, PROGRAM, QUERY, Run, clean, sentence
from tests.api.conftest import ROADMAP
from tests.conftest import WriteData

WRONG = """kind: media-type
id: Own-medium
title: {de: Eigenes, en: Own}
group: vidoe
description: {de: Ein Medium., en: A medium.}
provenance: {status: ownProposal}
"""
FINDING = "own/wrong.yaml:4: group: no media group is called 'vidoe' (did you mean video"


def test_findings_are_reported_and_change_nothing(run: Run, small_home: Path, write_data: WriteData) -> None:
    folder = write_data("wrong.yaml", WRONG)
    before = current_version(small_home)
    for arguments, variables in (
        (["check", "--data", folder], {}),
        (["build", "--data", folder], {}),
        (["build"], {"CODICLUST_DATA": str(folder)}),
    ):
        result = run("--home", small_home, *arguments, env={**OWN_ONLY, **variables})
        assert (result.exit_code, result.stdout) == (1, "")
        finding, total = result.stderr.splitlines()
        assert finding.startswith(FINDING)
        assert total == "The data has 1 error; nothing was changed."
        assert current_version(small_home) == before


def test_the_shipped_data_are_part_of_every_build(run: Run, write_data: WriteData) -> None:
    result = run("check", "--data", write_data("wrong.yaml", WRONG.replace("Own-medium", "MT01").replace("vidoe", "video")))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "own/wrong.yaml:2: id: the id MT01 is used already in data/media-types/video.yaml" in result.stderr


def test_a_data_folder_that_is_not_there(run: Run) -> None:
    result = run("check", "--data", "missing", env=OWN_ONLY)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "missing:1: (folder): this data folder does not exist"


def test_a_build_takes_all_folders_and_leaves_examples_out(run: Run, small_data: Path, write_data: WriteData) -> None:
    invented = ROADMAP.replace("ownProposal", "illustrative").replace("Eigener Betrieb", "Beispielbetrieb").format(n=3)
    other = write_data("example.yaml", invented.replace("method: X3", "method: X1"))
    found = []
    for flag in ([], ["--without-examples"]):
        result = run("--home", "built", "build", "--data", small_data, *flag, env={**OWN_ONLY, "CODICLUST_DATA": str(other)})
        assert result.exit_code == 0, result.output
        assert result.stdout == f"built version {current_version(Path('built'))} in built\n"
        found.append(sorted(Catalogue.load(OxigraphStore(version_folder(Path("built")))).roadmaps))
    assert found == [["Own-1", "Own-2", "Own-3"], ["Own-1", "Own-2"]]


def test_check_says_how_complete_the_contents_are_and_writes_nothing(run: Run, small_data: Path) -> None:
    result = run("--home", "unused", "check", "--data", small_data, env=OWN_ONLY)
    assert result.exit_code == 0
    *coverage, last = result.stdout.splitlines()
    assert re.fullmatch(r"no errors, \d+ warnings, 0 style findings", last)
    assert any("roadmap" in line and "2" in line for line in coverage)
    named = {line.split(":")[0].removeprefix("other names, ") for line in coverage if line.startswith("other names, ")}
    assert named == {*SCHEME_CLASSES, "competency", "method"}  # without the shipped data: the components, X1 and X2
    assert not any(line.startswith("style: ") for line in coverage)
    assert not Path("unused").exists()


def test_check_names_the_wording_to_look_at_after_the_coverage(run: Run, write_data: WriteData) -> None:
    style = "Alle Mitarbeiter sehen im Pilotbetrieb zu."
    folder = write_data("medium.yaml", WRONG.replace("vidoe", "video").replace("Ein Medium.", style))
    concept = "kind: concept\nid: fog\nscheme: barrier\ntitle: {de: Nebel, en: Fog}\nprovenance: {status: ownProposal}\n"
    write_data("concept.yaml", concept)
    result = run("check", "--data", folder, env=OWN_ONLY)
    assert result.exit_code == 0, result.output
    *lines, first, second, last = result.stdout.splitlines()
    assert (first, second) == (
        f"style: Own-medium.description: 'Pilot' in German: {style}",
        f"style: Own-medium.description: generic masculine 'Mitarbeiter': {style}",
    )
    assert re.fullmatch(r"no errors, \d+ warnings, 2 style findings", last)
    assert not any(line.startswith("style: ") for line in lines)
    (bare,) = [line for line in lines if line.startswith("! barrier: no other name for ")]
    assert bare.count("fog") == 1  # an own concept stands beside the shipped ones, once


def test_check_without_java_runs_the_rest_and_says_so(run: Run, tmp_path: Path, small_data: Path) -> None:
    variables = {**OWN_ONLY, "PATH": str(tmp_path), "JAVA_HOME": ""}
    result = run("check", "--reason", "--data", small_data, env=variables)
    assert result.exit_code == 1
    assert "no errors, " in result.stdout
    (line,) = [line for line in result.stderr.splitlines() if not line.startswith("warning: ")]
    assert "Java" in line


@pytest.mark.parametrize("command", [["recommend", "roadmaps", NEED], ["similar", "Own-1"], ["query", "-"]])
def test_what_is_asked_of_nothing_is_built_first(run: Run, small_data: Path, command: list[str]) -> None:
    variables = {**OWN_ONLY, "CODICLUST_DATA": str(small_data), "CODICLUST_HOME": "built"}
    result = run(*command, env=variables, input=QUERY)
    assert result.exit_code == 0
    assert result.stdout
    assert current_version(Path("built"))


def test_doctor(run: Run, small_home: Path, tmp_path: Path) -> None:
    built = run("--home", small_home, "doctor", "--json")
    assert built.exit_code == 0
    found = json.loads(built.stdout)
    assert found["graph"] == {"ok": True, "detail": f"version {current_version(small_home)}"}
    assert found["python"]["ok"]
    assert {"java", "[embeddings]", "[reasoning]", "[production]", "[parquet]"} <= found.keys()
    empty = run("--home", "nothing", "doctor")
    assert empty.exit_code == 0
    assert "missing  graph: nothing is built; run 'codiclust build'" in empty.stdout
    assert not Path("nothing").exists()
    (tmp_path / "file").write_text("")
    for home in ("file", "file/below"):
        broken = run("--home", home, "doctor")
        assert broken.exit_code == 1
        assert "file is no folder" in broken.stdout


def test_a_home_that_cannot_be_used_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for command in (["build"], ["similar", "R01"], ["query", "-"], ["recommend", "methods", "x"]):
        assert "Not a directory" in sentence(run("--home", "file", *command, env=OWN_ONLY), 1)


def test_progress_on_a_terminal(write_data: WriteData, tmp_path: Path) -> None:
    """Elsewhere there is none: the tests above see all that is said."""
    folder = write_data("wrong.yaml", WRONG)
    outer, inner = pty.openpty()
    variables = {**clean(), **OWN_ONLY}
    try:
        command = [*PROGRAM, "--home", str(tmp_path / "home"), "check", "--data", str(folder)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=inner, env=variables, timeout=60, check=False)
        said = os.read(outer, 10_000).decode()
    finally:
        os.close(inner)
        os.close(outer)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "[1/7] reading files" in said
    assert FINDING in said
