"""Causes: why a chain is new, gone or changed from one revision to another."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit import tables
from graphkit.case import revisions
from graphkit.case.difference import Change, owners
from graphkit.case.generations import Generation
from graphkit.case.ledger import LogRow

if TYPE_CHECKING:
    from graphkit.case.watched import RowChange


class Causes:
    """Says why a chain changed, from what the two revisions were built of."""

    def __init__(self, old: Generation, new: Generation, log: Iterable[LogRow]) -> None:
        """Take the revisions, and all rows of the log, live or not."""
        self.then, self.now = old.manifest, new.manifest
        self.reads = old.reads, new.reads
        self.paths = {
            row[0]: row[1]
            for inputs in (self.then["inputs"], self.now["inputs"])
            for row in inputs["sources"]
        }
        differ = set(self.then["inputs"]["log"]) ^ set(self.now["inputs"]["log"])
        known = {row.uid: row for row in log}
        decisions = [known[uid] for uid in sorted(differ) if uid in known]
        self.rejected = _tenders(old, "rejected") | _tenders(new, "rejected")
        self.added = _tenders(old, "amended") | _tenders(new, "amended")
        anchors = {end for row in decisions for end in self._about(row)}
        owned = owners(old, anchors), owners(new, anchors)
        self.decisions = [(row, self._ends(row, owned)) for row in decisions]
        self.loaders = {
            row["source"]: row["loader"]
            for row in (*self.then["sources"], *self.now["sources"])
        }

    def _about(self, row: LogRow) -> set[str]:
        """Return the anchors that a decision is about: two ends, or tenders."""
        if row.kind == "judgement":
            return {row.body["a"], row.body["b"]}
        rejects = (row.body.get("rejects") or {}).get("key", "")
        return {self.rejected.get(rejects, ""), self.added.get(row.uid, "")} - {""}

    def _ends(self, row: LogRow, owned: Iterable[Mapping[str, str]]) -> set[str]:
        """Return the anchors that a decision is about, and whose they are."""
        about = self._about(row)
        return about | {owner[uid] for owner in owned for uid in about & owner.keys()}

    def of(self, change: "Change | RowChange") -> list[dict[str, str]]:
        """Return every cause that applies, each with its words."""
        ruled = [_cause("rule data", "the item's rules are others")]
        if change.fields.keys() == {"controls"}:
            return ruled  # no reading, record or decision says what a rule covers
        found = [*self._sources(change), *self._decided(change)]
        found += ruled if "controls" in change.fields else []
        found += self._read(change)
        if not found:
            pending = revisions.pending(self.now["inputs"], self.then["inputs"])
            found.append(_cause("not told apart", ", ".join(pending)))
        return found

    def _sources(self, change: "Change | RowChange") -> Iterator[dict[str, str]]:
        was, now = self.reads
        for source in sorted(change.sources):
            if (source in was) != (source in now):
                word = "added" if source in now else "taken out"
                yield _cause("source", f"{self.paths.get(source, source)} {word}")

    def _decided(self, change: "Change | RowChange") -> Iterator[dict[str, str]]:
        for row, ends in self.decisions:
            if change.ends is None or ends & change.ends:
                stands = row.uid in self.now["inputs"]["log"]
                word = "made" if stands else "taken back"
                said = f"{row.uid[:16]} by {row.by} {word}: {row.why}"
                yield _cause(row.kind, said)

    def _read(self, change: "Change | RowChange") -> Iterator[dict[str, str]]:
        was, now = self.reads
        again = [
            source
            for source in sorted(change.sources)
            if source in was and source in now and was[source] != now[source]
        ]
        for source in again:
            for kind in self._why_again(self.loaders[source]):
                yield _cause(kind, f"{self.paths.get(source, source)} was read again")

    def _why_again(self, loader: str) -> Iterator[str]:
        """Yield why sources of a loader were read again: its version, other terms."""
        then, now = (one["inputs"] for one in (self.then, self.now))
        (words, reading), (other, newer) = map(_read_with, (then, now))
        versions = (one["loaders"].get(loader) for one in (then, now))
        if reading != newer or len(set(versions)) > 1:
            yield "reader version"
        if words != other or then["maps"] != now["maps"]:
            yield "catalogue"


def _tenders(generation: Generation, name: str) -> dict[str, str]:
    """Return the tender of each statement that was rejected, by its key.

    Of those that were amended, by the id of the amendment.
    """
    file = generation.tables / f"{name}.parquet"
    key = "log" if name == "amended" else "key"
    if not file.is_file():
        return {}
    with tables.connect() as connection:
        found = connection.execute(
            f"SELECT {key}, coalesce(tender, '') FROM read_parquet("
            f"{tables.literal(file)}) ORDER BY ALL"
        )
        return dict(found.fetchall())


def _read_with(inputs: Mapping[str, Any]) -> tuple[str, str]:
    """Return the digest of the catalogue, and the version of reading with it."""
    words, _, reading = str(inputs["catalogue"]).rpartition("-")
    return words, reading


def _cause(kind: str, about: str) -> dict[str, str]:
    return {"cause": kind, "about": about}
