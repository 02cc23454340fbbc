"""Bring a Neo4j to what a case's tables hold, and harm nothing else in it.

Every node and relationship we write carries `_case`, and a `(:Case)` node is written
last. A push changes only rows whose key or hash differs from the server's, touches
only what carries its own `_case`, and of that only the properties of the schema. One
that was interrupted goes on where it stopped; one that has nothing to do does nothing.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.schema import schema
from graphkit.store import batches, shared_server
from graphkit.store.differences import (
    BUCKETS,
    HELD,
    SUMS,
    Counts,
    Differences,
    Table,
    What,
    differing,
    edge_tables,
    node_tables,
    sums,
)
from graphkit.store.lines import FIELD, ROWS, Layout
from graphkit.store.neo4j import Neo4jStore

SESSIONS = 2
"""Transactions at once; more would wait for each other's nodes."""

Progress = Callable[[int], None]
Write = Callable[[Table, Layout, list[str], str], batches.Batch]


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows of a label or type were, or would be, changed."""

    type: str
    insert: int
    update: int
    delete: int


@dataclass(frozen=True, slots=True)
class PushSummary:
    """What a push did, or would do, per label and type; `notes` are sentences."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()

    def rows(self) -> list[dict[str, str | int]]:
        """Return the changes as rows; none where nothing is to be done."""
        return [
            {
                "type": change.type,
                "insert": change.insert,
                "update": change.update,
                "delete": change.delete,
            }
            for change in self.changes
        ]


def push(
    tables: Path,
    store: Neo4jStore,
    case: str,
    revision: str,
    *,
    beside: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> PushSummary:
    """Make a server hold what `tables` hold as `case`, or say what that would take.

    `progress` is told of rows written. Raises StoreError where the database holds
    nodes of our labels that are not this case's, unless they are to be left `beside`.
    """
    held = shared_server.nodes_of(store, case)
    if not beside:
        shared_server.refuse_foreign(store, held)
    work = _Push(store, case, Differences(tables), progress or (lambda rows: None))
    try:
        is_new = not any(held.values())
        counts = work.compare(is_new=is_new)
        kept = work.kept(counts)
        if not dry_run and work.is_needed(counts, kept, revision):
            if not is_new:
                shared_server.define(store)
            shared_server.begin(store, case)
            work.write(counts)
            shared_server.finish(store, case, revision)
    finally:
        work.differences.close()
    return _summary(counts, kept)


@dataclass(frozen=True)
class _Push:
    """One push under way."""

    store: Neo4jStore
    case: str
    differences: Differences
    progress: Progress

    def compare(self, *, is_new: bool) -> dict[str, Counts]:
        """Return what differs for each label and type; a new case is not read."""
        present = () if is_new else shared_server.types(self.store)
        counts: dict[str, Counts] = {}
        for label in schema().nodes:
            found = f"MATCH (x:{label}) WHERE x._case = $case AND x.uid IS NOT NULL"
            counts[label] = self._compared(label, "" if is_new else found, "uid")
        for kind in schema().edges:
            found = f"MATCH ()-[x:{kind}]->() WHERE x._case = $case"
            counts[kind] = self._compared(kind, found if kind in present else "", "key")
        return counts

    def _compared(self, kind: str, found: str, key: str) -> Counts:
        """Compare one label or type; nothing is asked where nothing is `found`."""
        ours = self.differences.buckets(kind)
        params = {"case": self.case, "field": FIELD}
        theirs = sums(self.store.fetch(f"{found} {SUMS}", params)) if found else {}
        buckets = differing(ours, theirs)
        rows: list[str] = []
        if buckets and theirs:
            some = f"AND coalesce(x._hash, 0) % {BUCKETS} IN $buckets"
            held = f"{found} {some} {HELD.format(key=key)}"
            answer = self.store.fetch(held, {**params, "buckets": buckets})
            rows = [line for (line,) in answer]
        return self.differences.compare(kind, buckets, rows)

    def kept(self, counts: Mapping[str, Counts]) -> int:
        """Count the nodes to be removed that others' relationships hold on to."""
        return sum(
            self.store.fetch(*batches.nodes_held(label, keys, self.case))[0][0]
            for label in schema().nodes
            if counts[label]["delete"]
            for keys in self.differences.keys(label, "delete", ROWS)
        )

    def is_needed(self, counts: Mapping[str, Counts], kept: int, revision: str) -> bool:
        """Say whether there is anything to write, the case's own node included."""
        changes = sum(sum(count.values()) for count in counts.values())
        state = shared_server.state(self.store, self.case)
        return changes > kept or state != (revision, shared_server.COMPLETE)

    def write(self, counts: Mapping[str, Counts]) -> None:
        """Write all differences: edges go before their nodes, and come after them.

        Uniqueness is defined by then: an index of many nodes is made faster at once.
        """
        for kind in schema().edges:
            self._delete(kind, counts[kind], batches.edges_deleted)
        for table in node_tables():
            self._write(table, "insert", counts[table.type], batches.inserted)
            self._write(table, "update", counts[table.type], batches.updated)
        shared_server.define(self.store)
        for table in edge_tables():
            self._write(table, "insert", counts[table.type], batches.inserted)
            self._write(table, "update", counts[table.type], batches.updated)
        for label in schema().nodes:
            self._delete(label, counts[label], batches.nodes_deleted)

    def _delete(
        self,
        kind: str,
        counts: Counts,
        batch: Callable[[str, list[str], str], batches.Batch],
    ) -> None:
        if counts["delete"]:
            for keys in self.differences.keys(kind, "delete", ROWS):
                self.store.change(*batch(kind, keys, self.case))
                self.progress(len(keys))

    def _write(self, table: Table, what: What, counts: Counts, write: Write) -> None:
        if not counts[what]:
            return
        layout = self.differences.layout(table)

        def share(number: int) -> None:
            lines = self.differences.lines(table, what, layout, (number, SESSIONS))
            for some in lines:
                self._send(write(table, layout, some, self.case), len(some))

        with ThreadPoolExecutor(SESSIONS) as pool:
            list(pool.map(share, range(SESSIONS)))

    def _send(self, batch: batches.Batch, rows: int) -> None:
        (written,) = self.store.change(*batch)
        if written != rows:
            raise StoreError(
                "the server was changed by someone else meanwhile",
                hint="push again: it goes on where it stopped",
            )
        self.progress(rows)


def _summary(counts: Mapping[str, Counts], kept: int) -> PushSummary:
    changes = tuple(
        Change(kind, count["insert"], count["update"], count["delete"])
        for kind, count in counts.items()
        if any(count.values())
    )
    return PushSummary(changes, (_kept(kept),) if kept else ())


def _kept(count: int) -> str:
    nodes = "node that the case dropped is" if count == 1 else "nodes it dropped are"
    return f"{count} {nodes} kept: others have relationships with it there."
