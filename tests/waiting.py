"""Waiting for a state, as long as a slow machine needs to come to it."""

from collections.abc import Callable
from time import sleep

PATIENCE_S = 240
LOOK_S = 0.05


def until(is_so: Callable[[], object]) -> None:
    """Return as soon as something is so; fail where it never is."""
    for _ in range(int(PATIENCE_S / LOOK_S)):
        if is_so():
            return
        sleep(LOOK_S)
    raise AssertionError("what was waited for never came")
