"""The one place that adapts flask-openapi: OpenAPI 3.1, problem details for every error, and what is checked before a view.

flask-openapi describes error answers as plain JSON and reads a body that is no JSON as an empty one; both are put right here.
"""

from typing import Any

from flask import Response, request
from flask_openapi import Info, OpenAPI, Tag
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from api.models import ProblemOut
from api.negotiation import require_json
from api.problems import MEDIA_TYPE, Problem, validation_problem

RECORDS = Tag(name="records", description="Roadmaps, methods, media types, competencies and companies")
RECOMMENDATIONS = Tag(name="recommendations", description="What fits a need, and why")
SERVICE = Tag(name="service", description="State of the service")

_ERRORS = {
    "400": "The body is not JSON.",
    "404": "There is no such record.",
    "405": "The method is not allowed here.",
    "406": "The client takes no JSON.",
    "413": "The body is too large.",
    "415": "The body is not application/json.",
    "422": "The input names something unknown or has a value of the wrong kind.",
    "503": "Nothing is built yet.",
}


class Api(OpenAPI):
    """The Flask application, with an OpenAPI document that says what is really answered."""

    def __init__(self, import_name: str, version: str, **kwargs: Any) -> None:
        info = Info(
            title="CoDiCLUST",
            version=version,
            description="Good practices in digital learning in small companies: records and recommendations. The 30 "
            "roadmaps that come with it are invented examples.",
        )
        super().__init__(
            import_name,
            info=info,
            doc_ui=False,
            validation_error_callback=_invalid,
            validation_error_model=ProblemOut,
            operation_id_callback=_operation_id,
            **kwargs,
        )
        self.openapi_version = "3.1.0"

    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if not self.spec_json:
            self.generate_spec_json()  # type: ignore[no-untyped-call]
            self._describe_errors()
        return self.spec_json

    def _describe_errors(self) -> None:
        problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
        for path in self.spec_json["paths"].values():
            for method, operation in path.items():
                has_body = method == "post"
                for status, text in _ERRORS.items():
                    if has_body or status not in {"400", "413", "415"}:
                        operation["responses"][status] = {"description": text, "content": problem}
                if has_body:
                    operation["requestBody"]["required"] = True


def _operation_id(*, name: str, path: str, method: str) -> str:
    return name


def _invalid(error: ValidationError) -> Response:
    prefix = "/" if request.method == "POST" else "?"
    return validation_problem(error, prefix).response()


def check_request() -> Response | None:
    """Before an API view: 406, and for a body 413, 415, 400, 422 in this order. None lets the view run."""
    require_json()
    if request.method != "POST":
        return None
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send the body as application/json.")
    try:
        body = request.get_json()
    except RequestEntityTooLarge:
        raise
    except (BadRequest, UnicodeDecodeError, RecursionError):
        return Problem(400, "The body is not JSON.").response()
    if not isinstance(body, dict):
        return Problem(422, "The body must be a JSON object with a field 'need'.").response()
    return None
