"""The query endpoint: SPARQL 1.1 Protocol for programs, a form for people, its description for both."""

from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest

from api.context import base_address
from api.negotiation import answer_language, chosen, qualities
from api.queries import Answer, QueryService
from api.sparql_page import query_page
from api.sparql_protocol import GRAPH_TYPES, TABLE_TYPES, ProtocolRequest, read_request
from graph.query.description import service_description
from graph.query.formats import GRAPH_FORMATS, TABLE_FORMATS

METHODS = ["GET", "HEAD", "POST", "OPTIONS"]

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def register_sparql(app: Flask, queries: QueryService) -> None:
    """Add `/sparql` and `/sparql/`."""
    app.extensions["codiclust-queries"] = queries

    @app.route("/sparql", methods=METHODS, provide_automatic_options=False)
    @app.route("/sparql/", methods=METHODS, provide_automatic_options=False)
    def sparql() -> Response:
        return _preflight() if request.method == "OPTIONS" else _answer(queries)

    @app.after_request
    def open_to_all(response: Response) -> Response:
        if request.path.rstrip("/") == "/sparql":
            response.headers.update(CORS)
            response.headers["Vary"] = "Accept, Accept-Language"
        return response


def endpoint_address() -> str:
    """The public address of the endpoint: what relative IRIs of queries resolve against."""
    return f"{base_address()}/sparql"


def _preflight() -> Response:
    response = Response(status=204)
    response.headers.update({**_PREFLIGHT, "Allow": ", ".join(METHODS)})
    return response


def _answer(queries: QueryService) -> Response:
    sent = read_request(request)
    if not sent.formats and _prefers_page():
        return query_page(queries, sent, endpoint_address(), answer_language(request.args.get("lang")))
    return _described(queries, sent) if sent.query is None else _queried(queries, sent)


def _prefers_page() -> bool:
    """Whether the client is a browser: it names HTML and likes it as much as any format of results."""
    if "text/html" not in request.headers.get("Accept", "").lower():
        return False
    liked = qualities(("text/html", *TABLE_TYPES, *GRAPH_TYPES))
    return liked["text/html"] > 0 and liked["text/html"] >= max(liked.values())


def _queried(queries: QueryService, sent: ProtocolRequest) -> Response:
    wanted = sent.for_pool(endpoint_address())
    # Weakly compared (RFC 9110, 13.1.2): proxies that compress weaken tags. `*` would need the query to be run.
    known = request.if_none_match.as_set(include_weak=True)
    if known and (tag := queries.tag(wanted)) in known:
        return _tagged(Response(status=304), tag)
    return answer_response(queries.ask(wanted))


def answer_response(answer: Answer) -> Response:
    """A whole result as a response; its length is known before the first byte goes out."""
    form: Any = TABLE_FORMATS.get(answer.format) or GRAPH_FORMATS[answer.format]
    response = Response(answer.content, content_type=form.content_type)
    response.content_length = answer.size
    if not isinstance(answer.content, bytes):
        response.call_on_close(answer.content.close)
    return _tagged(response, answer.tag)


def _tagged(response: Response, tag: str | None) -> Response:
    if tag is None:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.set_etag(tag)
        response.headers["Cache-Control"] = "no-cache"  # kept, and asked for again each time
    return response


def _described(queries: QueryService, sent: ProtocolRequest) -> Response:
    if request.method == "POST" or request.args.keys() - {"format", "lang"}:
        raise BadRequest("There is no query; send it as the parameter 'query'.")
    form = chosen(GRAPH_TYPES, sent.formats)
    if form is None:
        form = "turtle"
    body = service_description(endpoint_address(), queries.graphs(), form)
    return Response(body, content_type=GRAPH_FORMATS[form].content_type)
