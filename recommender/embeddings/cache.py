"""Vectors on disk, so that a slow model embeds a text once."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_WAIT = 30.0
"""Seconds to wait for another process that writes."""


class VectorCache:
    """Vectors by model, version of the model, and text, in one SQLite file.

    May be used by several threads and processes. A file that is no cache, or a damaged one, is replaced: it holds nothing
    that cannot be computed again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def get(self, model: str, version: str, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """What is known: text -> float32 (dimension,)."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._opened() as connection:
            for text in dict.fromkeys(texts):
                row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (_key(model, version, text),)).fetchone()
                if row is not None:
                    found[text] = np.frombuffer(row[0], np.dtype("<f4")).astype(np.float32)
        return found

    def put(self, model: str, version: str, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep vectors, float32 (n, dimension), in the order of `texts`."""
        rows = [(_key(model, version, t), v.astype("<f4").tobytes()) for t, v in zip(texts, vectors, strict=True)]
        with self._opened() as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as connection:
            yield connection

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._with_table()
        except sqlite3.OperationalError:  # locked, no right to write, disk full: the file may be sound
            raise
        except sqlite3.DatabaseError:
            self._file.unlink()
            return self._with_table()

    def _with_table(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=_WAIT)
        try:
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _key(model: str, version: str, text: str) -> bytes:
    return sha256("\0".join((model, version, text)).encode("utf-8", "surrogatepass")).digest()
