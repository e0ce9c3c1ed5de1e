"""Runs axe-core in a page: what of WCAG 2.2 AA a program can find."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_SOURCE = Path(__file__).parent / "vendor" / "axe.min.js"
"""axe-core 4.14.1, MPL-2.0, unchanged from its npm package; its hash stands in `tests/browser/test_vendor.py`."""

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, only: str = "") -> list[str]:
    """What is violated, one line each with the first places.

    Args:
        only: the name of a single rule to run.
    """
    wanted = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": _TAGS}
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(
        "async (wanted) => (await axe.run(document, {runOnly: wanted, resultTypes: ['violations']})).violations", wanted
    )
    return [f"{v['id']}: {v['help']}: {[n['target'] for n in v['nodes'][:3]]} {v['nodes'][0]['failureSummary']}" for v in found]


@cache
def _source() -> str:
    return _SOURCE.read_text("utf-8")
