"""One frozen object of settings: defaults < TOML file < `CODICLUST_*` variables < arguments. Nothing is read at import."""

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from graph.errors import CodiclustError

PREFIX = "CODICLUST_"
DEFAULT_FILE = Path("codiclust.toml")

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_MAY_BE_EMPTY = frozenset({"public_url", "operator_name", "operator_address", "operator_email", "operator_phone"})


class SettingsError(CodiclustError):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of the program needs to know.

    Attributes:
        home: where built versions live.
        data: folders with data of one's own, separated by the system's path separator in the environment.
        examples: whether the illustrative records are part of a build.
        shipped: whether the shipped data are; without them a build has the folders of `data` only.
        host, port: where to listen; port 0 takes a free one.
        public_url: address under which the service is reached, without a slash at the end; empty: relative links.
        server: waitress or granian.
        threads: threads that answer requests.
        max_body: largest request body, bytes.
        operator_name, operator_address, operator_email, operator_phone: who runs the service, for the legal pages; the lines
            of an address are separated by semicolons.
    """

    home: Path = Path(".codiclust")
    data: tuple[Path, ...] = ()
    examples: bool = True
    shipped: bool = True
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    server: str = "waitress"
    threads: int = 32
    max_body: int = 65_536
    operator_name: str = ""
    operator_address: str = ""
    operator_email: str = ""
    operator_phone: str = ""

    def __post_init__(self) -> None:
        for name, low, high in (("port", 0, 65_535), ("threads", 1, 1_000), ("max_body", 1_000, 100_000_000)):
            if not low <= getattr(self, name) <= high:
                raise SettingsError(f"{name} must be from {low} to {high}, not {getattr(self, name)}")
        if self.public_url and not self.public_url.startswith(("http://", "https://")):
            raise SettingsError(f"public_url must begin with http:// or https://, not '{self.public_url}'")
        if self.server not in {"waitress", "granian"}:
            raise SettingsError(f"server must be waitress or granian, not '{self.server}'")
        if self.operator_email and not _EMAIL.fullmatch(self.operator_email):
            raise SettingsError(f"operator_email must be an address such as info@example.org, not '{self.operator_email}'")

    def updated(self, values: Mapping[str, Any]) -> Self:
        """With other values; those that are None are left as they are.

        Raises:
            SettingsError: a name is not known, a value has the wrong type or is out of range.
        """
        given = {name: value for name, value in values.items() if value is not None}
        kinds = {field.name: field.type for field in fields(self)}
        for name in given:
            if name not in kinds:
                raise SettingsError(f"there is no setting '{name}'{_hint(name, kinds)}")
        return replace(self, **{name: _READERS[str(kinds[name])](name, value) for name, value in given.items()})

    def as_environment(self) -> dict[str, str]:
        """As variables, from which `load_settings` makes the same settings."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        values["data"] = os.pathsep.join(str(folder) for folder in self.data)
        return {f"{PREFIX}{name.upper()}": str(value) for name, value in values.items()}


def load_settings(file: Path | None = None, environment: Mapping[str, str] | None = None, **arguments: Any) -> Settings:
    """Settings from all places. Arguments that are None were not given; empty variables count as not set.

    Args:
        file: TOML file; None: `codiclust.toml` in the working folder, if it is there.

    Raises:
        SettingsError: the file cannot be read, a name is not known, a value has the wrong type or is out of range.
    """
    environment = os.environ if environment is None else environment
    variables = {n.removeprefix(PREFIX).lower(): v for n, v in environment.items() if n.startswith(PREFIX) and v}
    settings = Settings()
    for origin, values in (
        (f"{file or DEFAULT_FILE}: ", _from_file(file)),
        ("in the environment (CODICLUST_*): ", variables),
        ("", arguments),
    ):
        try:
            settings = settings.updated(values)
        except SettingsError as error:
            raise SettingsError(f"{origin}{error}") from None
    return settings


def _from_file(file: Path | None) -> dict[str, Any]:
    path = file or DEFAULT_FILE
    if file is None and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: is no TOML file: {error}") from None


def _hint(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f" (did you mean {near[0]}?)" if near else f"; known are {', '.join(known)}"


def _flag(name: str, value: Any) -> bool:
    word = str(value).lower() if isinstance(value, str | bool) else ""
    if word in {"1", "true", "yes", "0", "false", "no"}:
        return word in {"1", "true", "yes"}
    raise SettingsError(f"{name} must be true or false, not '{value}'")


def _whole(name: str, value: Any) -> int:
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) <= 12:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise SettingsError(f"{name} must be a whole number, not '{value}'")


def _words(name: str, value: Any) -> str:
    if isinstance(value, str) and value.isprintable() and (value or name in _MAY_BE_EMPTY):
        return value.rstrip("/") if name == "public_url" else value
    raise SettingsError(f"{name} must be a text, not {value!r}")


def _folder(name: str, value: Any) -> Path:
    with suppress(RuntimeError):  # ~nobody
        if isinstance(value, Path | str) and str(value) and "\0" not in str(value):
            return Path(value).expanduser()
    raise SettingsError(f"{name} must be a folder, not {value!r}")


def _folders(name: str, value: Any) -> tuple[Path, ...]:
    parts = value.split(os.pathsep) if isinstance(value, str) else value
    if isinstance(parts, list | tuple):
        return tuple(_folder(name, part) for part in parts if part != "")
    raise SettingsError(f"{name} must be a list of folders, not {value!r}")


_READERS: Mapping[str, Callable[[str, Any], Any]] = {
    str(bool): _flag,
    str(int): _whole,
    str(str): _words,
    str(Path): _folder,
    str(tuple[Path, ...]): _folders,
}
"""Type of a setting -> how its value is read."""
