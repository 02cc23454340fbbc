"""The keeper: one case for many readers, and one writer at a time.

Readers share what was opened of a generation. Where the case moved on, by a person's
decision here or a command elsewhere, the next reader gets the new one; the old one is
let go when its last reader is done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from graphkit.case import Case
from graphkit.web.places import Place

PAUSE_S = 0.5
"""How long a look at the case's revision counts."""


@dataclass
class Held:
    """A case as it was opened, and how many read it now."""

    case: Case
    revision: str
    readers: int = 0


@dataclass
class Work:
    """What a long change is at, in words and as a share of 1; '' when idle."""

    doing: str = ""
    done: float = 0.0


class Keeper:
    """Hands out a case for reading and for changing."""

    def __init__(self, place: Place) -> None:
        """Keep a place; the case is opened by `open`, or by the first reader."""
        self.place = place
        self.work = Work()
        self.opening = True
        self._guard, self._writing = Lock(), Lock()
        self._held: Held | None = None
        self._looked_at = 0.0

    @property
    def name(self) -> str:
        """What people call the case."""
        return self.place.name

    @property
    def folder(self) -> Path:
        """The case's folder."""
        return self.place.folder

    def open(self) -> None:
        """Open the case; `opening` says meanwhile that this is going on."""
        try:
            with self.reading():
                pass
        finally:
            self.opening = False

    @contextmanager
    def reading(self) -> Iterator[Case]:
        """Give the case of the current generation; its rows do not change meanwhile."""
        with self._guard:
            held = self._current()
            held.readers += 1
        try:
            yield held.case
        finally:
            with self._guard:
                held.readers -= 1
                self._let_go(held)

    @contextmanager
    def changing(self, doing: str) -> Iterator[Case]:
        """Give the case for writing; readers see the change as soon as this ends."""
        with self._writing:
            self.work = Work(doing)
            try:
                with self.place.change() as case:
                    yield case
            finally:
                self.work = Work()
                self._looked_at = 0.0

    def close(self) -> None:
        """Wait for a change to end, then let go of the case.

        The first opening is not waited for: nothing of it would be kept.
        """
        with self._writing:
            if self.opening and self._held is None:
                return
            with self._guard:
                held, self._held = self._held, None
                if held:
                    self._let_go(held)
        self.place.close()

    def _current(self) -> Held:
        if self._held and monotonic() - self._looked_at < PAUSE_S:
            return self._held
        revision = self.place.revision()
        self._looked_at = monotonic()
        if self._held and revision in ("", self._held.revision):
            return self._held
        self.opening = True
        try:
            case = self.place.open()
        finally:
            self.opening = False
        old, self._held = self._held, Held(case, case.generation.revision)
        if old:
            self._let_go(old)
        Thread(target=_ready, args=(case,), daemon=True).start()
        return self._held

    def _let_go(self, held: Held) -> None:
        if held is not self._held and not held.readers:
            held.case.close()


def _ready(case: Case) -> None:
    case.directory.ready()
