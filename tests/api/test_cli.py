"""The command line: what it prints, where, and how it ends."""

import json
import os
import pty
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from api.app import create_app
from api.cli import main
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.publishing import current_version, version_folder
from graph.records.toolbox import SCHEME_CLASSES
from graph.store import OxigraphStore
from recommender.profile import MANY, NUMBERS, SINGLE
from tests.api.conftest import ROADMAP, body_of
from tests.conftest import WriteData

COMMANDS = ["build", "check", "doctor", "export", "query", "recommend", "serve", "similar"]
NEED = "An der Maschine zeigen"
PROGRAM = [sys.executable, "-c", "from api.cli import main; main()"]
WRONG = """kind: media-type
id: Own-medium
title: {de: Eigenes, en: Own}
group: vidoe
description: {de: Ein Medium., en: A medium.}
provenance: {status: ownProposal}
"""
OWN_ONLY = {"CODICLUST_SHIPPED": "no"}
"""Without the shipped data builds take no time."""
FINDING = "own/wrong.yaml:4: group: no media group is called 'vidoe' (did you mean video"

Run = Callable[..., Result]


def clean() -> dict[str, str]:
    """The environment without settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CODICLUST_")}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program in an empty folder; whatever happens, nobody sees a traceback."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ.keys() - clean().keys():
        monkeypatch.delenv(name)

    def call(*arguments: str | Path, **options: Any) -> Result:
        result = CliRunner().invoke(main, [str(a) for a in arguments], **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        assert "a mistake of the program" not in result.output
        return result

    return call


@pytest.fixture(scope="module")
def small_client(small_home: Path) -> FlaskClient:
    """A client of the API over what the commands are asked about."""
    return create_app(Settings(home=small_home)).test_client()


def sentence(result: Result, status: int) -> str:
    """The one sentence on standard error of a call that failed with that status."""
    assert (result.exit_code, result.stdout) == (status, ""), result.output
    (line,) = result.stderr.splitlines()
    return line


def test_there_are_the_commands_of_the_contract_with_help(run: Run) -> None:
    assert sorted(main.commands) == COMMANDS
    for command in ([], *([name] for name in COMMANDS)):
        for flag in ("--help", "-h"):
            result = run(*command, flag)
            assert result.exit_code == 0
            assert result.stdout.startswith("Usage: ")
            assert result.stderr == ""
    assert "0.1.0" in run("--version").stdout


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'numpy', 'flask', 'pyoxigraph', 'rdflib', 'sklearn', 'scipy', 'pydantic', 'pyshacl', 'yaml', 'waitress'}"
    code = f"import api.cli, sys; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_recommend_has_an_option_for_every_profile_key(run: Run) -> None:
    page = run("recommend", "--help").stdout
    for key in [*SINGLE, *NUMBERS, *MANY]:
        assert f"--{key.replace('_', '-')}" in page


@pytest.mark.parametrize(
    ("options", "profile"),
    [
        ([], {}),
        (["--size-class", "small", "--sector", "26"], {"size_class": "small", "sector": "26"}),
        (["--size_class=small"], {"size_class": "small"}),
        (
            ["--learning-field", "Onboarding", "--target-group", "Auszubildende"],
            {"learning_field": "onboarding", "target_group": "apprentices"},
        ),
        (["--phase", "TP1", "--mode", "online"], {"phase": "TP1", "mode": "digital"}),
        (["--group-size", "8", "--max-hours", "0.75"], {"group_size": 8, "max_hours": 0.75}),
        (["--barriers", "Schichtbetrieb", "--barriers", "Zeitmangel"], {"barriers": ["shift-work", "lack-of-time"]}),
        (["--roadmap", "Own-1"], {"roadmap": "Own-1"}),
    ],
)
def test_json_is_the_body_of_the_api(
    run: Run, small_home: Path, small_client: FlaskClient, options: list[str], profile: dict[str, Any]
) -> None:
    result = run("--home", small_home, "recommend", "methods", NEED, *options, "--limit", 3, "--lang", "en", "--json")
    assert result.exit_code == 0
    body = {"need": NEED, "profile": profile, "limit": 3, "lang": "en"}
    assert json.loads(result.stdout) == body_of(small_client.post("/api/v1/recommendations/methods", json=body))
    assert result.stderr == ""


@pytest.mark.parametrize("kind", ["roadmaps", "media-types"])
def test_all_kinds_can_be_asked_for(run: Run, small_home: Path, small_client: FlaskClient, kind: str) -> None:
    result = run("--home", small_home, "recommend", kind, NEED, "--json")
    assert json.loads(result.stdout) == body_of(small_client.post(f"/api/v1/recommendations/{kind}", json={"need": NEED}))


def test_people_get_title_score_reasons_and_mismatches(run: Run, small_home: Path) -> None:
    options = ["--max-hours", "0.75", "--barriers", "Schichtbetrieb"]
    result = run("--home", small_home, "recommend", "methods", NEED, *options)
    item = json.loads(run("--home", small_home, "recommend", "methods", NEED, *options, "--json").stdout)["items"][0]
    lines = result.stdout.splitlines()
    assert lines[0] == f" 1. X1  Vor Ort zeigen  ({item['score']:.2f}, {item['confidence']})"
    assert item["mismatches"]
    said = [f"      + {r['text']}" for r in item["reasons"]] + [f"      - {m['text']}" for m in item["mismatches"]]
    assert lines[1 : len(said) + 1] == said


def test_nothing_found_is_a_notice_and_no_failure(run: Run, small_home: Path) -> None:
    result = run("--home", small_home, "recommend", "methods", "", "--lang", "en")
    assert result.exit_code == 0
    assert "sentence" in result.stdout


def test_a_profile_comes_from_a_file_and_options_go_before_it(run: Run, small_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "profile.json"
    file.write_text('{"phase": "TP4", "barriers": ["Zeitmangel"]}')
    command = ["--home", small_home, "recommend", "methods", NEED, "--json"]
    both = run(*command, "--profile", file, "--phase", "TP1")
    assert both.exit_code == 0
    assert both.stdout == run(*command, "--phase", "TP1", "--barriers", "Zeitmangel").stdout
    assert both.stdout != run(*command, "--profile", file).stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"{", "is no JSON: line 1, column 2"),
        (b"[]", "must hold a JSON object"),
        (b'{"phase": NaN}', "NaN is no JSON number"),
        (b'{"phase": "TP1", "phase": "TP2"}', "stands twice"),
        (b"\xff\xfe\xfd", "is no JSON"),
        (b'{"phse": "TP1"}', "a profile has no field 'phse'"),
        (b'{"phase": "TP9"}', "did you mean TP"),
        (b'{"group_size": 2.5}', "group_size must be a whole number"),
        (b'{"group_size": [1]}', "group_size must be a number"),
        (b'{"barriers": 5}', "must be a list"),
    ],
)
def test_wrong_profiles(run: Run, small_home: Path, tmp_path: Path, text: bytes, said: str) -> None:
    file = tmp_path / "profile.json"
    file.write_bytes(text)
    assert said in sentence(run("--home", small_home, "recommend", "methods", NEED, "--profile", file), 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["recommend", "methods", NEED, "--sector", "Maschinebau"], "did you mean Maschinenbau"),
        (["recommend", "methods", NEED, "--sector", ""], "sector must be an id or a label"),
        (["recommend", "methods", NEED, "--group-size", "0"], "group_size must be more than 0"),
        (["recommend", "methods", NEED, "--max-hours", "nan"], "max_hours must be more than 0"),
        (["recommend", "methods", NEED, "--barriers", "\udcff"], "no barrier is called"),
    ],
)
def test_a_profile_value_that_is_not_known_is_a_wrong_call(run: Run, small_home: Path, arguments: list[str], said: str) -> None:
    assert said in sentence(run("--home", small_home, *arguments), 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["recommend"],
        ["recommend", "companies", "x"],
        ["recommend", "methods"],
        ["recommend", "methods", "x", "--limit", "0"],
        ["recommend", "methods", "x", "--limit", "51"],
        ["recommend", "methods", "x", "--lang", "fr"],
        ["recommend", "methods", "x", "--group-size", "many"],
        ["recommend", "methods", "x", "--profile", "missing.json"],
        ["similar"],
        ["query", "missing.rq"],
        ["query", "-", "--format", "xml"],
        ["serve", "--port", "65536"],
        ["serve", "--server", "apache"],
        ["build", "--unknown"],
        ["--settings", "missing.toml", "doctor"],
    ],
)
def test_a_wrong_call_is_2_with_the_usage(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")
    assert "Error: " in result.stderr


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"CODICLUST_PORT": "abc"}, "port must be a whole number, not 'abc'"),
        ({"CODICLUST_PROT": "1"}, "there is no setting 'prot' (did you mean port?)"),
        ({"CODICLUST_PUBLIC_URL": "example.org"}, "public_url must begin with"),
    ],
)
def test_wrong_settings_are_one_sentence(run: Run, variables: dict[str, str], said: str) -> None:
    assert said in sentence(run("doctor", env=variables), 2)


def test_settings_come_from_a_file_too(run: Run, small_home: Path, tmp_path: Path) -> None:
    (tmp_path / "codiclust.toml").write_text(f'home = "{small_home}"\n')
    assert f"version {current_version(small_home)}" in run("doctor").stdout
    (tmp_path / "other.toml").write_text("hoem = 'x'\n")
    assert "did you mean home?" in sentence(run("--settings", "other.toml", "doctor"), 2)
    assert "public_url must begin with" in sentence(run("serve", "--public-url", "ftp://x"), 2)


def test_similar(run: Run, small_home: Path, small_client: FlaskClient) -> None:
    result = run("--home", small_home, "similar", "Own-1", "--json", "--lang", "en", "--limit", 1)
    assert json.loads(result.stdout) == body_of(small_client.get("/api/v1/roadmaps/Own-1/similar?lang=en&limit=1"))
    assert " 1. Own-2  Eigene Roadmap 2" in run("--home", small_home, "similar", "Own-1").stdout
    assert "no roadmap with the id Own-9" in sentence(run("--home", small_home, "similar", "Own-9"), 1)


QUERY = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?id ?none WHERE { ?m skos:inScheme <https://w3id.org/codiclust/vocab/method> ; skos:notation ?id } ORDER BY ?id"""


def test_a_query_as_table_json_and_csv(run: Run, small_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "methods.rq"
    file.write_text(QUERY)
    table = run("--home", small_home, "query", file)
    assert table.stdout.splitlines() == ["id  none", "--  ----", "X1", "X2", "(2 rows)"]
    as_json = run("--home", small_home, "query", file, "--format", "json")
    rows = json.loads(as_json.stdout)["results"]["bindings"]
    assert [row["id"]["value"] for row in rows] == ["X1", "X2"]
    assert run("--home", small_home, "query", file, "--json").stdout == as_json.stdout
    csv = run("--home", small_home, "query", file, "--format", "csv")
    assert csv.stdout_bytes == b"id,none\r\nX1,\r\nX2,\r\n"


def test_a_query_from_standard_input(run: Run, small_home: Path) -> None:
    assert run("--home", small_home, "query", "-", input=QUERY).stdout.endswith("(2 rows)\n")
    assert run("--home", small_home, "query", "-", input="ASK { ?s ?p 'Vor Ort zeigen'@de }").stdout == "yes\n"
    graph = run("--home", small_home, "query", "-", input="CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 1")
    assert graph.stdout.rstrip().endswith(".")
    last_row_unbound = "SELECT ?x WHERE { VALUES ?x { 1 UNDEF } }"
    assert run("--home", small_home, "query", "-", "--format", "csv", input=last_row_unbound).stdout_bytes == b"x\r\n1\r\n\r\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT nonsense", "does not parse"),
        ("SELECT\n?x\nWHERE {\n", "does not parse"),
        ("", "does not parse"),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "does not parse"),
        (b"SELECT ?\xff", "the query is not UTF-8 (byte 8)"),
    ],
)
def test_queries_that_fail(run: Run, small_home: Path, text: str | bytes, said: str) -> None:
    for form in ("table", "json", "csv"):
        assert said in sentence(run("--home", small_home, "query", "-", "--format", form, input=text), 1)


def test_findings_are_reported_and_change_nothing(run: Run, small_home: Path, write_data: WriteData) -> None:
    folder = write_data("wrong.yaml", WRONG)
    before = current_version(small_home)
    for arguments, variables in (
        (["check", "--data", folder], {}),
        (["build", "--data", folder], {}),
        (["build"], {"CODICLUST_DATA": str(folder)}),
        (["serve", "--data", folder], {}),
        (["serve"], {"CODICLUST_DATA": str(folder)}),
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
    for command in (["similar", "R01"], ["query", "-"], ["recommend", "methods", "x"], ["serve"]):
        assert "Not a directory" in sentence(run("--home", "file", *command), 1)


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


def test_a_taken_port_is_one_sentence(run: Run, small_home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("--home", small_home, "serve", "--port", port)
    assert sentence(result, 1) == f"codiclust: Cannot listen on 127.0.0.1:{port}: Address already in use."
