"""A version of the hand-made fixture as a folder, for tests of what lies in it."""

from pathlib import Path

import pytest

from graph.build import GraphBuilder
from graph.publishing import version_folder
from tests.conftest import FIXTURE


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the version; its home is two folders up."""
    home = tmp_path_factory.mktemp("small-version")
    GraphBuilder((FIXTURE,), shipped=False).build(home)
    return version_folder(home)
