"""A case over time: revisions kept under a name, and watches that are looked at."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graphkit.case import generations, locks
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger
from graphkit.case.reader import PLACES
from graphkit.case.screener import Screener
from graphkit.errors import CaseError
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case.causes import Causes

LISTED = ("name", "question", "grade", "by", "at", "id")


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
        from graphkit.case import difference, news, watches
        from graphkit.search.chain_query import ChainQuery

        with Ledger.open(self.folder) as ledger:
            names = [watches.named(ledger, name) for name in (a, b)]
        with self._edition(names[0]) as old, self._edition(names[1]) as new:
            causes = self._causes(old, new)
            query = ChainQuery(min_grade=min_grade)
            was, now = (difference.Edition.of(one, query) for one in (old, new))
            rows = [news.chain_row(one, causes) for one in difference.between(was, now)]
        return self.hidden(Results(rows, columns=news.COLUMNS))

    def watch(self, name: str, *, min_grade: str = "E2", **asked: str) -> str:
        """Keep a search for chains as a watch, and return its id.

        `asked` names an institution, intermediary, provider or item, as in `chains`.
        It is kept by what no later reading moves. Looking begins with what is there.
        """
        from graphkit.case import judging

        graph, anchors = self.searched(), {}
        for place, labels in PLACES.items():
            uid = self.named(graph, asked.get(place, ""), *labels)
            if uid.startswith("org:"):
                uid = judging.end(graph, uid, self.catalogue).anchor
            if uid:
                anchors[place] = uid
        return self._keep_watch(
            name, {"name": name, "asked": anchors, "grade": min_grade}
        )

    def watch_question(self, name: str, question: str, **given: Any) -> str:
        """Keep a named question with its parameters as a watch, and return its id.

        Organisations are kept by what no later reading moves. Raises QueryError for
        what the question does not take, CaseError where it gives too many rows.
        """
        from graphkit.case import judging, watched

        self.question(question).bind(given)
        graph, params = self.searched(), {}
        for key, value in given.items():
            said = str(value)
            if said.startswith("org:"):
                said = judging.end(graph, said, self.catalogue).anchor
            params[key] = said
        body = {"name": name, "question": question, "params": params}
        watched.Asked.of(self.folder, body).answer(self.generation)
        return self._keep_watch(name, body)

    def _keep_watch(self, name: str, body: Mapping[str, Any]) -> str:
        from graphkit.case import watches

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
                {
                    "name": name,
                    "question": row.body.get("question", ""),
                    **row.body.get("asked", {}),
                    **row.body.get("params", {}),
                    "grade": row.body.get("grade", ""),
                    "by": row.by,
                    "at": row.at,
                    "id": row.uid,
                }
                for name, row in watches.watches(ledger).items()
            ]
        return self.hidden(Results(rows, columns=LISTED))

    def news(self) -> Results:
        """Return what is new, changed or gone in each watch since the last look.

        What was dismissed is left out, and counted. `looked` ends the look.
        """
        from graphkit.case import news, watches

        with Ledger.open(self.folder) as ledger:
            saved, then = watches.watches(ledger), ledger.setting(watches.LOOKED)
            chains = watches.dismissals(ledger)
            rows = watches.dismissed_rows(ledger)
            is_there = generations.is_built(ledger.folder, then)
        if not saved:
            return Results((), notes=("No watch is kept: `graphkit watch add NAME`.",))
        if not is_there:
            note = "The tables of the last look are gone: looking begins anew."
            return Results((), notes=(note,))
        with self._edition(then) as old, self._edition(self.generation.revision) as new:
            look = news.Look(self.folder, old, new, self._causes(old, new))
            found = look.at(saved, chains, rows)
        return self.hidden(found)

    def looked(self) -> None:
        """Keep that the watches were looked at up to the revision that is read."""
        from graphkit.case import watches

        with Ledger.open(self.folder, write=True, doing="watch") as ledger:
            ledger.keep(watches.LOOKED, self.generation.revision)

    def dismiss(self, key: str, *, why: str) -> str:
        """Keep that a chain or row need not be shown by watches; return the id.

        A chain is shown again where its grade gets better, a row of a question where
        it changes. Raises CaseError for no such key.
        """
        from graphkit.case import watches
        from graphkit.case.difference import Edition
        from graphkit.search.chain_query import ChainQuery

        found = Edition.of(self.generation, ChainQuery(min_grade="E5"))
        seen = next((one for one in found.chains if one.chain["key"] == key), None)
        body = (
            watches.dismissal(seen, self.generation.reads)
            if seen
            else self._dismissed_row(key)
        )
        if not body:
            raise CaseError(
                f"no chain, and no row of a watch, has the key {key}",
                hint="`graphkit chains --json` and `graphkit watch --json` print keys",
            )
        with Ledger.open(self.folder, write=True, doing="dismiss") as ledger:
            return ledger.append("watch", body, why)

    def _dismissed_row(self, key: str) -> Mapping[str, Any]:
        from graphkit.case import watched, watches

        with Ledger.open(self.folder) as ledger:
            saved, then = watches.watches(ledger), ledger.setting(watches.LOOKED)
            is_there = generations.is_built(ledger.folder, then)
        revision = then if is_there else self.generation.revision
        with self._edition(revision) as old:
            for row in saved.values():
                if not row.body.get("question"):
                    continue
                asked = watched.Asked.of(self.folder, row.body)
                if body := watched.dismissal(asked, old, self.generation, key):
                    return body
        return {}

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
