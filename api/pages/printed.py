"""What a printed page says at its foot: its address in letters and as a QR code, the day, and the version of the data."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

import segno

from api.context import base_address
from api.pages.wording import wording
from graph.values import Language

_MARGIN = 4
"""Light modules around a QR code that readers need (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code as an SVG path over a square of `size` modules, margin included."""

    size: int
    path: str


@dataclass(frozen=True, slots=True)
class PrintedFoot:
    """The foot of a printed page. `short` is the address without its scheme, for reading."""

    address: str
    short: str
    code: QrCode
    day: str
    version: str


def printed_foot(path: str, version: str, language: Language) -> PrintedFoot:
    """The foot for the page at `path`, as of today (UTC)."""
    address = base_address() + path
    today = datetime.now(UTC).date()
    return PrintedFoot(address, address.partition("://")[2], qr_code(address), day_words(today, language), version)


@lru_cache(maxsize=256)
def qr_code(text: str) -> QrCode:
    """The QR code of a text, with error correction M: a fold or a stain does not stop it. The last ones are kept."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m", boost_error=False).matrix]
    runs = [_run(x, y, length) for y, row in enumerate(rows) for x, length in _dark(row)]
    return QrCode(len(rows) + 2 * _MARGIN, "".join(runs))


def day_words(day: date, language: Language) -> str:
    """A day as people write it: 24. November 2026, or 24 November 2026."""
    month = wording()(f"roadmap.month-{day.month}", language)
    return f"{day.day}{'.' if language == 'de' else ''} {month} {day.year}"


def _dark(row: bytes) -> list[tuple[int, int]]:
    """Start and length of the runs of dark modules."""
    starts = [x for x, module in enumerate(row) if module and (x == 0 or not row[x - 1])]
    return [(x, next((n for n in range(x, len(row)) if not row[n]), len(row)) - x) for x in starts]


def _run(x: int, y: int, length: int) -> str:
    return f"M{x + _MARGIN} {y + _MARGIN}h{length}v1h-{length}z"
