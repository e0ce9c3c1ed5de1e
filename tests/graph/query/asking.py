"""Asking a pool what it must not answer, and stores to ask."""

import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.errors import CodiclustError
from graph.query.pool import QueryPool, QueryRequest


def error_in(pool: QueryPool, text: str, seconds: float = 60) -> CodiclustError:
    """The error that a query ends with, in time."""
    begin = time.monotonic()
    with pytest.raises(CodiclustError) as caught:
        pool.ask(QueryRequest(text, base="http://e/"))
    assert time.monotonic() - begin < seconds
    return caught.value


def write_store(folder: Path, *quads: tuple[int, str]) -> Path:
    store = Store(str(folder))
    store.extend(
        Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal(n), NamedNode(f"http://e/{g}")) for n, g in quads
    )
    store.flush()
    return folder
