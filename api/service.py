"""What the application serves: one version of the graph with its recommender, swapped whole."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from graph.errors import CodiclustError
from graph.publishing import version_folder

if TYPE_CHECKING:
    from graph.catalogue import Catalogue
    from recommender.engine import GraphRecommender


class NotReady(CodiclustError):
    """What is built cannot be served (503)."""


@dataclass(frozen=True)
class Service:
    """A loaded version.

    Raises:
        NotReady: graph and index are of two versions.
    """

    catalogue: "Catalogue"
    recommender: "GraphRecommender"

    def __post_init__(self) -> None:
        indexed = self.recommender.catalogue.version
        if indexed != self.catalogue.version:
            raise NotReady(f"The graph is of version {self.catalogue.version}, the index of version {indexed}.")

    @property
    def version(self) -> str:
        """Version of the graph and the index."""
        return self.catalogue.version


def load_service(home: Path) -> Service:
    """Load the current version below `home`.

    Raises:
        NothingBuilt: there is none.
        NotReady: it cannot be read.
    """
    from graph.catalogue import Catalogue
    from graph.store import OxigraphStore
    from recommender.engine import GraphRecommender
    from recommender.index import read_index

    try:
        folder = version_folder(home)
        catalogue = Catalogue.load(OxigraphStore(folder))
    except (OSError, ValueError) as error:
        raise NotReady(f"The version built in {home} cannot be read ({error}); run 'codiclust build'.") from error
    return Service(catalogue, GraphRecommender(catalogue, read_index(catalogue, folder)))


class ServiceHolder:
    """Holds the version that is served; loads it when first asked for, once, however many threads ask."""

    def __init__(self, home: Path, service: Service | None = None) -> None:
        self._home = home
        self._service = service
        self._lock = Lock()

    def get(self) -> Service:
        """The loaded version; loads the current one on first use.

        Raises:
            NothingBuilt: there is none.
            NotReady: it cannot be read.
        """
        if self._service is None:
            with self._lock:
                if self._service is None:
                    self._service = load_service(self._home)
        return self._service
