"""What the rules of reading found and what they passed over, noted for who listens.

Readers call `found` and `passed` where a rule decides. Without a listener these do
nothing but look at one variable, so that reading stays as fast as it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """What a rule made of `start:end` of the text that was read.

    `role` is a field, a type of statement, `sum`, `unit`, `name` or `term`. `rule` is
    `kind:name`, such as `label:采购人` or `sentence:called`. `why` says why the words
    were passed over; it is '' where they were taken.
    """

    role: str
    start: int
    end: int
    rule: str
    why: str = ""


@dataclass(slots=True)
class Heard:
    """The steps of one reading, in their order; the same step is kept once."""

    steps: dict[Step, None] = field(default_factory=dict)
    base: int = 0


_listener: ContextVar[Heard | None] = ContextVar("listener", default=None)


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear the steps of what is read inside, in this thread."""
    heard = Heard()
    token = _listener.set(heard)
    try:
        yield heard
    finally:
        _listener.reset(token)


def is_on() -> bool:
    """Say whether somebody listens: ask before a reason is costly to tell."""
    return _listener.get() is not None


def found(role: str, start: int, end: int, rule: str) -> None:
    """Note that a rule took some words."""
    heard = _listener.get()
    if heard is not None:
        heard.steps[Step(role, start + heard.base, end + heard.base, rule)] = None


def passed(role: str, start: int, end: int, rule: str, why: str) -> None:
    """Note that a rule looked at some words and left them, and why."""
    heard = _listener.get()
    if heard is not None:
        step = Step(role, start + heard.base, end + heard.base, rule, why)
        heard.steps[step] = None


def count_from(base: int) -> None:
    """Take places from here on as those of a piece that begins at `base`."""
    heard = _listener.get()
    if heard is not None:
        heard.base = base
