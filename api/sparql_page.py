"""The query endpoint as a page: a text area, the competency questions as examples, the result as a table."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, render_template, request

from api.problems import problem_of
from api.queries import QueryService
from api.sparql_protocol import ProtocolRequest
from graph.errors import CodiclustError
from graph.query.formats import TABLE_FORMATS
from graph.query.pool import QueryRequest
from graph.questions import CompetencyQuestion, competency_questions
from graph.values import Language
from ontology.files import query_file

MOST_ROWS = 500
"""Rows that the page shows; all of them are in the download."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: its text, and where it leads if it is an address."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as the page shows it: a table, a verdict of ASK, or the text of a graph."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    verdict: bool | None = None
    graph: str | None = None


def query_page(queries: QueryService, sent: ProtocolRequest, base: str, language: Language) -> Response:
    """The page, with the result where there is a query; a query that fails has the status that programs get."""
    query, example = sent.query, _example(request.args.get("example"))
    shown: Shown | None = None
    problem: str | None = None
    status = 200
    if query is not None:
        try:
            answer = queries.ask(QueryRequest(query, "json", "turtle", base, sent.default_graphs, sent.named_graphs))
            shown = _shown(answer.format, answer.read())
        except CodiclustError as error:
            problem, status = str(error), problem_of(error).status
    page = render_template(
        "sparql.html",
        lang=language,
        query=query if query is not None else example.query if example else query_file("first-look"),
        questions=competency_questions_once(),
        chosen=example.key if example else None,
        shown=shown,
        most=MOST_ROWS,
        problem=problem,
        downloads={key: f"/sparql?{_parameters(sent, format=key)}" for key in (*TABLE_FORMATS,)} if shown else {},
        turtle=f"/sparql?{_parameters(sent, format='turtle')}",
        permalink=f"/sparql?{_parameters(sent)}" if query is not None else None,
    )
    response = make_response(page, status)
    response.headers["Content-Language"] = language
    return response


@cache
def competency_questions_once() -> tuple[CompetencyQuestion, ...]:
    """The competency questions, read once."""
    return competency_questions()


def _example(key: str | None) -> CompetencyQuestion | None:
    return next((q for q in competency_questions_once() if q.key == key), None)


def _parameters(sent: ProtocolRequest, **more: str) -> str:
    pairs = [("query", sent.query or "")]
    pairs += [("default-graph-uri", graph) for graph in sent.default_graphs or ()]
    pairs += [("named-graph-uri", graph) for graph in sent.named_graphs or ()]
    return urlencode([*pairs, *more.items()])


def _shown(form: str, body: bytes) -> Shown:
    if form != "json":
        return Shown(graph=body.decode("utf-8"))
    result: dict[str, Any] = json.loads(body)
    if "boolean" in result:
        return Shown(verdict=result["boolean"])
    columns = tuple(result["head"]["vars"])
    bindings = result["results"]["bindings"]
    rows = tuple(tuple(_cell(row.get(name)) for name in columns) for row in bindings[:MOST_ROWS])
    return Shown(columns, rows, len(bindings))


def _cell(term: dict[str, str] | None) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"] if isinstance(term["value"], str) else json.dumps(term["value"])
    is_link = term["type"] == "uri" and value.startswith(("http://", "https://"))
    return Cell(value, value if is_link else None)
