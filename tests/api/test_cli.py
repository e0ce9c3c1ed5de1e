"""The command line: what it prints, where, and how it ends."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.cli import main
from api.settings import Settings
from graph.publishing import current_version
from recommender.profile import MANY, NUMBERS, SINGLE
from tests.api.commands import NEED, QUERY, Run, sentence
from tests.api.conftest import body_of

COMMANDS = ["build", "check", "doctor", "embed", "evaluate", "export", "query", "recommend", "serve", "similar"]


@pytest.fixture(scope="module")
def small_client(small_home: Path) -> FlaskClient:
    """A client of the API over what the commands are asked about."""
    return create_app(Settings(home=small_home)).test_client()


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
    assert "public_url must begin with" in sentence(run("serve", "--host", "192.0.2.1", "--public-url", "ftp://x"), 2)


def test_similar(run: Run, small_home: Path, small_client: FlaskClient) -> None:
    result = run("--home", small_home, "similar", "Own-1", "--json", "--lang", "en", "--limit", 1)
    assert json.loads(result.stdout) == body_of(small_client.get("/api/v1/roadmaps/Own-1/similar?lang=en&limit=1"))
    assert " 1. Own-2  Eigene Roadmap 2" in run("--home", small_home, "similar", "Own-1").stdout
    assert "no roadmap with the id Own-9" in sentence(run("--home", small_home, "similar", "Own-9"), 1)


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
