"""The dataset of a query: the one it names itself, or the one that the protocol's parameters name in its place.

Oxigraph takes several default graphs together, but not as an RDF merge: a triple that stands in two of them counts twice. Where
the graphs that are wanted do share a triple, their merge is copied into memory and asked instead, which costs about 25 µs a
triple, under the limits of the query. Where they share none, nothing is copied. A graph that is named twice counts once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, Store

_SHARED_TRIPLE = "ASK { SELECT ?s ?p ?o { ?s ?p ?o } GROUP BY ?s ?p ?o HAVING (COUNT(*) > 1) LIMIT 1 }"

_SKIP = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"
_IRI = r"<[^<>\"{}|^`\x00-\x20]*+>"
_NAME = r"[\w.\-·]*+:(?:[\w:.\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*+"
_CLAUSE = re.compile(rf"FROM{_SKIP}(?P<named>NAMED{_SKIP})?(?P<graph>{_IRI}|{_NAME})", re.IGNORECASE)
_SKIPPED = re.compile(_SKIP)
_TOKEN = re.compile(
    rf"{_SKIP}(?:{_IRI}"
    r"|\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*+\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r"|\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'"
    r"|(?P<word>[?$@]?[\w:.\-%\\·]++)|.)",
    re.DOTALL,
)
_FORMS = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What to ask: a store, the text, and the graphs that replace those of the text (None: those of the text stand)."""

    store: Store
    text: str
    default: list[NamedNode | DefaultGraph] | None = None
    named: list[NamedNode] | None = None


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The FROM clauses of a query: the text before its form, the text without them, and what they name, as written."""

    prologue: str
    rest: str
    default: tuple[str, ...]
    named: tuple[str, ...]


def scope(store: Store, text: str, base: str | None, default: Sequence[str] | None, named: Sequence[str] | None) -> Scope:
    """The dataset of one query. `default` and `named` are the protocol's parameters; if one is given, the other is empty.

    Raises:
        ValueError: a parameter is no IRI.
        SyntaxError: the query does not parse (found here only if it has several FROM).
    """
    if default is not None or named is not None:
        return _of(store, text, _nodes(default or ()), _nodes(named or ()))
    clauses = _clauses(text) if len(_CLAUSE.findall(text)) > 1 else None
    if clauses is None:
        return Scope(store, text)
    Store().query(text, base_iri=base)  # only valid queries are taken apart
    default_graphs, named_graphs = (_resolved(clauses, graphs, base) for graphs in (clauses.default, clauses.named))
    merged = _of(store, clauses.rest, default_graphs, named_graphs)
    is_repeated = (len(default_graphs), len(named_graphs)) != (len(clauses.default), len(clauses.named))
    return merged if is_repeated or merged.store is not store else Scope(store, text)


def _of(store: Store, text: str, default: list[NamedNode], named: list[NamedNode]) -> Scope:
    held = [graph for graph in default if store.contains_named_graph(graph)]
    if len(held) < 2 or not _share_a_triple(store, held):
        return Scope(store, text, list(default), named)
    merged = Store()
    merged.extend(Quad(q.subject, q.predicate, q.object) for q in _quads(store, held))
    merged.extend(_quads(store, named))
    return Scope(merged, text, [DefaultGraph()], named)


def _share_a_triple(store: Store, graphs: list[NamedNode]) -> bool:
    found = store.query(_SHARED_TRIPLE, default_graph=list(graphs), named_graphs=[])
    return isinstance(found, QueryBoolean) and bool(found)


def _quads(store: Store, graphs: list[NamedNode]) -> Iterator[Quad]:
    for graph in graphs:
        yield from store.quads_for_pattern(None, None, None, graph)


def _nodes(iris: Sequence[str]) -> list[NamedNode]:
    return [NamedNode(iri) for iri in dict.fromkeys(iris)]


def _resolved(clauses: _Clauses, graphs: tuple[str, ...], base: str | None) -> list[NamedNode]:
    """Graphs as the query writes them, with its prefixes and its base: the engine reads them, as values of a variable."""
    query = " ".join((clauses.prologue, "SELECT ?graph { VALUES ?graph {", *graphs, "} }"))
    found = Store().query(query, base_iri=base)
    assert isinstance(found, QuerySolutions)
    return _nodes([row["graph"].value for row in found if isinstance(row["graph"], NamedNode)])


def _clauses(text: str) -> _Clauses | None:
    """The FROM clauses of a query that is known to parse, None if there are none.

    FROM is a word of its own nowhere else in SPARQL: what is left to tell apart is text in strings, IRIs, comments and names.
    """
    form: int | None = None
    position = 0
    while token := _TOKEN.match(text, position):
        word = (token["word"] or "").upper()
        if form is None and word in _FORMS:
            form = token.start("word")
        if form is not None and word == "FROM":
            return _read(text, form, token.start("word"))
        position = token.end()
    return None


def _read(text: str, form: int, begin: int) -> _Clauses:
    default: list[str] = []
    named: list[str] = []
    position = end = begin
    while clause := _CLAUSE.match(text, position):
        (named if clause["named"] else default).append(clause["graph"])
        end = clause.end()
        skipped = _SKIPPED.match(text, end)
        position = skipped.end() if skipped else end
    return _Clauses(text[:form], f"{text[:begin]} {text[end:]}", tuple(default), tuple(named))
