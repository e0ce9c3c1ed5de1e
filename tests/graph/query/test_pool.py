"""The pool: real processes over real stores, whose answers are the engine's, and queries that would take more than they may."""

import os
import resource
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import QueryTriples, RdfFormat, Store, parse

from graph.errors import (
    InputError,
    LimitReached,
    MemoryLimit,
    NotAcceptable,
    NothingBuilt,
    Overloaded,
    QuerySyntaxError,
    ResultLimit,
    TimeLimit,
)
from graph.query.formats import GRAPH_FORMATS, TABLE_FORMATS
from graph.query.pool import PoolSize, QueryPool, QueryRequest
from graph.store import QueryLimits
from tests.graph.query.asking import error_in, write_store
from tests.graph.query.conftest import MakePool
from tests.graph.query.processes import descendants, eventually
from tests.graph.query.queries import HOSTILE, LONG, LONG_ANSWER, LOOKUP, MEMORY, NUMBERS, RUNAWAY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


@pytest.mark.parametrize("key", TABLE_FORMATS)
@pytest.mark.parametrize(
    "text",
    [LOOKUP, "SELECT * { ?s ?p ?o } LIMIT 1000", "SELECT * {}", "SELECT ?x { FILTER(false) }", "ASK {}", "ASK { <x:> ?p ?o }"],
)
def test_tables_are_byte_for_byte_the_engines(pool: QueryPool, engine: Store, snapshot: Path, text: str, key: str) -> None:
    expected = engine.query(text)
    assert not isinstance(expected, QueryTriples)
    answer = pool.ask(QueryRequest(text, table_format=key, graph_format=None))
    assert answer.format == key
    assert answer.snapshot == snapshot
    body = answer.read()
    assert body == expected.serialize(format=TABLE_FORMATS[key].engine)
    assert answer.size == len(body)


@pytest.mark.parametrize("key", GRAPH_FORMATS)
@pytest.mark.parametrize(
    "text", ["DESCRIBE <https://w3id.org/codiclust/id/roadmap/R01>", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1000", "DESCRIBE <x:>"]
)
def test_graphs_are_the_engines(pool: QueryPool, engine: Store, text: str, key: str) -> None:
    expected = engine.query(text)
    assert isinstance(expected, QueryTriples)
    body = pool.ask(QueryRequest(text, table_format=None, graph_format=key)).read()
    if key == "turtle":
        assert {q.triple for q in parse(body, RdfFormat.TURTLE)} == set(expected)
    else:
        assert body == expected.serialize(format=GRAPH_FORMATS[key].engine)


def test_turtle_reads_well_and_is_the_same_each_time(pool: QueryPool) -> None:
    request = QueryRequest("CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 3")
    body = pool.ask(request).read()
    head = [line for line in body.decode().splitlines() if line.startswith("@prefix")]
    assert head == sorted(head)
    assert "@prefix codi: <https://w3id.org/codiclust/ontology#> ." in head
    assert {pool.ask(request).read() for _ in range(5)} == {body}


def test_boolean_answers_as_a_bare_word(pool: QueryPool) -> None:
    """The recommendation on CSV and TSV describes SELECT only; Oxigraph's answer is kept."""
    for key in ("csv", "tsv"):
        assert pool.ask(QueryRequest("ASK {}", table_format=key)).read() == b"true"


def test_relative_iris_resolve_against_the_base(pool: QueryPool) -> None:
    assert pool.ask(QueryRequest("SELECT (<a> AS ?x) {}", "csv", base="http://e/b/")).read() == b"x\r\nhttp://e/b/a\r\n"
    with pytest.raises(QuerySyntaxError):
        pool.ask(QueryRequest("SELECT (<a> AS ?x) {}"))


def test_dataset_parameters_reach_the_engine(make_pool: MakePool, tmp_path: Path) -> None:
    pool = make_pool(folder=write_store(tmp_path / "any", (1, "g1"), (2, "g1"), (2, "g2"), (3, "g2")))
    count = "SELECT (COUNT(*) AS ?n) FROM <http://e/g2> { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    for default, named, expected in [
        (None, None, 2),
        (("http://e/g1", "http://e/g2"), None, 3),
        (("http://e/g1", "http://e/g2"), ("http://e/g1",), 5),
        (None, ("http://e/g1",), 2),
        (("http://e/none",), None, 0),
    ]:
        answer = pool.ask(QueryRequest(count, "csv", default_graphs=default, named_graphs=named))
        assert answer.read() == f"n\r\n{expected}\r\n".encode()
    with pytest.raises(InputError, match="cannot be evaluated"):
        pool.ask(QueryRequest("ASK {}", default_graphs=("a b",)))


def test_a_query_that_does_not_parse_carries_line_and_column(pool: QueryPool) -> None:
    error = error_in(pool, "SELECT ?s {\n ?s ?p }")
    assert isinstance(error, QuerySyntaxError)
    assert (error.line, error.column) == (2, 9)


@pytest.mark.parametrize("text", ["SELECT (<http://e/f>(1) AS ?x) {}", "SELECT ('\ud800' AS ?x) {}"])
def test_a_query_that_cannot_be_evaluated_gets_one_sentence(pool: QueryPool, text: str) -> None:
    error = error_in(pool, text)
    assert type(error) is InputError
    assert str(error).startswith("The query cannot be evaluated: ")


def test_a_result_in_no_form_that_the_client_takes(pool: QueryPool) -> None:
    with pytest.raises(NotAcceptable, match="is a table; it comes as json, xml"):
        pool.ask(QueryRequest("SELECT * {}", table_format=None))
    with pytest.raises(NotAcceptable, match="is a graph; it comes as turtle"):
        pool.ask(QueryRequest("CONSTRUCT WHERE { ?s ?p ?o }", graph_format=None))


def test_no_store_no_pool(tmp_path: Path) -> None:
    before = descendants()
    with pytest.raises(NothingBuilt, match="cannot be opened"):
        QueryPool(tmp_path / "nothing")
    assert descendants() == before


def test_time(make_pool: MakePool) -> None:
    pool = make_pool(QueryLimits(seconds=0.5))
    error = error_in(pool, RUNAWAY, 1.5)
    assert isinstance(error, TimeLimit)
    assert "0.5 seconds" in str(error)


@pytest.mark.parametrize("text", [MEMORY, HOSTILE["order"]])
def test_memory(make_pool: MakePool, text: str) -> None:
    pool = make_pool(QueryLimits(memory=300_000_000))
    assert isinstance(error_in(pool, text), MemoryLimit)
    assert pool.ask(QueryRequest(LOOKUP)).read()


@pytest.mark.parametrize("key", TABLE_FORMATS)
def test_rows_of_tables(make_pool: MakePool, key: str) -> None:
    request = QueryRequest(f"SELECT * {{ {NUMBERS} }}", table_format=key)
    assert make_pool(QueryLimits(max_rows=1000)).ask(request).read()
    with pytest.raises(ResultLimit, match="more than 999 rows"):
        make_pool(QueryLimits(max_rows=999)).ask(request)


@pytest.mark.parametrize("key", GRAPH_FORMATS)
def test_rows_of_graphs(make_pool: MakePool, key: str) -> None:
    text = f"CONSTRUCT {{ <x:s> <x:p> ?n }} {{ {NUMBERS} BIND(100 * ?a + 10 * ?b + ?c AS ?n) }}"
    request = QueryRequest(text, graph_format=key)
    assert make_pool(QueryLimits(max_rows=1000)).ask(request).read()
    with pytest.raises(ResultLimit, match="more than 999 rows"):
        make_pool(QueryLimits(max_rows=999)).ask(request)


def test_bytes(make_pool: MakePool) -> None:
    text = "SELECT * { ?s ?p ?o } LIMIT 5000"
    size = len(make_pool().ask(QueryRequest(text, "csv")).read())
    assert len(make_pool(QueryLimits(max_bytes=size)).ask(QueryRequest(text, "csv")).read()) == size
    error = error_in(make_pool(QueryLimits(max_bytes=100_000)), text)
    assert isinstance(error, ResultLimit)
    assert "100000 bytes" in str(error)


def test_a_full_pool_says_when_to_come_back(make_pool: MakePool) -> None:
    pool = make_pool(QueryLimits(seconds=2), PoolSize(quick_places=1, slow_places=1, max_waiting=0))
    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(lambda _: error_in(pool, RUNAWAY), range(6)))
    assert {type(o) for o in outcomes} == {TimeLimit, Overloaded}
    assert all(o.retry_after >= 1 for o in outcomes if isinstance(o, Overloaded))
    assert pool.ask(QueryRequest(LOOKUP)).read()


def test_a_long_query_makes_room_only_for_who_waits(make_pool: MakePool) -> None:
    pool = make_pool(QueryLimits(seconds=60), PoolSize(quick_places=1, slow_places=0))
    assert pool.ask(QueryRequest(LONG, "csv")).read() == LONG_ANSWER
    before = descendants()
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(error_in, pool, RUNAWAY)
        assert eventually(lambda: bool(descendants() - before))
        time.sleep(0.2)
        assert pool.ask(QueryRequest(LOOKUP)).read()
        assert isinstance(long.result(), Overloaded)


def is_slow(pid: int) -> bool:
    """Whether a worker lets others go first, and may take all the memory that it may ever take."""
    try:
        soft, hard = resource.prlimit(pid, resource.RLIMIT_AS)
        return soft == hard == QueryLimits().memory and os.getpriority(os.PRIO_PROCESS, pid) == 19
    except ProcessLookupError:
        return False


def test_a_long_query_ends_in_the_slow_lane_with_its_answer(make_pool: MakePool) -> None:
    pool = make_pool(QueryLimits(seconds=60), PoolSize(quick_places=1))
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(pool.ask, QueryRequest(LONG, "csv"))
        assert eventually(lambda: any(is_slow(pid) for pid in descendants()))
        assert pool.ask(QueryRequest(LOOKUP)).read()
        assert long.result().read() == LONG_ANSWER


@pytest.fixture(scope="module")
def attacked(snapshot: Path) -> Iterator[QueryPool]:
    pool = QueryPool(snapshot, QueryLimits(seconds=1))
    yield pool
    pool.close(0)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_queries_are_cut(attacked: QueryPool, name: str) -> None:
    assert isinstance(error_in(attacked, HOSTILE[name], 2), LimitReached)
    assert attacked.ask(QueryRequest(LOOKUP)).read()


def test_no_worker_has_a_network(pool: QueryPool) -> None:
    """The gate refuses SERVICE; this is the wall behind it."""
    if not any(Path(f"/proc/{pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink() for pid in descendants()):
        pytest.skip("this system lets no process give up its network")
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        port = canary.getsockname()[1]
        error_in(pool, f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with pytest.raises(TimeoutError):
            canary.accept()
