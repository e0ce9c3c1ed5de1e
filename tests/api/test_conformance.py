"""The W3C's tests of SPARQL 1.0 and 1.1 queries and of the query protocol, over a running service, where they are at hand."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.test_server import Start, starting

CONFORMANCE = Path(__file__).parents[3] / "shared" / "conformance"
BASE = "http://w3c.example/sparql"
PATIENCE = 300

PASSES = 821
"""Of 831 query tests and 20 protocol tests: as many as were seen."""

BY_DESIGN = {f"sparql11/syntax-fed/test_{n}" for n in (1, 2, 3)}
"""What is missed although the engine has it: SERVICE is valid, and refused."""

pytestmark = pytest.mark.skipif(
    not CONFORMANCE.is_dir(), reason="The W3C tests are not here; they are expected in ../shared/conformance."
)


def harness(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", str(CONFORMANCE / "w3c_harness.py"), *(str(a) for a in arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)


def results(engine: str, file: Path, *arguments: str) -> dict[str, Any]:
    """Test -> `pass`, `fail` or `skip`; the status of the harness only says whether all passed."""
    run = harness(engine, CONFORMANCE / "sparql", "--json", file, *arguments)
    assert file.exists(), run.stderr
    return {name: result[0] for name, result in json.loads(file.read_text("utf-8")).items()}


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a process for one test."""
    with starting() as begin:
        yield begin


def test_the_endpoint_passes_what_the_engine_passes(start: Start, tmp_path: Path) -> None:
    preload = tmp_path / "preload.nq"
    emitted = harness("rdflib", CONFORMANCE / "sparql", "--emit-preload", preload, "--preload-base", BASE)
    assert emitted.returncode == 0, emitted.stderr
    served = start("--home", tmp_path / "home", "serve", "--port", 0, "--sparql-data", preload)
    assert served.port, served.lines
    address = f"http://127.0.0.1:{served.port}/sparql"
    ours = results(address, tmp_path / "ours.json", "--preload-base", BASE, "--suite", "all")
    engine = results("pyoxigraph", tmp_path / "engine.json", "--suite", "sparql11,sparql10")
    assert served.end() == 0
    assert ours.keys() >= engine.keys()
    missed = {name for name, result in ours.items() if result == "fail"}
    missed_by_engine = {name for name, result in engine.items() if result == "fail"}
    assert not missed - missed_by_engine - BY_DESIGN, missed - missed_by_engine
    assert sum(result == "pass" for result in ours.values()) >= PASSES
