"""The real server, as a process of its own on a free port of this machine, stopped by its own process id."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.server import DRAIN_SECONDS, CannotListen, Waitress
from api.settings import Settings
from graph.publishing import current_version
from tests.api.commands import OWN_ONLY, PROGRAM, clean

Start = Callable[..., "Served"]
PATIENCE = 90
"""Seconds after which a process that should have done something has failed."""

TOY = """
import sys, time
from api.server import serve
from api.settings import Settings

def app(environ, start_response):
    if environ["PATH_INFO"].startswith("/after/"):
        print("began", file=sys.stderr, flush=True)
        time.sleep(int(environ["PATH_INFO"].removeprefix("/after/")))
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "20000000")])
    return [b"x" * 20_000_000]

serve(app, Settings(port=0))
"""


class Served:
    """A process that serves, and the lines that it says."""

    def __init__(self, command: list[str], variables: Mapping[str, str]) -> None:
        pipe, environment = subprocess.PIPE, {**clean(), **variables}
        self.process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment)
        self.watchdog = threading.Timer(PATIENCE, self.process.kill)
        self.watchdog.start()
        self.lines: list[str] = []
        self.port = 0
        while line := self.said():
            self.lines.append(line)
            if found := re.fullmatch(r"codiclust serves on http://127\.0\.0\.1:(\d+)\n", line):
                self.port = int(found[1])
                return

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def get(self, path: str) -> tuple[int, Any]:
        with closing(self.connect()) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, json.loads(response.read())

    def said(self) -> str:
        """The next line on standard error; a process that is silent for too long is ended, which gives none."""
        assert self.process.stderr is not None
        patience = threading.Timer(PATIENCE, self.process.kill)
        patience.start()
        try:
            return self.process.stderr.readline()
        finally:
            patience.cancel()

    def end(self, number: int | None = signal.SIGTERM) -> int:
        """Stop it, or wait for its end, and get its exit status."""
        if number is not None:
            self.process.send_signal(number)
        out, rest = self.process.communicate(timeout=PATIENCE)
        self.lines += rest.splitlines(keepends=True)
        assert out == ""
        assert "Traceback" not in "".join(self.lines)
        return self.process.returncode


@contextmanager
def starting() -> Iterator[Start]:
    """Starts processes; those that are left running are ended."""
    started: list[Served] = []

    def begin(*arguments: str | Path, command: list[str] | None = None, **variables: str) -> Served:
        started.append(Served(command or [*PROGRAM, *(str(a) for a in arguments)], variables))
        return started[-1]

    yield begin
    for served in started:
        served.watchdog.cancel()
        if served.process.poll() is None:
            served.process.kill()
            served.process.communicate(timeout=PATIENCE)


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a process for one test."""
    with starting() as begin:
        yield begin


@pytest.fixture(scope="module")
def small_built(small_home: Path) -> tuple[int, int]:
    """What marks the small home's version as current, before anything is served."""
    return _identity(small_home / "CURRENT")


@pytest.fixture(scope="module")
def small(small_home: Path, small_built: tuple[int, int]) -> Iterator[Served]:
    """A server over a small graph, for tests that leave it running."""
    with starting() as begin:
        served = begin("--home", small_home, "serve", "--port", 0)
        assert served.port, served.lines
        yield served


@pytest.fixture
def toy(start: Start) -> Served:
    """Our server with an application that answers after n seconds at `/after/n`, and a lot."""
    return start(command=[sys.executable, "-c", TOY])


def test_serve_builds_when_nothing_is_built(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    served = start("--home", home, "serve", "--port", 0, **OWN_ONLY)  # no data at all: quick, and what is built is empty
    status, ready = served.get("/readyz")
    assert (status, ready["status"], ready["graph_version"]) == (200, "ready", current_version(home))
    assert served.get("/api/v1/roadmaps")[1]["total"] == 0
    assert served.end() == 0


def test_a_request_in_flight_is_answered_when_the_server_is_told_to_stop(start: Start, small_home: Path) -> None:
    served = start("--home", small_home, "serve", "--port", 0)
    body = json.dumps({"need": "An der Maschine zeigen"}).encode()
    head = ["POST /api/v1/recommendations/methods HTTP/1.1", "Host: x", f"Content-Length: {len(body)}"]
    sent = "\r\n".join([*head, "Content-Type: application/json", "", ""]).encode() + body
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as client:
        client.sendall(sent[:-10])
        assert served.get("/healthz") == (200, {"status": "ok"})  # what was sent before has arrived by now
        served.process.send_signal(signal.SIGTERM)
        _wait_until_closed(served.port)
        assert served.process.poll() is None
        client.sendall(sent[-10:])
        response = http.client.HTTPResponse(client)
        response.begin()
        assert response.status == 200
        assert json.loads(response.read())["items"][0]["id"] == "X1"
    assert served.end(None) == 0


def test_serve_takes_what_is_built_as_it_is(small: Served, small_home: Path, small_built: tuple[int, int]) -> None:
    assert small.get("/readyz")[1]["graph_version"] == current_version(small_home)
    assert _identity(small_home / "CURRENT") == small_built


def test_an_answer_being_computed_and_sent_is_finished(toy: Served) -> None:
    with closing(toy.connect()) as connection:
        connection.request("GET", "/after/1")
        assert toy.said() == "began\n"
        toy.process.send_signal(signal.SIGTERM)
        response = connection.getresponse()
        assert response.status == 200
        time.sleep(0.5)  # more than the system holds in between is still to be sent
        assert len(response.read()) == 20_000_000
    assert toy.end(None) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_open_connection_without_a_request_does_not_keep_it(toy: Served, number: signal.Signals) -> None:
    with closing(toy.connect()) as idle:
        idle.request("GET", "/")
        assert idle.getresponse().read()
        began = time.monotonic()
        assert toy.end(number) == 0
        assert time.monotonic() - began < DRAIN_SECONDS / 2


def test_told_twice_it_stops_at_once(toy: Served) -> None:
    with closing(toy.connect()) as connection:
        connection.request("GET", "/after/9")
        assert toy.said() == "began\n"
        toy.process.send_signal(signal.SIGTERM)
        _wait_until_closed(toy.port)
        assert toy.end(signal.SIGTERM) == 1


def test_a_taken_port_is_one_sentence(start: Start, small_home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        served = start("--home", small_home, "serve", "--port", port)
        assert served.end(None) == 1
    assert served.lines == [f"codiclust: Cannot listen on 127.0.0.1:{port}: Address already in use.\n"]


@pytest.mark.parametrize("by_option", [True, False])
def test_serve_builds_first_when_own_data_are_given(
    start: Start, small_home: Path, small_built: tuple[int, int], tmp_path: Path, by_option: bool
) -> None:
    folder = tmp_path / "missing"
    given = ["--data", folder] if by_option else []
    served = start(
        "--home", small_home, "serve", "--port", 0, *given, **OWN_ONLY, CODICLUST_DATA="" if by_option else str(folder)
    )
    assert served.port == 0
    assert served.end(None) == 1
    finding, total = served.lines
    assert finding == f"{folder}:1: (folder): this data folder does not exist\n"
    assert total == "The data has 1 error; nothing was changed.\n"
    assert _identity(small_home / "CURRENT") == small_built


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1"])
def test_a_host_that_is_not_there_is_one_sentence(host: str) -> None:
    with pytest.raises(CannotListen, match=re.escape(f"Cannot listen on {host}:0: ")):
        Waitress(create_app(), Settings(host=host, port=0))


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /healthz HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431),
        (b"POST /api/v1/recommendations/methods HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"POST /api/v1/recommendations/methods HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /api/v1/recommendations/methods HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        (b"nonsense\r\n\r\n", 400),
        (b"GET /nothing HTTP/1.0\r\n\r\n", 404),
    ],
)
def test_what_the_server_itself_refuses_has_the_shape_of_all_errors(small: Served, sent: bytes, status: int) -> None:
    with socket.create_connection(("127.0.0.1", small.port), timeout=PATIENCE) as client:
        client.sendall(sent)
        response = http.client.HTTPResponse(client)
        response.begin()
        assert response.status == status
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"]
        body = json.loads(response.read())
    assert body.keys() == {"type", "title", "status", "detail"}
    assert body["status"] == status
    assert body["detail"]
    assert small.get("/healthz")[0] == 200


def test_the_longest_need_fits_into_the_address_of_the_page(small: Served) -> None:
    with closing(small.connect()) as connection:
        connection.request("GET", f"/?kind=methods&need={'%E2%82%AC' * 5_000}")
        assert connection.getresponse().status == 200


def _identity(file: Path) -> tuple[int, int]:
    """What changes when a file is written anew, even with the same words."""
    status = file.stat()
    return status.st_ino, status.st_mtime_ns


def _wait_until_closed(port: int) -> None:
    """Wait until nobody is let in any more."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return
        time.sleep(0.02)
    raise AssertionError("still listening")
