"""Read-only access to a graph: the protocol, and the embedded store that serves a published version."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from graph.errors import InputError, QuerySyntaxError
from graph.publishing import store_path, version_folder
from graph.query.formats import GRAPH_FORMATS, TABLE_FORMATS

Binding = NamedNode | RdfLiteral

LONGEST_MESSAGE = 160
"""Characters of what the engine expected; it may list half of the grammar."""


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The rows of a SELECT: lexical forms and IRIs as strings, None where a variable is unbound; order as queried."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What one query may cost. A `QueryPool` holds it to all of them; the store itself only counts rows.

    Attributes:
        seconds: wall clock, from when it is asked, waiting for a place included.
        memory: bytes of address space of the process that answers it; program and opened store take about 110 MB of them.
        max_bytes: size of the serialized result.
        max_rows: rows of a table or triples of a graph; None: no limit.
    """

    seconds: float = 10
    memory: int = 1 << 30
    max_bytes: int = 50_000_000
    max_rows: int | None = 1_000_000


class GraphStore(Protocol):
    """A graph that can be asked and not changed."""

    @property
    def version(self) -> str: ...

    def select(self, query: str, bindings: Mapping[str, Binding] = {}, limits: QueryLimits = ...) -> ResultTable: ...

    def ask(self, query: str) -> bool: ...

    def construct(self, query: str) -> Iterator[Triple]: ...


class OxigraphStore:
    """A published version, opened read-only. Queries see the default graph, the merge of all named graphs."""

    def __init__(self, folder: Path) -> None:
        self._store = Store.read_only(str(store_path(folder)))
        self._version = folder.name

    @classmethod
    def current(cls, home: Path) -> "OxigraphStore":
        """The version that `home` serves.

        Raises:
            NothingBuilt: there is none.
        """
        return cls(version_folder(home))

    @property
    def version(self) -> str:
        """The version of the graph: 16 hexadecimal digits."""
        return self._version

    def named_graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._store.named_graphs() if isinstance(graph, NamedNode)))

    def select(
        self, query: str, bindings: Mapping[str, Binding] | None = None, limits: QueryLimits | None = None
    ) -> ResultTable:
        """Run a SELECT; `bindings` gives variables a value before it starts.

        Raises:
            QuerySyntaxError: it does not parse.
            InputError: it is no SELECT.
        """
        result = self._run(query, bindings)
        if not isinstance(result, QuerySolutions):
            raise InputError("This query is no SELECT.", "/query")
        columns = tuple(variable.value for variable in result.variables)
        limit = limits.max_rows if limits else None
        rows: list[tuple[str | None, ...]] = []
        for row in result:
            if limit is not None and len(rows) >= limit:
                break
            rows.append(tuple(_lexical(row[i]) for i in range(len(columns))))
        return ResultTable(columns, tuple(rows))

    def ask(self, query: str) -> bool:
        """Run an ASK. Raises as `select`."""
        result = self._run(query, None)
        if not isinstance(result, QueryBoolean):
            raise InputError("This query is no ASK.", "/query")
        return bool(result)

    def construct(self, query: str) -> Iterator[Triple]:
        """Run a CONSTRUCT or DESCRIBE. Raises as `select`."""
        result = self._run(query, None)
        if not isinstance(result, QueryTriples):
            raise InputError("This query is no CONSTRUCT or DESCRIBE.", "/query")
        yield from result

    def form(self, query: str) -> Literal["select", "ask", "graph"]:
        """What kind of result a query gives. Raises as `select`."""
        result = self._run(query, None)
        if isinstance(result, QueryBoolean):
            return "ask"
        return "graph" if isinstance(result, QueryTriples) else "select"

    def serialized(self, query: str, form: str) -> bytes:
        """The result of any query as bytes: json, xml, csv or tsv for SELECT and ASK, else turtle, ntriples, rdfxml, jsonld.

        For CONSTRUCT and DESCRIBE `json` means jsonld; csv and tsv are refused.

        Raises:
            QuerySyntaxError: it does not parse.
            InputError: the form does not fit the query.
        """
        result = self._run(query, None)
        if isinstance(result, QueryTriples):
            rdf = GRAPH_FORMATS.get({"json": "jsonld", "xml": "rdfxml"}.get(form, form))
            if rdf is None:
                raise InputError(f"A graph has no {form} form; ask for {', '.join(GRAPH_FORMATS)}.", "/format")
            return result.serialize(format=rdf.engine) or b""
        tabular = TABLE_FORMATS.get(form)
        if tabular is None:
            raise InputError(f"A table has no {form} form; ask for {', '.join(TABLE_FORMATS)}.", "/format")
        return result.serialize(format=tabular.engine) or b""

    def _run(self, query: str, bindings: Mapping[str, Binding] | None) -> QuerySolutions | QueryBoolean | QueryTriples:
        substitutions = {Variable(name): value for name, value in (bindings or {}).items()}
        try:
            return self._store.query(query, substitutions=substitutions or None)  # type: ignore[arg-type]
        except SyntaxError as error:
            raise syntax_error(error) from None


def syntax_error(error: SyntaxError) -> QuerySyntaxError:
    """The engine's message with line and column, which stand in its text as `error at 1:8: ...`, cut to one sentence."""
    message = " ".join(str(error).split())
    found = re.match(r"error at (\d+):(\d+): (.*)", message)
    if found is None:
        return QuerySyntaxError(f"The query does not parse: {message[:LONGEST_MESSAGE]}")
    line, column = int(found[1]), int(found[2])
    rest = found[3] if len(found[3]) <= LONGEST_MESSAGE else f"{found[3][:LONGEST_MESSAGE]} …"
    return QuerySyntaxError(f"The query does not parse at line {line}, column {column}: {rest}", line, column)


def _lexical(term: object) -> str | None:
    return None if term is None else str(getattr(term, "value", term))
