"""A dataset from a file, for an endpoint that serves just that: `codiclust serve --sparql-data FILE`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Store

from graph.errors import CodiclustError
from graph.publishing import store_path

FILE_FORMATS: Final[Mapping[str, RdfFormat]] = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".ttl": RdfFormat.TURTLE,
}


def load_dataset(file: Path, folder: Path) -> Path:
    """Load a file into a store below `folder` and give back the snapshot to serve; its default graph is the file's own.

    Raises:
        CodiclustError: the ending is not known, or the file cannot be read or parsed.
    """
    form = FILE_FORMATS.get(file.suffix.lower())
    if form is None:
        raise CodiclustError(f"{file}: the ending says no known format; known are {', '.join(FILE_FORMATS)}")
    store = Store(str(folder / "writer"))
    try:
        store.bulk_load(path=str(file), format=form, base_iri=file.absolute().as_uri())
    except SyntaxError as error:
        raise CodiclustError(f"{file}: {error}") from None
    except OSError as error:
        raise CodiclustError(f"{file}: cannot be read: {error.strerror or error}") from None
    store.optimize()
    snapshot = folder / "snapshot"
    snapshot.mkdir()
    store.backup(str(store_path(snapshot)))
    return snapshot
