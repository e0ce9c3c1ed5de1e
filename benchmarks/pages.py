"""How heavy pages are and how long the server takes for them: `python -m benchmarks.pages`, for every kind of page by itself.

Times are taken in the process of the application, without a network: what the server does from the request to the last byte.
"""

import gzip
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus

from flask.testing import FlaskClient

from api.app import create_app
from api.building import build_version
from api.pages.given import MAX_NEED
from api.settings import Settings
from benchmarks.measuring import Figure, table
from graph.build import GraphBuilder
from tests.browser.kinds import KINDS, NEEDS

ROUNDS = 20
FONTS = Path("api/static/vendor/fonts")
_ASSET = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js)\?[^"]*)"')


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of a kind of page: what a clock on the wall says, and what the processor worked for it."""

    wall: Sequence[float]
    cpu: Sequence[float]

    @property
    def median(self) -> float:
        """Half of the requests took less, by the clock on the wall."""
        return statistics.median(self.wall)

    @property
    def p90(self) -> float:
        """Nine of ten requests took less, by the clock on the wall."""
        return statistics.quantiles(self.wall, n=10)[-1]


def figures() -> Iterator[Figure]:
    """Sizes of what a reader loads, and the times of the slowest kinds of page."""
    with tempfile.TemporaryDirectory() as home:
        yield from _figures(*measured(Path(home)))


def measured(home: Path) -> tuple[list[Figure], Mapping[str, Times]]:
    """Build the shipped data under `home`; sizes, and the times of every kind of page by its name."""
    build_version(GraphBuilder(), home, lambda stage, number, total: None)
    client = create_app(Settings(home=home)).test_client()
    return list(_sizes(client)), _times(client)


def _figures(sizes: Sequence[Figure], times: Mapping[str, Times]) -> Iterator[Figure]:
    yield from sizes
    medians = {name: kind.median for name, kind in times.items()}
    slowest = max(medians, key=lambda name: medians[name])
    yield Figure("page, server time, median over all kinds", statistics.median(medians.values()), "ms", 50)
    yield Figure(f"page, server time, slowest kind ({slowest}), median", medians[slowest], "ms", 50)
    yield Figure(f"page, server time, slowest kind ({slowest}), p90", times[slowest].p90, "ms", 50)


def by_kind(times: Mapping[str, Times]) -> str:
    """A table in Markdown: the time of each kind of page, the slowest first."""
    rows = sorted(times.items(), key=lambda item: -statistics.median(item[1].cpu))
    lines = [f"| {name} | {t.median:.1f} | {t.p90:.1f} | {statistics.median(t.cpu):.1f} |" for name, t in rows]
    return "\n".join(["| page | median | p90 | processor, median |", "| --- | ---: | ---: | ---: |", *lines])


def _sizes(client: FlaskClient) -> Iterator[Figure]:
    long = quote_plus((NEEDS["de"] + " ").ljust(MAX_NEED, "x"))
    for name, address in (("examples", "/beispiele"), ("methods", "/methoden")):
        html = client.get(f"{address}?need={quote_plus(NEEDS['de'])}").data
        yield Figure(f"HTML of a result page ({name})", len(html) / 1000, "kB", 60)
        yield Figure(
            f"HTML of a result page ({name}), longest need", len(client.get(f"{address}?need={long}").data) / 1000, "kB", 60
        )
    assets = {address: client.get(address).data for address in _ASSET.findall(client.get("/").text)}
    packed = {address: len(gzip.compress(content)) / 1000 for address, content in assets.items()}
    own = sum(size for address, size in packed.items() if "/vendor/" not in address)
    yield Figure("own CSS and JavaScript of the start page, gzip", own, "kB", 60)
    yield Figure("the same with htmx, gzip", sum(packed.values()), "kB", 60)
    yield Figure("fonts, all of them", sum(file.stat().st_size for file in FONTS.glob("*.woff2")) / 1000, "kB", 120)


def _times(client: FlaskClient) -> Mapping[str, Times]:
    """Times of every kind; the kinds take turns, so that what else the machine does hits all of them alike."""
    wall: dict[str, list[float]] = {kind.name: [] for kind in KINDS}
    cpu: dict[str, list[float]] = {kind.name: [] for kind in KINDS}
    for turn in range(-1, ROUNDS):
        for kind in KINDS:
            # another need each time, so that nothing is remembered
            address = kind.address("de").replace("+verboten", f"+verboten+{turn}")
            begin, worked = time.perf_counter(), time.thread_time()
            client.get(address)
            if turn >= 0:  # the first turn reads templates and assets
                wall[kind.name].append((time.perf_counter() - begin) * 1000)
                cpu[kind.name].append((time.thread_time() - worked) * 1000)
    return {name: Times(wall[name], cpu[name]) for name in wall}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sizes, times = measured(Path(folder))
    print(table(_figures(sizes, times)))
    print(by_kind(times))
