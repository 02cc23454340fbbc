"""Seconds and memory of a whole process with all its children."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took: wall seconds, summed peak of resident memory, its output.

    `processor` is the processor's seconds of the run with all its children.
    """

    seconds: float
    peak_mb: float
    output: str
    status: int
    processor: float = 0.0


def run(arguments: Sequence[str], *, patience_s: float = 1800) -> Measured:
    """Run a command to its end and measure it; memory is sampled every 50 ms."""
    started, before = time.perf_counter(), _spent()
    child = psutil.Popen(
        arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    peak = 0.0
    while child.poll() is None and time.perf_counter() - started < patience_s:
        peak = max(peak, _resident(child))
        time.sleep(0.05)
    seconds = time.perf_counter() - started
    output = child.stdout.read() if child.stdout else ""
    status = child.wait()
    return Measured(seconds, peak / 1e6, output, status, _spent() - before)


def python(*arguments: str) -> Measured:
    """Run this Python with arguments and measure it."""
    return run([sys.executable, *arguments])


def _spent() -> float:
    """Return the processor's seconds of all children that have ended until now."""
    times = os.times()
    return times.children_user + times.children_system


def _resident(process: psutil.Process) -> float:
    total = 0.0
    try:
        for member in (process, *process.children(recursive=True)):
            total += member.memory_info().rss
    except psutil.NoSuchProcess:
        return total
    return total
