"""Where a worker collects a result before anybody sees a byte of it: small ones in memory, others in a file without a name."""

import io
import tempfile
from typing import BinaryIO, Literal, Self, cast

Limit = Literal["rows", "bytes"]

IN_MEMORY = 64 * 1024

_ROW_MARKS: dict[str, tuple[bytes, int]] = {
    "csv": (b"\r\n", -1),
    "tsv": (b"\n", -1),
    "xml": (b"</result>", 0),
    "json": (b"},{", 1),
}
"""What stands once a row, and how many rows more there are than marks. A literal may hold the mark of JSON or CSV too, so these
two may count a row twice, but never miss one; the other two are exact."""


class LimitHit(Exception):
    """The spool takes no more; `limit` says of what."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit)
        self.limit = limit


class Spool:
    """A file to serialize into, which raises `LimitHit` before it holds more than it may. A context manager."""

    def __init__(self, max_bytes: int, max_rows: int | None = None) -> None:
        self._max_bytes = max_bytes
        self._max_rows = max_rows
        self._mark, self._rows = b"", 0
        self._tail = b""
        self._file: BinaryIO = io.BytesIO()
        self.size = 0

    def count_rows_of(self, key: str) -> None:
        """Count the rows of a table as they are written in this format."""
        self._mark, self._rows = _ROW_MARKS[key]

    def write(self, data: bytes) -> int:
        """Take some more of the result; Oxigraph hands over blocks of 8 KiB."""
        self.size += len(data)
        if self.size > self._max_bytes:
            raise LimitHit("bytes")
        if self._mark and self._max_rows is not None:
            self._count(data)
        if self.size > IN_MEMORY and isinstance(self._file, io.BytesIO):
            self._move_to_disk(self._file)
        try:
            self._file.write(data)
        except OSError:  # the disk is full: as good as a limit
            raise LimitHit("bytes") from None
        return len(data)

    def flush(self) -> None:
        """Oxigraph flushes before and after; only `contents` has to."""

    def count(self, rows: int) -> None:
        """Count rows that were not counted as bytes: triples."""
        self._rows += rows
        if self._max_rows is not None and self._rows > self._max_rows:
            raise LimitHit("rows")

    def contents(self) -> tuple[bytes, int | None]:
        """What was written: as bytes if it is small, else the descriptor of an open file, to be read from its begin."""
        if isinstance(self._file, io.BytesIO):
            return self._file.getvalue(), None
        self._file.flush()
        self._file.seek(0)
        return b"", self._file.fileno()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _count(self, data: bytes) -> None:
        seen = self._tail + data
        self._tail = seen[len(seen) - len(self._mark) + 1 :] if len(seen) >= len(self._mark) else seen
        self.count(seen.count(self._mark))

    def _move_to_disk(self, memory: io.BytesIO) -> None:
        self._file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - it lives as long as the spool
        self._file.write(memory.getvalue())
