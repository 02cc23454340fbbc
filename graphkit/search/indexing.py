"""Turn a folder of tables into numbered nodes and edges; see `numbered`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphkit.errors import CaseError
from graphkit.schema import schema
from graphkit.search import grades
from graphkit.search.arrays import (
    NO_DAY,
    NONE,
    Letters,
    Longs,
    Texts,
    pointers,
)
from graphkit.search.numbered import UNCLEAR_PART, Edges, EdgeTable, Numbered, Tenders
from graphkit.search.support import Support, supported
from graphkit.source import PROVENANCES
from graphkit.statements import STAGES
from graphkit.tables import connect, literal, read_parts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHUNK_ROWS = 65_536
# Never a hop, so nothing of them is shown; there is one or more for every record.
SILENT = frozenset(("DOCUMENTED_BY", "RESELLS"))


def number(tables: Path) -> Numbered:
    """Read a folder of tables. Raises CaseError where an edge has no node."""
    connection = connect(memory="900MB")
    try:
        return _Reader(connection, tables).read()
    finally:
        connection.close()


class _Reader:
    def __init__(self, connection: "DuckDBPyConnection", tables: Path) -> None:
        self.connection, self.tables = connection, tables

    def rows(self, query: str) -> Mapping[str, npt.NDArray[Any]]:
        found = self.connection.execute(query).fetchnumpy()
        return {name: np.ma.asarray(column) for name, column in found.items()}

    def list(self, query: str) -> list[Any]:
        return [row[0] for row in self.connection.execute(query).fetchall()]

    def read(self) -> Numbered:
        labels, uids = self.number_nodes()
        tables = self.count_edges()
        said = self.vocabularies(tables)
        texts = {"name": self.node_names(labels), **self.number_texts(tables)}
        edges = _joined([self.edge_columns(table, said) for table in tables], tables)
        for column in ("quote", "locator"):
            texts[column] = self.edge_texts(tables, column)
        unsure, parts, drawn = (
            np.array([table.type == kind for table in tables])[edges.table]
            for kind in ("POSSIBLY_SAME", "PART_OF", "LINKED")
        )
        # A chart's own words are no quote: a record must say it, and a person add it.
        added = [n for n, basis in enumerate(said["basis"]) if basis == "amendment"]
        unsure |= drawn & ~np.isin(edges.basis, added)
        # What names say of a part has its reasons for a quote, and no other source.
        by_name = [
            place for place, basis in enumerate(said["basis"]) if basis == "name"
        ]
        named = parts & np.isin(edges.basis, by_name)
        floors = grades.floors(
            provenance=edges.provenance,
            basis=edges.basis,
            bases=said["basis"],
            unsure=unsure,
            quoted=texts["quote"].lengths > 0,
            sourced=(texts["source"].lengths > 0)[edges.source] | named,
        )
        support = self.support(tables, floors)
        tenders = self.tender_rows(said["stage"])
        return Numbered(labels, uids, tables, said, edges, support, tenders, texts)

    def node_file(self, label: str) -> Path:
        return self.tables / "nodes" / f"{label}.parquet"

    def edge_file(self, table: EdgeTable) -> Path:
        return self.tables / "edges" / f"{table.name}.parquet"

    def number_nodes(
        self,
    ) -> tuple[dict[str, tuple[int, int]], dict[str, npt.NDArray[np.bytes_]]]:
        labels, uids, first = {}, {}, 0
        for label in sorted(schema().nodes):
            self.connection.execute(
                f"CREATE TABLE node_{label} AS SELECT uid, ({first} + file_row_number)"
                f"::INTEGER AS number FROM {self.in_order(self.node_file(label))}"
            )
            uids[label] = self.uids_of(label)
            labels[label] = (first, len(uids[label]))
            first += len(uids[label])
        return labels, uids

    def in_order(self, file: Path) -> str:
        """Return SQL of a table with `file_row_number`: its rows are ordered by key."""
        return f"read_parquet({literal(file)}, file_row_number = true)"

    def uids_of(self, label: str) -> npt.NDArray[np.bytes_]:
        """Return the uids of a label. Raises CaseError where they do not ascend."""
        asked = f"SELECT count(*), max(strlen(uid)) FROM node_{label}"
        count, width = self.connection.execute(asked).fetchall()[0]
        uids = np.zeros(count, f"S{width or 1}")
        found = self.connection.execute(f"SELECT uid FROM node_{label} ORDER BY number")
        for begin in range(0, count, CHUNK_ROWS):
            some = found.fetchmany(CHUNK_ROWS)
            uids[begin : begin + len(some)] = [uid.encode() for (uid,) in some]
        if (uids[1:] <= uids[:-1]).any():
            raise CaseError(
                f"the rows of {label} are not in order of their uids",
                hint="make the tables again with `graphkit build`",
            )
        return uids

    def node_names(self, labels: Mapping[str, tuple[int, int]]) -> Texts:
        gathered = _Gathered()
        for label in labels:
            self.gather(
                gathered,
                "SELECT name AS said, file_row_number AS place "
                f"FROM {self.in_order(self.node_file(label))}",
            )
        return gathered.texts()

    def tender_rows(self, stages: Sequence[str]) -> Tenders:
        days = ", ".join(
            f"{_days(column)} AS {column.removesuffix('_on')}"
            for column in ("awarded_on", "signed_on", "published_on")
        )
        found = self.rows(
            f"SELECT {_place(stages, 'stage')}::UTINYINT AS stage, "
            f"{_days('date')} AS day, {_days(_until('date'))} AS until, {days} FROM "
            f"{self.in_order(self.node_file('Tender'))} ORDER BY file_row_number"
        )
        return Tenders(**{name: np.asarray(column) for name, column in found.items()})

    def count_edges(self) -> tuple[EdgeTable, ...]:
        counted, first = [], 0
        for kind in schema().edges.values():
            for start, end in kind.between:
                table = EdgeTable(kind.name, start, end, first, 0)
                (count,) = self.list(
                    "SELECT num_rows FROM parquet_file_metadata("
                    f"{literal(self.edge_file(table))})"
                )
                counted.append(EdgeTable(kind.name, start, end, first, count))
                first += count
        return tuple(counted)

    def every(self, tables: Sequence[EdgeTable], columns: str) -> str:
        """Return SQL of the distinct values of columns over tables that have rows."""
        files = [self.edge_file(table) for table in tables if table.count]
        if not files:
            empty = ", ".join(f"'' AS {name.strip()}" for name in columns.split(","))
            return f"SELECT {empty} WHERE false"
        return f"SELECT DISTINCT {columns} FROM {read_parts(files)}"

    def vocabularies(self, tables: Sequence[EdgeTable]) -> dict[str, tuple[str, ...]]:
        found = {"stage": ("", *STAGES), "provenance": PROVENANCES}
        for column in ("modality", "currency", "tax", "basis"):
            said = self.list(self.every(tables, column))
            found[column] = ("", *sorted({text for text in said if text}))
        return found

    def number_texts(self, tables: Sequence[EdgeTable]) -> dict[str, Texts]:
        """Number the texts that may be many: parts, identifiers, source with path."""
        loud = [table for table in tables if table.type not in SILENT]
        for column in ("part", "identifier"):
            self.connection.execute(
                f"CREATE TABLE {column}_no AS SELECT {column} AS said, "
                f"row_number() OVER (ORDER BY {column})::INTEGER AS number "
                f"FROM ({self.every(loud, column)}) "
                f"WHERE {column} IS NOT NULL AND {column} NOT IN ('', '?')"
            )
        self.connection.execute(
            "CREATE TABLE source_no AS SELECT source, path, "
            "(row_number() OVER (ORDER BY source, path) - 1)::INTEGER AS number "
            "FROM (SELECT DISTINCT coalesce(source, '') AS source, "
            f"coalesce(path, '') AS path FROM ({self.every(loud, 'source, path')}))"
        )
        parts = self.list("SELECT said FROM part_no ORDER BY number")
        return {
            "part": Texts.of(["", *parts]),
            "source": Texts.of(
                self.list("SELECT source FROM source_no ORDER BY number")
            ),
            "path": Texts.of(self.list("SELECT path FROM source_no ORDER BY number")),
        }

    def edge_columns(
        self, table: EdgeTable, vocabularies: Mapping[str, Sequence[str]]
    ) -> dict[str, npt.NDArray[Any]]:
        places = ", ".join(
            f"{_place(said, f'e.{column}')}::{_sql_type(column)} AS {column}"
            for column, said in vocabularies.items()
        )
        found = self.rows(
            f"""SELECT a.number AS "start", b.number AS "end", CASE e.part
                WHEN '?' THEN {UNCLEAR_PART} ELSE coalesce(p.number, 0) END AS part,
                {_days("e.date")} AS day, {_days(_until("e.date"))} AS until,
                coalesce(s.number, 0) AS source, coalesce(i.number, 0) AS identifier,
                coalesce(e.amount, 'nan'::DOUBLE) AS amount, {places}
            FROM {self.in_order(self.edge_file(table))} e
            LEFT JOIN node_{table.start} a ON a.uid = e.src
            LEFT JOIN node_{table.end} b ON b.uid = e.dst
            LEFT JOIN part_no p ON p.said = e.part
            LEFT JOIN identifier_no i ON i.said = e.identifier
            LEFT JOIN source_no s ON s.source = coalesce(e.source, '')
                AND s.path = coalesce(e.path, '')
            ORDER BY e.file_row_number"""
            if table.count
            else _NO_EDGES
        )
        for name in ("start", "end"):
            if np.ma.is_masked(found[name]):
                raise CaseError(
                    f"{table.name}: an edge names a node that is in no table",
                    hint="make the tables again with `graphkit build`",
                )
        return {name: np.asarray(column) for name, column in found.items()}

    def edge_texts(self, tables: Sequence[EdgeTable], column: str) -> Texts:
        gathered = _Gathered()
        for table in tables:
            if table.type in SILENT or not table.count:
                gathered.sizes.append(np.zeros(table.count, np.int64))
                continue
            self.gather(
                gathered,
                f"SELECT {column} AS said, file_row_number AS place "
                f"FROM {self.in_order(self.edge_file(table))}",
            )
        return gathered.texts()

    def gather(self, gathered: "_Gathered", query: str) -> None:
        """Add the texts of a query's rows (said, place) in order of place."""
        chunks = self.connection.execute(
            "SELECT string_agg(coalesce(said, ''), '' ORDER BY place), "
            "list(strlen(coalesce(said, '')) ORDER BY place) "
            f"FROM ({query}) GROUP BY place // {CHUNK_ROWS} "
            f"ORDER BY place // {CHUNK_ROWS}"
        )
        for said, lengths in _each(chunks):
            gathered.letters += said.encode()
            gathered.sizes.append(np.array(lengths, np.int64))

    def support(self, tables: Sequence[EdgeTable], floors: Letters) -> Support:
        owners, documents = [_NO_INTS], [_NO_INTS]
        first = self.list("SELECT coalesce(min(number), 0) FROM node_Document")[0]
        for table in tables:
            if table.type in SILENT or not table.count:
                continue
            found = self.rows(
                f"""SELECT (e.row + {table.first})::INTEGER AS edge,
                    d.number - {first} AS document
                FROM (SELECT file_row_number AS row, unnest(documents) AS uid
                    FROM {self.in_order(self.edge_file(table))}) e
                JOIN node_Document d USING (uid) ORDER BY edge, document"""
            )
            owners.append(np.asarray(found["edge"]))
            documents.append(np.asarray(found["document"]))
        compiled = self.rows(
            "SELECT coalesce(compiled, false) AS compiled FROM "
            f"{self.in_order(self.node_file('Document'))} ORDER BY file_row_number"
        )["compiled"]
        return supported(
            np.concatenate(owners),
            np.concatenate(documents),
            np.asarray(compiled, np.bool_),
            floors,
        )


@dataclass(slots=True)
class _Gathered:
    """Texts on their way to one run of letters."""

    letters: bytearray = field(default_factory=bytearray)
    sizes: list[Longs] = field(default_factory=list)

    def texts(self) -> Texts:
        sizes = np.concatenate([np.zeros(0, np.int64), *self.sizes])
        return Texts(pointers(sizes), np.frombuffer(self.letters, np.uint8))


_NO_INTS = np.zeros(0, np.int32)
_READ = tuple(
    name for name in Edges.__dataclass_fields__ if name not in ("table", "tender")
)
_SQL_TYPES = {"amount": "DOUBLE"} | dict.fromkeys(
    ("provenance", "stage", "modality", "tax", "basis"), "UTINYINT"
)


def _sql_type(column: str) -> str:
    return _SQL_TYPES.get(column, "INTEGER")


_NO_EDGES = "SELECT {} WHERE false".format(
    ", ".join(f'0::{_sql_type(name)} AS "{name}"' for name in _READ)
)


def _each(chunks: "DuckDBPyConnection") -> Iterator[tuple[str, list[int]]]:
    while row := chunks.fetchone():
        yield row


def _days(column: str) -> str:
    """Return SQL of a date as days since 1970, NO_DAY for none."""
    return f"coalesce({column} - DATE '1970-01-01', {NO_DAY})::INTEGER"


def _until(column: str) -> str:
    """Return SQL of the last day that a date may mean, by how it was said."""
    return (
        f"(CASE length({column}_text) WHEN 4 THEN make_date(year({column}), 12, 31) "
        f"WHEN 7 THEN last_day({column}) ELSE {column} END)"
    )


def _place(said: Sequence[str], column: str) -> str:
    """Return SQL of a text's place in a vocabulary, or of what stands for others."""
    known = ", ".join(literal(text) for text in said)
    other = said.index("analyst" if said is PROVENANCES else "") + 1
    place = f"list_position([{known}], coalesce({column}, ''))"
    return f"(coalesce({place}, {other}) - 1)"


def _joined(
    columns: Sequence[dict[str, npt.NDArray[Any]]], tables: Sequence[EdgeTable]
) -> Edges:
    """Return all edges; what is joined is taken out of `columns`, to hold it once."""
    joined: dict[str, npt.NDArray[Any]] = {
        name: np.concatenate([found.pop(name) for found in columns]) for name in _READ
    }
    counts = [table.count for table in tables]
    joined["table"] = np.repeat(np.arange(len(tables), dtype=np.uint8), counts)
    joined["tender"] = _tenders(joined, tables)
    return Edges(**joined)


def _tenders(
    joined: Mapping[str, npt.NDArray[Any]], tables: Sequence[EdgeTable]
) -> npt.NDArray[Any]:
    """Return the one end that is a tender, NONE for edges with none or with two."""
    at_start = np.array([t.start == "Tender" != t.end for t in tables])
    at_end = np.array([t.end == "Tender" != t.start for t in tables])
    table = joined["table"]
    return np.where(
        at_start[table],
        joined["start"],
        np.where(at_end[table], joined["end"], np.int32(NONE)),
    )
