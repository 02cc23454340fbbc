"""Screening lists of a case: installed by hash, editions side by side.

A list is a source like any other: its bytes are kept, and a row of the log says what
they are. Its table below `derived/` is made again where it is missing. A private list
never leaves the case: `withheld` says what of the ledger has to stay.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graphkit import lists
from graphkit.case.editions import shipped_folder
from graphkit.case.folder import Folder, plainly
from graphkit.case.ledger import Ledger, LogRow
from graphkit.errors import CaseError, SourceError
from graphkit.identity import digest, name_key
from graphkit.lists import VERSION, days, ofac, table
from graphkit.lists.words import list_name, list_uid
from graphkit.reading import intake
from graphkit.results import Results
from graphkit.source import Source
from graphkit.statements import Problem

KIND = "list"
FOLDER = "lists"
"""Where tables of lists lie, below `derived/`."""

SHIPPED: Mapping[str, str] = {"entity-list-china": "2026-03-30"}
"""Lists that come with graphkit, and their dates."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One list as one installed file has it; `said` is its name in that file."""

    list: str
    name: str
    said: str
    form: str
    date: str
    whole: bool
    private: bool
    entries: int
    source: str
    path: str
    table: Path
    log: str

    @property
    def coverage(self) -> str:
        """Say whether everybody on the list is in the file."""
        return "whole" if self.whole else "partial"

    def age(self, today: datetime.date) -> int | None:
        """Return how many days old the list is; None where its date is not known."""
        return days.age(self.date, today)


@dataclass(frozen=True, slots=True)
class Added:
    """What a file brought: lists, its first problems, how many, whether it was new."""

    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...]
    n_problems: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says about a file: its name, date, coverage, and who may see it."""

    name: str = ""
    date: str = ""
    whole: bool = False
    private: bool = False


def add(case: Path, path: Path, wish: Wish) -> Added:
    """Install a list and return what it brought.

    `path` is a file, a packed one, a folder with OFAC's files, or the name of a list
    of SHIPPED. Raises SourceError where no organisation can be read from it.
    """
    path, wish = _shipped(path, wish)
    with Ledger.open(case, write=True, doing="lists add") as ledger, plainly(case):
        with TemporaryDirectory(prefix="graphkit-") as folder:
            main, beside = _found(intake.look(_with_companions(path), Path(folder)))
            form = lists.form_of(main)
            body = _body(main, beside, form, wish)
            written = _written(ledger.folder, body, main, beside)
        body = _told(body, written, main, wish)
        same = [row for row in ledger.live(KIND) if row.body == body]
        if not same:
            for item in intake.keep(_with_companions(path), ledger.folder.root):
                if isinstance(item, intake.Quarantined):
                    raise SourceError(item.path, "", item.reason, hint=item.hint)
            ledger.append(KIND, body)
        row = same[0] if same else ledger.live(KIND)[-1]
        editions = tuple(_editions(ledger.folder, row))
        return Added(editions, tuple(written.problems), written.n_problems, not same)


def editions(ledger: Ledger, *, private: bool = True) -> tuple[Edition, ...]:
    """Return every edition of every list, oldest received first; with their tables.

    Without `private` those are left out. Raises CaseError where the bytes are gone.
    """
    found = rows(ledger, private=private)
    for row in found:
        _restore(ledger.folder, row)
    return tuple(one for row in found for one in _editions(ledger.folder, row))


def rows(ledger: Ledger, *, private: bool = True) -> tuple[LogRow, ...]:
    """Return the rows of the log by which lists stand, oldest first."""
    return tuple(row for row in ledger.live(KIND) if private or not row.body["private"])


def named(found: Iterable[LogRow]) -> frozenset[str]:
    """Return the uids of the lists that rows of the log brought."""
    return frozenset(
        _list_of(row, said) for row in found for said in row.body["entries"]
    )


def shelf(found: Sequence[Edition]) -> table.Shelf:
    """Return the entries of some editions, to be asked together."""
    return table.Shelf([(one.list, one.said, one.date, one.table) for one in found])


def described(found: Sequence[Edition]) -> Results:
    """Return editions as rows for people, by list and date."""
    columns = ("list", "date", "age_days", "coverage", "entries", "private", "id")
    today = datetime.date.today()
    rows = [
        {
            "list": one.name,
            "uid": one.list,
            "date": one.date,
            "age_days": one.age(today),
            "coverage": one.coverage,
            "entries": one.entries,
            "private": one.private,
            "path": one.path,
            "source": one.source,
            "id": one.log,
        }
        for one in sorted(found, key=lambda one: (one.name, one.date, one.log))
    ]
    return Results(rows, columns=columns)


def chosen(found: Sequence[Edition], name: str) -> tuple[Edition, ...]:
    """Return the editions of a list that is called so; all of them for ''.

    Raises CaseError that names the lists there are.
    """
    key = name_key(name)
    picked = tuple(
        one
        for one in found
        if not name or name == one.list or key in map(name_key, (one.name, one.said))
    )
    if found and not picked:
        known = ", ".join(sorted({one.name for one in found}))
        raise CaseError(f"no list is called {name}", hint=f"there are: {known}")
    return picked


def count_private(ledger: Ledger) -> int:
    """Return how many private lists a case uses."""
    return len(rows(ledger)) - len(rows(ledger, private=False))


def withheld(ledger: Ledger) -> tuple[frozenset[str], frozenset[str]]:
    """Return the uids of log rows and the hashes of files that never leave the case.

    They are those of private lists, also of lists that were taken back, and what was
    answered about their entries.
    """
    private = [row for row in ledger.rows(KIND) if row.body["private"]]
    hidden = named(private)
    answers = {
        row.uid for row in ledger.rows("screening") if row.body["list"] in hidden
    }
    hashes = {sha256 for row in private for _, sha256 in row.body["sources"]}
    public = {
        sha256
        for row in ledger.rows(KIND)
        if not row.body["private"]
        for _, sha256 in row.body["sources"]
    }
    known = public | {receipt.sha256 for receipt in ledger.receipts()}
    return frozenset({row.uid for row in private} | answers), frozenset(hashes - known)


def _shipped(path: Path, wish: Wish) -> tuple[Path, Wish]:
    if path.exists() or str(path) not in SHIPPED:
        return path, wish
    file = shipped_folder() / "lists" / f"{path}.csv"
    day = wish.date or SHIPPED[str(path)]
    return file, Wish(wish.name, day, wish.whole, wish.private)


def _with_companions(path: Path) -> list[Path]:
    beside = [path.with_name(name) for name in ofac.companions(path.name)]
    return [path, *(file for file in beside if file.is_file())]


def _found(
    items: Iterable[intake.Item],
) -> tuple[Source, tuple[Source, ...]]:
    """Return the file of the list, and those beside it in their order."""
    found: dict[str, Source] = {}
    for item in items:
        if isinstance(item, intake.Quarantined):
            raise SourceError(item.path, item.locator, item.reason, hint=item.hint)
        if isinstance(item, Source):
            found[_base(item.path)] = item
    names = [name for name in found if ofac.companions(name)]
    wanted = ofac.companions(names[0]) if len(names) == 1 else ()
    beside = tuple(found[name] for name in wanted if name in found)
    others = [source for source in found.values() if source not in beside]
    if len(others) != 1:
        listed = ", ".join(sorted(found)[:5])
        raise CaseError(
            f"{len(others)} files are no one list{f': {listed}' if listed else ''}",
            hint="give the file of one list at a time",
        )
    return others[0], beside


def _base(path: str) -> str:
    return path.replace("//", "/").rpartition("/")[2]


def _body(
    main: Source, beside: tuple[Source, ...], form: str, wish: Wish
) -> dict[str, Any]:
    return {
        "form": form,
        "sources": [[_base(one.path), one.sha256] for one in (main, *beside)],
        "private": wish.private,
    }


def _told(
    body: dict[str, Any], written: table.Written, main: Source, wish: Wish
) -> dict[str, Any]:
    if not written.entries:
        first = written.problems[0].reason if written.problems else "it names nobody"
        raise SourceError(main.path, "", f"no organisation is in it: {first}")
    if wish.name and set(written.entries) != {""}:
        raise CaseError(
            f"{main.path} names its lists itself",
            hint=f"leave --name out; it has {', '.join(sorted(written.entries)[:5])}",
        )
    day, wrong = days.read(wish.date, "")
    if wrong:
        raise CaseError(f"--as-of: {wrong.reason}", hint=wrong.hint)
    return body | {
        "name": wish.name or lists.title_of(body["form"], main),
        "date": day or written.about.date,
        "whole": (wish.whole or written.about.whole) and not written.lost,
        "entries": dict(sorted(written.entries.items())),
        "problems": written.n_problems,
    }


def _written(
    case: Folder, body: Mapping[str, Any], main: Source, beside: tuple[Source, ...]
) -> table.Written:
    return table.write(lists.read(body["form"], main, beside), _table(case, body))


def _table(case: Folder, body: Mapping[str, Any]) -> Path:
    hashes = (sha256 for _, sha256 in body["sources"])
    name = digest(body["form"], str(VERSION), *hashes)
    return case.derived / FOLDER / f"{name}.parquet"


def _restore(case: Folder, row: LogRow) -> None:
    if _table(case, row.body).is_file():
        return
    files = sources_of(case, row)
    for source in files:
        if not source.file.is_file():
            raise CaseError(
                f"{case.root}: the list {source.path} is gone from sources/",
                hint=f"put it back, or take it out: graphkit undo {row.uid}",
            )
    _written(case, row.body, files[0], files[1:])


def sources_of(case: Folder, row: LogRow) -> tuple[Source, ...]:
    """Return the files of a list as they are kept, the list's own first."""
    return tuple(
        Source(sha256, path, case.plain(sha256)) for path, sha256 in row.body["sources"]
    )


def _editions(case: Folder, row: LogRow) -> Iterator[Edition]:
    path, sha256 = row.body["sources"][0]
    for said, count in row.body["entries"].items():
        yield Edition(
            _list_of(row, said),
            list_name(said or row.body["name"]),
            said,
            row.body["form"],
            row.body["date"],
            row.body["whole"],
            row.body["private"],
            count,
            sha256,
            path,
            _table(case, row.body),
            row.uid,
        )


def _list_of(row: LogRow, said: str) -> str:
    """Return the uid of a list; a private one is never taken for a published one."""
    name = said or row.body["name"]
    return list_uid(f"private {name}") if row.body["private"] else list_uid(name)
