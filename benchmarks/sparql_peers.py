"""The query endpoint beside the Oxigraph server and rdflib-endpoint: same data, same queries, one run.

Every server is started as its users start it, one at a time, on loopback, and asked over HTTP connections that are kept open.
`new` means that each query is sent with a comment of its own, so that no cache knows it; `kept` that it was asked before.
The peers come from PyPI into a virtual environment that is thrown away. Run it with `python -m benchmarks.sparql_peers`.
"""

import itertools
import os
import platform
import socket
import statistics
import subprocess
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from benchmarks.http_client import KeptOpen
from benchmarks.measuring import COMMAND
from benchmarks.synthetic import synthetic_nquads
from graph.questions import competency_questions

ROADMAPS = (30, 1000)
CLIENTS = (1, 4)
SECONDS = 0.5
"""How long each query is asked again and again."""
START = 300.0
"""Seconds that a server has to load its data; rdflib needs a minute at 1,000 roadmaps."""
PATIENCE = 20.0
"""Seconds for one answer; one that takes longer counts as that long."""
OXIGRAPH, RDFLIB = "oxigraph", "rdflib-endpoint"
TARGETS = (("codiclust, kept", OXIGRAPH, 1.0), ("codiclust, new", OXIGRAPH, 0.5), ("codiclust, new", RDFLIB, 20.0))
"""Whose requests a second, against whose, and the ratio that is aimed at."""
QUESTIONS = ("01", "05", "06", "12", "13", "14", "25")
_PREFIXES = "PREFIX codi: <https://w3id.org/codiclust/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
LOOKUPS: Mapping[str, str] = {
    "title of a roadmap": f"{_PREFIXES}SELECT ?t {{ <https://w3id.org/codiclust/id/roadmap/R07> rdfs:label ?t }}",
    "all of a roadmap": "SELECT ?p ?o { <https://w3id.org/codiclust/id/roadmap/R07> ?p ?o }",
    "what names a method": "SELECT ?s ?p { ?s ?p <https://w3id.org/codiclust/vocab/method/C05> }",
    "is a good practice": f"{_PREFIXES}ASK {{ <https://w3id.org/codiclust/id/roadmap/R07> a codi:GoodPractice }}",
    "how many roadmaps": f"{_PREFIXES}SELECT (COUNT(?r) AS ?n) {{ ?r a codi:GoodPractice }}",
}


@dataclass(frozen=True, slots=True)
class Timing:
    """How a server answered one query: answers a second, and percentiles in milliseconds."""

    rate: float
    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Peer:
    """A server: its name, how it is started over a file of data on a port, its path, how many clients ask it, and how."""

    name: str
    start: Callable[[Path, int], list[str]]
    path: str
    clients: Sequence[int] = CLIENTS
    is_new: bool = False


def queries() -> dict[str, str]:
    """The twelve queries: competency questions with their defaults, and lookups."""
    chosen = {q.key: q.query for q in competency_questions() if q.key[:2] in QUESTIONS}
    return {**chosen, **LOOKUPS}


def main() -> None:
    """Measure everything and print it as Markdown."""
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="codiclust-bench-") as name:
        folder = Path(name)
        peers = _peers(folder)
        for roadmaps in ROADMAPS:
            data = folder / f"{roadmaps}.nq"
            data.write_bytes(synthetic_nquads(roadmaps))
            _load(folder, data)
            for clients in CLIENTS:
                found = {peer.name: _measured(peer, data, clients) for peer in peers if clients in peer.clients}
                print(f"\n### {roadmaps} roadmaps, {clients} client(s), load {os.getloadavg()[0]:.1f}\n")
                print(f"{_table(found)}\n\n{_ratios(found)}", flush=True)


def _peers(folder: Path) -> list[Peer]:
    venv.create(folder / "venv", with_pip=True)
    bin_folder = folder / "venv" / "bin"
    install = [bin_folder / "python", "-m", "pip", "install", "--quiet", "oxigraph", "rdflib-endpoint", "uvicorn"]
    subprocess.run([str(part) for part in install], check=True)

    def codiclust(data: Path, port: int) -> list[str]:
        return [str(COMMAND), "serve", "--port", str(port), "--sparql-data", str(data)]

    def oxigraph(data: Path, port: int) -> list[str]:
        location = ["--location", str(data.with_suffix(".oxigraph")), "--bind", f"127.0.0.1:{port}"]
        return [str(bin_folder / "oxigraph"), "serve-read-only", *location]

    def rdflib_endpoint(data: Path, port: int) -> list[str]:
        return [str(bin_folder / "rdflib-endpoint"), "serve", "--port", str(port), str(data.with_suffix(".nt"))]

    return [
        Peer("codiclust, kept", codiclust, "/sparql"),
        Peer("codiclust, new", codiclust, "/sparql", is_new=True),
        Peer(OXIGRAPH, oxigraph, "/query", is_new=True),
        Peer(RDFLIB, rdflib_endpoint, "/", clients=(1,), is_new=True),
    ]


def _load(folder: Path, data: Path) -> None:
    """A store for the Oxigraph server, and the default graph alone for a server that would merge all graphs."""
    program, store = str(folder / "venv" / "bin" / "oxigraph"), str(data.with_suffix(".oxigraph"))
    load = [program, "load", "--location", store, "--file", str(data)]
    dump = [program, "dump", "--location", store, "--graph", "default", "--file", str(data.with_suffix(".nt"))]
    for command in (load, [program, "optimize", "--location", store], dump):
        subprocess.run(command, check=True, capture_output=True)


def _measured(peer: Peer, data: Path, clients: int) -> dict[str, Timing]:
    with _serving(peer, data) as port:
        return {name: _timed(port, peer, text, clients) for name, text in queries().items()}


@contextmanager
def _serving(peer: Peer, data: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(peer.start(data, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + START
        while not _is_there(port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{peer.name} did not start")
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:  # it waits for a query that does not end
            process.kill()
            process.wait()


def _is_there(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _timed(port: int, peer: Peer, text: str, clients: int) -> Timing:
    count = itertools.count()

    def target() -> str:
        return f"{peer.path}?query={quote(f'{text} # {next(count)}' if peer.is_new else text)}"

    def client(seconds: float, kept: list[float]) -> None:
        with KeptOpen(port, PATIENCE) as connection:
            end = time.perf_counter() + seconds
            while not kept or time.perf_counter() < end:
                address = target()
                begin = time.perf_counter()
                try:
                    status, _ = connection.get(address)
                except TimeoutError:
                    status = 504
                if status in {503, 504}:  # cut
                    kept.append(PATIENCE)
                    return
                kept.append(time.perf_counter() - begin)
                if status != 200:
                    raise RuntimeError(f"{peer.name} answered {status} to: {text}")

    if peer.name != RDFLIB:  # it keeps nothing, and takes long
        client(SECONDS / 4, [])
    results: list[list[float]] = [[] for _ in range(clients)]
    threads = [threading.Thread(target=client, args=(SECONDS, result)) for result in results]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - begin
    times = sorted(itertools.chain.from_iterable(results))
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    return Timing(len(times) / wall, statistics.median(times) * 1000, p99 * 1000)


def _table(found: Mapping[str, Mapping[str, Timing]]) -> str:
    head = f"| query | {' | '.join(found)} |\n|---|{'---:|' * len(found)}"
    rows = [f"| {name} | {' | '.join(_cell(timings[name]) for timings in found.values())} |" for name in queries()]
    return "\n".join([head, *rows])


def _cell(timing: Timing) -> str:
    rate = f"{timing.rate:,.0f}" if timing.rate >= 10 else f"{timing.rate:.2g}"
    return f"{rate}/s, {timing.p50:.3g} / {timing.p99:.3g} ms"


def _ratios(found: Mapping[str, Mapping[str, Timing]]) -> str:
    lines = []
    for ours, theirs, target in TARGETS:
        if theirs in found:
            ratio = statistics.geometric_mean(found[ours][name].rate / found[theirs][name].rate for name in queries())
            verdict = "reached" if ratio >= target else "NOT REACHED"
            lines.append(f"- {ours} against {theirs}, geometric mean of requests/s: {ratio:.3g} (target {target:g}: {verdict})")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
