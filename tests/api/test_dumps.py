"""The dataset over HTTP: description by Accept, dumps by name, sitemap and robots."""

import gzip
import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from api import dumps as dumps_module
from api.app import create_app
from api.openapi import Api
from api.service import load_service
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.dumps import SUMS, dump_files, dump_folder
from graph.publishing import version_folder
from graph.query.formats import GRAPH_FORMATS
from graph.void import DATASET
from ontology.namespaces import LICENCE
from tests.api.conftest import ProblemCheck

PUBLIC = "https://kg.example.org/codiclust"
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
VOID = "/.well-known/void"


@pytest.fixture(scope="session")
def small_folder(small_home: Path) -> Path:
    return version_folder(small_home)


@pytest.fixture(scope="session")
def small_app(small_home: Path) -> Api:
    return create_app(Settings(home=small_home))


@pytest.fixture
def small_client(small_app: Api) -> FlaskClient:
    return small_app.test_client()


@pytest.fixture
def public_client(small_home: Path) -> FlaskClient:
    return create_app(Settings(home=small_home, public_url=PUBLIC)).test_client()


# The description


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/turtle;q=0.2, application/ld+json;q=0.3", "application/ld+json"),
        ("text/turtle;q=0, application/*;q=0.1", "application/n-triples"),
        ("text/turtle;charset=utf-8", "text/turtle"),
    ],
)
def test_the_description_comes_as_the_client_likes(small_client: FlaskClient, accept: str | None, media_type: str) -> None:
    response = small_client.get(VOID, headers={"Accept": accept} if accept else {})
    assert response.status_code == 200
    assert response.mimetype == media_type
    assert "Accept" in response.headers["Vary"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Link"] == f'<{LICENCE}>; rel="license"'
    form = next(f.engine for f in GRAPH_FORMATS.values() if f.media_type == media_type)
    triples = {q.triple for q in parse(response.data, format=form, base_iri="http://localhost/.well-known/void")}
    assert any(t.subject.value == DATASET for t in triples if hasattr(t.subject, "value"))


def test_no_form_that_a_client_takes_is_406(small_client: FlaskClient, problem: ProblemCheck) -> None:
    problem(small_client.get(VOID, headers={"Accept": "image/png"}), 406)
    problem(small_client.get("/dump/", headers={"Accept": "text/turtle"}), 406)


def test_addresses_are_public_or_relative_never_those_of_the_host_header(
    small_client: FlaskClient, public_client: FlaskClient
) -> None:
    for client, expected in ((small_client, "</sparql>"), (public_client, f"<{PUBLIC}/sparql>")):
        text = client.get(VOID, headers={"Host": "evil.example"}).text
        assert expected in text
        assert "evil" not in text
        assert "invalid" not in text


def test_the_description_is_not_sent_twice(small_client: FlaskClient) -> None:
    first = small_client.get(VOID)
    again = small_client.get(VOID, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = small_client.get(VOID, headers={"If-None-Match": first.headers["ETag"], "Accept": "application/ld+json"})
    assert other.status_code == 200
    head = small_client.head(VOID)
    assert (head.status_code, head.data, head.content_length) == (200, b"", first.content_length)


# Dumps


def test_the_list_in_json(small_client: FlaskClient, public_client: FlaskClient, small_folder: Path) -> None:
    body = small_client.get("/dump/", headers={"Accept": "application/json"}).json
    assert body == {
        "graph_version": small_folder.name,
        "license": LICENCE,
        "files": [
            {
                "name": file.name,
                "url": f"/dump/{file.name}",
                "media_type": file.form.media_type,
                "bytes": file.size,
                "sha256": file.sha256,
            }
            for file in dump_files(small_folder)
        ],
    }
    public = public_client.get("/dump/", headers={"Accept": "application/json"}).json
    assert public is not None
    assert public["files"][0]["url"].startswith(f"{PUBLIC}/dump/codiclust-")


@pytest.mark.parametrize(("language", "title"), [("de", "Daten zum Mitnehmen"), ("en", "Data to take away")])
def test_the_list_as_a_page(small_client: FlaskClient, small_folder: Path, language: str, title: str) -> None:
    response = small_client.get(f"/dump/?lang={language}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.mimetype == "text/html"
    assert response.headers["Content-Language"] == language
    assert {"Accept", "Accept-Language"} <= set(response.headers["Vary"].split(", "))
    assert f"<h1>{title}</h1>" in response.text
    assert small_folder.name in response.text
    assert LICENCE in response.text
    links = set(re.findall(r'href="(/dump/[^"]+)"', response.text))
    assert links == {f"/dump/{name}" for name in (SUMS, *(file.name for file in dump_files(small_folder)))}
    for file in dump_files(small_folder):
        assert file.sha256 in response.text
        assert str(file.size) in response.text
    assert all(small_client.head(link).status_code == 200 for link in links)


def test_without_the_slash_one_is_sent_on_within_the_site(small_client: FlaskClient) -> None:
    response = small_client.get("/dump", headers={"Host": "evil.example"})
    assert (response.status_code, response.headers["Location"]) == (308, "/dump/")


def test_a_dump_is_the_file(small_client: FlaskClient, small_folder: Path) -> None:
    for file in dump_files(small_folder):
        with small_client.get(f"/dump/{file.name}") as response:
            assert response.status_code == 200
            assert response.data == (dump_folder(small_folder) / file.name).read_bytes()
            assert hashlib.sha256(response.data).hexdigest() == file.sha256
        assert response.content_length == file.size
        assert response.headers["Content-Type"] == "application/gzip"
        assert response.headers["Content-Disposition"] == f"attachment; filename={file.name}"
        assert response.headers["ETag"] == f'"{file.sha256}"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert not {"Last-Modified", "Content-Encoding", "Content-Range"} & set(response.headers.keys())
        again = small_client.get(f"/dump/{file.name}", headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        head = small_client.head(f"/dump/{file.name}")
        assert (head.status_code, head.data, head.content_length) == (200, b"", file.size)
    nquads = gzip.decompress(small_client.get(f"/dump/codiclust-{small_folder.name}.nq.gz").data)
    assert hashlib.sha256(nquads).hexdigest()[:16] == small_folder.name
    assert list(parse(nquads, format=RdfFormat.N_QUADS))


def test_the_sums_are_a_text(small_client: FlaskClient, small_folder: Path) -> None:
    response = small_client.get(f"/dump/{SUMS}")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.data == (dump_folder(small_folder) / SUMS).read_bytes()
    assert response.headers["ETag"] == f'"{hashlib.sha256(response.data).hexdigest()}"'


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "../graph.nq",
        "..%2Fgraph.nq",
        "%2e%2e%2fgraph.nq",
        "..%5cgraph.nq",
        "....//graph.nq",
        "%2Fetc%2Fpasswd",
        "//etc/passwd",
        "graph.nq",
        "void.nt",
        "SHA256SUMS%00",
        "sha256sums",
        "codiclust-0000000000000000.nq.gz",
        "x" * 4000,
        "%F0%9F%A6%84",
    ],
)
def test_nothing_else_is_served(small_client: FlaskClient, problem: ProblemCheck, name: str) -> None:
    problem(small_client.get(f"/dump/{name}"), 404)


def test_dumps_are_only_read(small_client: FlaskClient, small_folder: Path, problem: ProblemCheck) -> None:
    for path in (f"/dump/{SUMS}", "/dump/", VOID, "/sitemap.xml", "/robots.txt"):
        assert problem(small_client.post(path), 405)


def test_before_a_build_there_is_nothing_to_take(tmp_path: Path, problem: ProblemCheck) -> None:
    client = create_app(Settings(home=tmp_path)).test_client()
    for path in (VOID, "/dump/", f"/dump/{SUMS}"):
        problem(client.get(path), 503)
    assert client.get("/robots.txt").status_code == 200


# Sitemap and robots


def addresses(client: FlaskClient, path: str = "/sitemap.xml") -> list[str]:
    response = client.get(path)
    assert response.mimetype == "application/xml"
    root = ET.fromstring(response.data)
    assert root.tag in {f"{SITEMAPS}urlset", f"{SITEMAPS}sitemapindex"}
    return [str(element.text) for element in root.iter(f"{SITEMAPS}loc")]


def test_the_sitemap_lists_every_record_once(home: Path, catalogue: Catalogue) -> None:
    client = create_app(Settings(home=home, public_url=PUBLIC), load_service(home)).test_client()
    found = addresses(client)
    assert len(set(found)) == len(found)
    documents = {
        record.iri.replace("https://w3id.org/codiclust/", f"{PUBLIC}/doc/") + ".html"
        for kind, records in catalogue.records.items()
        for record in records.values()
        if kind != "competency-component"
    }
    documents |= {f"{PUBLIC}/doc/vocab/competency/{key}.html" for key in ("learning", "digital", "pilot")}
    assert {address for address in found if "/doc/" in address} == documents
    assert f"{PUBLIC}/doc/id/roadmap/R01.html" in found
    assert f"{PUBLIC}/doc/vocab/sector/26.51.html" in found
    assert {address for address in found if "/doc/" not in address} == {
        f"{PUBLIC}/{page}" for page in ("", "en/", "docs", "ontology", "dump/")
    }


def test_everything_in_the_sitemap_is_there(public_client: FlaskClient) -> None:
    for address in addresses(public_client):
        assert public_client.get(address.removeprefix(PUBLIC)).status_code == 200, address


def test_a_sitemap_that_is_too_long_is_split(
    public_client: FlaskClient, problem: ProblemCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = addresses(public_client)
    problem(public_client.get("/sitemap-1.xml"), 404)
    monkeypatch.setattr(dumps_module, "MOST_ADDRESSES", 100)
    index = addresses(public_client)
    assert index == [f"{PUBLIC}/sitemap-{n}.xml" for n in range(1, -(-len(whole) // 100) + 1)]
    parts = [addresses(public_client, address.removeprefix(PUBLIC)) for address in index]
    assert [address for part in parts for address in part] == whole
    for wrong in ("0", str(len(index) + 1), "x", "99999999999999999999"):
        problem(public_client.get(f"/sitemap-{wrong}.xml"), 404)


def test_without_a_public_address_there_is_no_sitemap(small_client: FlaskClient, problem: ProblemCheck) -> None:
    assert "absolute addresses" in problem(small_client.get("/sitemap.xml"), 404)["detail"]


def test_robots(small_client: FlaskClient, public_client: FlaskClient) -> None:
    expected = "User-agent: *\nDisallow: /sparql\nAllow: /\n"
    response = small_client.get("/robots.txt")
    assert (response.mimetype, response.text) == ("text/plain", expected)
    assert public_client.get("/robots.txt").text == f"{expected}Sitemap: {PUBLIC}/sitemap.xml\n"
