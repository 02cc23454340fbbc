"""Judgements that clash with others, or name nobody: see `resolve.Contradiction`."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from graphkit.resolve import Contradiction

UNFOLLOWED = "unfollowed.json"
"""The file of them, in a folder of tables."""


def write_unfollowed(out: Path, found: Iterable[Contradiction]) -> None:
    """Write contradictions into a folder of tables, in order."""
    text = msgspec.json.format(msgspec.json.encode(sorted(found, key=_order)))
    (out / UNFOLLOWED).write_bytes(text)


def read_unfollowed(folder: Path) -> list[Contradiction]:
    """Return the contradictions that a folder of tables has, in order."""
    text = (folder / UNFOLLOWED).read_bytes()
    return msgspec.json.decode(text, type=list[Contradiction])


def _order(contradiction: Contradiction) -> tuple[str, str]:
    return contradiction.judgement, contradiction.against
