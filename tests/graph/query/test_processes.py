"""The processes of a pool: what they survive, what replaces them, and that none is left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from graph.errors import CodiclustError, NothingBuilt, Overloaded, TimeLimit
from graph.query.pool import PoolSize, QueryRequest
from graph.store import QueryLimits
from tests.graph.query.asking import error_in, write_store
from tests.graph.query.conftest import MakePool
from tests.graph.query.processes import descendants, eventually, parents
from tests.graph.query.queries import LONG, LONG_ANSWER, LOOKUP, RUNAWAY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def test_sixty_runaways_leave_nothing_behind(make_pool: MakePool) -> None:
    before = descendants()
    pool = make_pool(QueryLimits(seconds=0.4), PoolSize(quick_places=4, slow_places=2))
    seen: set[int] = set()

    def run_away(_: int) -> CodiclustError:
        seen.update(descendants() - before)
        return error_in(pool, RUNAWAY)

    with ThreadPoolExecutor(4) as threads:
        errors = threads.map(run_away, range(60))
        assert {type(error) for error in errors} <= {TimeLimit, Overloaded}
    assert len(seen) > 10
    assert eventually(lambda: len(descendants() - before) == 1)
    assert pool.ask(QueryRequest(LOOKUP)).read()
    assert len(descendants() - before) == 2


def test_a_switch_drops_nothing(make_pool: MakePool, tmp_path: Path) -> None:
    folders = [write_store(tmp_path / str(n), (n, "g")) for n in range(2)]
    before = descendants()
    pool = make_pool(QueryLimits(seconds=60), folder=folders[0])
    stop = threading.Event()
    text = "SELECT ?o { GRAPH ?g { ?s ?p ?o } }"

    def ask() -> set[tuple[bytes, Path]]:
        found = set()
        while not stop.is_set():
            answer = pool.ask(QueryRequest(text, "csv"))
            found.add((answer.read(), answer.snapshot))
        return found

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask) for _ in range(3)]
        slow = threads.submit(pool.ask, QueryRequest(LONG, "csv"))
        for folder in (folders[1], folders[0], folders[1]):
            time.sleep(0.1)
            pool.switch(folder)
            answer = pool.ask(QueryRequest(text, "csv"))
            assert (answer.read(), answer.snapshot) == (f"o\r\n{folders.index(folder)}\r\n".encode(), folder)
        stop.set()
        assert slow.result().read() == LONG_ANSWER
        found = set().union(*(one.result() for one in asked))
    assert found == {(f"o\r\n{n}\r\n".encode(), folders[n]) for n in range(2)}
    assert eventually(lambda: len(descendants() - before) <= 5)  # one that forks, workers of the last snapshot
    with pytest.raises(NothingBuilt):
        pool.switch(tmp_path / "nothing")
    assert pool.ask(QueryRequest(text)).snapshot == folders[1]


def test_closing_waits_for_its_grace_then_stops_what_runs(make_pool: MakePool) -> None:
    before = descendants()
    pool = make_pool(QueryLimits(seconds=30))
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(error_in, pool, RUNAWAY)
        assert eventually(lambda: len(descendants() - before) == 2)
        begin = time.monotonic()
        pool.close(0.5)
        assert 0.5 <= time.monotonic() - begin < 3
        assert isinstance(running.result(), Overloaded)
    assert not descendants() - before
    assert isinstance(error_in(pool, LOOKUP), Overloaded)
    pool.close(0)


def test_closing_lets_a_query_end(make_pool: MakePool) -> None:
    pool = make_pool(QueryLimits(seconds=0.7))
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(error_in, pool, RUNAWAY)
        time.sleep(0.2)
        pool.close(10)
        assert isinstance(running.result(), TimeLimit)


def test_what_forks_workers_is_replaced_when_it_dies(make_pool: MakePool) -> None:
    before = descendants()
    pool = make_pool(QueryLimits(seconds=2))
    (zygote,) = descendants() - before
    for number in (signal.SIGINT, signal.SIGTERM):  # a terminal or a supervisor sends them to all
        os.kill(zygote, number)
    assert pool.ask(QueryRequest(LOOKUP)).read()
    assert zygote in descendants()
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(error_in, pool, RUNAWAY)
        time.sleep(0.3)
        os.kill(zygote, signal.SIGKILL)
        assert isinstance(running.result(), TimeLimit)  # it ran again: its memory was not the reason
    assert pool.ask(QueryRequest(LOOKUP)).read()
    assert zygote not in descendants()


SERVICE_ALONE = """
import sys, threading
from pathlib import Path
from graph.query.pool import QueryPool, QueryRequest
from graph.store import QueryLimits
pool = QueryPool(Path(sys.argv[1]), QueryLimits(seconds=float(sys.argv[2])))
threading.Thread(target=pool.ask, args=(QueryRequest(sys.argv[3]),)).start()
"""


@pytest.mark.parametrize(("number", "seconds"), [(signal.SIGKILL, 60.0), (signal.SIGSTOP, 0.7)])
def test_no_worker_outlives_a_service_that_is_gone_or_stuck(snapshot: Path, number: int, seconds: float) -> None:
    arguments = [sys.executable, "-c", SERVICE_ALONE, str(snapshot), str(seconds), RUNAWAY]
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[3]) as service:
        try:
            assert eventually(lambda: len(descendants(service.pid)) == 2, 30)
            left = descendants(service.pid)
            workers = {pid for pid in left if parents()[pid] != service.pid}
            time.sleep(0.2)
            os.kill(service.pid, number)
            gone = left if number == signal.SIGKILL else workers
            assert eventually(lambda: not gone & parents().keys(), 5)
        finally:
            with suppress(ProcessLookupError):
                service.kill()
