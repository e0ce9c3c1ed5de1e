"""One frozen object of settings: defaults < TOML file < `CODICLUST_*` variables < arguments. Nothing is read at import."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from graph.errors import CodiclustError

PREFIX = "CODICLUST_"


class SettingsError(CodiclustError):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of the program needs to know.

    Attributes:
        home: where built versions live.
        data: folders with data of one's own, separated by the system's path separator in the environment.
        examples: whether the illustrative records are part of a build.
        host, port: where to listen.
        public_url: address under which the service is reached, without a slash at the end; empty: relative links.
        server: waitress or granian.
        threads: threads that answer requests.
        max_body: largest request body, bytes.
    """

    home: Path = Path(".codiclust")
    data: tuple[Path, ...] = ()
    examples: bool = True
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    server: str = "waitress"
    threads: int = 8
    max_body: int = 65_536

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65_535:
            raise SettingsError(f"port must be from 0 to 65535, not {self.port}")
        if self.public_url and not self.public_url.startswith(("http://", "https://")):
            raise SettingsError(f"public_url must begin with http:// or https://, not '{self.public_url}'")
        if self.server not in {"waitress", "granian"}:
            raise SettingsError(f"server must be waitress or granian, not '{self.server}'")


def load_settings(file: Path | None = None, environment: Mapping[str, str] | None = None, **arguments: Any) -> Settings:
    """Settings from all places. Arguments that are None were not given.

    Args:
        file: TOML file; None: `codiclust.toml` in the working folder, if it is there.

    Raises:
        SettingsError: the file cannot be read, or a value has the wrong type or is out of range.
    """
    settings = Settings()
    settings = _apply(settings, _from_file(file), "the settings file")
    settings = _apply(settings, _from_environment(os.environ if environment is None else environment), "the environment")
    return _apply(settings, {k: v for k, v in arguments.items() if v is not None}, "the arguments")


def _from_file(file: Path | None) -> dict[str, Any]:
    path = file or Path("codiclust.toml")
    if file is None and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: not a readable TOML file: {error}") from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    names = {f.name for f in fields(Settings)}
    return {n: environment[f"{PREFIX}{n.upper()}"] for n in names if environment.get(f"{PREFIX}{n.upper()}")}


def _apply(settings: Settings, values: Mapping[str, Any], origin: str) -> Settings:
    known = {f.name: getattr(Settings(), f.name) for f in fields(Settings)}
    for name in values:
        if name not in known:
            raise SettingsError(f"{origin}: there is no setting '{name}'; known are {', '.join(known)}")
    try:
        converted = {name: _convert(value, known[name]) for name, value in values.items()}
    except ValueError as error:
        raise SettingsError(f"{origin}: {error}") from None
    return replace(settings, **converted)


def _convert(value: Any, default: Any) -> Any:
    if isinstance(default, bool):
        if isinstance(value, bool):
            return value
        if str(value).lower() in {"1", "true", "yes", "0", "false", "no"}:
            return str(value).lower() in {"1", "true", "yes"}
        raise ValueError(f"'{value}' is neither true nor false")
    if isinstance(default, int):
        try:
            return int(value)
        except (TypeError, ValueError):
            raise ValueError(f"'{value}' is no whole number") from None
    if isinstance(default, Path):
        return Path(value).expanduser()
    if isinstance(default, tuple):
        parts = value.split(os.pathsep) if isinstance(value, str) else value
        return tuple(Path(part).expanduser() for part in parts if str(part))
    return str(value).rstrip("/") if default == "" else str(value)
