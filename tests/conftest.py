"""Things that many tests share: the shipped data assembled and built once, and small folders of data."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.app import create_app
from api.building import build_version
from api.openapi import Api
from api.service import Service, load_service
from api.settings import Settings
from graph.build import BuiltGraph, GraphBuilder
from graph.catalogue import Catalogue
from graph.store import OxigraphStore

FIXTURE = Path(__file__).parent / "fixtures" / "small"

WriteData = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the shipped data built."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def built(home: Path) -> BuiltGraph:
    """The shipped data, built under `home`."""
    return build_version(GraphBuilder(), home, lambda stage, number, total: None)


@pytest.fixture(scope="session")
def store(home: Path, built: BuiltGraph) -> OxigraphStore:
    """The store of the shipped data."""
    return OxigraphStore.current(home)


@pytest.fixture(scope="session")
def service(home: Path, built: BuiltGraph) -> Service:
    """The shipped data, loaded as the application loads them."""
    return load_service(home)


@pytest.fixture(scope="session")
def catalogue(service: Service) -> Catalogue:
    """The records of the shipped data."""
    return service.catalogue


@pytest.fixture(scope="session")
def app(home: Path, service: Service) -> Api:
    """The application over the shipped data."""
    return create_app(Settings(home=home), service)


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> OxigraphStore:
    """The store of the hand-made fixture alone, whose answers are known by hand."""
    small = tmp_path_factory.mktemp("small")
    GraphBuilder((FIXTURE,), shipped=False).build(small)
    return OxigraphStore.current(small)


@pytest.fixture
def write_data(tmp_path: Path) -> WriteData:
    """Write one data file into a folder of one's own and get the folder."""

    def write(name: str, text: str) -> Path:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        return folder

    return write
