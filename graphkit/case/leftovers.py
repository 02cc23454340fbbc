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
    """Remember a load that left something unread, in place of earlier tries.

    One that is whole is forgotten: nothing of it was left. An earlier try is one of
    the same paths, or of some of them.
    """
    given = {*load.paths}
    left = [one for one in of(ledger) if not given >= {*one.load.paths}]
    if not is_whole:
        left.append(Leftover(load, tuple(refused)))
    _keep(ledger, left)


def forget(ledger: Ledger, gone: Iterable[Path]) -> None:
    """Forget paths of which nothing is left to be tried again."""
    named = {*absolute(gone)}
    left = []
    for one in of(ledger):
        paths = tuple(path for path in one.load.paths if path not in named)
        if paths:
            load = msgspec.structs.replace(one.load, paths=paths)
            left.append(msgspec.structs.replace(one, load=load))
    _keep(ledger, left)


def leave(ledger: Ledger, paths: Iterable[Path], shown: str) -> None:
    """List no more what a person leaves out of the loads of some paths."""
    named = {*absolute(paths)}
    left = []
    for one in of(ledger):
        if named & {*one.load.paths}:
            refused = tuple(item for item in one.refused if item.path != shown)
            one = msgspec.structs.replace(one, refused=refused)
        left.append(one)
    _keep(ledger, left)


def _keep(ledger: Ledger, left: Sequence[Leftover]) -> None:
    if tuple(left) != of(ledger):
        ledger.keep(SETTING, msgspec.json.encode(left).decode())
