"""Answers public queries in processes that can be killed, under limits, so that no query can keep others from being answered.

Every query starts in the quick lane, and most are done within milliseconds. One that has used up its slice of a processor runs
only when nobody else wants to from then on. It goes on in the slow lane; where that is full it may stay until somebody waits
for its place, and is stopped then. So short queries find a place and a processor however many long ones are sent.

Processes: at most `quick_places + slow_places` workers and one that forks them (during a switch two). Memory: at most
`QueryLimits.memory` for each in the slow lane, and `quick_memory` of it for each in the quick lane.
A thread waits in `ask` for as long as its query runs: a server needs more threads than the pool has places.
"""

import io
import math
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Final

from graph.errors import Overloaded, TimeLimit
from graph.query.crew import Crew
from graph.query.lanes import Lane, Place
from graph.query.outcomes import error_of, out_of_memory
from graph.query.processes import ProcessesGone, Worker
from graph.query.wire import Message
from graph.store import QueryLimits

SLICE: Final = 0.15
"""Seconds of a processor that a query has in the quick lane while nobody waits for a place."""
LEAST_SLICE: Final = 0.03
"""What it has while somebody does."""
LONGEST_STAY: Final = 1.0
"""Seconds of the clock after which it counts as used up, whatever the query waits for."""
_GLANCE = 0.015
"""Seconds between two looks at what a query has used."""

_ATTEMPTS = 3
_LAST_WORDS = 2.0
"""Seconds that a stopped query has to tell its client."""


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query as it was sent. The gate has looked at it before.

    Attributes:
        text: the query.
        table_format: key of `TABLE_FORMATS` for the result of SELECT and ASK; None: the client takes none.
        graph_format: key of `GRAPH_FORMATS` for the result of CONSTRUCT and DESCRIBE; None: the client takes none.
        base: what relative IRIs resolve against; None: they are errors.
        default_graphs: IRIs that replace FROM. If both this and `named_graphs` are None, the query's own dataset stands; if one
            is given, the other is the empty set.
        named_graphs: IRIs that replace FROM NAMED.
    """

    text: str
    table_format: str | None = "json"
    graph_format: str | None = "turtle"
    base: str | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """A complete result: `size` bytes of `format` in `file`, read from its begin; who gets it closes the file.

    Small results are in memory, others in a file without a name that is gone once it is closed. `snapshot` is what was asked.
    """

    format: str
    size: int
    file: BinaryIO
    snapshot: Path

    def read(self) -> bytes:
        """All of it, and close the file."""
        with self.file:
            return self.file.read()


@dataclass(frozen=True, slots=True)
class PoolSize:
    """How many queries run and wait at once. `max_wait` in seconds."""

    quick_places: int = 8
    slow_places: int = 3
    max_waiting: int = 64
    max_wait: float = 2.0


class QueryPool:
    """The workers over one snapshot: a version's folder or the folder of any store. Thread-safe.

    Raises:
        NothingBuilt: there is no store, or it cannot be opened.
        MissingExtra: the system cannot fork.
    """

    def __init__(self, snapshot: Path, limits: QueryLimits | None = None, size: PoolSize | None = None) -> None:
        self._limits = limits or QueryLimits()
        self._size = size or PoolSize()
        self._quick = Lane(self._size.quick_places, self._size.max_waiting)
        self._slow = Lane(self._size.slow_places)
        self._crew = Crew(snapshot, self._limits)
        self._changed = threading.Condition()  # guards the two below
        self._running = 0
        self._is_closed = False

    def ask(self, request: QueryRequest) -> QueryAnswer:
        """Answer a query.

        Raises:
            QuerySyntaxError: it does not parse.
            InputError: it cannot be evaluated.
            NotAcceptable: its result has no form that the client takes.
            TimeLimit, MemoryLimit, ResultLimit: it ran into a limit.
            Overloaded: there is no place for it, or the service stops.
        """
        deadline = time.monotonic() + self._limits.seconds
        with self._counted():
            for _ in range(_ATTEMPTS):
                try:
                    return self._attempt(request, deadline)
                except ProcessesGone:
                    continue  # through no fault of the query, which changes nothing: it may run again
            raise self._stopping()

    def switch(self, snapshot: Path) -> None:
        """Ask another snapshot from now on; running queries end on the old one. Raises as the constructor does."""
        self._crew.switch(snapshot)

    def close(self, grace: float) -> None:
        """Take no more queries, let the running ones end for `grace` seconds, then stop what is left."""
        with self._changed:
            self._is_closed = True
        self._quick.close()
        with self._changed:
            if not self._changed.wait_for(lambda: not self._running, grace):
                self._crew.kill_busy()
                self._changed.wait_for(lambda: not self._running, _LAST_WORDS)
        self._crew.close()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._changed:
            if self._is_closed:
                raise self._stopping()
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _attempt(self, request: QueryRequest, deadline: float) -> QueryAnswer:
        with Place(self._quick, self._slow, min(self._size.max_wait, _left(deadline))) as place:
            worker = self._crew.hire()
            keep = False
            try:
                worker.ask({**asdict(request), "seconds": _left(deadline)}, _left(deadline))
                self._watch(worker, place, deadline)
                message, file = self._read(worker, place, deadline)
                keep = message["outcome"] != "memory"
            finally:
                self._crew.dismiss(worker, keep)
        if file is None:
            raise error_of(message, self._limits)
        return QueryAnswer(message["format"], message["size"], file, worker.zygote.snapshot)

    def _watch(self, worker: Worker, place: Place, deadline: float) -> None:
        """Come back when there is an answer, or the worker is dead; else stop waiting at the time limit."""
        begin, work = time.monotonic(), worker.work()
        while not worker.has_answer(_left(deadline) if place.is_slow else min(_GLANCE, _left(deadline))):
            if not _left(deadline):
                raise self._too_long()
            used = worker.work() - work
            if used > (LEAST_SLICE if self._quick.waiting else SLICE) or time.monotonic() - begin > LONGEST_STAY:
                self._make_room(worker, place)

    def _make_room(self, worker: Worker, place: Place) -> None:
        """Let a query that has used up its slice get out of the way of others, as far as there are others."""
        if place.move():
            worker.free_memory_limit()
        elif place.is_wanted():  # before it is slowed down: it has to run to end
            raise self._too_many()
        worker.slow_down()

    def _read(self, worker: Worker, place: Place, deadline: float) -> tuple[Message, BinaryIO | None]:
        try:
            message, descriptor = worker.read(_left(deadline))
            if descriptor is not None:
                return message, os.fdopen(descriptor, "rb")
            body = worker.read_body(message.get("size", 0))
        except TimeoutError:
            raise self._too_long() from None
        except EOFError:
            raise self._death(worker, place, deadline) from None
        return message, io.BytesIO(body) if message["outcome"] == "done" else None

    def _death(self, worker: Worker, place: Place, deadline: float) -> Exception:
        """Why a worker has ended before its answer."""
        if self._is_closed:
            return self._stopping()
        if worker.zygote.has_died():
            return ProcessesGone()
        if not _left(deadline):
            return self._too_long()
        return self._too_many() if worker.is_slowed and not place.is_slow else out_of_memory()

    def _too_long(self) -> TimeLimit:
        return TimeLimit(f"The query was stopped after {self._limits.seconds:g} seconds, the longest that one may take.")

    def _too_many(self) -> Overloaded:
        seconds = math.ceil(self._limits.seconds / 2)
        return Overloaded("All places for long queries are taken, and this is a long one; try again later.", seconds)

    def _stopping(self) -> Overloaded:
        return Overloaded("The service is stopping; try again in a moment.")


def _left(deadline: float) -> float:
    """Seconds until then, at least 0."""
    return max(0.0, deadline - time.monotonic())
