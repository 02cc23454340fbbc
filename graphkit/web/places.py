"""Places: where what is explored lies, in a case's folder or in a Neo4j."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from graphkit.case import Case
from graphkit.errors import CaseError

if TYPE_CHECKING:
    from graphkit.store.neo4j import Neo4jStore


class Place(Protocol):
    """Where a case lies, and how it is opened there."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def folder(self) -> Path:
        """The case's folder; of a copy one that holds nothing of the case's own."""

    def revision(self) -> str:
        """Return what somebody who opens the case now would read."""

    def open(self) -> Case:
        """Return the case for reading, with all that is made at a first look."""

    def change(self) -> Case:
        """Return the case for writing. Raises CaseError where that cannot be."""

    def close(self) -> None:
        """Let go of the place."""


@dataclass(frozen=True)
class InFolder:
    """A case in a folder of this machine."""

    folder: Path
    hide_persons: bool | None = None

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.resolve().name

    def revision(self) -> str:
        """Return what `current` names."""
        return self._case().revision

    def open(self) -> Case:
        """Return the case; its tables are built first where they are gone."""
        return ready(self._case)

    def change(self) -> Case:
        """Return the case for writing."""
        return Case.open(self.folder, write=True, hide_persons=self.hide_persons)

    def close(self) -> None:
        """Do nothing: a folder is not held."""

    def _case(self) -> Case:
        return Case.open(self.folder, hide_persons=self.hide_persons)


class InNeo4j:
    """A case's copy in a Neo4j, without the case's folder. Nothing can be changed."""

    def __init__(
        self, store: "Neo4jStore", *, hide_persons: bool | None = None
    ) -> None:
        """Keep a connection. Raises StoreError where the server holds no such case."""
        self._store, self._hide_persons = store, hide_persons
        self.name = f"{store.case()[:8]} · {store.url}"
        self._own: TemporaryDirectory[str] = TemporaryDirectory(
            prefix="graphkit-", ignore_cleanup_errors=True
        )
        self.folder = Path(self._own.name) / "copy"

    def revision(self) -> str:
        """Return the revision that was pushed last; '' while one is being pushed."""
        return self._store.revision()

    def open(self) -> Case:
        """Return the copy as it is now, brought here with its index."""
        from graphkit.case.copied import CopiedCase  # imports the driver

        return ready(
            lambda: CopiedCase.fetch(
                self._store, self.folder, hide_persons=self._hide_persons
            )
        )

    def change(self) -> Case:
        """Raise CaseError: what people decide is kept in the case's folder."""
        raise CaseError(
            "a copy in Neo4j can only be read: decisions are kept in the case's folder",
            hint="`graphkit serve --case DIR` where it is, then `graphkit push`",
        )

    def close(self) -> None:
        """Let go of the connection and of what was brought here."""
        self._store.close()
        self._own.cleanup()


def ready(opens: Callable[[], Case]) -> Case:
    """Return a case in which nothing is left for the first reader to make."""
    case = opens()
    _ = case.generation, case.searched(), case.catalogue, case.hider()
    return case
