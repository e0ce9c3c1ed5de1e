"""What the tests of the command line share: how it is called, and how a call that failed looks."""

import os
import sys
from collections.abc import Callable

from click.testing import Result

NEED = "An der Maschine zeigen"
QUERY = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?id ?none WHERE { ?m skos:inScheme <https://w3id.org/codiclust/vocab/method> ; skos:notation ?id } ORDER BY ?id"""
PROGRAM = [sys.executable, "-c", "from api.cli import main; main()"]
OWN_ONLY = {"CODICLUST_SHIPPED": "no"}
"""Without the shipped data builds take no time."""

Run = Callable[..., Result]


def clean() -> dict[str, str]:
    """The environment without settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CODICLUST_")}


def sentence(result: Result, status: int) -> str:
    """The one sentence on standard error of a call that failed with that status."""
    assert (result.exit_code, result.stdout) == (status, ""), result.output
    (line,) = result.stderr.splitlines()
    return line
