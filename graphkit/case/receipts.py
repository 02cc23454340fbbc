"""Receipts: what the ledger knows of each source, out of all the times it came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from graphkit.source import PROVENANCES


@dataclass(frozen=True, slots=True)
class Receipt:
    """A source as the ledger knows it.

    Received more than once it keeps its first path, and the more careful of what was
    said about it: the weakest provenance, restricted if ever so. `gone` is the uid of
    the row that forgot or erased it.
    """

    sha256: str
    path: str
    size: int
    provenance: str
    restricted: bool
    log: str
    gone: str = ""
    erased: bool = False


class Received(NamedTuple):
    """One receiving of a source, as the ledger keeps it; `log` is its load's row."""

    sha256: str
    path: str
    provenance: str
    restricted: bool
    size: int
    log: str


def summed(
    received: Iterable[Received], gone: Mapping[str, tuple[str, bool]]
) -> tuple[Receipt, ...]:
    """Return a receipt for each source, given what was received, oldest first.

    `gone` has the row that took a source out, and whether it was erased.
    """
    found: dict[str, Receipt] = {}
    for sha256, path, provenance, restricted, size, log in received:
        receipt = Receipt(sha256, path, size, provenance, bool(restricted), log)
        found[receipt.sha256] = _joined(found.get(receipt.sha256), receipt)
    return tuple(_marked(receipt, gone) for receipt in found.values())


def _joined(first: Receipt | None, again: Receipt) -> Receipt:
    if first is None:
        return again
    return replace(
        first,
        provenance=max(first.provenance, again.provenance, key=PROVENANCES.index),
        restricted=first.restricted or again.restricted,
    )


def _marked(receipt: Receipt, gone: Mapping[str, tuple[str, bool]]) -> Receipt:
    uid, is_erased = gone.get(receipt.sha256, ("", False))
    return replace(receipt, gone=uid, erased=is_erased)
