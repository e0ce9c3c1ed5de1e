"""The service's side of its worker processes: one that forks them for each store, and the workers themselves."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.errors import MissingExtra, NothingBuilt, Overloaded
from graph.publishing import store_path
from graph.query.wire import Message, receive, receive_bytes, send
from graph.store import QueryLimits

_LEAST_MEMORY = 256 << 20
_START = 60.0
"""Seconds within which a store has to be open."""
_FORK = 5.0
_BURIAL = 0.5
"""Seconds to wait for a killed process to give back its memory before its place is filled again."""
_LOWEST = 19
_CPU_CLOCK = 2


def quick_memory(limits: QueryLimits) -> int:
    """Bytes that a query may take until it gets into the slow lane; its slice is over before it could well take them."""
    return min(limits.memory, max(limits.memory * 3 // 8, _LEAST_MEMORY))


class ProcessesGone(Exception):
    """The process that forks workers has died, and they with it: nothing is known about the query."""


class Zygote:
    """A process that has a store open and forks workers from itself; see `graph.query.worker`. Thread-safe."""

    def __init__(self, snapshot: Path, limits: QueryLimits) -> None:
        if not hasattr(os, "fork"):
            raise MissingExtra("Public SPARQL queries need a system that can fork processes: Linux, macOS, or WSL on Windows.")
        self.snapshot = snapshot
        self.users = 0
        self._lock = threading.Lock()
        self._control, inherited = socket.socketpair()
        with inherited:
            self._process = _start(snapshot, limits, inherited.fileno())
        self._control.settimeout(_START)
        try:
            problem = receive(self._control)[0]["error"]
        except (EOFError, OSError):
            problem = "the process that opens it did not start, or needs more memory than it may take"
        if problem:
            self.close()
            raise NothingBuilt(f"The store in {snapshot} cannot be opened: {problem}")
        self._control.settimeout(_FORK)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def has_died(self) -> bool:
        """Whether it has ended; a moment's patience, as the kernel kills its workers while it is ending."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0.02)
        return not self.is_alive

    def fork(self) -> "Worker":
        """A new worker, after about 1 ms.

        Raises:
            ProcessesGone: the process has died.
            Overloaded: the system lets it start no other.
        """
        channel, inherited = socket.socketpair()
        try:
            with inherited, self._lock:
                send(self._control, {}, descriptor=inherited.fileno())
                pid = receive(self._control)[0]["worker"]
        except (EOFError, OSError):
            channel.close()
            self._process.kill()  # not answering is as good as dead
            raise ProcessesGone from None
        if pid is None:
            channel.close()
            raise Overloaded("The system has no room for another process; try again in a moment.")
        return Worker(pid, channel, self)

    def bury(self, pid: int) -> None:
        """Let the number of a dead worker be used again."""
        with self._lock, suppress(OSError):
            send(self._control, {"bury": pid})

    def close(self) -> None:
        """End it; workers that still run are killed by that."""
        self._control.close()
        self._process.kill()
        self._process.wait()


def _start(snapshot: Path, limits: QueryLimits, descriptor: int) -> subprocess.Popen[bytes]:
    inner = store_path(snapshot)
    folder = inner if inner.is_dir() else snapshot
    options = {**asdict(limits), "quick_memory": quick_memory(limits)}
    arguments = [str(descriptor), str(folder.absolute()), json.dumps(options)]
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-W", "ignore", "-m", "graph.query.worker", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        # Modules from where this process has them. One arena of malloc: each other one reserves 64 MB of address space.
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MALLOC_ARENA_MAX": "1"},
    )


class Worker:
    """A process that answers one query at a time. Used by one thread at a time, `signal` excepted."""

    def __init__(self, pid: int, channel: socket.socket, zygote: Zygote) -> None:
        self.pid = pid
        self.zygote = zygote
        self.is_slowed = False
        self._channel = channel

    def ask(self, request: Mapping[str, Any], seconds: float) -> None:
        """Hand over a query. Raises `ProcessesGone` if the worker had died before."""
        self._channel.settimeout(seconds)
        try:
            send(self._channel, request)
        except TimeoutError:
            return  # it does not read; the wait for its answer will run out too
        except OSError:
            raise ProcessesGone from None

    @property
    def is_dead(self) -> bool:
        """Whether it has died while it was idle."""
        self._channel.settimeout(0)
        try:
            self._channel.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def has_answer(self, seconds: float) -> bool:
        """Wait for an answer, or for the end of the worker, which shows on reading it."""
        self._channel.settimeout(max(seconds, 0.001))
        try:
            self._channel.recv(1, socket.MSG_PEEK)
        except TimeoutError:
            return False
        except OSError:
            return True
        return True

    def read(self, seconds: float) -> tuple[Message, int | None]:
        """The answer, and the file of a large result.

        Raises:
            EOFError: the worker died.
            TimeoutError: the answer does not come to its end.
        """
        self._channel.settimeout(max(seconds, 0.001))
        try:
            return receive(self._channel)
        except ConnectionError:
            raise EOFError from None

    def read_body(self, size: int) -> bytes:
        """What follows the answer. Raises as `read`."""
        return receive_bytes(self._channel, size)

    def slow_down(self) -> None:
        """Let every other process go first from now on; that cannot be taken back without rights, so it is not used again."""
        if self.is_slowed:
            return
        self.is_slowed = True
        with suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOWEST)

    def free_memory_limit(self) -> None:
        """Let it take all the memory that a query may take, no longer only that of the quick lane."""
        if sys.platform == "linux":
            import resource

            with suppress(ProcessLookupError, PermissionError):
                hard = resource.prlimit(self.pid, resource.RLIMIT_AS)[1]
                resource.prlimit(self.pid, resource.RLIMIT_AS, (hard, hard))

    def work(self) -> float:
        """Seconds of a processor that it has used in its life; where a system does not tell, those of the clock."""
        if sys.platform != "linux":
            return time.monotonic()
        try:
            return time.clock_gettime(~self.pid << 3 | _CPU_CLOCK)  # clock_getcpuclockid(3), which Python lacks for processes
        except OSError:
            return 0.0  # it is dead

    def signal(self) -> None:
        """Kill it from another thread than the one that waits for its answer."""
        if self.zygote.is_alive:  # else the kernel has killed it, and the number may be another's
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def kill(self) -> None:
        """Kill it and wait until its memory is free again; the kernel closes the channel after that."""
        self.signal()
        self._channel.settimeout(_BURIAL)
        with suppress(OSError):
            while self._channel.recv(1 << 20):
                pass
        self._channel.close()
        self.zygote.bury(self.pid)
