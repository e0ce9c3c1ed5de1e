"""Every error has one shape, on every route, whatever was sent."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.openapi import Api
from api.service import Service, load_service
from api.settings import Settings
from graph.errors import CodiclustError
from graph.publishing import store_path, version_folder
from tests.api.conftest import ProblemCheck, body_of

DOCUMENT = create_app().document()
READS = [path.replace("{id}", "R04") for path, ops in DOCUMENT["paths"].items() if "get" in ops and path.startswith("/api/")]
NEEDS = [path for path, ops in DOCUMENT["paths"].items() if "post" in ops]
OTHERS = ["/healthz", "/readyz", "/", "/en/", "/docs", "/openapi.json", "/static/style.css"]
BODY = json.dumps({"need": "Zeitmangel"})


def post(client: FlaskClient, data: str | bytes, path: str = NEEDS[0], content_type: str | None = "application/json") -> Any:
    return client.post(path, data=data, content_type=content_type)


def test_the_document_names_the_routes_tried_here() -> None:
    assert len(READS) == 11
    assert len(NEEDS) == 3


@pytest.mark.parametrize("path", [*READS, *OTHERS])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_405_on_everything_that_is_read(client: FlaskClient, problem: ProblemCheck, path: str, method: str) -> None:
    response = client.open(path, method=method)
    problem(response, 405)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", NEEDS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_405_on_everything_that_is_asked(client: FlaskClient, problem: ProblemCheck, path: str, method: str) -> None:
    response = client.open(path, method=method)
    assert response.headers["Allow"] == "OPTIONS, POST"
    if method == "HEAD":
        assert (response.status_code, response.data) == (405, b"")
    else:
        problem(response, 405)


@pytest.mark.parametrize("path", [*READS, *NEEDS])
@pytest.mark.parametrize(
    "accept", ["text/html", "application/xml, text/*", "application/json;q=0", "application/json;q=0, */*"]
)
def test_406_when_the_client_takes_no_json(client: FlaskClient, problem: ProblemCheck, path: str, accept: str) -> None:
    sent = {"data": BODY, "content_type": "application/json", "method": "POST"} if path in NEEDS else {}
    problem(client.open(path, headers={"Accept": accept}, **sent), 406)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "accept",
    [
        "",
        "*/*",
        "application/*",
        "application/json",
        "application/json; charset=utf-8",
        "text/html, */*;q=0.1",
        "APPLICATION/JSON",
        "text/html;q=0, application/json;q=0.001",
        "application/*;q=0, application/json",
    ],
)
def test_no_406_when_it_does(client: FlaskClient, accept: str) -> None:
    response = client.get("/api/v1/roadmaps/R04", headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (200, "application/json")


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v1/roadmaps/",
        "/api/v1/roadmaps/R04/",
        "/api/v1/roadmaps/R04/steps",
        "/api/v1/methods/C01/similar",
        "/api/v1/recommendations",
        "/api/v1/recommendations/companies",
        "/api/v2/roadmaps",
        "/API/v1/roadmaps",
        "/api//v1/roadmaps",
        "/api/v1/roadmaps/../../../etc/passwd",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/none.css",
    ],
)
def test_404_where_there_is_nothing_for_programs(client: FlaskClient, problem: ProblemCheck, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert "errors" not in problem(response, 404)
    assert "Location" not in response.headers


@pytest.mark.parametrize("path", ["/nothing.html", "//api/v1/roadmaps", "/%00", "/%ff%fe", "/" + "a" * 20_000])
def test_404_where_there_is_nothing(client: FlaskClient, problem: ProblemCheck, path: str) -> None:
    response = client.get(path)
    assert "errors" not in problem(response, 404)
    assert "Location" not in response.headers
    assert client.get(path, headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.parametrize("path", NEEDS)
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "text/json", "", None]
)
def test_415_unless_json_is_sent(client: FlaskClient, problem: ProblemCheck, path: str, kind: str | None) -> None:
    problem(post(client, BODY, path, kind), 415)


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON", "application/json;x"])
def test_parameters_of_the_content_type_do_not_matter(client: FlaskClient, kind: str) -> None:
    assert post(client, BODY, content_type=kind).status_code == 200


@pytest.mark.parametrize("path", NEEDS)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "line 1, column 1"),
        (b"{", "line 1, column 2"),
        (b"{'need': 'x'}", "line 1, column 2"),
        (b'{"need": "x",}', "line 1"),
        (b'{"need": "x"} x', "line 1, column 15"),
        (b'{"need": "x", "limit": NaN}', "NaN"),
        (b'{"need": "x", "profile": {"max_hours": -Infinity}}', "-Infinity"),
        (b'{"need": "a", "need": "b"}', '"need" stands twice'),
        (b'{"need": "a", "profile": {"mode": "digital", "mode": "praesenz"}}', '"mode" stands twice'),
        (b'{"need": "\xff"}', "UTF-8"),
        (b'{"need": "a\nb"}', "line 1"),
        (b"[" * 60_000, "nested too deeply"),
        (b'{"a":' * 9_000, "nested too deeply"),
    ],
)
def test_400_for_what_is_no_json(client: FlaskClient, problem: ProblemCheck, path: str, data: bytes, said: str) -> None:
    body = problem(post(client, data, path), 400)
    assert said in body["detail"]
    assert body["errors"][0]["pointer"] == ""


@pytest.mark.parametrize("data", [b"[]", b'"need"', b"null", b"7", b'[{"need": "x"}]', b"[" * 500 + b"]" * 500])
def test_422_for_json_that_is_no_object(client: FlaskClient, problem: ProblemCheck, data: bytes) -> None:
    assert problem(post(client, data), 422)["errors"][0]["pointer"] == ""


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        (b'{"need": "\\ud800"}', "/need"),
        (b'{"need": "x", "profile": {"sector": "\\udc00x"}}', "/profile/sector"),
        (b'{"need": "x", "profile": {"barriers": ["Zeitmangel", "\\ud83d"]}}', "/profile/barriers/1"),
        (b'{"need": "x", "limit": 1e999}', "/limit"),
        (b'{"need": "x", "limit": ' + b"9" * 60_000 + b"}", "/limit"),
        (b'{"need": "x", "limit": -' + b"9" * 60_000 + b"}", "/limit"),
        (b'{"need": "x", "profile": {"max_hours": ' + b"9" * 5_000 + b"}}", "/profile/max_hours"),
        (b'{"need": "x", "profile": {"max_hours": 1e-999}}', "/profile/max_hours"),
        (b'{"need": "x", "profile": {"group_size": 99999999999999999999}}', "/profile/group_size"),
        (b'{"need": "' + b"a" * 5_001 + b'"}', "/need"),
        (b'{"need": "x", "profile": ' + b'{"a":' * 400 + b"1" + b"}" * 401, "/profile/a"),
    ],
)
def test_422_for_hostile_values(client: FlaskClient, problem: ProblemCheck, data: bytes, pointer: str) -> None:
    assert [e["pointer"] for e in problem(post(client, data), 422)["errors"]] == [pointer]


def test_an_unknown_name_that_is_no_text_is_refused(client: FlaskClient, problem: ProblemCheck) -> None:
    problem(post(client, b'{"need": "x", "\\ud800": 1}'), 422)


@pytest.mark.parametrize(
    "need", ["\u0000" * 50, "\ud83e\udd91".encode("utf-16", "surrogatepass").decode("utf-16"), "a" * 5_000, "ä" * 5_000]
)
def test_strange_needs_are_answered(client: FlaskClient, need: str) -> None:
    assert post(client, json.dumps({"need": need})).status_code == 200


@pytest.mark.parametrize("path", NEEDS)
def test_413_for_a_body_that_is_too_large(client: FlaskClient, problem: ProblemCheck, path: str) -> None:
    limit = Settings().max_body
    data = b'{"need": "x"' + b" " * (limit - 13) + b"}"
    assert len(data) == limit
    assert post(client, data, path).status_code == 200
    problem(post(client, data + b" ", path), 413)
    problem(post(client, data + b" ", path, "text/plain"), 413)


def test_the_first_thing_wrong_decides(client: FlaskClient, problem: ProblemCheck) -> None:
    problem(client.post(NEEDS[0], data="{", content_type="text/plain", headers={"Accept": "text/html"}), 406)
    problem(client.post(NEEDS[0], data="{", content_type="text/plain"), 415)


def test_nothing_built_is_503_everywhere(tmp_path: Path, problem: ProblemCheck) -> None:
    client = create_app(Settings(home=tmp_path)).test_client()
    for path in READS:
        assert "codiclust build" in problem(client.get(path), 503)["detail"]
    for path in NEEDS:
        problem(post(client, BODY, path), 503)
    problem(client.get("/readyz"), 503)
    assert body_of(client.get("/healthz")) == {"status": "ok"}


def test_ready_as_soon_as_something_is_built(tmp_path: Path, small_home: Path) -> None:
    home = tmp_path / "home"
    client = create_app(Settings(home=home)).test_client()
    assert client.get("/readyz").status_code == 503
    home.symlink_to(small_home)
    ready = client.get("/readyz")
    service = load_service(small_home)
    assert ready.status_code == 200
    assert body_of(ready) == {"status": "ready", "graph_version": service.version, "model": service.recommender.model}


def test_a_version_that_cannot_be_read_is_503(tmp_path: Path, small_home: Path, problem: ProblemCheck) -> None:
    home = tmp_path / "home"
    shutil.copytree(small_home, home)
    for file in store_path(version_folder(home)).iterdir():
        file.write_bytes(b"nonsense")
    client = create_app(Settings(home=home)).test_client()
    assert "cannot be read" in problem(client.get("/readyz"), 503)["detail"]
    (tmp_path / "file").write_text("")
    problem(create_app(Settings(home=tmp_path / "file")).test_client().get("/readyz"), 503)


def test_graph_and_index_of_two_versions_are_never_served(service: Service, small_home: Path) -> None:
    other = load_service(small_home)
    with pytest.raises(CodiclustError, match=f"{service.version}.*{other.version}"):
        Service(service.catalogue, other.recommender)


@dataclass
class Unexpected(Exception):
    """Something nobody thought of."""


def test_500_says_nothing_of_the_inside(
    home: Path, service: Service, problem: ProblemCheck, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(home=home), service)

    @app.route("/fails")
    def fails() -> str:
        raise Unexpected

    assert "Unexpected" not in str(problem(app.test_client().get("/fails"), 500))
    assert "Unexpected" in caplog.text


def test_every_answer_has_the_safety_headers(client: FlaskClient, app: Api) -> None:
    for address in [*READS[:2], *OTHERS, "/nothing", "/en", "/api/v1/roadmaps?limit=0"]:
        with client.get(address) as response:
            headers = response.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "a b", "[", "", "x:99999999"])
def test_nothing_is_derived_from_the_host_header(client: FlaskClient, host: str) -> None:
    for address in ("/en", "/api/v1/roadmaps?limit=1", "/", "/docs", "/openapi.json", "/nothing"):
        response = client.get(address, headers={"Host": host})
        assert response.status_code in {200, 308, 404}
        assert "evil.example" not in response.text + str(response.headers)
