"""Messages between the service and its workers: JSON with its length before it, over a pair of sockets; a file may go along."""

import json
import os
import socket
import struct
from collections.abc import Mapping
from typing import Any

Message = dict[str, Any]

_LENGTH = struct.Struct("!I")


def send(channel: socket.socket, message: Mapping[str, Any], body: bytes = b"", descriptor: int | None = None) -> None:
    """Send a message, the bytes that follow it, and an open file (SCM_RIGHTS; the sender keeps its own)."""
    encoded = json.dumps(message).encode()
    data = _LENGTH.pack(len(encoded)) + encoded + body
    if descriptor is not None:
        sent = socket.send_fds(channel, [data], [descriptor])
        data = data[sent:]
    channel.sendall(data)


def receive(channel: socket.socket) -> tuple[Message, int | None]:
    """The next message, and the file that came along.

    Raises:
        EOFError: the other side is gone.
    """
    begin, descriptors, _, _ = socket.recv_fds(channel, _LENGTH.size, 1)
    descriptor = descriptors[0] if descriptors else None
    if descriptor is not None:
        os.set_inheritable(descriptor, False)
    head = begin + receive_bytes(channel, _LENGTH.size - len(begin)) if begin else b""
    if not head:
        raise EOFError
    message: Message = json.loads(receive_bytes(channel, _LENGTH.unpack(head)[0]))
    return message, descriptor


def receive_bytes(channel: socket.socket, size: int) -> bytes:
    """Exactly `size` bytes. Raises as `receive`."""
    parts: list[bytes] = []
    while size:
        part = channel.recv(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
