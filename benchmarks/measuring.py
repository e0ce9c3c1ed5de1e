"""Ways of measuring that all benchmarks share: a run of the command with its time and memory, and a table of figures."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("codiclust")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, and the target it is held against (None: no target, the value stands for comparison)."""

    name: str
    value: float
    unit: str
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program: wall seconds, CPU seconds of all its processes, peak resident memory in MB."""

    wall: float
    cpu: float
    memory: float


def run(arguments: Sequence[str | Path], cwd: Path | None = None) -> Run:
    """Run a program to its end and measure it.

    Raises:
        RuntimeError: it did not end with status 0.
    """
    begin = time.perf_counter()
    process = subprocess.Popen([str(a) for a in arguments], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, arguments))} ended with status {process.returncode}")
    return Run(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def table(figures: Iterable[Figure]) -> str:
    """The figures as aligned lines, each with whether its target is reached."""
    rows = [
        (f.name, f"{f.value:.3g} {f.unit}", "" if f.target is None else f"target {f.target:g}: {_verdict(f)}") for f in figures
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(2)]
    return "\n".join(f"{name.ljust(widths[0])}  {value.rjust(widths[1])}  {rest}".rstrip() for name, value, rest in rows)


def _verdict(figure: Figure) -> str:
    return "reached" if figure.target is not None and figure.value <= figure.target else "NOT REACHED"
