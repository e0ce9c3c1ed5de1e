"""The one place that adapts flask-openapi: OpenAPI 3.1, problem details for every error, and what is checked before a view.

flask-openapi describes error answers as plain JSON and reads a body that is no JSON as an empty one; both are put right here.
"""

from typing import Any

from flask import Response, request
from flask.json.provider import DefaultJSONProvider
from flask_openapi import Info, OpenAPI, Tag
from pydantic import ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from api import inputs, outputs
from api.negotiation import JSON_TYPE, require_json
from api.problems import MEDIA_TYPE, Detail, Problem
from api.strict_json import parse_json
from api.validation import validation_problem

RECORDS = Tag(name="records", description="Roadmaps, methods, media types, competencies and companies")
RECOMMENDATIONS = Tag(name="recommendations", description="What fits a need, and why")
SERVICE = Tag(name="service", description="State of the service")

_ERRORS = {
    "400": "The body is not JSON.",
    "404": "There is no such record; `nearest` names ids that are spelt alike.",
    "405": "The method is not allowed here; `Allow` names those that are.",
    "406": "The client takes no JSON.",
    "413": "The body is too large.",
    "415": "The body is not application/json.",
    "422": "The input names something unknown or has a value of the wrong kind; `errors` says where, and what was near.",
    "503": "No version of the graph is loaded.",
}
_ONCE = frozenset({"q", "limit", "offset", "lang"})
"""Query parameters that have one value."""


class JSONProvider(DefaultJSONProvider):
    """JSON out as UTF-8 in the order of the models; JSON in by the strict reader."""

    ensure_ascii = False
    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        return parse_json(s)


class Api(OpenAPI):
    """The Flask application, with an OpenAPI document that says what is really answered."""

    json_provider_class = JSONProvider

    def __init__(self, import_name: str, version: str, public_url: str = "", **kwargs: Any) -> None:
        info = Info(
            title="CoDiCLUST",
            version=version,
            description="Good practices in digital learning in small companies: records and recommendations. The 30 "
            "roadmaps that come with it are invented examples.",
        )
        super().__init__(
            import_name,
            info=info,
            servers=[{"url": public_url}] if public_url else None,
            doc_ui=False,
            validation_error_callback=_invalid,
            validation_error_model=outputs.ProblemOut,
            operation_id_callback=_operation_id,
            **kwargs,
        )
        self.openapi_version = "3.1.0"
        self.url_map.merge_slashes = False  # its redirect would name the Host header

    def document(self) -> dict[str, Any]:
        """The OpenAPI document; complete once all routes are registered."""
        if not self.spec_json:
            self.generate_spec_json()  # type: ignore[no-untyped-call]
            for path, operations in self.spec_json["paths"].items():
                for method, operation in operations.items():
                    _describe_errors(operation, _statuses(path, method))
        return self.spec_json


def _statuses(path: str, method: str) -> list[str]:
    """Statuses of the errors that an operation can answer with."""
    if not path.startswith("/api/"):
        return ["405", "503"] if path == "/readyz" else ["405"]
    found = ["405", "406", "422", "503"]
    found += ["400", "413", "415"] if method == "post" else []
    found += ["404"] if "{id}" in path else []
    return sorted(found)


def _describe_errors(operation: dict[str, Any], statuses: list[str]) -> None:
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
    operation["responses"].pop("422", None)
    for status in statuses:
        operation["responses"][status] = {"description": _ERRORS[status], "content": problem}
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True


def _operation_id(*, name: str, path: str, method: str) -> str:
    return name


def _invalid(error: ValidationError) -> Response:
    prefix = "/" if request.method == "POST" else "?"
    return validation_problem(error, getattr(inputs, error.title), prefix).response()


def check_request() -> Response | None:
    """Before an API view: 406, and for a body 413, 415, 400, 422 in this order. None lets the view run."""
    if request.method == "OPTIONS":
        return None
    require_json()
    if request.method != "POST":
        return _given_once()
    body = request.get_data()
    if request.mimetype != JSON_TYPE:
        raise UnsupportedMediaType("Send the body as application/json.")
    try:
        parsed = parse_json(body)
    except ValueError as error:
        return Problem(400, f"The body is not JSON: {error}.", [Detail("", str(error))]).response()
    if not isinstance(parsed, dict):
        detail = "must be a JSON object with a field 'need'"
        return Problem(422, f"The body {detail}.", [Detail("", detail)]).response()
    return None


def _given_once() -> Response | None:
    """422 for a parameter with several values of which only one could count."""
    for name, values in request.args.lists():
        if name in _ONCE and len(values) > 1:
            return Problem(422, f"?{name}: is given {len(values)} times", [Detail(f"?{name}", "must be given once")]).response()
    return None
