"""A case over time: revisions kept under a name, and watches that are looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graphkit.case import generations, locks
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger, LogRow
from graphkit.case.reader import PLACES
from graphkit.case.screener import Screener
from graphkit.errors import CaseError
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case.causes import Causes
    from graphkit.case.difference import Change, Edition

COLUMNS = ("change", "institution", "intermediary", "provider", "item", "grade", "why")


class Watcher(Screener):
    """The side of a case that compares its revisions."""

    def freeze(self, name: str, *, why: str = "") -> str:
        """Keep the revision that is read now under a name, and return it."""
        from graphkit.case import watches

        revision, digest = self.generation.revision, self.generation.digest
        with Ledger.open(self.folder, write=True, doing="freeze") as ledger:
            watches.check(name, watches.editions(ledger))
            body = {"name": name, "revision": revision, "digest": digest}
            ledger.append("edition", body, why)
        return revision

    def editions(self) -> Results:
        """Return the frozen revisions, oldest first, and whether tables are there."""
        from graphkit.case import watches

        with Ledger.open(self.folder) as ledger:
            rows = [
                {
                    **row.body,
                    "by": row.by,
                    "at": row.at,
                    "is_there": generations.is_built(
                        ledger.folder, row.body["revision"]
                    ),
                    "id": row.uid,
                }
                for row in watches.editions(ledger).values()
            ]
        return Results(rows, columns=("name", "revision", "at", "by", "is_there", "id"))

    def diff(self, a: str, b: str = "", *, min_grade: str = "E2") -> Results:
        """Return the chains that differ between two editions, each with its causes.

        `b` is by default what is read now. Raises CaseError where tables are gone.
        """
        from graphkit.case import difference, watches
        from graphkit.search.chain_query import ChainQuery

        with Ledger.open(self.folder) as ledger:
            names = [watches.named(ledger, name) for name in (a, b)]
        with self._edition(names[0]) as old, self._edition(names[1]) as new:
            causes = self._causes(old, new)
            query = ChainQuery(min_grade=min_grade)
            was, now = (difference.Edition.of(one, query) for one in (old, new))
            rows = [_row(one, causes) for one in difference.between(was, now)]
        return self.hidden(Results(rows, columns=COLUMNS))

    def watch(self, name: str, *, min_grade: str = "E2", **asked: str) -> str:
        """Keep a search for chains as a watch, and return its id.

        `asked` names an institution, intermediary, provider or item, as in `chains`.
        It is kept by what no later reading moves. Looking begins with what is there.
        """
        from graphkit.case import judging, watches

        graph, anchors = self.searched(), {}
        for place, labels in PLACES.items():
            uid = self.named(graph, asked.get(place, ""), *labels)
            if uid.startswith("org:"):
                uid = judging.end(graph, uid, self.catalogue).anchor
            if uid:
                anchors[place] = uid
        body = {"name": name, "asked": anchors, "grade": min_grade}
        with Ledger.open(self.folder, write=True, doing="watch") as ledger:
            watches.check(name, watches.watches(ledger))
            kept = ledger.append("watch", body)
            if not ledger.setting(watches.LOOKED):
                ledger.keep(watches.LOOKED, self.generation.revision)
        return kept

    def watches(self) -> Results:
        """Return the watches, oldest first."""
        from graphkit.case import watches

        with Ledger.open(self.folder) as ledger:
            rows = [
                {"name": name, **row.body["asked"], "grade": row.body["grade"]}
                | {"by": row.by, "at": row.at, "id": row.uid}
                for name, row in watches.watches(ledger).items()
            ]
        return self.hidden(Results(rows, columns=("name", "grade", "by", "at", "id")))

    def news(self) -> Results:
        """Return what is new, changed or gone in each watch since the last look.

        What was dismissed is left out, and counted. `looked` ends the look.
        """
        from graphkit.case import difference, watches

        with Ledger.open(self.folder) as ledger:
            saved, then = watches.watches(ledger), ledger.setting(watches.LOOKED)
            dismissed = watches.dismissals(ledger)
            is_there = generations.is_built(ledger.folder, then)
        if not saved:
            return Results((), notes=("No watch is kept: `graphkit watch add NAME`.",))
        if not is_there:
            note = "The tables of the last look are gone: looking begins anew."
            return Results((), notes=(note,))
        rows: list[dict[str, Any]] = []
        left_out = 0
        with self._edition(then) as old, self._edition(self.generation.revision) as new:
            causes = self._causes(old, new)
            hides = watches.Dismissed(dismissed, new)
            for name, row in saved.items():
                was, now = (_watched(one, row) for one in (old, new))
                found = difference.between(was, now)
                shown = [one for one in found if one.seen not in hides]
                left_out += len(found) - len(shown)
                rows += [{"watch": name, **_row(one, causes)} for one in shown]
        notes = (f"{left_out} dismissed chains are left out.",) if left_out else ()
        return self.hidden(Results(rows, columns=("watch", *COLUMNS), notes=notes))

    def looked(self) -> None:
        """Keep that the watches were looked at up to the revision that is read."""
        from graphkit.case import watches

        with Ledger.open(self.folder, write=True, doing="watch") as ledger:
            ledger.keep(watches.LOOKED, self.generation.revision)

    def dismiss(self, key: str, *, why: str) -> str:
        """Keep that a chain need not be shown by watches; return the id to undo it.

        It is shown again where its grade gets better. CaseError for no such key.
        """
        from graphkit.case import watches
        from graphkit.case.difference import Edition
        from graphkit.search.chain_query import ChainQuery

        found = Edition.of(self.generation, ChainQuery(min_grade="E5"))
        seen = next((one for one in found.chains if one.chain["key"] == key), None)
        if seen is None:
            raise CaseError(
                f"no chain has the key {key}",
                hint="`graphkit chains --json` prints keys",
            )
        body = watches.dismissal(seen, self.generation.reads)
        with Ledger.open(self.folder, write=True, doing="dismiss") as ledger:
            return ledger.append("watch", body, why)

    @contextmanager
    def _edition(self, revision: str) -> Iterator[Generation]:
        """Hold a revision's tables while they are read."""
        with Ledger.open(self.folder) as ledger:
            folder = ledger.folder.generation(revision)
            is_built = generations.is_built(ledger.folder, revision)
        with locks.reading(folder / "lock") as is_held:
            if not (is_built and is_held):
                raise CaseError(
                    f"the tables of revision {revision} are gone",
                    hint="`graphkit freeze NAME` keeps those of now",
                )
            yield Generation(folder)

    def _causes(self, old: Generation, new: Generation) -> "Causes":
        from graphkit.case.causes import Causes

        with Ledger.open(self.folder) as ledger:
            return Causes(old, new, ledger.rows())


def _watched(generation: Generation, row: LogRow) -> "Edition":
    """Return what a watch finds in a revision: nothing where a name is not there."""
    from graphkit.case.difference import Edition, owners
    from graphkit.search.chain_query import ChainQuery
    from graphkit.search.graph import Graph

    asked = row.body["asked"]
    uids = owners(generation, asked.values())
    named = {place: uids.get(uid, uid) for place, uid in asked.items()}
    index = Graph.open(generation.folder).index
    if any(index.number(uid) < 0 for uid in named.values()):
        return Edition(generation, ())
    return Edition.of(generation, ChainQuery(min_grade=row.body["grade"], **named))


def _row(change: "Change", causes: "Causes") -> dict[str, Any]:
    chain, why = change.seen.chain, causes.of(change)
    item = chain["item"]
    return {
        "change": change.kind,
        "institution": chain["institution"],
        "intermediary": chain["intermediary"],
        "provider": chain["provider"],
        "item": item["name"] if item else None,
        "grade": chain["grade"],
        "why": "; ".join(f"{one['cause']}: {one['about']}" for one in why),
        "causes": why,
        "fields": {name: list(pair) for name, pair in change.fields.items()},
        "date": chain["date"],
        "tender": chain["tender"],
        "key": chain["key"],
    }
