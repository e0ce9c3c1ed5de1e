"""The programs that researchers use, against the running service: SPARQLWrapper, rdflib, pandas, R's way, curl."""

import csv
import io
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pandas
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, N3, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper

from graph.build import BuiltGraph
from tests.api.test_server import starting
from tests.api.test_sparql import DESCRIBE, METHODS, PREFIXES, TITLES

ROADMAP = rdflib.URIRef("https://w3id.org/codiclust/id/roadmap/R01")
RDFS_LABEL = rdflib.RDFS.label


@pytest.fixture(scope="module")
def endpoint(home: Path, built: BuiltGraph) -> Iterator[str]:
    """The address of the endpoint of a running service over the shipped data."""
    with starting() as begin:
        served = begin("--home", home, "serve", "--port", 0)
        assert served.port, served.lines
        yield f"http://127.0.0.1:{served.port}/sparql"
        assert served.end() == 0


@pytest.mark.parametrize("form", [JSON, XML, CSV])
@pytest.mark.parametrize(("method", "sent"), [(GET, None), (POST, None), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_selects(endpoint: str, form: str, method: str, sent: str | None) -> None:
    client = SPARQLWrapper(endpoint)
    client.setMethod(method)
    client.setReturnFormat(form)
    if sent is not None:
        client.setRequestMethod(sent)
    client.setQuery(TITLES)
    found: Any = client.query().convert()
    if form == JSON:
        assert len(found["results"]["bindings"]) == 2
    elif form == XML:
        assert len(found.getElementsByTagName("result")) == 2
    else:
        assert len(list(csv.reader(io.StringIO(found.decode())))) == 3


@pytest.mark.parametrize("form", [TURTLE, RDFXML, N3])
def test_sparqlwrapper_describes_and_names_graphs(endpoint: str, form: str) -> None:
    client = SPARQLWrapper(endpoint)
    client.setReturnFormat(form)
    client.addDefaultGraph("https://w3id.org/codiclust/graph/data/roadmaps/R01")
    client.setQuery(DESCRIBE)
    response = client.query()
    text = response.response.read()
    graph = rdflib.Graph().parse(data=text, format="turtle" if form != RDFXML else "xml")
    assert (ROADMAP, RDFS_LABEL, None) in graph
    assert (ROADMAP, rdflib.RDF.type, rdflib.URIRef("https://w3id.org/codiclust/ontology#GoodPractice")) not in graph


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_uses_it_as_a_store(endpoint: str, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint, method=method, context_aware=False))
    assert len(list(graph.query(TITLES))) == 2
    assert {label.language for label in graph.objects(ROADMAP, RDFS_LABEL) if isinstance(label, rdflib.Literal)} == {"de", "en"}
    assert graph.query("ASK {}").askAnswer
    assert len(graph.query(DESCRIBE).graph or ()) > 50


def test_pandas_reads_csv(endpoint: str) -> None:
    address = f"{endpoint}?{urlencode({'query': METHODS})}"
    table = pandas.read_csv(address, storage_options={"Accept": "text/csv"})
    assert list(table.columns) == ["label"]
    assert len(table) > 90
    assert table["label"].is_unique
    assert pandas.read_csv(f"{address}&format=csv").equals(table)


def test_csv_as_r_reads_it(endpoint: str) -> None:
    # read.csv(paste0(endpoint, "?format=csv&query=", URLencode(query, reserved = TRUE)))
    request = urllib.request.Request(
        f"{endpoint}?format=csv&query={quote(TITLES, safe='')}", headers={"User-Agent": "libcurl/7.88.1 r-curl/5.0.0"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert len(list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))) == 2


def curl(*arguments: str) -> str:
    run = subprocess.run(["curl", "-sS", "--max-time", "30", *arguments], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_curl_in_all_ways(endpoint: str, tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_text(TITLES, "utf-8")
    csv_only = ("-H", "Accept: text/csv")
    got = curl(*csv_only, "-G", "--data-urlencode", f"query@{file}", endpoint)
    assert len(got.splitlines()) == 3
    assert curl(*csv_only, "--data-urlencode", f"query@{file}", f"{endpoint}/") == got
    assert curl(*csv_only, "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{file}", endpoint) == got
    assert "\netag: " in curl("-I", "-G", "--data-urlencode", f"query@{file}", endpoint).lower()
    assert "sd:Service" in curl(endpoint)
    status = curl("-o", str(tmp_path / "error"), "-w", "%{http_code} %{content_type}", "-d", "query=nonsense", endpoint)
    assert status == "400 application/problem+json"


def test_a_large_result_arrives_whole(endpoint: str) -> None:
    query = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    count = f"{PREFIXES}SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    rows = int(pandas.read_csv(f"{endpoint}?{urlencode({'query': count, 'format': 'csv'})}")["n"][0])
    with urllib.request.urlopen(f"{endpoint}?{urlencode({'query': query, 'format': 'tsv'})}", timeout=60) as answer:
        body = answer.read()
        assert int(answer.headers["Content-Length"]) == len(body)
    assert body.count(b"\n") == rows + 1
