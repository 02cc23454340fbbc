"""Dictionaries of a case: names that are one body, and registers that give numbers.

They lie in `catalogue/`: `ror.jsonl.gz` joins names of one body, `gleif.parquet` and
`companies-house.parquet` only suggest identifiers. Each says its version and date.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import msgspec

from graphkit import tables
from graphkit.case import editions
from graphkit.case.folder import Folder, plainly
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError, SourceError
from graphkit.identity import name_keys
from graphkit.lists import days
from graphkit.reading import intake
from graphkit.resolve.names import Dictionary, dictionary
from graphkit.resolve.names import dictionaries as installing
from graphkit.resolve.registers import REGISTERS, Register, Registered, date_of
from graphkit.resolve.registers import entries as read_register
from graphkit.results import Results
from graphkit.source import Source

if TYPE_CHECKING:
    from graphkit.case.generations import Generation

ROR = "ror"
NAMES = (ROR, *REGISTERS)
COLUMNS = (
    "name",
    "source",
    "version",
    "date",
    "age_days",
    "licence",
    "entries",
    "countries",
    "does",
)
FOLDER = "dictionaries"
_BATCH = 20_000
_JOINS = "joins names of one body"
_SUGGESTS = "suggests identifiers, joins nothing"


def add(case: Path, name: str, file: Path, version: str = "") -> Mapping[str, Any]:
    """Install a dictionary or register into a case and return what it is.

    Raises SourceError where the file is no release of it.
    """
    if name not in NAMES:
        raise CaseError(f"no dictionary is called {name}", hint=", ".join(NAMES))
    if not file.is_file():
        raise SourceError(str(file), "", "there is no such file")
    with Ledger.open(case, write=True, doing="dictionary add") as ledger, plainly(case):
        folder = ledger.folder.catalogue
        if name == ROR:
            installing.install(file, folder, version)
        else:
            _register(REGISTERS[name], file, folder, version)
    return next(row for row in listed(folder) if row["name"] == name)


def remove(case: Path, name: str) -> None:
    """Take a dictionary out of a case. Raises CaseError where it has none so called."""
    with Ledger.open(case, write=True, doing="dictionary remove") as ledger:
        files = [
            file for file in _files(ledger.folder.catalogue, name) if file.exists()
        ]
        if not files:
            raise CaseError(
                f"the case has no dictionary {name}",
                hint="`graphkit dictionary` lists what is installed",
            )
        for file in files:
            file.unlink()


def listed(folder: Path) -> Iterator[Mapping[str, Any]]:
    """Yield what is installed in a catalogue folder, columns as COLUMNS."""
    if found := installing.installed(folder):
        about = msgspec.to_builtins(found[0])
        yield {"name": ROR, **about, **_aged(about), "does": _JOINS}
    for name in REGISTERS:
        table, header = _files(folder, name)
        if table.is_file() and header.is_file():
            said = json.loads(header.read_text(encoding="utf-8"))
            yield {"name": name, **said, **_aged(said), "does": _SUGGESTS}


def _aged(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return how many days old a release is, and of how many countries, if known."""
    age = days.age(said["date"], datetime.date.today())
    return {"age_days": age, "countries": said.get("countries")}


def digest(case: Folder) -> str:
    """Return a hash of the table that joins names, '' where none is installed.

    Registers change no table: they only suggest.
    """
    place = case.catalogue / installing.TABLE
    if not place.is_file():
        return ""
    with place.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()[:16]


def groups(case: Folder) -> tuple[tuple[str, ...], ...]:
    """Return the groups of name keys that the installed table has for one body."""
    name = digest(case)
    found = installing.installed(case.catalogue) if name else None
    if found is None:
        return ()
    kept = case.derived / FOLDER / f"{name}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = msgspec.json.encode(list(installing.sure_groups(found[1])))
        unfinished = kept.with_suffix(".part")
        unfinished.write_bytes(made)
        unfinished.replace(kept)
    return msgspec.json.decode(kept.read_bytes(), type=tuple[tuple[str, ...], ...])


def of_case(ledger: Ledger) -> Dictionary:
    """Return the dictionary by which names are compared: the catalogue and ROR."""
    known = list(installing.of_catalogue(editions.catalogue(ledger)))
    found = installing.installed(ledger.folder.catalogue)
    return dictionary(known, found[1] if found else ())


def suggestions(case: Folder, generation: "Generation", uid: str = "") -> Results:
    """Return identifiers that registers suggest for organisations without one.

    The name is equal and the country the record's own. `several` counts the bodies of
    the register that it may be.
    """
    rows: list[dict[str, Any]] = []
    for name, register in REGISTERS.items():
        table, _ = _files(case.catalogue, name)
        if table.is_file():
            rows += _suggested(generation.tables, table, register, uid)
    columns = ("organization", "uid", "register", "identifier", "name", "country")
    note = "An equal name suggests an identifier; it joins nothing by itself."
    return Results(rows, columns=(*columns, "state", "several"), notes=(note,))


def _files(folder: Path, name: str) -> tuple[Path, ...]:
    if name == ROR:
        return (folder / installing.TABLE,)
    return folder / f"{name}.parquet", folder / f"{name}.json"


def _register(register: Register, file: Path, folder: Path, version: str) -> None:
    table, header = _files(folder, register.name)
    with TemporaryDirectory(dir=folder, prefix=".register-") as spill:
        found = [*intake.look([file], Path(spill))]
        sources = [item for item in found if isinstance(item, Source)]
        if len(sources) != 1:
            reason = f"it holds {len(sources)} files and not one"
            raise SourceError(file.name, "", reason, hint="give its CSV")
        (source,) = sources
        shown = source.path.replace("//", "/").rpartition("/")[2]
        made = Path(spill) / "register.parquet"
        count, countries = _write(
            read_register(register, source.file, shown), made, Path(spill)
        )
        if not count:
            raise SourceError(file.name, "", "it names nobody", hint="give its CSV")
        made.replace(table)
    said = {
        "source": register.title,
        "version": version,
        "date": date_of(version or shown) or date_of(file.name),
        "licence": register.licence,
        "entries": count,
        "countries": countries,
    }
    header.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def _write(found: Iterable[Registered], file: Path, spill: Path) -> tuple[int, int]:
    """Write a row for every name; return how many bodies and countries there are."""
    import numpy as np  # slow to load

    count = place = 0
    with tables.connect(spill) as connection:
        connection.execute(
            "CREATE TABLE given (place BIGINT, identifier VARCHAR, name VARCHAR, "
            "key VARCHAR, country VARCHAR, state VARCHAR)"
        )
        bodies = iter(found)
        while batch := list(islice(bodies, _BATCH)):
            count += len(batch)
            rows = [(one, name) for one in batch for name in one.names]
            columns = {
                "place": np.arange(place, place + len(rows)),
                "identifier": np.array([one.identifier for one, _ in rows], object),
                "name": np.array([name for _, name in rows], object),
                "key": np.array(name_keys([name for _, name in rows]), object),
                "country": np.array([one.country for one, _ in rows], object),
                "state": np.array([one.state for one, _ in rows], object),
            }
            place += len(rows)
            connection.register("batch", columns)
            connection.execute("INSERT INTO given SELECT * FROM batch")
            connection.unregister("batch")
        tables.write(connection, "SELECT * FROM given", "place", file)
        told = connection.execute("SELECT count(DISTINCT country) FROM given")
        (countries,) = told.fetchone() or (0,)
    return count, countries


def _suggested(
    folder: Path, table: Path, register: Register, uid: str
) -> list[dict[str, Any]]:
    names = tables.literal(folder / "names.parquet")
    bodies = tables.literal(folder / "nodes" / "Organization.parquet")
    query = (
        f"SELECT o.name AS organization, o.uid, ? AS register, r.identifier, r.name, "
        f"r.country, r.state, count(*) OVER (PARTITION BY o.uid) AS several "
        f"FROM (SELECT DISTINCT uid, key FROM read_parquet({names}) "
        f"WHERE label = 'Organization') n JOIN read_parquet({bodies}) o USING (uid) "
        f"JOIN (SELECT DISTINCT ON (identifier, key) * "
        f"FROM read_parquet({tables.literal(table)}) ORDER BY place) r "
        f"ON r.key = n.key AND r.country = o.jurisdiction "
        f"WHERE NOT list_contains(list_transform(o.identifiers, "
        f"lambda i: split_part(i, ':', 1)), split_part(r.identifier, ':', 1)) "
        f"AND (? = '' OR o.uid = ?) ORDER BY organization, o.uid, r.identifier, r.name"
    )
    with tables.connect() as connection:
        found = connection.execute(query, [register.name, uid, uid])
        columns = [column[0] for column in found.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
