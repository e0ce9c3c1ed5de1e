"""Decides, before the engine sees a query, whether a read-only service runs it and whether its answer may be kept.

Oxigraph alone decides what is valid SPARQL. The gate has to recognise three things in text that may be hostile: updates, calls
of other services, and functions whose value changes from call to call. SPARQL cannot be cut into tokens without parsing it: in
`?a<'>'` the `<` compares, elsewhere `<'>` is an IRI. So the gate follows every way of cutting at once; a call that any of them
shows is refused. Each position is looked at once, which keeps the work linear in the length of the query.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import QueryRefused

_SPACE = r"[ \t\r\n]"
_SKIP = rf"(?:{_SPACE}++|#[^\r\n]*+)*+"  # possessive: a run of # would else be cut in exponentially many ways
_PREFIX = r"[^\W\d_][\w.\-·]*+"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:(?:[\w:]|{_PLX})(?:[\w:.\-·]|{_PLX})*)?"
_NAME = rf"(?:{_PREFIX})?:{_LOCAL}"
_VARIABLE = r"[?$]\w+"
_IRI = r"<[^<>\"{}|^`\x00-\x20]*>"

_IRIREF = re.compile(_IRI)
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"
    r'|"(?!"")(?:[^"\\\r\n]++|\\.)*+"'
    r"|'(?!'')(?:[^'\\\r\n]++|\\.)*+'",
    re.DOTALL,
)
_SIMPLE = (
    rf"(?P<space>{_SPACE}+|#[^\r\n]*)"
    rf"|(?P<opaque>{_VARIABLE}|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|_:[\w][\w.\-·]*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[^\W\d]\w*)"
)
_TOKEN = re.compile(_SIMPLE)
_NAME_OR_TOKEN = re.compile(rf"(?P<name>{_NAME})|{_SIMPLE}")
_RUN = re.compile(_PREFIX)
_CALL = re.compile(rf"service{_SKIP}(?:silent{_SKIP})?(?:{_VARIABLE}|{_IRI}|{_NAME}){_SKIP}\{{", re.IGNORECASE)
_GLUED = re.compile(r"(?:true|false)?(?=service)", re.IGNORECASE)
"""What may stand directly before SERVICE without a space and read like one word with it; numbers are tokens of their own."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_GRAPH_NAMED_NEXT = frozenset({"GRAPH", "FROM", "NAMED"})
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_MATTERS = re.compile("service|now|rand|uuid|bnode", re.IGNORECASE)
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_PROLOGUE = re.compile(
    rf"(?:{_SKIP}(?:BASE{_SKIP}{_IRI}|PREFIX{_SKIP}(?:{_PREFIX})?:{_SKIP}{_IRI}|VERSION{_SKIP}(?:\"[^\"]*\"|'[^']*')))*{_SKIP}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QueryTraits:
    """What was seen of a query that may run. `is_volatile`: asked twice, it may rightly answer differently."""

    is_volatile: bool


def examine(query: str) -> QueryTraits:
    """Look at a query before it is run.

    Raises:
        QueryRefused: it is an update (LOAD included), or it calls another service by SERVICE.
    """
    # Codepoint escapes are read before everything else (SPARQL 1.1, 19.2); Oxigraph reads them in strings and IRIs only.
    plain = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), query)
    traits = [_examine(text) for text in dict.fromkeys((query, plain))]
    return QueryTraits(any(t.is_volatile for t in traits))


def _examine(query: str) -> QueryTraits:
    begin = _PROLOGUE.match(query)
    first = re.match(r"[A-Za-z]+", query[begin.end() :] if begin else query)
    if first and first[0].upper() in _UPDATES:
        raise QueryRefused(f"This endpoint only answers queries; {first[0].upper()} would change the data.")
    if not _MATTERS.search(query):  # most queries: none of the words stands anywhere, so no way of cutting can show one
        return QueryTraits(False)
    is_volatile = False
    for position, word, names_graph in _words(query):
        is_volatile |= word.upper() in _VOLATILE
        glued = _GLUED.match(word)
        if glued and not names_graph and _CALL.match(query, position + glued.end()):
            raise QueryRefused("This endpoint calls no other service; leave SERVICE out and ask that service yourself.")
    return QueryTraits(is_volatile)


def _words(query: str) -> Iterator[tuple[int, str, bool]]:
    """Everything that some way of cutting takes for a word or a name: its position, its text, whether a graph is named here."""
    seen: set[tuple[int, bool]] = set()
    open_ends = [(0, False)]
    nameless = range(0)  # a run of name characters that no colon follows: looked at once, not once from each dot in it
    while open_ends:
        place = open_ends.pop()
        position, names_graph = place
        if position >= len(query) or place in seen:
            continue
        seen.add(place)
        if query[position] == "<":
            open_ends.append((position + 1, False))  # an operator
            if iri := _IRIREF.match(query, position):
                open_ends.append((iri.end(), False))
        elif query[position] in "\"'":
            if string := _STRING.match(query, position):
                open_ends.append((string.end(), False))
        else:
            run = None if position in nameless else _RUN.match(query, position)
            if run and query[run.end() : run.end() + 1] != ":":
                nameless = range(run.start(), run.end())
            token = (_TOKEN if position in nameless else _NAME_OR_TOKEN).match(query, position)
            if token is None:
                open_ends.append((position + 1, False))
                continue
            kind = token.lastgroup
            if kind in {"name", "word"}:
                yield position, token[0], names_graph
            keeps = names_graph if kind == "space" else kind == "word" and token[0].upper() in _GRAPH_NAMED_NEXT
            open_ends.append((_end(token), keeps))


def _end(token: re.Match[str]) -> int:
    """Names and blank nodes may hold dots, but not end with one."""
    text = token[0]
    trims = token.lastgroup == "name" or text.startswith("_:")
    return token.start() + (len(text.rstrip(".")) if trims else len(text))
