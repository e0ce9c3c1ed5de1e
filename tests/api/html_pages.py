"""Pages as a browser would see them."""

import json
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient


class Page(HTMLParser):
    """What a browser would see: tags with attributes, links, ids, scripts, the text, and tags left open."""

    VOID = frozenset({"meta", "link", "br", "img", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.scripts.append(data)
        else:
            self.words += data

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(self.words.split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of all elements of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def addresses(self) -> list[str]:
        """All that elements lead to, load or send to."""
        names = ("href", "src", "action", "formaction")
        return [attributes[name] or "" for _, attributes in self.tags for name in names if name in attributes]

    @property
    def hrefs(self) -> list[str]:
        return [attributes.get("href") or "" for tag, attributes in self.tags if tag == "a"]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]

    def check(self) -> "Page":
        """No element is left open, only files of ours run, nothing has its own style, links lead to us or out over http(s)."""
        assert self.open == []
        for tag, attributes in self.tags:
            assert tag != "script" or attributes == {"type": "application/ld+json"} or _is_ours(attributes), attributes
            assert tag not in {"style", "iframe", "object", "img"}
            assert not any(name.startswith("on") or name == "style" for name in attributes), (tag, attributes)
        for href in self.hrefs:
            assert href.startswith(("/", "#", "?", "https://", "http://")), href
            assert not href.startswith("//"), href
        assert len(self.ids) == len(set(self.ids))
        return self


def _is_ours(attributes: dict[str, str | None]) -> bool:
    """A script out of a file of ours that runs after the page was read."""
    return attributes.keys() == {"src", "defer"} and str(attributes["src"]).startswith("/static/")


def page(client: FlaskClient, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, (address, response.text)
    return Page(response.text).check()


def data_of(found: Page) -> dict[str, Any]:
    (script,) = found.scripts
    body: dict[str, Any] = json.loads(script)
    return body
