"""Seconds of the processor and memory of each step of a load, as `graphkit` runs it.

    python -m tests.benchmarks.steps load FILE --case DIR [OPTIONS]

A step's memory is the peak of all processes together while it ran. The graph is drawn
beside the tables and the index: what it takes meanwhile is counted with theirs.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from types import ModuleType
from typing import Any

import psutil

from graphkit import assemble, cli
from graphkit.assemble import names
from graphkit.case import arrivals, builder, readings

STEPS: tuple[tuple[str, ModuleType, str], ...] = (
    ("bytes unpacked and kept", arrivals, "receive"),
    ("reading: statements with quotes", readings, "read"),
    ("    of them who is who", names, "name"),
    ("  the tables, and what is drawn beside", assemble, "assemble"),
    ("tables, index and graph", builder, "_make"),
)
EVERY_S = 0.2


class Peak:
    """The resident memory of this process and its children, looked at now and then."""

    def __init__(self) -> None:
        """Begin to look."""
        self.open: dict[str, float] = {}
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        this = psutil.Process()
        while True:
            total = 0.0
            with suppress(psutil.Error):
                for process in (this, *this.children(recursive=True)):
                    total += process.memory_info().rss / 1e6
            for step in tuple(self.open):
                self.open[step] = max(self.open.get(step, 0.0), total)
            time.sleep(EVERY_S)


def watched(step: str, run: Callable[..., Any], peak: Peak) -> Callable[..., Any]:
    """Return a step that prints what it took when it is done."""

    @wraps(run)
    def watching(*arguments: Any, **options: Any) -> Any:
        peak.open[step], before = 0.0, spent()
        found = run(*arguments, **options)
        row(step, spent() - before, peak.open.pop(step))
        return found

    return watching


def row(step: str, processor: float, peak_mb: float) -> None:
    """Print one step."""
    print(f"    {step:<40}{processor:>9.1f} s{peak_mb:>18.0f} MB", flush=True)


def spent() -> float:
    """Return the processor's seconds of this process and of children that ended."""
    return sum(os.times()[:4])


def main(arguments: list[str]) -> int:
    """Run a command of graphkit; return its exit status."""
    peak = Peak()
    for step, module, name in STEPS:
        setattr(module, name, watched(step, getattr(module, name), peak))
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
