"""A point lookup beside an attack: how long it takes while clients send queries in a loop that would never end."""

import itertools
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from benchmarks.measuring import COMMAND, Figure, run
from graph.errors import CodiclustError
from graph.publishing import version_folder
from graph.query.pool import PoolSize, QueryPool, QueryRequest
from graph.query.processes import quick_memory
from graph.store import QueryLimits

ATTACKERS = (4, 8, 16)
SECONDS = 20.0
BOUND = (PoolSize().quick_places * quick_memory(QueryLimits()) + PoolSize().slow_places * QueryLimits().memory) / 1e6
LOOKUP = "SELECT ?p ?o { <https://w3id.org/codiclust/id/roadmap/R01> ?p ?o }"
RUNAWAYS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT (COUNT(*) AS ?n) { ?a (<x:>|!<x:>)* ?b . ?c (<x:>|!<x:>)* ?d }",
    f'SELECT * {{ ?s ?p ?o . ?x ?y ?z FILTER(REGEX(CONCAT(STR(?o), STR(?z), "{"a" * 60}"), "(a+)+$")) }} ORDER BY ?o',
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
    "CONSTRUCT { ?a ?e ?f } { ?a ?b ?c . ?d ?e ?f }",
)
"""Count, sort, paths, regexes, memory, a result without end."""


def figures() -> Iterator[Figure]:
    """The 99th percentile of a lookup that is sent every 10 ms, for several numbers of attackers."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        run([COMMAND, "--home", home, "build"])
        pool = QueryPool(version_folder(home))
        try:
            quiet = _lookups(pool, 3)
            yield Figure("lookup through the pool, nothing beside it, p50", statistics.median(quiet) * 1000, "ms")
            for count in ATTACKERS:
                yield from _attacked(pool, count)
        finally:
            pool.close(0)


def _attacked(pool: QueryPool, count: int) -> Iterator[Figure]:
    stop = threading.Event()
    queries = itertools.cycle(RUNAWAYS)
    stopped: list[str] = []
    threads = [threading.Thread(target=_attack, args=(pool, queries, stop, stopped)) for _ in range(count)]
    for thread in threads:
        thread.start()
    memory: list[float] = []
    watch = threading.Thread(target=_watch, args=(stop, memory))
    watch.start()
    times = _lookups(pool, SECONDS)
    stop.set()
    for thread in (*threads, watch):
        thread.join()
    name = f"lookup beside {count} attackers"
    yield Figure(f"{name}, p50", statistics.median(times) * 1000, "ms")
    yield Figure(f"{name}, p99", statistics.quantiles(times, n=100)[-1] * 1000, "ms", 200)
    yield Figure(f"{name}, longest", max(times) * 1000, "ms")
    yield Figure(f"{name}: runaways stopped", len(stopped) / SECONDS, "/s")
    yield Figure(f"{name}: memory of all workers, peak", max(memory), "MB", BOUND)


def _attack(pool: QueryPool, queries: Iterator[str], stop: threading.Event, stopped: list[str]) -> None:
    while not stop.is_set():
        try:
            pool.ask(QueryRequest(next(queries))).file.close()
        except CodiclustError as error:
            stopped.append(type(error).__name__)


def _watch(stop: threading.Event, memory: list[float]) -> None:
    """Every quarter of a second the memory of all processes with a worker's command line, shared pages shared out (PSS)."""
    while not stop.wait(0.25):
        found = 0
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if b"graph.query.worker" in (folder / "cmdline").read_bytes():
                    lines = (folder / "smaps_rollup").read_text().splitlines()
                    found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        memory.append(found / 1000)


def _lookups(pool: QueryPool, seconds: float) -> list[float]:
    """Durations; a lookup that is refused counts as one that took the whole time."""
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        try:
            pool.ask(QueryRequest(LOOKUP)).read()
            times.append(time.perf_counter() - begin)
        except CodiclustError:
            times.append(seconds)
        time.sleep(0.01)
    return times
