"""Errors as RFC 9457 problem details: one table from error class to status, one shape for every wrong answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, json
from werkzeug.exceptions import HTTPException

from api.service import NotReady
from graph.errors import (
    CodiclustError,
    InputError,
    MemoryLimit,
    NotAcceptable,
    NotFound,
    NothingBuilt,
    Overloaded,
    QueryRefused,
    QuerySyntaxError,
    ResultLimit,
    TimeLimit,
)

MEDIA_TYPE = "application/problem+json"

PAGE_OF_PROBLEM = "codiclust-problem-page"
"""Extension of an application with pages: gives the page for a problem, or None where the client is no browser."""

STATUS: tuple[tuple[type[CodiclustError], HTTPStatus], ...] = (
    (QuerySyntaxError, HTTPStatus.BAD_REQUEST),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotFound, HTTPStatus.NOT_FOUND),
    (QueryRefused, HTTPStatus.FORBIDDEN),
    (NothingBuilt, HTTPStatus.SERVICE_UNAVAILABLE),
    (NotAcceptable, HTTPStatus.NOT_ACCEPTABLE),
    (TimeLimit, HTTPStatus.GATEWAY_TIMEOUT),
    (MemoryLimit, HTTPStatus.SERVICE_UNAVAILABLE),
    (ResultLimit, HTTPStatus.INSUFFICIENT_STORAGE),
    (Overloaded, HTTPStatus.SERVICE_UNAVAILABLE),
    (NotReady, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""The first class that an error is an instance of decides."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing wrong with the input; `pointer` is a JSON pointer into the body, or `?name` for a query parameter."""

    pointer: str
    detail: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem to answer with."""

    status: int
    detail: str
    errors: Sequence[Detail] = ()

    def body(self) -> dict[str, Any]:
        """The members of RFC 9457, and `errors` where there are any."""
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            body["errors"] = [{"pointer": e.pointer, "detail": e.detail, "nearest": list(e.nearest)} for e in self.errors]
        return body

    def response(self) -> Response:
        """The problem as a response."""
        response = Response(json.dumps(self.body()), status=self.status, content_type=MEDIA_TYPE)
        response.headers["Content-Language"] = "en"
        return response


def problem_of(error: CodiclustError) -> Problem:
    """The problem for an error raised on purpose."""
    status = next((s for cls, s in STATUS if isinstance(error, cls)), HTTPStatus.INTERNAL_SERVER_ERROR)
    nearest = tuple(getattr(error, "nearest", ()))
    errors: tuple[Detail, ...] = ()
    if isinstance(error, InputError):
        errors = (Detail(error.pointer, str(error), nearest),)
    elif nearest:
        errors = (Detail("", str(error), nearest),)
    return Problem(int(status), str(error), errors)


def answer(problem: Problem) -> Response:
    """The problem as a page where a browser asks for one, else as problem details."""
    as_page: Callable[[Problem], Response | None] | None = current_app.extensions.get(PAGE_OF_PROBLEM)
    page = as_page(problem) if as_page is not None else None
    return page or problem.response()


def register_error_handlers(app: Flask) -> None:
    """Answer every error with problem details, or with a page for browsers."""

    @app.errorhandler(CodiclustError)
    def on_error(error: CodiclustError) -> Response:
        response = answer(problem_of(error))
        if isinstance(error, Overloaded):
            response.headers["Retry-After"] = str(error.retry_after)
        return response

    @app.errorhandler(HTTPException)
    def on_http(error: HTTPException) -> Response:
        if error.response is not None:  # already a full answer, as flask-openapi aborts with
            return error.response  # type: ignore[return-value]
        status = error.code or 500
        response = answer(Problem(status, _sentence(error, status)))
        methods = getattr(error, "valid_methods", None)
        if methods:
            response.headers["Allow"] = ", ".join(sorted(methods))
        return response

    @app.errorhandler(Exception)
    def on_surprise(error: Exception) -> Response:
        app.logger.exception("unexpected error", exc_info=error)
        return answer(Problem(500, "Something went wrong here; it has been logged."))


def _sentence(error: HTTPException, status: int) -> str:
    """What was said where the error was raised, else our own words for the status, else those of the framework."""
    said = error.description if error.description != type(error).description else None
    return said or _HTTP_SENTENCES.get(status, error.description or "")


_HTTP_SENTENCES = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "The request is too large.",
}
