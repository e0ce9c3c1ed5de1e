"""The files of this package, by role. They are read when asked for, never at import."""

from importlib.resources import files
from importlib.resources.abc import Traversable

_HERE = files("ontology")

VERSION = "1.0.0"
"""Version of the ontology; the build stamps `owl:versionIRI` from it."""


def ontology_files() -> tuple[Traversable, ...]:
    """The OWL ontology and the declarations of the foreign terms that it uses (Turtle)."""
    return (_HERE / "codiclust.ttl", _HERE / "external.ttl")


def shapes_file() -> Traversable:
    """The SHACL shapes (Turtle)."""
    return _HERE / "shapes.ttl"


def scheme_files() -> tuple[Traversable, ...]:
    """The concept schemes (Turtle), by file name."""
    return _sorted("schemes", ".ttl")


def rule_files() -> tuple[Traversable, ...]:
    """The CONSTRUCT rules that the build runs to a fixpoint, by file name."""
    return _sorted("rules", ".rq")


def check_files() -> tuple[Traversable, ...]:
    """The checks, each a SELECT that must return no row, by file name."""
    return _sorted("checks", ".rq")


def competency_question_files() -> tuple[Traversable, ...]:
    """The competency questions, by file name."""
    return _sorted("competency_questions", ".rq")


def query_file(name: str) -> str:
    """Text of one of the queries that the service itself asks."""
    return (_HERE / "queries" / f"{name}.rq").read_text("utf-8")


def _sorted(folder: str, suffix: str) -> tuple[Traversable, ...]:
    found = (f for f in (_HERE / folder).iterdir() if f.name.endswith(suffix))
    return tuple(sorted(found, key=lambda f: f.name))
