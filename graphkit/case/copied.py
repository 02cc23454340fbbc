"""A case's copy in a Neo4j, explored where the case's folder is not at hand.

The graph is brought here once a revision, as tables with their index, so chains and
paths are those of the case; Cypher and questions go to the server. What was never
pushed cannot be shown, and `MISSING` says what that is.
"""

from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile, copytree, rmtree
from typing import TYPE_CHECKING, Any, NoReturn

from graphkit.case import Case, generations, locks, remote
from graphkit.case.folder import Folder
from graphkit.case.generations import Generation
from graphkit.errors import CaseError, StoreError
from graphkit.results import Results
from graphkit.search import index
from graphkit.store.download import download

if TYPE_CHECKING:
    from graphkit.store.neo4j import Neo4jStore

Row = Mapping[str, Any]

MISSING = (
    "This is a copy of a case in Neo4j. It can be read; judging, amending, notes and "
    "loading need the case's folder.",
    "Not here: the sources with their text and pages, all statements of an edge but "
    "its best quote, other spellings of names, notes, marks, translations, saved "
    "views, the case's own questions and rules, and what is restricted.",
)
NO_SOURCE = "The source lies in the case's folder, which is not here; its quote is."
NO_TEXTS = "The text of records is not searched: it lies in the case's folder."
NO_LOG = "Judgements are kept in the case's folder, which is not here."


class CopiedCase(Case):
    """A case of which only the graph is at hand, for reading."""

    def __init__(
        self,
        folder: Path,
        store: "Neo4jStore",
        generation: Generation,
        *,
        hide_persons: bool | None = None,
    ) -> None:
        """Keep what `fetch` brought; `folder` is a case without records."""
        super().__init__(folder, hide_persons=hide_persons)
        self._store, self._copied = store, generation
        # Held, or the next fetch would sweep it away below its readers.
        self._held.enter_context(locks.reading(generation.folder / "lock"))

    @classmethod
    def fetch(
        cls, store: "Neo4jStore", folder: Path, *, hide_persons: bool | None = None
    ) -> "CopiedCase":
        """Bring a server's copy below a folder of one's own and return it.

        Raises StoreError where the server does not hold the case, whole.
        """
        with Case.create(folder) as bare:
            bare.build()
            copied = _brought(store, Folder(folder), bare.generation)
        return cls(folder, store, copied, hide_persons=hide_persons)

    def close(self) -> None:
        """Let go of the tables, and delete them: the server has them."""
        super().close()
        rmtree(self._copied.folder, ignore_errors=True)

    @property
    def uid(self) -> str:
        """The uid of the case that was copied."""
        return self._store.case()

    @property
    def generation(self) -> Generation:
        """What was brought here of the copy."""
        return self._copied

    @property
    def revision(self) -> str:
        """The revision that was pushed last."""
        return self._store.revision()

    def status(self) -> Row:
        """Return counts of what the copy holds, and in sentences what is `missing`."""
        held = self.sql(
            "SELECT count(*) AS n, count(DISTINCT source) AS m FROM Document"
        )
        nodes = self.searched().index.labels
        return {
            "case": self.uid,
            "sources": held[0]["m"],
            "records": held[0]["n"],
            "nodes": {label: count for label, (_, count) in nodes.items()},
            "revision": self._copied.revision,
            "pending": [],
            "missing": list(MISSING),
        }

    def provenances(self) -> Results:
        """Return how many records there are of each provenance."""
        return self.sql(
            "SELECT provenance, count(*) AS count FROM Document GROUP BY 1 ORDER BY 1"
        )

    def find(self, text: str, *, limit: int = 50) -> Results:
        """Return names and identifiers that hold some words."""
        found = super().find(text, limit=limit)
        return Results(found.rows, notes=(NO_TEXTS,), truncated=found.truncated)

    def judgements(self) -> Results:
        """Return none, and say where they are."""
        return Results([], columns=super().judgements().columns, notes=(NO_LOG,))

    def evidence(self, key: str) -> Row:
        """Return an edge with its best quote and its documents."""
        return dict(super().evidence(key)) | {"missing": NO_SOURCE}

    def about(self, uid: str) -> Row:
        """Return what the graph says of a thing."""
        return dict(super().about(uid)) | {"missing": NO_SOURCE}

    def words(self, document: str, locator: str) -> NoReturn:
        """Raise CaseError: the text is not here."""
        raise CaseError(NO_SOURCE)

    def page(self, document: str, start: int, end: int) -> NoReturn:
        """Raise CaseError: the page is not here."""
        raise CaseError(NO_SOURCE)

    def _run(
        self,
        store: str,
        text: str,
        params: Mapping[str, Any],
        *,
        seconds: float = 30.0,
        limit: int = 10_000,
    ) -> Results:
        found = self._store.run(text, params, seconds=seconds, limit=limit)
        return self.hidden(remote.results(found))


def _brought(store: "Neo4jStore", case: Folder, bare: Generation) -> Generation:
    """Return the copy as a generation; tables that no server has are the bare ones."""
    revision = store.revision()
    target = Generation(case.generation(revision or "none"))
    part = generations.begin(case, target.folder.name)
    copytree(bare.tables, part.tables)
    copyfile(bare.folder / "manifest.json", part.folder / "manifest.json")
    download(store, part.tables)
    if not revision or store.revision() != revision:
        raise StoreError(
            f"a push to {store.url} is under way: the copy is not whole",
            hint="wait until it is done and try again",
        )
    index.build(part.tables, part.index)
    rmtree(target.folder, ignore_errors=True)
    part.folder.rename(target.folder)
    return target
