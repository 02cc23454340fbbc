"""What records say, for tests: statements written as a reading writes them, assembled.

told = Told(folder)
with told.record("notice.txt", tender="t1", day="2024-03-01") as notice:
    notice.says("ISSUED", subject=body("A"))
tables = told.assemble()
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphkit import tables
from graphkit.assemble import Inputs, SourceRow, assemble, digest
from graphkit.assemble.columns import create
from graphkit.catalogue import Catalogue
from graphkit.identity import document_uid
from graphkit.reading.rows import record_row, statement_rows
from graphkit.resolve import Comparing, Judgement
from graphkit.statements import (
    Amount,
    Day,
    Evidence,
    Ids,
    Mention,
    Record,
    Statement,
    TenderRef,
)

A100 = "chip:nvidia-a100"
AWS = "provider:aws"


def body(name: str, *ids: tuple[str, str]) -> Mention:
    """Return the mention of an organisation."""
    return Mention("Organization", name, 0, len(name), tuple(sorted(ids)))


def entry(uid: str, text: str = "") -> Mention:
    """Return the mention of an entry of the catalogue."""
    label = uid.partition(":")[0].capitalize()
    said = text or uid.partition(":")[2]
    return Mention(label, said, 0, len(said), (("catalogue", uid),))


@cache
def shipped() -> Catalogue:
    """Return our own catalogue."""
    return Catalogue.load()


@dataclass
class Told:
    """The sources of a case, in the order in which a test tells them."""

    folder: Path
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    rejected: tuple[str, ...] = ()
    amended: tuple[Mapping[str, Any], ...] = ()
    judgements: tuple[Judgement, ...] = ()
    catalogue: Catalogue = field(default_factory=shipped)

    @contextmanager
    def record(
        self,
        path: str,
        *,
        tender: str,
        day: str = "",
        title: str = "",
        number: str = "",
        ids: Ids = (),
        provenance: str = "primary",
        kind: str = "notice",
        compiled: bool = False,
        url: str = "",
        loader: str = "test",
    ) -> Iterator["Spoken"]:
        """Take in one record of a source, which is made if there is none yet."""
        source = self.sources.setdefault(
            path,
            {
                "provenance": provenance,
                "loader": loader,
                "statements": [],
                "records": [],
            },
        )
        name = sha256(path.encode()).hexdigest()
        record = Record(
            name,
            f"/{len(source['records'])}",
            kind,
            {},
            compiled=compiled,
            url=url,
        )
        told = TenderRef(f"tender:{tender}", number, title, ids=ids)
        spoken = Spoken(record, told)
        for value, text in (("title", title), ("number", number)):
            if text:
                spoken.says(value, quote=text)
        if day:
            spoken.says("published_on", day=day)
        yield spoken
        source["statements"] += statement_rows(record, spoken.statements)
        source["records"].append(record_row(record, told))

    def inputs(self) -> Inputs:
        """Write what was read of every source and return what assembling needs."""
        rows, reads = [], []
        named = {sha256(path.encode()).hexdigest(): path for path in self.sources}
        with tables.connect() as connection:
            for name, path in sorted(named.items()):
                source = self.sources[path]
                reads.append(self.folder / "derived" / "read" / name[:16])
                _write(connection, source, reads[-1])
                given, loader = source["provenance"], source["loader"]
                rows.append(SourceRow(name, path, given, False, loader, 1))
        return Inputs(
            tuple(rows),
            tuple(reads),
            self.catalogue,
            self.rejected,
            self.amended,
            self.judgements,
        )

    def assemble(self, revision: str = "r1") -> "Tables":
        """Return the tables of everything told so far."""
        out = self.folder / "derived" / revision / "tables"
        assemble(self.inputs(), out, how=Comparing(after=out.parent / "names"))
        return Tables(out)

    def key(self, kind: str, word: str) -> str:
        """Return the key of the statement of a kind that names or quotes a word."""
        columns = list(tables.STATEMENT_COLUMNS)
        for source in self.sources.values():
            for row in source["statements"]:
                said = dict(zip(columns, row, strict=True))
                words = (said["s_text"], said["o_text"], said["quote"])
                if said["type"] == kind and word in words:
                    return str(said["key"])
        raise LookupError(f"nothing told is {kind} of {word}")

    def document(self, path: str, number: int = 0) -> str:
        """Return the uid of a source's record, the first by default."""
        return document_uid(sha256(path.encode()).hexdigest(), f"/{number}")


def _write(connection: Any, source: Mapping[str, Any], folder: Path) -> None:
    for kind, columns, order in (
        ("statements", tables.STATEMENT_COLUMNS, "document, n"),
        ("records", tables.RECORD_COLUMNS, "document"),
    ):
        create(connection, "told", columns, source[kind])
        file = folder / f"0000-0000.{kind}.parquet"
        tables.write(connection, "SELECT * FROM told", order, file)
        connection.execute("DROP TABLE told")


@dataclass
class Spoken:
    """What one record says, in order."""

    record: Record
    tender: TenderRef
    statements: list[Statement] = field(default_factory=list)

    def says(
        self,
        kind: str,
        subject: Mention | None = None,
        object: Mention | None = None,
        *,
        part: str = "",
        stage: str = "",
        modality: str = "",
        amount: str = "",
        currency: str = "CNY",
        day: str = "",
        quantity: str = "",
        unit: str = "",
        quote: str = "",
        at: str = "",
    ) -> None:
        """Add one statement; its quote is the name, date or amount it is about."""
        about = next((m.text for m in (object, subject) if m), day or amount)
        locator = at or f"{self.record.locator}/{kind.lower()}/{len(self.statements)}"
        said = quote or about or kind
        self.statements.append(
            Statement(
                kind,
                self.tender,
                subject,
                object,
                Evidence(self.record.source, locator, 0, len(said), said),
                part,
                stage,
                modality,
                Amount(amount, currency, amount, 0, len(amount)) if amount else None,
                Day(day, day, 0, len(day)) if day else None,
                quantity,
                unit,
            )
        )


@dataclass(frozen=True)
class Tables:
    """A folder of assembled tables, asked with Python values."""

    folder: Path

    def rows(self, query: str) -> list[dict[str, Any]]:
        """Return the rows of a query, in which @ is the folder."""
        with tables.connect() as connection:
            found = connection.execute(query.replace("@", str(self.folder)))
            columns = [column[0] for column in found.description]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    def nodes(self, label: str) -> list[dict[str, Any]]:
        """Return the nodes of a label in order of their uids."""
        return self.rows(f"SELECT * FROM '@/nodes/{label}.parquet' ORDER BY uid")

    def node(self, label: str, name: str) -> dict[str, Any]:
        """Return the only node of that name."""
        (found,) = [node for node in self.nodes(label) if node["name"] == name]
        return found

    def node_at(self, path: str) -> dict[str, Any]:
        """Return the Document of a path."""
        (found,) = [node for node in self.nodes("Document") if node["path"] == path]
        return found

    def edges(self, kind: str) -> list[dict[str, Any]]:
        """Return the edges of a type, with the names of both ends, ordered by key."""
        names = {
            node["uid"]: node["name"]
            for file in sorted((self.folder / "nodes").glob("*.parquet"))
            for node in self.nodes(file.stem)
        }
        found = [
            row | {"from": names[row["src"]], "to": names[row["dst"]]}
            for file in sorted((self.folder / "edges").glob(f"{kind}.*.parquet"))
            for row in self.rows(f"SELECT * FROM '{file}' ORDER BY key")
        ]
        return sorted(found, key=lambda row: str(row["key"]))

    def said(self, kind: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return some columns of the edges of a type, sorted."""
        rows = [tuple(row[name] for name in columns) for row in self.edges(kind)]
        return sorted(rows, key=repr)

    @property
    def digest(self) -> str:
        """What all of it comes to."""
        return digest(self.folder)
