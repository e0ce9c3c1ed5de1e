"""One query in a worker: its dataset, its evaluation, its result in the format that the client takes, up to the limits."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Triple, serialize

from graph.query.dataset import Scope
from graph.query.formats import GRAPH_FORMATS, TABLE_FORMATS
from graph.query.spool import Spool
from ontology.namespaces import PREFIXES

LONGEST_MESSAGE: Final = 2000
"""Characters of an error that are handed on; Oxigraph's may quote the whole query."""


class NoFormat(Exception):
    """The client takes no format that this result has; `kind` is what it is: `table` or `graph`."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def answer(scope: Scope, request: Mapping[str, Any], spool: Spool) -> str:
    """Write the whole result into the spool, and say in which format.

    Raises:
        NoFormat: the client takes none.
        LimitHit: the result has too many rows or bytes.
        SyntaxError: the query does not parse.
        ValueError, RuntimeError, OSError: it parses but cannot be evaluated.
    """
    result = scope.store.query(
        scope.text,
        base_iri=request["base"],
        default_graph=None if scope.default is None else list(scope.default),
        named_graphs=None if scope.named is None else list(scope.named),
    )
    if isinstance(result, QueryTriples):
        return _graph(result, request["graph_format"], spool)
    return _table(result, request["table_format"], spool)


def _table(result: QuerySolutions | QueryBoolean, key: str | None, spool: Spool) -> str:
    if key is None:
        raise NoFormat("table")
    if isinstance(result, QuerySolutions):
        spool.count_rows_of(key)
    result.serialize(spool, format=TABLE_FORMATS[key].engine)  # type: ignore[arg-type]
    return key


def _graph(result: QueryTriples, key: str | None, spool: Spool) -> str:
    if key is None:
        raise NoFormat("graph")
    engine = GRAPH_FORMATS[key].engine
    is_turtle = engine == RdfFormat.TURTLE
    output = _SortedPrefixes(spool) if is_turtle else spool
    prefixes = PREFIXES if is_turtle else None
    serialize(_counted(result, spool), output, engine, prefixes=prefixes)  # type: ignore[arg-type]
    return key


def _counted(result: QueryTriples, spool: Spool) -> Iterator[Triple]:
    for triple in result:
        spool.count(1)
        yield triple


class _SortedPrefixes:
    """Sorts the prefixes at the head of Turtle, which Oxigraph writes in another order each time: same graph, same bytes."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._is_head = True

    def write(self, data: bytes) -> int:
        if self._is_head:
            lines = data.splitlines(keepends=True)
            count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
            self._spool.write(b"".join(sorted(lines[:count]) + lines[count:]))
            self._is_head = False
        else:
            self._spool.write(data)
        return len(data)

    def flush(self) -> None:
        self._spool.flush()
