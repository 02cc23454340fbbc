"""A case explored: names as they are typed, neighbours, evidence, what people said."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from graphkit.case.ledger import Ledger
from graphkit.case.watcher import Watcher
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case.preview import Preview
    from graphkit.layers.pdf_picture import Picture
    from graphkit.search.directory import Directory
    from graphkit.search.neighbours import Wish
    from graphkit.viz.network import OfflineNetwork

Row = Mapping[str, Any]


class Explorer(Watcher):
    """The reading side of a case, as a screen asks it: a little at a time."""

    def __init__(self, path: Path, *, hide_persons: bool | None = None) -> None:
        """Keep the folder; `Case.open` and `Case.create` look at it first."""
        super().__init__(path, hide_persons=hide_persons)
        self._directory: Directory | None = None
        self._making = Lock()

    def close(self) -> None:
        """Let go of the tables that were read."""
        self._directory = None
        super().close()

    def _repr_html_(self) -> str:
        """Say what the case holds, for a notebook."""
        from graphkit import notebook

        held = dict(self.status())
        nodes = {f"{label}s": count for label, count in held["nodes"].items()}
        names = ("sources", "records", "statements", "quarantined", "revision")
        told = {name: held[name] for name in names} | nodes
        rows = [{"what": name, "is": value} for name, value in told.items()]
        columns = ("what", "is")
        called = self.folder.resolve().name
        return notebook.shown(
            notebook.Told(rows, columns, held["pending"], called=called)
        )

    def to_pyvis(self, view: str = "", **asked: Any) -> "OfflineNetwork":
        """Return the drawing of chains as a pyvis network whose page works offline.

        They are those of a saved view, or what `chains` gives for `asked`; without
        either those of E1 and E2.
        """
        return (self.viewed(view) if view else self.chains(**asked)).to_pyvis()

    def viewed(self, name: str) -> Results:
        """Return the chains that a saved view of the explorer shows.

        Raises CaseError where there is no such view, or it shows no chains.
        """
        from graphkit.case import viewed

        with Ledger.open(self.folder) as ledger:
            found = viewed.look(ledger, self.searched(), name, viewed.MOST)
        told = Results(found.chains, notes=found.notes, truncated=found.truncated)
        return self.hidden(told)

    @property
    def directory(self) -> "Directory":
        """Every name of the case, made ready for typing at the first look."""
        from graphkit.search.directory import Directory

        with self._making:
            if self._directory is None:
                self._directory = Directory.open(self.searched())
            return self._directory

    def typed(self, text: str, *, limit: int = 8) -> Results:
        """Return what is called so or numbered so, `limit` things of each label.

        Names count in either script, any width, in pinyin, by initials and by aliases.
        """
        return self.hidden(Results(self.directory.find(text, limit)))

    def cards(self, uids: Iterable[str]) -> Results:
        """Return what a drawing shows of things: label, names, kind, a note."""
        from graphkit.search.cards import cards

        return self.hidden(Results(cards(self.searched(), uids)))

    def followed(self, texts: Iterable[str]) -> list[str]:
        """Return uids, or keys made of them, as their things have them now."""
        from graphkit.search.former import followed

        return followed(self.searched(), texts)

    def preview(self, verdict: str, a: str, b: str) -> "Preview":
        """Return what a judgement would change: nodes, edges, chains; write nothing.

        Raises CaseError where `judge` would.
        """
        from graphkit.case import preview

        return preview.judgement(
            self.folder, self.searched(), self.generation, verdict, a, b
        )

    def preview_undo(self, uid: str) -> "Preview":
        """Return what the undoing of a judgement would change; write nothing."""
        from graphkit.case import preview

        return preview.undoing(self.folder, self.searched(), self.generation, uid)

    def fragility(self, key: str) -> Results:
        """Return what the chain of a key leans on: documents, merges, contradictions.

        Of a judgement it rests on, also how many chains would go if it were undone.
        """
        from graphkit.case import leaning

        return leaning.fragility(self, key)

    def absence(self, name: str = "") -> Results:
        """Return what was searched, by source and month, and where a name is in it.

        Rows without records are months of which a source has none; what could not be
        read stands without a month.
        """
        from graphkit.case import absence

        return absence.absence(self, name)

    def neighbours(self, uid: str) -> Results:
        """Return how many edges a thing has, by type, direction and far label."""
        from graphkit.search import neighbours

        return Results(neighbours.counts(self.searched().index, uid))

    def expand(self, uid: str, wish: "Wish") -> tuple[Results, int]:
        """Return edges of a thing, newest first, and how many there are in all."""
        from graphkit.search import neighbours

        found, total = neighbours.expand(self.searched().index, uid, wish)
        cut = wish.offset + len(found) < total
        return self.hidden(Results(found, truncated=cut)), total

    def evidence(self, key: str) -> Row:
        """Return an edge with every statement it rests on. Raises CaseError for none.

        Each statement has its words, glosses, translations, who doubted or added it.
        """
        from graphkit.case import evidence

        with Ledger.open(self.folder) as ledger:
            return self._shown(evidence.of_edge(self.generation, ledger, key))

    def about(self, uid: str) -> Row:
        """Return what is known of a thing: its row, names, statements, documents."""
        from graphkit.case import evidence
        from graphkit.search.neighbours import number

        index = self.searched().index
        label = index.label(number(index, uid))
        with Ledger.open(self.folder) as ledger:
            return self._shown(evidence.of_thing(self.generation, ledger, uid, label))

    def words(self, document: str, locator: str) -> Row:
        """Return the text of a record, masked, as it stands in the kept bytes."""
        from graphkit.case import evidence

        with Ledger.open(self.folder) as ledger:
            found = evidence.text(self.generation, ledger, document, locator)
        hider = self.hider()
        if hider is None:
            return found
        fields = [
            field | {"text": hider.masked(field["text"])} for field in found["fields"]
        ]
        return found | {"fields": fields}

    def page(self, document: str, start: int, end: int) -> "Picture | None":
        """Return words on the page of their PDF; None for others, or hidden persons."""
        from graphkit.case import evidence

        if self.hider():
            return None  # a picture cannot leave a name out
        with Ledger.open(self.folder) as ledger:
            return evidence.page(self.generation, ledger, document, start, end)

    def provenances(self) -> Results:
        """Return how many sources there are of each provenance."""
        return self.sql(
            "SELECT provenance, count(*) AS count FROM sources GROUP BY 1 ORDER BY 1"
        )

    def remarks(self, about: str = "") -> Row:
        """Return notes, marks of chains, saved views, the log, what undo would do."""
        from graphkit.case import remarks

        with Ledger.open(self.folder) as ledger:
            back, forth = remarks.back(ledger), remarks.forth(ledger)
            return self._shown(
                {
                    "notes": remarks.notes(ledger, about),
                    "marks": remarks.marks_of_chains(ledger),
                    "views": remarks.views(ledger),
                    "log": remarks.told(ledger),
                    "back": back.uid if back else "",
                    "forth": forth.uid if forth else "",
                }
            )

    def quoting(self, statements: Iterable[str]) -> dict[str, str]:
        """Return the edges whose best statement is one of some: its key by theirs."""
        from graphkit.case import beside

        return beside.edges_of(self.generation.tables, statements)

    def _shown(self, found: Row) -> Row:
        hider = self.hider()
        return hider.value(found) if hider else found
