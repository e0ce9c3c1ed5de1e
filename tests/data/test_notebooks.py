"""What docs/notebooks.md says is true: every snippet runs in a process of its own, against a real service."""

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from graph.build import BuiltGraph
from graph.catalogue import Catalogue
from graph.publishing import version_folder

PAGE = (Path(__file__).parents[2] / "docs" / "notebooks.md").read_text("utf-8")
PROGRAM = [sys.executable, "-c", "from api.cli import main; main()"]
ADDRESS = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Snippet:
    """A block of code; `name` is its heading and its place below it, from 1."""

    name: str
    language: str
    code: str

    @property
    def asks_the_service(self) -> bool:
        return ADDRESS in self.code


def _snippets() -> Iterator[Snippet]:
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE):
        heading = section.splitlines()[0].lstrip("# ")
        count: Counter[str] = Counter()
        for language, code in re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL):
            count[language] += 1
            yield Snippet(f"{heading} {count[language]}", language, code)


SNIPPETS = {(snippet.language, snippet.name): snippet for snippet in _snippets()}
PYTHON = {name: snippet for (language, name), snippet in SNIPPETS.items() if language == "python"}
SERVED = {
    "SPARQLWrapper 1": "{first} {most} ",
    "SPARQLWrapper 2": "30 roadmaps",
    "rdflib 1": "{first} {most} ",
    "pandas 1": "30 roadmaps, {middle} days in the middle",
    "The dumps 1": "version {version} with {quads} quads",
}
"""Snippets that ask the service, and how what they print begins."""
ALONE = {
    "Without the service 1": "30 roadmaps",
    "Without the service 2": "{method} ",
    "Without the service 3": "['shift-work', ",
    "Without the service 4": "media_types\n{medium} ",
    "Without the service 5": "int64 {total}",
}
"""Snippets that need files only."""


@pytest.fixture(scope="module")
def facts(built: BuiltGraph, catalogue: Catalogue) -> dict[str, object]:
    """What the snippets should find, taken from the records."""
    days = {r.identifier: r.effort_person_days.value for r in catalogue.roadmaps.values() if r.effort_person_days}
    first = min(days, key=lambda key: (-days[key], key))
    uses = Counter(m for r in catalogue.roadmaps.values() for m in r.method_ids)
    method = max(catalogue.methods, key=lambda key: uses[key])
    media = Counter(m for r in catalogue.roadmaps.values() for m in r.media_types)
    return {
        "first": first,
        "most": days[first],
        "middle": float(median(days.values())),
        "total": sum(days.values()),
        "version": built.version,
        "quads": built.dump.count(b"\n"),
        "method": method,
        "medium": max(media, key=lambda key: media[key]),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, home: Path, built: BuiltGraph) -> Path:
    """A working folder with what the page puts there: the query, the exports, the home."""
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "efforts.rq").write_text(
        SNIPPETS["sparql", "From pandas, R, SPARQLWrapper, rdflib to the endpoint 1"].code, "utf-8"
    )
    (folder / ".codiclust").symlink_to(home)
    for line in SNIPPETS["sh", "Without the service 1"].code.splitlines():
        command, _, target = line.partition(" > ")
        done = subprocess.run(
            [*PROGRAM, *shlex.split(command)[1:]], cwd=folder, capture_output=True, env=_environment(), check=True
        )
        if target:
            (folder / target).write_bytes(done.stdout)
    return folder


@pytest.fixture(scope="module")
def endpoint(home: Path, built: BuiltGraph) -> Iterator[str]:
    """The address of a running service over the shipped data."""
    command = [*PROGRAM, "--home", str(home), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=_environment()) as process:
        assert process.stderr is not None
        try:
            lines = iter(process.stderr.readline, "")
            yield next(line.split()[-1] for line in lines if line.startswith("codiclust serves on http://127.0.0.1:"))
        finally:
            process.terminate()
            process.communicate(timeout=60)


def _environment() -> dict[str, str]:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("CODICLUST_")}
    return {**variables, "PYTHONPATH": str(Path(__file__).parents[2])}


def run(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, env=_environment(), check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_snippet_is_left_untested() -> None:
    assert {name for name, snippet in PYTHON.items() if snippet.asks_the_service} == SERVED.keys()
    assert {name for name, snippet in PYTHON.items() if not snippet.asks_the_service} == ALONE.keys()
    others = {key for key in SNIPPETS if key[0] != "python"}
    assert others == {
        ("sparql", "From pandas, R, SPARQLWrapper, rdflib to the endpoint 1"),
        ("r", "R 1"),
        ("sh", "curl 1"),
        ("sh", "Without the service 1"),
    }


@pytest.mark.parametrize("name", ALONE)
def test_snippets_that_need_files_only(folder: Path, facts: dict[str, object], name: str) -> None:
    said = run(PYTHON[name].code, folder)
    assert re.sub(r"[ \t]+", " ", said).startswith(ALONE[name].format(**facts)), said


@pytest.mark.parametrize("name", SERVED)
def test_snippets_that_ask_the_service(folder: Path, endpoint: str, facts: dict[str, object], name: str) -> None:
    said = run(PYTHON[name].code.replace(ADDRESS, endpoint), folder)
    assert said.startswith(SERVED[name].format(**facts)), said
    if name in {"SPARQLWrapper 1", "rdflib 1"}:
        assert len(said.splitlines()) == 30


def test_r_asks_for_csv_by_get_with_a_header(folder: Path, endpoint: str, facts: dict[str, object]) -> None:
    """R is run where it is installed; the request that it makes is made in any case."""
    code = SNIPPETS["r", "R 1"].code.replace(ADDRESS, endpoint)
    assert "URLencode(query, reserved = TRUE)" in code
    assert 'headers = c(Accept = "text/csv")' in code
    query = (folder / "efforts.rq").read_text("utf-8").rstrip("\n")
    request = Request(
        f"{endpoint}/sparql?query={quote(query, safe='')}", headers={"Accept": "text/csv", "User-Agent": "R (4.4.1) libcurl"}
    )
    with urlopen(request) as answer:
        assert answer.headers["Content-Type"].startswith("text/csv")
        rows = list(csv.DictReader(io.StringIO(answer.read().decode("utf-8"))))
    assert (len(rows), float(median(int(row["days"]) for row in rows))) == (30, facts["middle"])
    if rscript := shutil.which("Rscript"):
        said = subprocess.run([rscript, "-e", code], cwd=folder, capture_output=True, text=True, check=True).stdout
        assert said.startswith("30 roadmaps, ")


def test_curl_gets_what_it_asks_for(folder: Path, endpoint: str, built: BuiltGraph, home: Path) -> None:
    assert shutil.which("curl"), "curl is needed for these tests"
    answers = []
    for line in SNIPPETS["sh", "curl 1"].code.splitlines():
        command = shlex.split(line.replace(ADDRESS, endpoint))
        answers.append(subprocess.run([*command, "--fail"], cwd=folder, capture_output=True, text=True, check=True).stdout)
    table, as_json, description, listing = answers
    assert table.splitlines()[0] == "id,title,days"
    assert len(table.splitlines()) == 31
    assert len(json.loads(as_json)["results"]["bindings"]) == 30
    assert built.version in description
    assert json.loads(listing)["graph_version"] == version_folder(home).name
