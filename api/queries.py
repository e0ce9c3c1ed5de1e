"""The public query service of an application: its pool of workers, its cache, and the version that both belong to."""

import atexit
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from api.answers import AnswerCache, KeptAnswer, answer_tag
from graph.query.gate import examine
from graph.query.pool import QueryPool, QueryRequest
from graph.store import OxigraphStore, QueryLimits

CACHE_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send: key of the format, body or file and its size, and the tag; None: the answer may differ next time."""

    format: str
    size: int
    content: bytes | BinaryIO
    tag: str | None

    def read(self) -> bytes:
        """All of the content; a file is closed."""
        if isinstance(self.content, bytes):
            return self.content
        with self.content as file:
            return file.read()


class QueryService:
    """Answers queries over the snapshot that `current` names; starts its workers when first asked.

    Args:
        current: gives the folder of the snapshot to ask now.
        cache_bytes: room for answers; 0 keeps none.
    """

    def __init__(self, current: Callable[[], Path], limits: QueryLimits | None = None, cache_bytes: int = CACHE_BYTES) -> None:
        self._current = current
        self._limits = limits or QueryLimits()
        self._cache = AnswerCache(cache_bytes)
        self._lock = Lock()
        self._pool: QueryPool | None = None
        self._snapshot: Path | None = None

    def tag(self, request: QueryRequest) -> str | None:
        """The tag of the answer that the request would get now, None if it has none. Raises as `examine`."""
        tag = answer_tag(self._current().name, request)
        return None if self._cache.get(tag) is None and examine(request.text).is_volatile else tag

    def ask(self, request: QueryRequest) -> Answer:
        """Answer a query. Raises as `QueryPool.ask` and `examine`."""
        tag = answer_tag(self._current().name, request)
        if (kept := self._cache.get(tag)) is not None:  # the gate has let it pass then: looking again costs more than the rest
            return Answer(kept.format, len(kept.body), kept.body, tag)
        is_volatile = examine(request.text).is_volatile
        found = self._ready()[0].ask(request)
        # A switch while the query waited may have had it answered from the next version.
        tag = answer_tag(found.snapshot.name, request)
        if is_volatile or not self._cache.takes(found.size):
            return Answer(found.format, found.size, found.file, None if is_volatile else tag)
        body = found.read()
        self._cache.put(tag, KeptAnswer(found.format, body))
        return Answer(found.format, len(body), body, tag)

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs that the store holds, sorted."""
        return OxigraphStore(self._ready()[1]).named_graphs()

    def close(self, grace: float = 0) -> None:
        """Stop the workers; running queries have `grace` seconds to end."""
        with self._lock:
            if self._pool is not None:
                self._pool.close(grace)

    def _ready(self) -> tuple[QueryPool, Path]:
        """The pool over the current snapshot; a new version is switched to without dropping a query."""
        snapshot = self._current()
        with self._lock:
            if self._pool is None:
                self._pool = QueryPool(snapshot, self._limits)
                atexit.register(self._pool.close, 0)
            elif snapshot != self._snapshot:
                self._pool.switch(snapshot)
            self._snapshot = snapshot
            return self._pool, snapshot
