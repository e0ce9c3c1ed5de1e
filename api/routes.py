"""The JSON API: records, lists, recommendations, health. Views are thin; the work is done below this layer."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, json, request
from flask_openapi import APIBlueprint

from api import inputs, outputs
from api.listing import facets_body, list_records
from api.negotiation import answer_language
from api.openapi import RECOMMENDATIONS, RECORDS, SERVICE, Api, check_request
from api.representation import recommendations_body, record_body
from api.service import Service, ServiceHolder
from graph.values import Language
from recommender.types import Kind, Need

Responses = dict[str | int | HTTPStatus, Any]

PATHS: dict[str, tuple[str, type[inputs.ListQuery], type[inputs.IdPath]]] = {
    "roadmaps": ("roadmap", inputs.RoadmapListQuery, inputs.RoadmapPath),
    "methods": ("method", inputs.MethodListQuery, inputs.MethodPath),
    "media-types": ("media-type", inputs.MediaTypeListQuery, inputs.MediaTypePath),
    "competencies": ("competency", inputs.CompetencyListQuery, inputs.CompetencyPath),
    "companies": ("company", inputs.CompanyListQuery, inputs.CompanyPath),
}
"""Path segment -> kind of record, the query of its list, and the path of one record."""

RECOMMENDED: dict[str, Kind] = {"roadmaps": "roadmap", "methods": "method", "media-types": "media-type"}


def holder(app: Flask | None = None) -> ServiceHolder:
    """The service holder of the application."""
    found: ServiceHolder = (app or current_app).extensions["codiclust"]
    return found


def _service() -> Service:
    return holder().get()


def _json(body: dict[str, Any], language: Language, status: int = 200) -> Response:
    response = Response(json.dumps(body), status=status, content_type="application/json")
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def register_routes(app: Api) -> None:
    """Add all routes of the JSON API."""
    api = APIBlueprint("api", __name__, url_prefix="/api/v1")
    api.before_request(check_request)
    for path, (kind, query, one) in PATHS.items():
        _add_list(api, path, kind, query)
        _add_record(api, path, kind, one)
    _add_similar(api)
    for path, item_kind in RECOMMENDED.items():
        _add_recommendations(api, path, item_kind)
    app.register_api(api)
    _add_health(app)


def _add_list(api: APIBlueprint, path: str, kind: str, query_model: type[inputs.ListQuery]) -> None:
    def view(query: inputs.ListQuery) -> Response:
        service = _service()
        language = answer_language(query.lang)
        chosen = {n: v for n, v in query.model_dump().items() if isinstance(v, list) and v}
        found = service.recommender.search(kind, query.q) if query.q and query.q.strip() else None
        page = list_records(service.catalogue, kind, found, chosen, query.limit, query.offset)
        body = {
            "items": [record_body(service.catalogue, record, language) for record in page.records],
            "total": page.total,
            "facets": facets_body(service.catalogue, kind, page, language),
            "next": _next_page(query.offset + query.limit, page.total),
        }
        return _json(body, language)

    view.__annotations__["query"] = query_model
    view.__name__ = f"list_{path.replace('-', '_')}"
    responses: Responses = {200: outputs.ListOut}
    api.get(f"/{path}", summary=f"{path.replace('-', ' ').capitalize()}", tags=[RECORDS], responses=responses)(view)


def _next_page(offset: int, total: int) -> str | None:
    if offset >= total:
        return None
    arguments = [(k, v) for k, v in request.args.items(multi=True) if k != "offset"]
    return f"{request.path}?{urlencode([*arguments, ('offset', str(offset))])}"


def _add_record(api: APIBlueprint, path: str, kind: str, path_model: type[inputs.IdPath]) -> None:
    def view(path: inputs.IdPath, query: inputs.LangQuery) -> Response:
        service = _service()
        language = answer_language(query.lang)
        return _json(record_body(service.catalogue, service.catalogue.get(kind, path.id), language), language)

    view.__annotations__["path"] = path_model
    view.__name__ = f"get_{kind.replace('-', '_')}"
    responses: Responses = {200: outputs.RecordOut}
    api.get(f"/{path}/<string:id>", summary=f"One {kind.replace('-', ' ')}", tags=[RECORDS], responses=responses)(view)


def _add_similar(api: APIBlueprint) -> None:
    @api.get(
        "/roadmaps/<string:id>/similar",
        summary="Roadmaps that resemble one",
        tags=[RECOMMENDATIONS],
        responses={200: outputs.RecommendationsOut},
    )
    def similar_roadmaps(path: inputs.RoadmapPath, query: inputs.SimilarQuery) -> Response:
        language = answer_language(query.lang)
        answer = _service().recommender.similar(path.id, query.limit, language)
        return _json(recommendations_body(answer), language)


def _add_recommendations(api: APIBlueprint, path: str, kind: Kind) -> None:
    def view(body: inputs.NeedBody) -> Response:
        language = answer_language(body.lang)
        profile = body.profile.model_dump(exclude_none=True) if body.profile else {}
        answer = _service().recommender.recommend(kind, Need(body.need, profile), body.limit, language)
        return _json(recommendations_body(answer), language)

    view.__name__ = f"recommend_{path.replace('-', '_')}"
    api.post(
        f"/recommendations/{path}",
        summary=f"{path.replace('-', ' ').capitalize()} that fit a need",
        tags=[RECOMMENDATIONS],
        responses={200: outputs.RecommendationsOut},
    )(view)


def _add_health(app: Api) -> None:
    @app.get("/healthz", summary="Whether the process is alive", tags=[SERVICE], responses={200: outputs.HealthOut})
    def healthz() -> Response:
        return _json({"status": "ok"}, "en")

    @app.get("/readyz", summary="Whether graph and index are loaded", tags=[SERVICE], responses={200: outputs.HealthOut})
    def readyz() -> Response:
        service = _service()
        body = {"status": "ready", "graph_version": service.version, "model": service.recommender.model}
        return _json(body, "en")
