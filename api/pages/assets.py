"""Static files with their hash in the address, so that browsers may keep them for good."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request, url_for

_FOREVER = "public, max-age=31536000, immutable"
_DIGITS = 10


def asset_addresses(app: Flask) -> Callable[[str], str]:
    """A function from the name of a static file to its address; a file is read once a process.

    The function raises FileNotFoundError where there is no such file.
    """
    folder = Path(app.static_folder or "")
    known: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in known:
            known[name] = sha256((folder / name).read_bytes()).hexdigest()[:_DIGITS]
        return url_for("static", filename=name, v=known[name])

    return address


def keep_assets(response: Response) -> Response:
    """Let browsers keep a static file that was asked for by its hash."""
    if request.endpoint == "static" and request.args.get("v") and response.status_code == 200:
        response.headers["Cache-Control"] = _FOREVER
    return response
