"""The processes of a pool: who is idle, who is busy, which snapshot new ones open, and what happens when some die."""

import threading
import time
from pathlib import Path

from graph.errors import Overloaded
from graph.query.processes import ProcessesGone, Worker, Zygote
from graph.store import QueryLimits

_RESTART_PAUSE = 1.0
"""Seconds between two restarts of a process that forks workers, should something kill it again and again."""


class Crew:
    """Workers over the current snapshot, and those that still run on an earlier one. Thread-safe. Raises as `Zygote`."""

    def __init__(self, snapshot: Path, limits: QueryLimits) -> None:
        self._limits = limits
        self._zygote = Zygote(snapshot, limits)
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._is_closed = False
        self._lock = threading.Lock()  # guards the four above and `Zygote.users`
        self._replacing = threading.Lock()  # taken before the other
        self._restarted = -_RESTART_PAUSE

    def hire(self) -> Worker:
        """A worker that nobody else has: an idle one, or a new one.

        Raises:
            ProcessesGone: there was no process to fork one; there is now.
            Overloaded: there cannot be one now.
        """
        while worker := self._take_idle():
            if not worker.is_dead:
                return worker
            self.dismiss(worker, keep=False)
        with self._lock:
            zygote = self._zygote
            zygote.users += 1
        try:
            worker = zygote.fork()
        except ProcessesGone:
            self._leave(zygote)
            self._restart(zygote)
            raise
        except Overloaded:
            self._leave(zygote)
            raise
        with self._lock:
            self._busy.add(worker)
        return worker

    def dismiss(self, worker: Worker, keep: bool) -> None:
        """Give a worker back; it ends if it is not to be kept, was slowed down, or knows an earlier snapshot."""
        with self._lock:
            self._busy.discard(worker)
            if keep and not worker.is_slowed and worker.zygote is self._zygote and not self._is_closed:
                self._idle.append(worker)
                return
        worker.kill()
        self._leave(worker.zygote)

    def switch(self, snapshot: Path) -> None:
        """Open another snapshot for all workers from now on. Raises as `Zygote`; then nothing has changed."""
        with self._replacing:
            self._replace(Zygote(snapshot, self._limits))

    def kill_busy(self) -> None:
        """Kill all workers that have a query; who waits for them notices, and dismisses them."""
        with self._lock:
            for worker in self._busy:
                worker.signal()

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            self.dismiss(worker, keep=False)
        with self._replacing:
            self._zygote.close()

    def _take_idle(self) -> Worker | None:
        with self._lock:
            if not self._idle:
                return None
            worker = self._idle.pop()
            self._busy.add(worker)
            return worker

    def _restart(self, dead: Zygote) -> None:
        with self._replacing:
            if self._zygote is not dead:
                return
            if self._is_closed or time.monotonic() - self._restarted < _RESTART_PAUSE:
                raise Overloaded("The processes that answer queries are starting; try again in a moment.")
            self._restarted = time.monotonic()
            self._replace(Zygote(dead.snapshot, self._limits))

    def _replace(self, zygote: Zygote) -> None:
        with self._lock:
            old, self._zygote = self._zygote, zygote
            idle, self._idle = self._idle, []
            self._busy.update(idle)
            old.users += 1
        for worker in idle:
            self.dismiss(worker, keep=False)
        self._leave(old)

    def _leave(self, zygote: Zygote) -> None:
        """Count a worker less; who leaves an earlier snapshot last closes the door."""
        with self._lock:
            zygote.users -= 1
            is_last = not zygote.users and zygote is not self._zygote
        if is_last:
            zygote.close()
