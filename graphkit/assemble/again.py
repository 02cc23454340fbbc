"""Again: what other judgements about organisations change in tables that exist.

The judgements move some names; the tenders that use those are assembled anew, by the
very steps of `assemble`, and titles are compared again of those whose buyers gain or
lose names. All other rows stay: a judgement about organisations moves no part, day or
document. Where the tables do not hold what these rules make of them (they were made by
others), or do not tell which doubts come and go, `again` says so instead of guessing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graphkit import tables
from graphkit.assemble import (
    attempts,
    captures,
    edges,
    facts,
    nodes,
    parts,
    statements,
    stored,
)
from graphkit.assemble.closure import Closure, closure
from graphkit.assemble.columns import create, define_macros, place_of
from graphkit.assemble.differences import MOVED_COLUMNS, Again, Row, moved, named
from graphkit.assemble.doubts import Doubts, doubtful_tenders
from graphkit.assemble.edges import Pair
from graphkit.assemble.inputs import Inputs
from graphkit.assemble.statements import Only
from graphkit.identity import edge_key
from graphkit.resolve import JoinedTenders, Judgement
from graphkit.schema import schema
from graphkit.source import PROVENANCES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graphkit.catalogue import Catalogue

NODES = "nodes/Organization"

ANEW: tuple[Pair, ...] = tuple(
    (kind.name, start, end)
    for kind in schema().edges.values()
    for start, end in kind.between
    if "Organization" in (start, end)
)
"""The pairs of labels whose edges a judgement about organisations may change."""

ADDED = ("PART_OF", "POSSIBLY_SAME", "OPERATES", "RESELLS")
"""Of these, the types of edges that no statement makes, and `again` does."""

LISTED = "LISTED_ON"

DOUBT: Pair = ("POSSIBLY_SAME", "Tender", "Tender")

ISSUED: Pair = ("ISSUED", "Organization", "Tender")


def again(
    folder: Path,
    catalogue: "Catalogue",
    before: Sequence[Judgement],
    after: Sequence[Judgement],
) -> Again | None:
    """Return what changes in the tables of `folder`; None where that cannot be said.

    `before` are the judgements the tables were made with; they and `after` may differ
    in those about organisations.
    """
    with _opened() as (connection, spill):
        connection.execute(
            f"CREATE TABLE name_row AS SELECT * FROM {stored.file(folder, 'names')}"
        )
        joined = stored.joined(connection)
        compared = folder.parent / "names"
        found = closure(connection, compared, catalogue, before, after, joined)
        if not found.is_sound:
            return None
        maker = _Maker(connection, folder, found)
        maker.name()
        if not maker.knows_all():
            return None
        inputs = stored.inputs(connection, folder, catalogue, after)
        statements.gather(connection, inputs, spill, maker.tenders(joined))
        statements.join_tenders(connection, joined)
        captures.leave_out(connection, stored.copies(connection, folder))
        attempts.place(connection)
        parts.divide(connection)
        maker.relate(inputs)
        if not maker.knows_doubts:
            return None
        nodes.register(connection, inputs)
        return maker.compared()


@contextmanager
def _opened() -> Iterator[tuple["DuckDBPyConnection", Path]]:
    with TemporaryDirectory(prefix="graphkit-") as spill:
        connection = tables.connect(Path(spill))
        try:
            define_macros(connection)
            yield connection, Path(spill)
        finally:
            connection.close()


@dataclass(slots=True)
class _Maker:
    """The tables that are made anew, beside those of `folder`."""

    connection: "DuckDBPyConnection"
    folder: Path
    found: Closure
    doubted: Doubts = field(default_factory=Doubts)
    doubts: Doubts = field(default_factory=Doubts)

    def name(self) -> None:
        """Make `named` with the moved names, and `body` with the bodies concerned."""
        create(self.connection, "moved", MOVED_COLUMNS, self.found.renamed.moved)
        uids = [(uid,) for uid in sorted(self.found.uids)]
        create(self.connection, "concerned", {"uid": "VARCHAR"}, uids)
        left = sorted({(row.uid,) for row, _, _ in self.found.moved})
        create(self.connection, "left_uid", {"uid": "VARCHAR"}, left)
        self.connection.execute(
            f"CREATE TABLE named AS {moved('name_row')} "
            f"WHERE n.label = 'Organization' OR n.ids <> ''"
        )
        create(self.connection, "former", dict.fromkeys(("was", "uid"), "VARCHAR"), ())

    def knows_all(self) -> bool:
        """Say whether all edges of the bodies are of statements, or of ADDED types.

        That they stand on a list is neither: people's answers decide it as well. And
        whether all uids that they had are of names that are still there.
        """
        others = " UNION ALL ".join(
            f"SELECT 1 FROM {self.file(pair)} WHERE ({_ends(pair)}) "
            f"AND (statement = '' OR '{pair[0]}' = '{LISTED}')"
            for pair in ANEW
            if pair[0] not in ADDED
        )
        bodies = stored.file(self.folder, NODES)
        of_bodies = f"FROM {bodies} WHERE uid IN (SELECT uid FROM concerned)"
        others += (
            f" UNION ALL SELECT 1 FROM (SELECT unnest(former_uids) AS was {of_bodies}) "
            f"WHERE was NOT IN (SELECT anchor_uid FROM name_row)"
        )
        return self.connection.execute(f"{others} LIMIT 1").fetchone() is None

    def tenders(self, joined: Mapping[str, str]) -> Only:
        """Return which statements and records are needed, those that joined included.

        Makes the tables `touched`, of tenders that use a moved name and are made anew,
        and `compared`, of those whose titles tell which doubts come and go.
        """
        ends = " UNION ".join(
            f"SELECT tender FROM {self.file(pair)} WHERE tender <> '' AND "
            f"{'src' if pair[1] == 'Organization' else 'dst'} "
            f"IN (SELECT uid FROM left_uid)"
            for pair in ANEW
            if "Tender" in pair
        )
        shape = {"tender": "VARCHAR", "now": "VARCHAR"}
        create(self.connection, "joined_then", shape, sorted(joined.items()))
        for name, query in (
            ("touched", ends),
            ("compared", f"{self._compared()} UNION SELECT tender FROM touched"),
        ):
            self.connection.execute(f"CREATE TABLE {name} AS {query}")
            self.connection.execute(
                f"CREATE TABLE {name}_told AS SELECT tender FROM {name} UNION "
                f"SELECT tender FROM joined_then WHERE now IN (SELECT * FROM {name})"
            )
        return Only("touched_told", "compared_told")

    def _compared(self) -> str:
        """Return SQL of all tenders of all buyers of what a body issued that changes.

        Titles are compared buyer by buyer: a doubt that comes or goes is of tenders of
        a body that loses or gains names. What another buyer of these has alike stays,
        so all that it issued counts too.
        """
        issued = self.file(ISSUED)
        own = (
            f"SELECT dst FROM {issued} WHERE src IN (SELECT uid FROM left_uid "
            f"UNION SELECT to_uid FROM moved)"
        )
        buyers = f"SELECT src FROM {issued} WHERE dst IN ({own})"
        return f"SELECT tender FROM {issued} WHERE src IN ({buyers})"

    def relate(self, inputs: Inputs) -> None:
        """Make the edges of the touched tenders, and those no statement makes."""
        connection, judged = self.connection, inputs.judged_pairs
        edges.relate(connection)
        connection.execute(f"CREATE TABLE was_issued AS {self._issued()}")
        connection.execute(
            "CREATE VIEW is_issued AS SELECT type, src, dst FROM was_issued WHERE "
            "type <> 'ISSUED' OR dst NOT IN (SELECT tender FROM touched) "
            "UNION ALL SELECT type, src, dst FROM edge WHERE type = 'ISSUED'"
        )
        self.doubted = doubtful_tenders(connection, judged, "was_issued")
        self.doubts = doubtful_tenders(connection, judged, "is_issued")
        facts.add_judged(connection, inputs, self.found.after, JoinedTenders({}))
        facts.add_doubts(connection, self.found.after, self.doubts.pairs)
        facts.add_operators(connection, inputs.catalogue)
        connection.execute(
            "CREATE VIEW tender_row AS SELECT uid, date FROM "
            + stored.file(self.folder, "nodes/Tender")
        )
        facts.add_summary(connection, inputs.catalogue, self._sold())

    @property
    def knows_doubts(self) -> bool:
        """Whether no doubt that comes or goes may be one for the number as well.

        Of equal numbers neighbours are paired, and others than the touched tenders may
        stand between these.
        """
        changed = self.doubted.titled ^ self.doubts.titled
        return changed.isdisjoint(self.doubts.numbered)

    def _issued(self) -> str:
        """Return SQL of what tells which tenders may be one, as the tables have it."""
        pairs = (ISSUED, ("RETENDER_OF", "Tender", "Tender"))
        return " UNION ALL ".join(
            f"SELECT '{pair[0]}' AS type, src, dst FROM {self.file(pair)} "
            f"WHERE tender = '' OR tender IN (SELECT tender FROM compared)"
            for pair in pairs
        )

    def _sold(self) -> str:
        """Return SQL of what the summary counts: edges that stay, and those made."""
        rank = place_of("provenance", PROVENANCES)
        stay = " UNION ALL ".join(
            f"SELECT '{pair[0]}' AS type, src, dst, tender, part, {rank} AS rank, "
            f"modality FROM {self.file(pair)} WHERE NOT ({_concerned(pair)})"
            for pair in (
                ("AWARDED_TO", "Tender", "Organization"),
                ("VIA", "Tender", "Provider"),
                ("HANDLED_BY", "Tender", "Organization"),
            )
        )
        return (
            f"{stay} UNION ALL SELECT type, src, dst, tender, part, rank, '' "
            f"FROM edge WHERE type = 'OPERATES' OR (type IN ('AWARDED_TO', "
            f"'HANDLED_BY') AND dst IN (SELECT uid FROM concerned))"
        )

    def compared(self) -> Again:
        """Return the difference of the rows concerned, before and after."""
        again = Again(renamed=self.found.renamed)
        stated = edges.stated_pairs(self.connection)
        for pair in ANEW:
            was = f"SELECT * FROM {self.placed(pair)} WHERE {_concerned(pair)}"
            made = edges.rows_of(pair, is_stated=pair in stated)
            will = f"SELECT * FROM ({made}) WHERE {_concerned(pair)}"
            self._differ(again, f"edges/{'.'.join(pair)}", "key", was, will)
        self._differ_in_doubts(again)
        concerned = "WHERE uid IN (SELECT uid FROM concerned)"
        was = f"SELECT * FROM {stored.file(self.folder, NODES)} {concerned}"
        will = f"SELECT * FROM ({nodes.organizations()}) {concerned}"
        self._differ(again, NODES, "uid", was, will)
        again.bodies.update(self._bodies())
        return again

    def _bodies(self) -> dict[str, tuple[str, ...]]:
        """Return the bodies that the names of each left one have afterwards."""
        left = {row.uid for row, _, _ in self.found.moved}
        now: dict[str, set[str]] = {uid: set() for uid in left}
        for row, uid in zip(self.found.rows, self.found.after.uids, strict=True):
            if row.uid in left:
                now[row.uid].add(uid)
        return {uid: tuple(sorted(bodies)) for uid, bodies in sorted(now.items())}

    def _differ_in_doubts(self, again: Again) -> None:
        """Compare which tenders may be one; those of one number stay whoever buys."""
        kind, was, will = DOUBT[0], self.doubted.titled, self.doubts.titled
        gone, new = (
            [edge_key(kind, *pair, "", "") for pair in sorted(pairs)]
            for pairs in (was - will, will - was)
        )
        name = f"edges/{'.'.join(DOUBT)}"
        if gone:
            again.gone[name] = gone
        if new:
            rows = edges.rows_of(DOUBT, is_stated=False)
            query = (
                f"SELECT * FROM ({rows}) WHERE key IN (SELECT unnest(?)) ORDER BY key"
            )
            again.new[name] = self._rows(query, [new])

    def _differ(self, again: Again, name: str, key: str, was: str, will: str) -> None:
        rows = self._rows(f"{was} ORDER BY {key}")
        place = {row[key]: row.pop("file_row_number", 0) for row in rows}
        before = {row[key]: row for row in rows}
        after = {row[key]: row for row in self._rows(f"{will} ORDER BY {key}")}
        gone = [key for key, row in before.items() if after.get(key) != row]
        new = [row for key, row in after.items() if before.get(key) != row]
        if gone:
            again.gone[name] = gone
        if gone and key == "key":
            again.places[name] = [
                (place[one], before[one]["identifier"]) for one in gone
            ]
        if new:
            again.new[name] = new

    def _rows(self, query: str, given: Sequence[object] = ()) -> list[Row]:
        return named(self.connection.execute(query, given))

    def placed(self, pair: Pair) -> str:
        """Return SQL of the rows of a table, each with its place in the file."""
        file = tables.literal(self.folder / "edges" / f"{'.'.join(pair)}.parquet")
        return f"read_parquet({file}, file_row_number = true)"

    def file(self, pair: Pair) -> str:
        return stored.file(self.folder, f"edges/{'.'.join(pair)}")


def _ends(pair: Pair) -> str:
    """Return SQL of whether an edge has an end that is concerned."""
    return " OR ".join(
        f"{side} IN (SELECT uid FROM concerned)"
        for side, label in (("src", pair[1]), ("dst", pair[2]))
        if label == "Organization"
    )


def _concerned(pair: Pair) -> str:
    """Return SQL of the same, in a tender that is touched where it is of one."""
    if pair[0] == "VIA":
        return "false"
    if "Tender" not in pair:
        return _ends(pair)
    return f"({_ends(pair)}) AND tender IN (SELECT tender FROM touched)"
