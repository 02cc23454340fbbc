"""A case over time: revisions kept under a name, and watches that are looked at."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graphkit.case import generations, locks
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger
from graphkit.case.screener import Screener
from graphkit.errors import CaseError
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case.difference import Causes, Change, Edition
    from graphkit.search.chain_query import ChainQuery

COLUMNS = ("change", "institution", "intermediary", "provider", "item", "grade", "why")
ANSWER = ("institution", "intermediary", "provider", "item")


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
        from graphkit.case import watches
        from graphkit.search.chain_query import ChainQuery

        with Ledger.open(self.folder) as ledger:
            names = [watches.named(ledger, name) for name in (a, b)]
        with self._edition(names[0]) as old, self._edition(names[1]) as new:
            query = ChainQuery(min_grade=min_grade)
            return self._told(list(self._changes(old, new, query)))

    def watch(self, name: str, *, min_grade: str = "E2", **asked: str) -> str:
        """Keep a search for chains as a watch, and return its id.

        `asked` names an institution, intermediary, provider or item, as in `chains`.
        It is kept by what no later reading moves. Looking begins with what is there.
        """
        from graphkit.case import judging, watches

        graph, anchors = self.searched(), {}
        for place in ANSWER:
            label = "Organization" if place.startswith("in") else "Provider"
            labels = ("Chip", "Model", "Product") if place == "item" else (label,)
            uid = self.named(graph, asked.pop(place, ""), *labels)
            if uid:
                is_body = uid.startswith("org:")
                anchors[place] = (
                    judging.end(graph, uid, self.catalogue).anchor if is_body else uid
                )
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
        from graphkit.case import watches
        from graphkit.search.chain_query import ChainQuery

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
            for name, row in saved.items():
                query = ChainQuery(min_grade=row.body["grade"])
                found = list(self._changes(old, new, query, row.body["asked"]))
                if not found:
                    continue
                hides = watches.Dismissed(dismissed, found[0][1].new)
                open_ = [one for one in found if one[0].seen not in hides]
                left_out += len(found) - len(open_)
                rows += [{"watch": name, **told} for told in _rows(open_)]
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

    def _changes(
        self,
        old: Generation,
        new: Generation,
        query: "ChainQuery",
        asked: Any = None,
    ) -> Iterator[tuple["Change", "_Told"]]:
        from graphkit.case import difference

        was, now = (_asked(one, query, asked or {}) for one in (old, new))
        with Ledger.open(self.folder) as ledger:
            causes = difference.Causes(was, now, ledger.rows())
        for change in difference.between(was, now):
            yield change, _Told(now, causes)

    def _told(self, changes: Sequence[tuple["Change", "_Told"]]) -> Results:
        return self.hidden(Results(list(_rows(changes)), columns=COLUMNS))


class _Told:
    """The later edition, and what says why."""

    def __init__(self, new: "Edition", causes: "Causes") -> None:
        self.new, self.causes = new, causes


def _asked(generation: Generation, query: "ChainQuery", asked: Any) -> "Edition":
    """Return what a watch finds in a revision: nothing where a name is not there."""
    from dataclasses import replace

    from graphkit.case.difference import Edition
    from graphkit.search.graph import Graph

    uids = Edition(generation, ()).uids(asked.values())
    named = {place: uids.get(uid, uid) for place, uid in asked.items()}
    index = Graph.open(generation.folder).index
    if any(index.number(uid) < 0 for uid in named.values()):
        return Edition(generation, ())
    return Edition.of(generation, replace(query, **named))


def _rows(changes: Sequence[tuple["Change", _Told]]) -> Iterator[dict[str, Any]]:
    for change, told in changes:
        chain, causes = change.seen.chain, told.causes.of(change)
        item = chain["item"]
        yield {
            "change": change.kind,
            **{place: chain[place] for place in ANSWER[:3]},
            "item": item["name"] if item else None,
            "grade": chain["grade"],
            "why": "; ".join(f"{one['cause']}: {one['about']}" for one in causes),
            "causes": causes,
            "fields": {name: list(pair) for name, pair in change.fields.items()},
            "date": chain["date"],
            "tender": chain["tender"],
            "key": chain["key"],
        }
