"""A progress bar on standard error, for work of more than a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE_S = 1.0


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function `advance(done, total)`; it draws only on a terminal."""
    started = time.monotonic()
    drawn = False

    def advance(done: int, total: int) -> None:
        nonlocal drawn
        if not sys.stderr.isatty() or time.monotonic() - started < PATIENCE_S:
            return
        share = done / total if total else 1.0
        filled = "#" * round(share * 30)
        sys.stderr.write(f"\r{what} [{filled:<30}] {share:4.0%}")
        sys.stderr.flush()
        drawn = True

    try:
        yield advance
    finally:
        if drawn:
            sys.stderr.write("\r" + " " * (len(what) + 40) + "\r")
