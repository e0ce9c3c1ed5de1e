"""Pools over the shipped data, and over small stores."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from pyoxigraph import Store

from graph.build import BuiltGraph
from graph.publishing import store_path, version_folder
from graph.query.pool import PoolSize, QueryPool
from graph.store import QueryLimits
from tests.graph.query.processes import descendants, eventually


class MakePool(Protocol):
    """Makes a pool over a folder, by default the snapshot of the shipped data."""

    def __call__(self, limits: QueryLimits | None = None, size: PoolSize | None = None, folder: Path = ...) -> QueryPool: ...


@pytest.fixture(scope="module")
def snapshot(home: Path, built: BuiltGraph) -> Path:
    return version_folder(home)


@pytest.fixture(scope="module")
def engine(snapshot: Path) -> Store:
    return Store.read_only(str(store_path(snapshot)))


@pytest.fixture(scope="module")
def pool(snapshot: Path) -> Iterator[QueryPool]:
    pool = QueryPool(snapshot)
    yield pool
    pool.close(0)


@pytest.fixture
def make_pool(snapshot: Path) -> Iterator[MakePool]:
    """Pools of one's own, which must not leave a process behind."""
    before = descendants()
    pools: list[QueryPool] = []

    def make(limits: QueryLimits | None = None, size: PoolSize | None = None, folder: Path = snapshot) -> QueryPool:
        pools.append(QueryPool(folder, limits, size))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close(0)
    assert eventually(lambda: not descendants() - before)
