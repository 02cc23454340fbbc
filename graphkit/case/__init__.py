"""A case, as people use it: every command is a thin call of a method here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphkit import settings
from graphkit.case import desk, folder, pipeline, remarks
from graphkit.case.explorer import Explorer
from graphkit.case.ledger import Ledger, LogRow
from graphkit.case.pipeline import LoadSummary
from graphkit.errors import CaseError
from graphkit.source import UNSAID, Capture

if TYPE_CHECKING:
    from graphkit.case.additions import Addition
    from graphkit.case.edited import Edit
    from graphkit.case.exchange import Imported
    from graphkit.case.judging import Span
    from graphkit.case.lists import Added, Wish
    from graphkit.case.merge import Merged
    from graphkit.case.pack import Packed
    from graphkit.case.readings import Progress
    from graphkit.case.retrying import Retried
    from graphkit.store.push import PushSummary

__all__ = ["Case", "LoadSummary"]


class Case(Explorer):
    """A case for reading, and for writing where it was opened so.

    Whatever changes it writes one row of its log, builds, and ends with a push where
    the settings name a store.
    """

    def __init__(
        self, path: Path, *, write: bool = False, hide_persons: bool | None = None
    ) -> None:
        """Keep the folder; use `open` or `create`, which look at it first."""
        super().__init__(path, hide_persons=hide_persons)
        self.write = write

    @classmethod
    def open(
        cls,
        path: Path | str = "case",
        *,
        write: bool = False,
        hide_persons: bool | None = None,
    ) -> Self:
        """Return the case in a folder; raise CaseError where there is none.

        With `hide_persons` no answer names a natural person; without, the case's
        settings say whether.
        """
        folder.find(Path(path))
        with Ledger.open(Path(path)):
            return cls(Path(path), write=write, hide_persons=hide_persons)

    @classmethod
    def create(cls, path: Path | str = "case") -> Self:
        """Return the case in a folder, made where there is none yet, for writing."""
        with Ledger.open(Path(path), write=True, create=True):
            return cls(Path(path), write=True)

    def load(
        self,
        paths: Sequence[Path | str],
        *,
        provenance: str = "primary",
        restricted: bool = False,
        mix: bool = False,
        strict: bool = False,
        stated: Capture = UNSAID,
        attach: Sequence[Path | str] = (),
        workers: int | None = None,
        dask: str = "",
        progress: "Progress | None" = None,
    ) -> LoadSummary:
        """Keep and read files, folders and archives, then build.

        `stated` says where, when and by whom the files were saved; `attach` are files
        that belong to the one notice in `paths`. `dask` is the address of a scheduler
        whose cluster is to read; what comes out is the same.
        Ends with a push where the settings name a store. Raises SourceError with
        `strict` at the first record not read, CaseError where records must not mix.
        """
        with self._changing():
            summary = pipeline.load(
                self.folder,
                [Path(path) for path in paths],
                provenance=provenance,
                restricted=restricted,
                mix=mix,
                strict=strict,
                stated=stated,
                attach=[Path(path) for path in attach],
                workers=workers,
                dask=dask,
                progress=progress,
            )
        from graphkit.search import chains

        return replace(summary, chains=chains.count(self.searched()))

    def retry(self, *, progress: "Progress | None" = None) -> "Retried":
        """Load again what loads left unread, build, and return what came of it."""
        from graphkit.case import retrying

        with self._changing():
            return retrying.retry(self.folder, progress=progress)

    def build(self, *, new_catalogue: bool = False) -> str:
        """Make tables, index and graph from sources and logs; return the revision."""
        with self._changing():
            return pipeline.build(self.folder, new_catalogue=new_catalogue)

    def add(self, addition: "Addition", *, why: str) -> str:
        """Keep a statement of a person's own, build, and return its id."""
        return self._decide(lambda: desk.add(self.folder, addition, why))

    def reject(self, key: str, *, why: str) -> str:
        """Keep that a statement is wrong, build, and return the rejection's id."""
        return self._decide(lambda: desk.reject(self.folder, key, why))

    def replace(self, key: str, addition: "Addition", *, why: str) -> str:
        """Keep that one statement should be another, build, and return the id."""
        return self._decide(lambda: desk.replace(self.folder, key, addition, why))

    def take_edits(self, file: Path | str, *, why: str = "") -> "list[Edit]":
        """Take edits of a workbook that `export` wrote as amendments, and build.

        Returns what came of each. `why` is the reason where a row gives none.
        """
        from graphkit.case import edited

        chains = list(self.chains(min_grade="E5", limit=1_000_000))
        with self._changing():
            edits = edited.take(self.folder, chains, Path(file), why=why)
            pipeline.build(self.folder)
        return edits

    def translate(
        self, key: str, text: str, *, why: str = "", language: str = "en"
    ) -> str:
        """Keep what a statement's quote says in another language; return the id.

        It is shown beside the quote, never instead of it.
        """
        return self._decide(
            lambda: desk.translate(self.folder, key, text, why, language=language)
        )

    def forget(self, source: str, *, why: str, erase: bool = False) -> str:
        """Take a source's statements out, and with `erase` its bytes; build."""
        return self._decide(lambda: desk.forget(self.folder, source, why, erase=erase))

    def judge(
        self,
        verdict: str,
        a: str,
        b: str,
        *,
        why: str,
        evidence: "Sequence[str | Span]" = (),
    ) -> str:
        """Keep who is who as a judgement, build, and return its id.

        `a` and `b` name one organisation or one tender each, as in `chains`.
        `evidence` are keys of statements, or spans of a source. Raises CaseError,
        naming the chain, where it contradicts other judgements.
        """
        return self._decide(
            lambda: desk.judge(self.folder, verdict, a, b, why, evidence=evidence)
        )

    def add_list(self, path: Path | str, wish: "Wish | None" = None) -> "Added":
        """Install a screening list, build, and return what it brought."""
        from graphkit.case import lists

        with self._changing():
            added = lists.add(self.folder, Path(path), wish or lists.Wish())
            pipeline.build(self.folder)
        return added

    def answer_candidate(
        self,
        verdict: str,
        organization: str,
        entry: str,
        *,
        why: str,
        list_name: str = "",
    ) -> str:
        """Keep that an organisation is a list's entry (confirm) or is not (reject).

        Builds, and returns the id by which it can be undone.
        """
        from graphkit.case import answers, screening

        uid = self.named(self.searched(), organization, "Organization")
        said = answers.Answer(
            verdict, uid, "", entry, organization, "", "", "", "", why
        )
        with self._changing():
            kept = screening.answer(self.folder, said, list_name=list_name)
            pipeline.build(self.folder)
        return kept

    def add_dictionary(
        self, name: str, file: Path | str, *, version: str = ""
    ) -> Mapping[str, Any]:
        """Install a dictionary of names or a register, build, and say what it is."""
        from graphkit.case import dictionaries

        with self._changing():
            found = dictionaries.add(self.folder, name, Path(file), version)
            pipeline.build(self.folder)
        return found

    def remove_dictionary(self, name: str) -> None:
        """Take a dictionary out of the case, and build."""
        from graphkit.case import dictionaries

        with self._changing():
            dictionaries.remove(self.folder, name)
            pipeline.build(self.folder)

    def note(self, about: str, text: str) -> str:
        """Keep a note on a thing, statement, chain or path; return its id."""
        with Ledger.open(self.folder, write=self.write, doing="note") as ledger:
            return remarks.note(ledger, about, text)

    def mark(self, statement: str, word: str, *, why: str = "") -> str:
        """Keep that a person checked or disputes a statement; return the id."""
        with Ledger.open(self.folder, write=self.write, doing="mark") as ledger:
            return remarks.mark(ledger, statement, word, why)

    def save_view(self, name: str, state: str) -> str:
        """Keep what is looked at, as the address bar holds it, under a name."""
        with Ledger.open(self.folder, write=self.write, doing="view") as ledger:
            return remarks.save_view(ledger, name, state)

    def undo(self, uid: str = "") -> LogRow:
        """Take back the newest decision, or that of an id; build; return its row."""
        with self._changing():
            row = desk.undo(self.folder, uid)
            pipeline.build(self.folder)
        return row

    def export_judgements(self, file: Path | str) -> int:
        """Write the judgements, and what undid them, as JSON lines; return how many."""
        from graphkit.case import exchange

        return exchange.write(self.folder, Path(file))

    def import_judgements(self, file: Path | str) -> "Imported":
        """Take in a file of judgements, build, and return what came of each line."""
        from graphkit.case import exchange

        with self._changing():
            found = exchange.take(self.folder, Path(file))
            pipeline.build(self.folder)
        return found

    def pack(self, file: Path | str, *, restricted: bool = False) -> "Packed":
        """Write what cannot be made again into one archive, and return what it holds.

        Restricted sources are left out unless asked for, and counted.
        """
        from graphkit.case import pack

        return pack.write(self.folder, Path(file), restricted=restricted)

    def merge(
        self,
        file: Path | str,
        *,
        keep: str = "",
        mix: bool = False,
        erase: bool = False,
    ) -> "Merged":
        """Join a pack into the case, build, and return what came and what clashes.

        `keep` (ours, theirs) says whose file stays where both have one of a name.
        Raises CaseError, and changes nothing, where the pack cannot be trusted.
        """
        from graphkit.case import merge

        with self._changing():
            choices = merge.Choices(keep, mix, erase)
            merged = merge.take(self.folder, Path(file), choices)
            pipeline.build(self.folder)
        return replace(merged, contradictions=self.judgements().notes)

    def export(
        self,
        kind: str,
        file: Path | str,
        *,
        keys: Sequence[str] = (),
        min_grade: str = "E2",
        question: str = "",
        view: str = "",
        params: Mapping[str, Any] | None = None,
        table: str = "",
        redact: Sequence[str] = (),
    ) -> Path:
        """Write chains, the graph or a table, and return the path of what was written.

        `keys` choose chains; `question` those of the tenders it names, or as CSV or
        XLSX its rows; `view` those of a saved view of the explorer. `redact` leaves out
        `names`, `sources`, or one of either. What is restricted is left out, and how
        much is missing is said.
        """
        from graphkit.case import dumping, leaving

        wish = leaving.Wish(
            tuple(keys),
            min_grade,
            question,
            view,
            params or {},
            tuple(redact),
            self.hides_persons,
        )
        if table or kind in dumping.GRAPHS or (question and kind in dumping.TABLES):
            return dumping.write(self.folder, kind, Path(file), wish, table=table)
        return leaving.write(self.folder, kind, Path(file), wish)

    def push(
        self,
        url: str,
        *,
        user: str = "neo4j",
        database: str = "",
        beside: bool = False,
        dry_run: bool = False,
    ) -> "PushSummary":
        """Bring a Neo4j to what the case holds, but for restricted sources."""
        from graphkit.case import leaving

        return leaving.push(
            self.folder,
            url,
            user=user,
            database=database,
            beside=beside,
            dry_run=dry_run,
        )

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Let go of what was read, change the case, and push where settings say so."""
        if not self.write:
            raise CaseError(
                f"{self.folder} was opened for reading",
                hint="open_case(path, write=True) opens it for writing",
            )
        self.close()
        yield
        named = settings.load(self.folder)
        if named.store:
            self.push(
                named.store,
                user=named.user,
                database=named.database,
                beside=named.beside,
            )

    def _decide(self, decision: Callable[[], str]) -> str:
        with self._changing():
            uid = decision()
            pipeline.build(self.folder)
        return uid
