"""Reads requests of the SPARQL 1.1 Protocol, query part: the query, its dataset, and the formats that the client takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from api.negotiation import chosen
from graph.errors import QueryRefused
from graph.query.formats import GRAPH_FORMATS, TABLE_FORMATS
from graph.query.pool import QueryRequest

MAX_QUERY = 100_000
"""Characters of the longest query."""

FORM = "application/x-www-form-urlencoded"
QUERY_TYPE = "application/sparql-query"
_NOT_ASCII = re.compile(rb"%[89A-Fa-f]|[\x80-\xff]")

TABLE_TYPES: Mapping[str, str] = {
    **{form.media_type: key for key, form in TABLE_FORMATS.items()},
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPH_TYPES: Mapping[str, str] = {
    **{form.media_type: key for key, form in GRAPH_FORMATS.items()},
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
}
"""Media type -> key of a format; the first one of a format is what is answered with."""


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """What was sent: the query, None where there is none, and the graphs that replace those it names, None where none do.

    `formats` are the values of `format`: our pages link with one, SPARQLWrapper sends several, some of them names of its own.
    """

    query: str | None
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    formats: tuple[str, ...]

    def for_pool(self, base: str) -> QueryRequest:
        """The request as workers take it; the first of `formats` that the result has beats Accept."""
        table = chosen(TABLE_TYPES, self.formats)
        graph = chosen(GRAPH_TYPES, self.formats)
        return QueryRequest(self.query or "", table, graph, base, self.default_graphs, self.named_graphs)


def read_request(request: Request) -> ProtocolRequest:
    """The three ways to send a query: GET, POST of a form, POST of the query itself.

    Raises:
        QueryRefused: an update.
        BadRequest: no UTF-8, or a parameter that may stand once stands twice.
        RequestEntityTooLarge, UnsupportedMediaType.
    """
    # three bytes for one, percent-encoded, with room for the graphs
    request.max_content_length = request.max_form_memory_size = 4 * MAX_QUERY
    if request.method != "POST":
        _require_utf8(request.query_string)
        return _from_parameters(request.args)
    if request.mimetype == FORM:
        _require_utf8(request.get_data())
        return _from_parameters(request.form)
    if request.mimetype == QUERY_TYPE:
        parameters = _from_parameters(request.args)
        if parameters.query is not None:
            raise BadRequest("The query stands in the body and in the address; send it once.")
        return ProtocolRequest(_text(request), parameters.default_graphs, parameters.named_graphs, parameters.formats)
    if request.mimetype == "application/sparql-update":
        raise QueryRefused("This endpoint only answers queries; updates are not taken.")
    raise UnsupportedMediaType(f"Send a query as {QUERY_TYPE} or {FORM}.")


def _text(request: Request) -> str:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedMediaType("Send the query in UTF-8.")
    try:
        return _checked(request.get_data().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadRequest(f"The query is not UTF-8 (byte {error.start}).") from None


def _from_parameters(sent: MultiDict[str, str]) -> ProtocolRequest:
    if "update" in sent:
        raise QueryRefused("This endpoint only answers queries; updates are not taken.")
    if len(sent.getlist("query")) > 1:
        raise BadRequest(f"'query' stands there {len(sent.getlist('query'))} times; send it once.")
    graphs = [tuple(sent.getlist(name)) or None for name in ("default-graph-uri", "named-graph-uri")]
    query = sent.get("query")
    return ProtocolRequest(None if query is None else _checked(query), graphs[0], graphs[1], tuple(sent.getlist("format")))


def _checked(query: str) -> str:
    if len(query) > MAX_QUERY:
        raise RequestEntityTooLarge(f"The query has {len(query):,} characters; {MAX_QUERY:,} are the most.")
    return query


def _require_utf8(encoded: bytes) -> None:
    """Parameters are decoded with replacement characters where they are no UTF-8; better say so."""
    if not _NOT_ASCII.search(encoded):
        return
    try:
        unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The query is not UTF-8.") from None
