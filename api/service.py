"""What the application serves: one version of the graph with its recommender, swapped whole."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from graph.errors import CodiclustError
from graph.publishing import current_version, version_folder

if TYPE_CHECKING:
    from graph.catalogue import Catalogue
    from graph.store import OxigraphStore
    from recommender.engine import GraphRecommender


LOOK_EVERY = 1.0
"""Seconds between two looks for a version built meanwhile."""


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
    store: "OxigraphStore | None" = None

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
    from recommender.embeddings.opening import open_embedder
    from recommender.engine import GraphRecommender
    from recommender.index import read_index

    try:
        folder = version_folder(home)
        store = OxigraphStore(folder)
        catalogue = Catalogue.load(store)
    except (OSError, ValueError, RuntimeError) as error:  # the store says RuntimeError where its files are damaged
        raise NotReady(f"The version built in {home} cannot be read ({error}); run 'codiclust build'.") from error
    embedder = open_embedder()
    return Service(catalogue, GraphRecommender(catalogue, read_index(catalogue, folder, embedder), embedder), store)


class ServiceHolder:
    """Holds the version that is served; loads it when first asked for, once, and a newer one when there is one."""

    def __init__(self, home: Path, service: Service | None = None) -> None:
        self._home = home
        self._service = service
        self._lock = Lock()
        self._look_again = 0.0

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
        elif time.monotonic() > self._look_again and self._lock.acquire(blocking=False):
            self._look_again = time.monotonic() + LOOK_EVERY
            if current_version(self._home) in {None, self._service.version}:
                self._lock.release()
            else:
                Thread(target=self._renew, daemon=True).start()
        return self._service

    def _renew(self) -> None:
        """Load the version built meanwhile; the old one answers until the new one is there, and on if it cannot be read."""
        try:
            self._service = load_service(self._home)
        except CodiclustError as error:
            logging.getLogger(__name__).warning("%s", error)
        finally:
            self._lock.release()
