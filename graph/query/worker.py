"""The processes that answer public queries: `python -m graph.query.worker DESCRIPTOR STORE LIMITS`.

A query of Oxigraph cannot be cancelled, so stopping one costs a process, and an attack is a series of such stops. To start
Python and open a store takes 70 ms of a processor; to fork a process that has done so takes 1 ms. So one does, and then only
waits and forks. What makes that sound: it runs nothing but `_breed`, and the threads that RocksDB starts on opening are asleep,
as a store opened read-only has nothing to compact. A worker inherits the open files and needs none of the threads.

How a worker ends: by the service (SIGKILL, or the channel closes); by its alarm, which kills it inside native code even where
the service is stuck; by the kernel when the forking process dies (PR_SET_PDEATHSIG), which itself ends with the service.
Elsewhere than on Linux only the alarm covers the last, and RLIMIT_AS may not be enforced (macOS): bound the memory of the whole
service from outside there, by a container.
"""

import ctypes
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from pyoxigraph import Store

from graph.query.answering import LONGEST_MESSAGE, NoFormat, answer
from graph.query.dataset import scope
from graph.query.spool import LimitHit, Spool
from graph.query.wire import Message, receive, send

_PR_SET_PDEATHSIG = 1
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_HEARTBEAT = 1.0
"""Seconds between two looks at whether the service is still there and which workers have ended."""


def main(arguments: Sequence[str]) -> None:
    """Open the store under the memory limit, say so, then fork a worker on each request until the service is gone."""
    descriptor, store_folder, encoded_limits = arguments
    for number in (signal.SIGINT, signal.SIGTERM):  # they reach the whole group; the service itself decides when to end
        signal.signal(number, signal.SIG_IGN)
    limits = json.loads(encoded_limits)
    control = socket.socket(fileno=int(descriptor))
    _confine()
    _limit_memory(limits["memory"], limits["memory"])
    try:
        store = Store.read_only(store_folder)
    except OSError as error:
        send(control, {"error": str(error)})
        return
    _limit_memory(limits["quick_memory"] if sys.platform == "linux" else limits["memory"], limits["memory"])
    gc.freeze()  # a worker that collects garbage would copy these pages
    send(control, {"error": None})
    _breed(control, store, limits)


def _limit_memory(now: int, later: int) -> None:
    """Limit the address space, now and after the service has allowed more."""
    import resource

    with suppress(OSError, ValueError):  # systems that do not know the limit refuse to set it
        resource.setrlimit(resource.RLIMIT_AS, (now, later))


def _confine() -> None:
    """Leave no core dumps, and take away the network, a second wall behind the gate's refusal of SERVICE."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # best effort: a container may forbid both
        libc = ctypes.CDLL(None)
        if libc.unshare(_CLONE_NEWNET):
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _breed(control: socket.socket, store: Store, limits: Mapping[str, Any]) -> None:
    """Fork on request. A dead worker stays in the process table until the service has let go of its number."""
    service = os.getppid()
    control.settimeout(_HEARTBEAT)
    dead: set[int] = set()
    while os.getppid() == service:
        try:
            order, channel = receive(control)
        except TimeoutError:
            order, channel = {}, None
        except (EOFError, OSError):
            return
        if channel is not None:
            with socket.socket(fileno=channel) as inherited:
                send(control, {"worker": _fork(control, inherited, store, limits)})
        if "bury" in order:
            dead.add(order["bury"])
        dead = {worker for worker in dead if not _reaped(worker)}


def _reaped(worker: int) -> bool:
    try:
        return os.waitpid(worker, os.WNOHANG)[0] == worker
    except ChildProcessError:
        return True


def _fork(control: socket.socket, channel: socket.socket, store: Store, limits: Mapping[str, Any]) -> int | None:
    """The number of a new worker, None if the system has no room for it."""
    parent = os.getpid()
    try:
        worker = os.fork()
    except OSError:
        return None
    if worker:
        return worker
    try:
        control.close()
        _die_with(parent)
        _serve(channel, store, limits)
    finally:
        os._exit(1)


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        with suppress(OSError):  # should memory run out, the kernel is to take a worker and not the service
            Path("/proc/self/oom_score_adj").write_text("1000")
    if os.getppid() != parent:  # it died before the kernel was told
        os._exit(1)


def _serve(channel: socket.socket, store: Store, limits: Mapping[str, Any]) -> NoReturn:
    """Answer one request after the other until the service closes the channel."""
    while True:
        try:
            request, _ = receive(channel)
        except (EOFError, OSError):
            os._exit(0)
        signal.setitimer(signal.ITIMER_REAL, request["seconds"] + 1)  # nobody handles SIGALRM: it kills
        _respond(channel, store, request, limits)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _respond(channel: socket.socket, store: Store, request: Message, limits: Mapping[str, Any]) -> None:
    with Spool(limits["max_bytes"], limits["max_rows"]) as spool:
        message = _answered(store, request, spool)
        body, descriptor = spool.contents() if message["outcome"] == "done" else (b"", None)
        send(channel, message, body, descriptor)


def _answered(store: Store, request: Message, spool: Spool) -> Message:
    try:
        place = scope(store, request["text"], request["base"], request["default_graphs"], request["named_graphs"])
        key = answer(place, request, spool)
    except SyntaxError as error:
        return _failure("syntax", error)
    except NoFormat as missing:
        return {"outcome": "format", "detail": missing.kind}
    except LimitHit as hit:
        return {"outcome": hit.limit, "detail": ""}
    except MemoryError:
        return {"outcome": "memory", "detail": ""}
    except BaseException as error:  # a panic of the engine is no Exception
        return _failure("failed", error)
    return {"outcome": "done", "format": key, "size": spool.size}


def _failure(outcome: str, error: BaseException) -> Message:
    return {"outcome": outcome, "detail": str(error)[:LONGEST_MESSAGE]}


if __name__ == "__main__":
    main(sys.argv[1:])
