"""Clients of the application, a small built home, and the one shape that every problem has."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.building import build_version
from api.cli import main
from api.openapi import Api
from graph.build import GraphBuilder
from tests.api.commands import Run, clean

SMALL = """kind: method
defaults: {provenance: {status: ownProposal}}
records:
  - id: X1
    title: {de: Vor Ort zeigen, en: Show on the spot}
    description: {de: Jemand zeigt den Handgriff an der Maschine vor., en: Somebody shows the movement at the machine.}
    phases: [quer]
    minutes: {min: 30, max: 60}
    mitigates_barriers: [{id: shift-work, reason: {de: jede Schicht es sieht, en: every shift sees it}}]
  - id: X2
    title: {de: Reihum erzählen, en: Tell in turn}
    description: {de: Alle erzählen reihum., en: Everybody tells in turn.}
    phases: [TP1]
"""
ROADMAP = """kind: roadmap
id: Own-{n}
title: {{de: Eigene Roadmap {n}, en: Roadmap of our own {n}}}
company: {{id: Firm-{n}, title: {{de: Eigener Betrieb {n}}}, sector: "26.51", size_class: small}}
learning_fields: [Onboarding]
starting_situation: {{de: An der Maschine steht alles auf Papier.}}
barriers: [Zeitmangel]
steps:
  - {{method: X{n}, phase: TP1}}
provenance: {{status: ownProposal}}
"""

ProblemCheck = Callable[[TestResponse, int], dict[str, Any]]


def body_of(response: TestResponse) -> Any:
    """The JSON body of a response."""
    return response.json


@pytest.fixture
def client(app: Api) -> FlaskClient:
    """A client of the application over the shipped data."""
    return app.test_client()


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two methods and two roadmaps that need nothing of the shipped data."""
    folder = tmp_path_factory.mktemp("small-data")
    (folder / "methods.yaml").write_text(SMALL, "utf-8")
    for n in (1, 2):
        (folder / f"roadmap-{n}.yaml").write_text(ROADMAP.format(n=n), "utf-8")
    return folder


@pytest.fixture(scope="session")
def small_home(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the small data built: quick to load."""
    home = tmp_path_factory.mktemp("small-home")
    build_version(GraphBuilder((small_data,), shipped=False), home, lambda stage, number, total: None)
    return home


@pytest.fixture
def problem() -> ProblemCheck:
    """Assert the canonical shape of a problem and get its body."""

    def check(response: TestResponse, status: int) -> dict[str, Any]:
        assert response.status_code == status, response.text
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["Content-Language"] == "en"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        body: dict[str, Any] = body_of(response)
        assert body.keys() - {"errors"} == {"type", "title", "status", "detail"}
        assert body["status"] == status
        assert body["type"] == "about:blank"
        assert body["title"]
        assert body["detail"].strip()
        assert "Traceback" not in body["detail"]
        for error in body.get("errors", []):
            assert error.keys() == {"pointer", "detail", "nearest"}
            assert error["pointer"] == "" or error["pointer"][0] in "/?"
            assert error["detail"].strip()
            assert all(isinstance(value, str) and value for value in error["nearest"])
        return body

    return check


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
