"""Build, start, answer: how long the main line takes on the shipped data. Medians of several runs; CPU beside wall time."""

import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import COMMAND, Figure, run

NEED = "Unsere Auszubildenden sollen an der Maschine mit kurzen Videos lernen, Handys sind in der Halle verboten"
KINDS = ("roadmaps", "methods", "media-types")


def figures() -> Iterator[Figure]:
    """All figures of the main line."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        built = run([COMMAND, "--home", home, "build"])
        yield Figure("build, wall", built.wall, "s", 15)
        yield Figure("build, peak memory", built.memory, "MB", 500)
        yield from _help_figures()
        yield from _serving_figures(home)


def _help_figures() -> Iterator[Figure]:
    bare = statistics.median(run([sys.executable, "-c", "pass"]).cpu for _ in range(5))
    helped = statistics.median(run([COMMAND, "--help"]).cpu for _ in range(5))
    yield Figure("--help, CPU", helped, "s", 0.4)
    yield Figure("--help, CPU, against a bare Python", helped / bare, "times")


def _serving_figures(home: Path) -> Iterator[Figure]:
    with serving(home) as (address, seconds):
        yield Figure("serve (already built), start to first answer", seconds, "s", 3)
        health = statistics.median(_timed(f"{address}/healthz") for _ in range(200))
        for kind in KINDS:
            times = [_timed(f"{address}/api/v1/recommendations/{kind}", {"need": f"{NEED} {n}"}) for n in range(100)]
            yield Figure(f"recommendation of {kind}, p50", statistics.median(times) * 1000, "ms", 20)
            yield Figure(f"recommendation of {kind}, p95", statistics.quantiles(times, n=20)[-1] * 1000, "ms")
            yield Figure(f"recommendation of {kind}, p50 against /healthz", statistics.median(times) / health, "times")


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, float]]:
    """A running service over a built home: its address, and the seconds from its start to the first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    begin = time.perf_counter()
    arguments = [str(COMMAND), "--home", str(home), "serve", "--port", str(port)]
    process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                _timed(f"{address}/api/v1/recommendations/roadmaps", {"need": NEED})
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - begin > 60:
                    raise RuntimeError("the service did not start") from None
                time.sleep(0.02)
        yield address, time.perf_counter() - begin
    finally:
        process.terminate()
        process.wait(30)


def _timed(address: str, body: object = None) -> float:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})  # noqa: S310 - loopback only
    begin = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        answer.read()
    return time.perf_counter() - begin
