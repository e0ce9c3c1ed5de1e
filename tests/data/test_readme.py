"""What README.md says is true: its example data build, its commands run, its question is answered."""

import json
import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from api.cli import main
from api.openapi import Api
from api.settings import Settings
from graph.build import BuiltGraph

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[list[str]]:
    text = "\n".join(blocks("sh")).replace("\\\n", " ")
    lines = re.findall(r"(?:[^\n']|'[^']*')+", text)  # a quoted argument may hold several lines
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


@pytest.fixture
def client(app: Api) -> FlaskClient:
    return app.test_client()


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makes = [command[1] for command in commands() if command[0] == "make"]
    assert makes == ["serve", "test"]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in makes)
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_curl_example_is_answered(client: FlaskClient) -> None:
    curl = next(command for command in commands() if command[0] == "curl" and "-d" in command)
    address = next(part for part in curl if part.startswith("http://127.0.0.1:8000"))
    body = curl[curl.index("-d") + 1]
    answer = client.post(address.removeprefix("http://127.0.0.1:8000"), data=body, content_type="application/json")
    assert answer.status_code == 200
    assert len(answer.json["items"]) == 3  # type: ignore[index]
    assert json.loads(body)["need"] in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_sparql_example_is_answered(client: FlaskClient) -> None:
    curl = next(command for command in commands() if command[0] == "curl" and "--data-urlencode" in command)
    query = curl[curl.index("--data-urlencode") + 1].removeprefix("query=")
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 4


def test_the_codiclust_examples_run(home: Path, built: BuiltGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "my-roadmaps"
    mine.mkdir()
    (mine / "first.yaml").write_text(blocks("yaml")[0], "utf-8")
    monkeypatch.chdir(tmp_path)
    for command in (c for c in commands() if c[0].endswith("codiclust")):
        own = tmp_path / "home" if command[1] == "build" else home
        result = CliRunner().invoke(main, ["--home", str(own), *command[1:]])
        assert result.exit_code == 0, result.output
        assert result.output


def test_every_command_of_the_table_is_there_and_none_is_missing() -> None:
    named = set(re.findall(r"^\| `codiclust ([a-z]+)", README, re.MULTILINE))
    assert named == set(main.commands)


def test_every_setting_is_named_with_its_default() -> None:
    rows = "\n".join(line for line in README.splitlines() if line.startswith("| `CODICLUST_"))
    named = set(re.findall(r"`CODICLUST_([A-Z_]+)`", rows))
    assert named == {field.name.upper() for field in fields(Settings)}
    assert all(f"`{getattr(Settings(), name)}`" in rows for name in ("home", "host", "port", "server", "threads", "max_body"))


def test_every_linked_file_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
