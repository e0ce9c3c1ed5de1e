"""The dataset as a whole: its description (VoID), the dumps, and what crawlers ask for (sitemap, robots)."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from flask import Response, json, redirect, render_template, request
from werkzeug.exceptions import NotAcceptable
from werkzeug.wrappers import Response as BaseResponse

from api.context import current_settings
from api.negotiation import answer_language, chosen
from api.openapi import Api
from api.routes import holder
from graph.catalogue import COMPONENTS, Catalogue
from graph.dumps import SUMS, DumpFile, dump_files, find_dump
from graph.errors import NotFound
from graph.publishing import version_folder
from graph.query.formats import GRAPH_FORMATS
from graph.void import render_description
from ontology.namespaces import BASE, LICENCE

MOST_ADDRESSES = 50_000
"""What one sitemap may list (https://www.sitemaps.org/protocol.html#index); beyond it there is an index of sitemaps."""

PAGES = ("", "en/", "docs", "ontology", "dump/")
"""Pages that are no document of one record, below the public address."""

_DESCRIBED = {form.media_type: key for key, form in GRAPH_FORMATS.items()}
_LISTED = {"text/html": "html", "application/json": "json"}


def register_dumps(app: Api) -> None:
    """Add `/.well-known/void`, `/dump/`, `/sitemap.xml` and `/robots.txt`."""

    @app.route("/.well-known/void")
    def void() -> Response:
        form = _preferred(_DESCRIBED)
        body = render_description(version_folder(current_settings().home), form, current_settings().public_url)
        return _tagged(Response(body, content_type=GRAPH_FORMATS[form].content_type))

    @app.route("/dump")
    def to_dumps() -> BaseResponse:
        return redirect("/dump/", 308)  # Flask's own redirect would name the Host header

    @app.route("/dump/")
    def dumps() -> Response:
        folder = version_folder(current_settings().home)
        if _preferred(_LISTED) == "json":
            return _tagged(Response(json.dumps(_listing(folder)), content_type="application/json"))
        language = answer_language(request.args.get("lang"))
        page = render_template("dumps.html", lang=language, sums=SUMS, licence=LICENCE, **_listing(folder))
        response = _tagged(Response(page, content_type="text/html; charset=utf-8"))
        response.headers["Content-Language"] = language
        response.vary.add("Accept-Language")
        return response

    @app.route("/dump/<string:name>")
    def dump(name: str) -> Response:
        found = find_dump(version_folder(current_settings().home), name)
        if found is None:
            raise NotFound("There is no dump of that name; /dump/ lists those that there are.")
        return _attachment(*found)

    @app.route("/sitemap.xml")
    def sitemap() -> Response:
        addresses = _sitemap_addresses()
        if len(addresses) <= MOST_ADDRESSES:
            return _xml("urlset", "url", addresses)
        parts = range(1, -(-len(addresses) // MOST_ADDRESSES) + 1)
        return _xml("sitemapindex", "sitemap", [f"{current_settings().public_url}/sitemap-{part}.xml" for part in parts])

    @app.route("/sitemap-<int:part>.xml")
    def sitemap_part(part: int) -> Response:
        addresses = _sitemap_addresses()
        listed = addresses[(part - 1) * MOST_ADDRESSES : part * MOST_ADDRESSES] if part else []
        if not listed or len(addresses) <= MOST_ADDRESSES:
            raise NotFound("There is no such part of the sitemap.")
        return _xml("urlset", "url", listed)

    @app.route("/robots.txt")
    def robots() -> Response:
        lines = ["User-agent: *", "Disallow: /sparql", "Allow: /"]
        lines += [f"Sitemap: {current_settings().public_url}/sitemap.xml"] if current_settings().public_url else []
        return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _preferred(offered: Mapping[str, str]) -> str:
    """Key of the media type, of those offered, that the client likes best; the first offered among equals.

    Raises:
        NotAcceptable: it takes none of them.
    """
    form = chosen(offered)
    if form is None:
        raise NotAcceptable(f"There is this as {', '.join(offered)}.")
    return form


def _tagged(response: Response) -> Response:
    """With what depends on the contents and on the negotiation: ETag, 304, Vary, CORS, licence."""
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest())
    response.vary.add("Accept")
    return _open(response)


def _open(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Link"] = f'<{LICENCE}>; rel="license"'
    response.make_conditional(request)
    return response


def _listing(folder: Path) -> dict[str, Any]:
    files = [
        {
            "name": file.name,
            "url": f"{current_settings().public_url}/dump/{file.name}",
            "media_type": file.form.media_type,
            "bytes": file.size,
            "sha256": file.sha256,
        }
        for file in dump_files(folder)
    ]
    return {"graph_version": folder.name, "license": LICENCE, "files": files}


def _attachment(path: Path, file: DumpFile | None) -> Response:
    """A file as it lies there: no Last-Modified, since the same dump may be written at any time, and no ranges."""
    sha256 = file.sha256 if file else hashlib.sha256(path.read_bytes()).hexdigest()
    response = Response(_chunks(path), content_type="application/gzip" if file else "text/plain; charset=utf-8")
    response.content_length = path.stat().st_size
    response.headers["Content-Disposition"] = f"attachment; filename={path.name}"
    response.set_etag(sha256)
    return _open(response)


def _chunks(path: Path) -> Iterator[bytes]:
    """The contents of a file, which is opened only once they are wanted: not for HEAD, not for 304."""
    with path.open("rb") as file:
        while chunk := file.read(65_536):
            yield chunk


def _sitemap_addresses() -> list[str]:
    """Addresses of all documents for people.

    Raises:
        NotFound: the service does not know its own address, and a sitemap may hold absolute addresses only.
    """
    public_url = current_settings().public_url
    if not public_url:
        raise NotFound("There is no sitemap: it needs absolute addresses, and the public address (public_url) is not set.")
    documents = (f"doc/{quote(path, safe='/')}.html" for path in _record_paths(holder().get().catalogue))
    return [f"{public_url}/{path}" for path in (*PAGES, *documents)]


def _record_paths(catalogue: Catalogue) -> Iterator[str]:
    """`id/roadmap/R01`, `vocab/method/C05`, .. of all records and concepts."""
    for kind, records in catalogue.records.items():
        scheme = "competency" if kind == COMPONENTS else kind
        yield from (catalogue.iri(scheme, key).removeprefix(BASE) for key in records)


def _xml(root: str, entry: str, addresses: list[str]) -> Response:
    lines = "".join(f"<{entry}><loc>{escape(address)}</loc></{entry}>\n" for address in addresses)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{namespace}">\n{lines}</{root}>\n'
    response = Response(body, content_type="application/xml")
    response.set_etag(hashlib.sha256(body.encode()).hexdigest())
    response.make_conditional(request)
    return response
