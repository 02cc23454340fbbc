"""Leftovers: the loads that left something unread, so that they can be tried again.

They are a setting of the ledger, no row of its log: where files lay on this machine is
nobody else's business, and no pack or export holds it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from graphkit.case.ledger import Ledger
from graphkit.reading.intake import Quarantined
from graphkit.source import UNSAID, Capture

SETTING = "leftovers"


class Load(msgspec.Struct, frozen=True):
    """What a load was given: absolute paths, and what was said of them."""

    paths: tuple[str, ...]
    provenance: str = "primary"
    restricted: bool = False
    mix: bool = False
    stated: Capture = UNSAID
    attach: tuple[str, ...] = ()


class Leftover(msgspec.Struct, frozen=True):
    """A load that left something unread; of `refused` the case keeps no bytes."""

    load: Load
    refused: tuple[Quarantined, ...]


def absolute(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return paths as they are found from any folder."""
    return tuple(path.absolute().as_posix() for path in paths)


def of(ledger: Ledger) -> tuple[Leftover, ...]:
    """Return what loads left unread, oldest first."""
    kept = ledger.setting(SETTING)
    return msgspec.json.decode(kept, type=tuple[Leftover, ...]) if kept else ()


def keep(
    ledger: Ledger, load: Load, refused: Sequence[Quarantined], *, is_whole: bool
) -> None:
    """Remember a load that left something unread, in place of an earlier try.

    One that is whole is forgotten: nothing of it was left.
    """
    before = of(ledger)
    left = [one for one in before if one.load.paths != load.paths]
    if not is_whole:
        left.append(Leftover(load, tuple(refused)))
    if tuple(left) != before:
        ledger.keep(SETTING, msgspec.json.encode(left).decode())
