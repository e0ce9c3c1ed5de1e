"""A client that costs next to nothing beside what it measures: GET over one connection that is kept open."""

import re
import socket
from types import TracebackType
from typing import Self

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


class KeptOpen:
    """One connection to a server on this machine; a context manager."""

    def __init__(self, port: int, seconds: float) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=seconds)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = f"HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/sparql-results+json\r\n\r\n".encode()
        self._data = b""

    def get(self, target: str) -> tuple[int, bytes]:
        """Status and body.

        Raises:
            TimeoutError: the answer does not come in time.
            ConnectionError: the server closed the connection.
        """
        self._socket.sendall(b"GET " + target.encode() + b" " + self._head)
        head = self._until(b"\r\n\r\n")
        if _CHUNKED.search(head):
            body = b"".join(iter(self._chunk, b""))
        else:
            length = _LENGTH.search(head)
            body = self._exactly(int(length[1]) if length else 0)
        return int(head[9:12]), body

    def _chunk(self) -> bytes:
        size = int(self._until(b"\r\n").split(b";")[0], 16)
        return self._exactly(size + 2)[:-2]

    def _until(self, mark: bytes) -> bytes:
        while (end := self._data.find(mark)) < 0:
            self._receive()
        return self._take(end + len(mark))

    def _exactly(self, size: int) -> bytes:
        while len(self._data) < size:
            self._receive()
        return self._take(size)

    def _take(self, size: int) -> bytes:
        taken, self._data = self._data[:size], self._data[size:]
        return taken

    def _receive(self) -> None:
        received = self._socket.recv(1 << 20)
        if not received:
            raise ConnectionResetError("the server closed the connection")
        self._data += received

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()
