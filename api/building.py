"""Builds a version whole: the graph, then the index over it, published together."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.build import BuiltGraph, GraphBuilder, Progress


def build_version(builder: "GraphBuilder", home: Path, progress: "Progress") -> "BuiltGraph":
    """Build graph and index under `home`; on any error what is served stays as it is.

    Raises:
        DataError: see `graph.build.GraphBuilder.assemble`.
    """
    from recommender.embeddings.opening import open_embedder
    from recommender.index import write_index

    return builder.build(home, progress, lambda built, folder: write_index(built.catalogue(), folder, open_embedder()))


def built_home(settings: "Settings", progress: "Progress") -> Path:
    """The home folder; builds first when nothing is built there."""
    from graph.build import GraphBuilder
    from graph.publishing import current_version

    if current_version(settings.home) is None:
        build_version(GraphBuilder(settings.data, settings.examples, settings.shipped), settings.home, progress)
    return settings.home
