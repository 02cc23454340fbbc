"""The standing of a case: what it holds, which revision readers see, what waits."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphkit.case import generations, revisions
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger

_UNBUILT: Mapping[str, Any] = {
    "records": 0,
    "statements": 0,
    "quarantined": 0,
    "orphaned": 0,
    "unfollowed": 0,
    "nodes": {},
    "edges": {},
    "graph": False,
    "revision": "",
    "digest": "",
    "schema": 0,
    "loaders": {},
}


def pending(case: Path) -> tuple[str, ...]:
    """Say in sentences what the current tables do not show yet; empty if nothing."""
    with Ledger.open(case) as ledger:
        return pending_of(ledger)


def pending_of(ledger: Ledger) -> tuple[str, ...]:
    """Say the same of a ledger that is open."""
    if not generations.is_built(ledger.folder, ledger.current):
        return ("Nothing is built yet: run `graphkit build`.",)
    inputs = revisions.inputs(ledger)
    if inputs.revision == ledger.current:
        return ()
    current = Generation(ledger.folder.generation(ledger.current))
    changes = revisions.pending(inputs.to_json(), current.manifest["inputs"])
    return (f"Not shown yet, until `graphkit build`: {', '.join(changes)}.",)


def status(case: Path) -> Mapping[str, Any]:
    """Return counts, revision, digest and versions; zeros where nothing is built.

    `pending` says in sentences what the tables do not show yet; `orphaned` counts
    amendments whose words are found no more, `unfollowed` judgements that clash with
    others or are about nobody in the tables.
    """
    with Ledger.open(case) as ledger:
        receipts = ledger.receipts()
        standing: dict[str, Any] = {
            "case": ledger.uid,
            "sources": sum(not row.gone for row in receipts),
            "forgotten": sum(bool(row.gone) and not row.erased for row in receipts),
            "erased": sum(row.erased for row in receipts),
            "restricted": sum(row.restricted and not row.gone for row in receipts),
        }
        decisions = {
            f"{kind}s": len(ledger.live(kind)) for kind in ("judgement", "amendment")
        }
        waiting = pending_of(ledger)
        is_built = generations.is_built(ledger.folder, ledger.current)
        current = Generation(ledger.folder.generation(ledger.current))
        built = _built(current) if is_built else _UNBUILT
    return {**standing, **decisions, **built, "pending": list(waiting)}


def _built(current: Generation) -> Mapping[str, Any]:
    manifest = current.manifest
    sources = manifest["sources"]
    return {
        "records": sum(row["records"] for row in sources),
        "statements": sum(row["statements"] for row in sources),
        "quarantined": sum(len(row["problems"]) for row in sources),
        "orphaned": manifest["orphans"],
        "unfollowed": manifest["unfollowed"],
        "nodes": manifest["nodes"],
        "edges": manifest["edges"],
        "graph": bool(manifest["graph"]),
        "revision": current.revision,
        "digest": current.digest,
        "schema": manifest["inputs"]["schema"],
        "loaders": manifest["inputs"]["loaders"],
    }
