"""Looking at processes from outside, as the kernel sees them."""

import os
import time
from collections.abc import Callable
from pathlib import Path


def parents() -> dict[int, int]:
    """The parent of each process that runs; dead ones that nobody has taken note of count as gone."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state != "Z":
                found[int(entry.name)] = int(parent)
    return found


def descendants(pid: int | None = None) -> set[int]:
    """All processes below one, by default below the tests themselves."""
    tree = parents()
    found = {pid or os.getpid()}
    while more := {child for child, parent in tree.items() if parent in found} - found:
        found |= more
    return found - {pid or os.getpid()}


def eventually(condition: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether a condition comes true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
