"""Built versions on disk: `versions/{version}/` with store, N-Quads, dumps and description, `CURRENT` naming the one to serve.

A version is assembled beside the others and renamed into place; `CURRENT` is replaced by a rename. A reader sees the old
version or the new one, never a part of either, and a failed build leaves no trace.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from pyoxigraph import Quad, Store

from graph.dumps import write_dumps
from graph.errors import NothingBuilt
from graph.void import description_path, write_description

Finish = Callable[[Path], None]

KEPT_VERSIONS = 3
_STORE = "store"
_DUMP = "graph.nq"


def publish(home: Path, version: str, quads: Iterable[Quad], dump: bytes, finish: Finish = lambda folder: None) -> Path:
    """Write a version and make it the current one. Publishing a version that is there already only switches to it.

    Args:
        finish: writes what else belongs to the version into its folder, before anybody sees it.

    Returns:
        The folder of the version.
    """
    versions = home / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    target = versions / version
    if not _is_complete(target):
        scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=versions))
        try:
            _write(scratch, version, quads, dump)
            finish(scratch / "version")
            shutil.rmtree(target, ignore_errors=True)
            (scratch / "version").replace(target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    _switch(home, version)
    _forget_old(versions, version)
    return target


def _write(scratch: Path, version: str, quads: Iterable[Quad], dump: bytes) -> None:
    store = Store(str(scratch / "writer"))
    store.bulk_extend(quads)
    store.optimize()
    store.flush()
    finished = scratch / "version"
    finished.mkdir()
    store.backup(str(finished / _STORE))
    (finished / _DUMP).write_bytes(dump)
    write_description(finished, version, dump, write_dumps(finished, version, dump))
    del store


def _switch(home: Path, version: str) -> None:
    handle, name = tempfile.mkstemp(prefix=".current-", dir=home)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{version}\n")
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(home / "CURRENT")


def _is_complete(folder: Path) -> bool:
    return (folder / _STORE).is_dir() and (folder / _DUMP).is_file() and description_path(folder).is_file()


def _forget_old(versions: Path, current: str) -> None:
    others = [p for p in versions.iterdir() if p.is_dir() and p.name != current and not p.name.startswith(".")]
    others.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    for folder in others[KEPT_VERSIONS - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)


def current_version(home: Path) -> str | None:
    """The version to serve, None when nothing is built."""
    try:
        version = (home / "CURRENT").read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    return version if version and _is_complete(home / "versions" / version) else None


def version_folder(home: Path) -> Path:
    """The folder of the version to serve.

    Raises:
        NothingBuilt: there is none.
    """
    version = current_version(home)
    if version is None:
        raise NothingBuilt(f"Nothing is built in {home}; run 'codiclust build' first.")
    return home / "versions" / version


def store_path(folder: Path) -> Path:
    """The store of a version's folder."""
    return folder / _STORE


def dump_path(folder: Path) -> Path:
    """The N-Quads of a version's folder."""
    return folder / _DUMP
