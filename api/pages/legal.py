"""What the law asks for: accessibility statement, data protection, legal notice; the operator fills in who that is."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from werkzeug.wrappers import Response

from api.context import current_settings
from api.openapi import Api
from api.pages.addresses import add_page
from api.pages.frame import render
from api.settings import Settings
from graph.values import Language

PAGES = ("accessibility", "privacy", "imprint")

_ASSETS = Path(__file__).parent.parent / "static" / "vendor" / "assets.toml"


@dataclass(frozen=True, slots=True)
class Work:
    """A package of others whose files the pages use."""

    package: str
    licence: str
    source: str


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs the service, as the settings say; empty where they say nothing. `lines` are those of the address."""

    name: str
    lines: tuple[str, ...]
    email: str
    phone: str

    @classmethod
    def of(cls, settings: Settings) -> "Operator":
        """The operator of the settings."""
        lines = tuple(line.strip() for line in settings.operator_address.split(";") if line.strip())
        return cls(settings.operator_name, lines, settings.operator_email, settings.operator_phone)

    @property
    def is_complete(self) -> bool:
        """Whether a legal notice can stand: a name, an address, and a way to write."""
        return bool(self.name and self.lines and self.email)

    @property
    def mailto(self) -> str:
        """Address of a link that writes to the operator."""
        return f"mailto:{quote(self.email, safe='@')}"

    @property
    def tel(self) -> str:
        """Address of a link that calls the operator."""
        return f"tel:{''.join(c for c in self.phone if c.isdigit() or c == '+')}"


def register_legal(app: Api) -> None:
    """Add the three pages."""
    for name in PAGES:

        def view(language: Language, *, _name: str = name) -> Response:
            return render(_name, language, operator=Operator.of(current_settings()), works=works())

        add_page(app, name, view)


@cache
def works() -> tuple[Work, ...]:
    """The packages that `assets.toml` lists, each once; read once a process."""
    assets = tomllib.loads(_ASSETS.read_text("utf-8"))["asset"]
    return tuple(dict.fromkeys(Work(asset["package"], asset["licence"], asset["source"]) for asset in assets))
