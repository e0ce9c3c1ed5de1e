"""The graph as a picture: roadmaps, methods, media and barriers, what connects them, and the same as a table."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from flask import Response as FlaskResponse
from flask import json, request
from werkzeug.wrappers import Response

from api.negotiation import answer_language
from api.openapi import Api
from api.pages.addresses import add_page, address_of
from api.pages.frame import render
from api.pages.wording import wording
from api.routes import holder
from graph.catalogue import Catalogue
from graph.errors import NotFound
from graph.values import Edge, Language, natural_key

KINDS = ("roadmap", "method", "media-type", "barrier")
"""Kinds of nodes, in the order of the legend."""

PAGES = {"roadmap": "roadmap", "method": "method", "media-type": "medium"}
"""Kind of node -> page that shows it; barriers stand among the terms."""

PROPERTIES = (
    "appliesMethod", "usesMediaType", "facesBarrier", "linkedByEditor", "mitigatesBarrier", "supportsMediaType",
)  # fmt: skip
"""Local names of what connects nodes; `linkedByEditor` stands for an editor's link between two roadmaps."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something in the picture; `id` is its kind and key."""

    id: str
    kind: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Link:
    """A connection of two nodes, named by the property; `reason` is the editor's clause, empty where there is none."""

    source: str
    target: str
    property: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes by id, by kind and in natural order, and links in the order of the data."""

    nodes: Mapping[str, Node]
    links: tuple[Link, ...]

    @property
    def body(self) -> dict[str, list[dict[str, str]]]:
        """As JSON has it."""
        return {"nodes": [asdict(node) for node in self.nodes.values()], "links": [asdict(link) for link in self.links]}


Raw = tuple[str, str, str, str, str, str]
"""Kind and key of the source, kind and key of the target, property, reason."""


def register_graph_view(app: Api) -> None:
    """Add the picture and its data at `/forschung/graph.json`."""
    add_page(app, "graph-view", _graph_view)

    @app.route("/forschung/graph.json")
    def graph_data() -> FlaskResponse:
        language = answer_language(request.args.get("lang"))
        body = picture(holder().get().catalogue, request.args.get("around", ""), language).body
        response = FlaskResponse(json.dumps(body), content_type="application/json")
        response.headers["Content-Language"] = language
        response.vary.add("Accept-Language")
        return response


def _graph_view(language: Language) -> Response:
    catalogue = holder().get().catalogue
    chosen = request.args.get("around", "")
    shown = picture(catalogue, chosen, language)
    return render(
        "graph-view",
        language,
        picture=shown,
        chosen=chosen,
        roadmaps=[(key, record.title.get(language)) for key, record in catalogue.roadmaps.items()],
        kinds=KINDS,
        properties=[name for name in PROPERTIES if any(link.property == name for link in shown.links)],
        data=f"/forschung/graph.json?{urlencode({'lang': language, 'around': chosen} if chosen else {'lang': language})}",
    )


def picture(catalogue: Catalogue, roadmap: str, language: Language) -> Picture:
    """What one roadmap is connected with and how that hangs together; without one, the connections of all roadmaps.

    Raises:
        NotFound: there is no such roadmap.
    """
    if roadmap and roadmap not in catalogue.roadmaps:
        raise NotFound(f"There is no roadmap with the id {roadmap[:60]}.", catalogue.labels.nearest("roadmap", roadmap))
    raw = [found for key in ([roadmap] if roadmap else catalogue.roadmaps) for found in _of_roadmap(catalogue, key, language)]
    raw = list(dict.fromkeys(raw))
    if roadmap:
        around = {(kind, key) for found in raw for kind, key in (found[:2], found[2:4])}
        raw += [found for found in _of_toolbox(catalogue, language) if found[:2] in around and found[2:4] in around]
    ends = dict.fromkeys(end for found in raw for end in (found[:2], found[2:4]))
    ordered = sorted(ends, key=lambda end: (KINDS.index(end[0]), natural_key(end[1])))
    nodes = {_id(kind, key): _node(catalogue, kind, key, language) for kind, key in ordered}
    say = wording()
    links = tuple(
        Link(_id(k1, a), _id(k2, b), name, say(f"graph.property-{name}", language), reason)
        for k1, a, k2, b, name, reason in raw
    )
    return Picture(nodes, links)


def _of_roadmap(catalogue: Catalogue, key: str, language: Language) -> Iterator[Raw]:
    record = catalogue.roadmaps[key]
    for property_, kind, others in (
        ("appliesMethod", "method", record.method_ids),
        ("usesMediaType", "media-type", record.media_types),
        ("facesBarrier", "barrier", record.barriers),
    ):
        yield from (("roadmap", key, kind, other, property_, "") for other in others)
    for other, reason in catalogue.links.get(key, ()):
        first, second = sorted((key, other))
        yield "roadmap", first, "roadmap", second, "linkedByEditor", reason.get(language)


def _of_toolbox(catalogue: Catalogue, language: Language) -> Iterator[Raw]:
    def along(kind: str, key: str, edges: tuple[Edge, ...], target: str, name: str) -> Iterator[Raw]:
        yield from ((kind, key, target, edge.identifier, name, edge.reason.get(language)) for edge in edges)

    for key, method in catalogue.methods.items():
        yield from along("method", key, method.mitigates_barriers, "barrier", "mitigatesBarrier")
        yield from along("method", key, method.supports_media_types, "media-type", "supportsMediaType")
    for key, medium in catalogue.media_types.items():
        yield from along("media-type", key, medium.mitigates_barriers, "barrier", "mitigatesBarrier")


def _id(kind: str, key: str) -> str:
    return f"{kind}/{key}"


def _node(catalogue: Catalogue, kind: str, key: str, language: Language) -> Node:
    if kind in PAGES:
        address = address_of(PAGES[kind], language, identifier=key)
    else:
        address = f"{address_of('terms', language)}#{kind}-{key}"
    return Node(_id(kind, key), kind, catalogue.title(kind, key, language), address)
