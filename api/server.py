"""Runs the application: Waitress by default, Granian as the production extra."""

import json
import logging
import os
import signal
import sys
import time
from http import HTTPStatus
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from api.app import SAFETY_HEADERS
from api.problems import MEDIA_TYPE, Problem
from api.settings import Settings
from graph.errors import CodiclustError, MissingExtra

DRAIN_SECONDS = 10.0
"""How long requests in flight may take to be finished once the process is told to stop."""

MAX_HEADER = 65_536
"""Bytes of request line and headers: a need of 5,000 characters fits into the address of the page, percent-encoded."""


class CannotListen(CodiclustError):
    """The address is taken, not allowed or not there."""


def serve(app: Any, settings: Settings) -> None:
    """Answer requests until SIGTERM or SIGINT; requests in flight are finished, then it returns.

    Raises:
        CannotListen: the address is taken, not allowed or not there.
        MissingExtra: Granian is asked for and not installed.
    """
    if settings.server == "granian":
        _serve_granian(settings)
    else:
        Waitress(app, settings).run()


class _ProblemTask(ErrorTask):  # type: ignore[misc]
    """What Waitress refuses by itself (too large, malformed), in the shape of all other errors."""

    def execute(self) -> None:
        error = self.request.error
        status = HTTPStatus(error.code)
        body = json.dumps(Problem(status, str(error.body)).body()).encode("utf-8")
        self.status = f"{status.value} {status.phrase}"
        self.response_headers += [("Content-Type", MEDIA_TYPE), *SAFETY_HEADERS.items()]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _ProblemTask

    @property
    def is_busy(self) -> bool:
        """Whether a request is being received, answered, or its answer sent."""
        return bool(self.requests or self.request is not None or self.total_outbufs_len)


class Waitress:
    """Waitress with a loop that can be told to stop; its own drops answers that are not sent yet."""

    def __init__(self, app: Any, settings: Settings) -> None:
        self._map: dict[int, Any] = {}
        self._is_stopping = False
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
        try:
            self._server = create_server(
                app,
                map=self._map,
                host=settings.host,
                port=settings.port,
                threads=settings.threads,
                ident="codiclust",
                max_request_header_size=MAX_HEADER,
                max_request_body_size=16 * settings.max_body,  # the application refuses earlier, and nicely
            )
        except (OSError, ValueError) as error:
            wasyncore.close_all(self._map)
            reason = getattr(error, "strerror", None) or error
            raise CannotListen(f"Cannot listen on {settings.host}:{settings.port}: {reason}.") from None
        self._listeners = [server for server in self._map.values() if isinstance(server, BaseWSGIServer)]
        for listener in self._listeners:
            listener.channel_class = _Channel

    def run(self) -> None:
        """Serve until told to stop, then finish what is in flight."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for listener in self._listeners:
            host = f"[{listener.effective_host}]" if ":" in listener.effective_host else listener.effective_host
            print(f"codiclust serves on http://{host}:{listener.effective_port}", file=sys.stderr, flush=True)
        while not self._is_stopping:
            wasyncore.loop(timeout=1, map=self._map, use_poll=True, count=1)
        self._drain()
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self._is_stopping:  # asked twice: at once
            raise SystemExit(1)
        self._is_stopping = True
        self._listeners[0].pull_trigger()

    def _drain(self) -> None:
        """Take in what has reached the machine already, close the door, answer, send."""
        for _ in range(20):
            wasyncore.loop(timeout=0, map=self._map, use_poll=True, count=1)
        for listener in self._listeners:
            wasyncore.dispatcher.close(listener)  # keeps the trigger, by which threads wake the loop
        end = time.monotonic() + DRAIN_SECONDS
        while any(c.is_busy for c in self._channels()) and time.monotonic() < end:
            wasyncore.loop(timeout=0.1, map=self._map, use_poll=True, count=1)

    def _channels(self) -> list[_Channel]:
        return [entry for entry in self._map.values() if isinstance(entry, _Channel)]


def _serve_granian(settings: Settings) -> None:
    try:
        from granian import Granian
        from granian.constants import Interfaces
    except ImportError:
        raise MissingExtra("Granian is not installed; install codiclust[production], or serve with waitress.") from None
    os.environ.update(settings.as_environment())  # its workers import api.wsgi afresh
    Granian(
        "api.wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        blocking_threads=settings.threads,
        websockets=False,
    ).serve()
