"""What the application serves: one version of the graph with its recommender, swapped whole."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.publishing import current_version

if TYPE_CHECKING:
    from graph.catalogue import Catalogue
    from recommender.engine import GraphRecommender


@dataclass(frozen=True)
class Service:
    """A loaded version: graph and index are of the same one."""

    catalogue: "Catalogue"
    recommender: "GraphRecommender"

    @property
    def version(self) -> str:
        """Version of the graph."""
        return self.catalogue.version


def load_service(home: Path) -> Service:
    """Load the current version below `home`.

    Raises:
        NothingBuilt: there is none.
    """
    from graph.catalogue import Catalogue
    from graph.store import OxigraphStore
    from recommender.engine import GraphRecommender

    catalogue = Catalogue.load(OxigraphStore.current(home))
    return Service(catalogue, GraphRecommender(catalogue))


class ServiceHolder:
    """Holds the version that is served; loads it when first asked for."""

    def __init__(self, home: Path, service: Service | None = None) -> None:
        self._home = home
        self._service = service

    def get(self) -> Service:
        """The loaded version; loads the current one on first use.

        Raises:
            NothingBuilt: there is none.
        """
        if self._service is None:
            self._service = load_service(self._home)
        return self._service

    def is_ready(self) -> bool:
        """Whether graph and index of one version are loaded."""
        return self._service is not None

    def built_version(self) -> str | None:
        """The version that the home folder holds, loaded or not."""
        return current_version(self._home)
