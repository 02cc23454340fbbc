"""The collector of garbage, which looks for rings of references now and then."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Keep the collector from walking millions of things that make no rings.

    Rows have to be gone when it is let loose again: it would walk them then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
