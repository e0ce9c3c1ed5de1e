"""Runs the application: Waitress by default, Granian as the production extra."""

import signal
import sys
from types import FrameType
from typing import Any

from api.settings import Settings
from graph.errors import MissingExtra


def serve(app: Any, settings: Settings) -> None:
    """Answer requests until SIGTERM or SIGINT; requests in flight are finished.

    Raises:
        MissingExtra: Granian is asked for and not installed.
        OSError: the address is taken or not allowed.
    """
    if settings.server == "granian":
        _serve_granian(settings)
        return
    from waitress.server import create_server

    server = create_server(app, host=settings.host, port=settings.port, threads=settings.threads, ident="codiclust")

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    print(f"codiclust serves on http://{settings.host}:{server.effective_port}", file=sys.stderr, flush=True)
    try:
        server.run()
    except SystemExit:
        # Waitress alone would leave tasks in flight unanswered when the main thread ends.
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=30)
    finally:
        server.close()


def _serve_granian(settings: Settings) -> None:
    try:
        from granian import Granian
        from granian.constants import Interfaces
    except ImportError:
        raise MissingExtra("Granian is not installed; install codiclust[production], or serve with waitress.") from None
    Granian("api.wsgi:app", address=settings.host, port=settings.port, interface=Interfaces.WSGI, blocking_threads=1).serve()
