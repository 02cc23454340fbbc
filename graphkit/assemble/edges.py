"""Edges: statements with equal ends and part together, under the best of them.

The best is of the strongest provenance; then, for VIA, of the strongest modality; then
one that gives amount and date; then of the latest document, which may amend the others;
then one of an award before a title before any other text; then the first. `documents`
are those of all of them, `provenance` the weakest.
"""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import tables
from graphkit.assemble.columns import (
    AWARDED,
    DAY_BITS,
    PROGRESS,
    SHOWN_QUOTE,
    latest_first,
    place_of,
    provenance,
)
from graphkit.assemble.contexts import used_in
from graphkit.assemble.parts import IN_PART, PARTED
from graphkit.assemble.statements import HANDLE_BITS
from graphkit.schema import EdgeType, schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PRIVATE = ("person", "unknown")
"""Kinds of bodies of which no address is kept."""

KEYED_BY_MODALITY = ("SEEKS", "AWARDS", "LINKED")

DOCUMENTED = "DOCUMENTED_BY"
MADE = (DOCUMENTED, "RESELLS")
"""Types of which no statement by itself makes an edge."""

AT_ONCE = 1_000_000
"""Statements that are grouped at once: what a group lists cannot leave the memory."""

IS_WHOLE = "(x.s_label IS NULL OR x.o_label IS NULL)"
"""SQL of whether a statement `x` is one of its tender, and not of two bodies."""

Kinds = tuple[EdgeType, ...]
Pair = tuple[str, str, str]
"""A type and the labels of its ends."""

IS_SHOWN = "(x.type = 'LINKED' AND x.amended AND x.document <> '')"
"""SQL of whether a person showed what a chart only draws, in words of a record."""

_HANDLE = (1 << HANDLE_BITS) - 1
_STRONGEST_FIRST = (
    "awarded",
    "offered",
    "required",
    "minimum",
    "or_equivalent",
    "example",
    "benchmark",
)
_NAMED = _STRONGEST_FIRST.index("required")


def all_columns() -> dict[str, str]:
    """Return the columns of `added_edge`: type, labels, ends, what any type has."""
    found = {"type": "VARCHAR", "start_label": "VARCHAR", "end_label": "VARCHAR"}
    for name in schema().edges:
        found |= tables.edge_columns(name)
    return found


def relate(connection: "DuckDBPyConnection") -> None:
    """Make the table `edge` of statements that go together.

    `added_edge` is for edges that no statement makes, as they are to be written.
    """
    shape = ", ".join(f'"{name}" {kind}' for name, kind in all_columns().items())
    connection.execute(f"CREATE TABLE added_edge ({shape})")
    _group(connection)


def write_documented(connection: "DuckDBPyConnection", made: str, out: Path) -> Path:
    """Write the file of DOCUMENTED_BY, which a query makes, and return it."""
    shape = tables.edge_columns(DOCUMENTED).items()
    empty = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in shape)
    rows = f"SELECT {empty} WHERE false UNION ALL BY NAME {made}"
    ((start, end),) = schema().edges[DOCUMENTED].between
    file = _file(out, (DOCUMENTED, start, end))
    query = f"SELECT {_filled(DOCUMENTED)} FROM ({rows})"
    tables.write(connection, query, "key", file)
    return file


def write(connection: "DuckDBPyConnection", out: Path) -> Iterator[Path]:
    """Write and yield a file for every other pair of labels of every edge type.

    Rows are ordered by key.
    """
    stated = stated_pairs(connection)
    for kind in schema().edges.values():
        for start, end in kind.between if kind.name != DOCUMENTED else ():
            pair = (kind.name, start, end)
            query = rows_of(pair, is_stated=pair in stated)
            tables.write(connection, query, "key", _file(out, pair))
            yield _file(out, pair)


def _file(out: Path, pair: Pair) -> Path:
    return out / "edges" / f"{'.'.join(pair)}.parquet"


def stated_pairs(connection: "DuckDBPyConnection") -> frozenset[Pair]:
    """Return the pairs of which statements make edges."""
    found = connection.execute(
        "SELECT DISTINCT type, start_label, end_label FROM edge"
    ).fetchall()
    return frozenset((kind, start, end) for kind, start, end in found)


def rows_of(pair: Pair, *, is_stated: bool) -> str:
    """Return SQL of all edges of a pair, with the columns of its table."""
    rows = [f"SELECT * FROM added_edge WHERE {_is(pair)}"]
    if is_stated:
        rows.append(_chosen(pair))
    return f"SELECT {_filled(pair[0])} FROM ({' UNION ALL BY NAME '.join(rows)})"


def key_of(edge: str) -> str:
    """Return SQL of the key of an edge, as `identity.edge_key` makes it."""
    columns = ("type", "src", "dst", "part", "modality")
    return f"concat_ws('|', {', '.join(f'{edge}.{column}' for column in columns)})"


def _is(pair: Pair) -> str:
    kind, start, end = pair
    return f"type = '{kind}' AND start_label = '{start}' AND end_label = '{end}'"


def _filled(kind: str) -> str:
    return ", ".join(
        f'coalesce("{name}", \'\') AS "{name}"' if sql == "VARCHAR" else f'"{name}"'
        for name, sql in tables.edge_columns(kind).items()
    )


def _group(connection: "DuckDBPyConnection") -> None:
    """Make the table `edge`, one share of the statements after the other."""
    connection.execute("CREATE VIEW plain AS SELECT * FROM named WHERE context = ''")
    connection.execute("CREATE TABLE narrow AS SELECT * FROM named WHERE context <> ''")
    counts = dict(
        connection.execute("SELECT type, count(*) FROM said GROUP BY type").fetchall()
    )
    none = _grouped(tuple(schema().edges.values()), "false")
    connection.execute(f"CREATE TABLE edge AS {none}")
    ((names,),) = connection.execute("SELECT count(*) FROM named").fetchall()
    are_many = sum(counts.values()) > names
    with tables.joined_as_written(connection) if are_many else nullcontext():
        for kinds, share in _shares(counts):
            connection.execute(f"INSERT INTO edge {_grouped(kinds, share)}")


def _shares(counts: Mapping[str, int]) -> Iterator[tuple[Kinds, str]]:
    """Yield types that are grouped together, and SQL of which of their statements.

    Few are grouped at once, many of one type in several shares.
    """
    together: list[EdgeType] = []
    for kind in schema().edges.values():
        count = counts.get(kind.name, 0) if kind.name not in MADE else 0
        if count > AT_ONCE:
            shares = count // AT_ONCE + 1
            yield from (((kind,), _share(number, shares)) for number in range(shares))
        elif sum(counts[one.name] for one in together) + count > AT_ONCE:
            yield tuple(together), "true"
            together = [kind]
        elif count:
            together.append(kind)
    if together:
        yield tuple(together), "true"


def _share(number: int, shares: int) -> str:
    """Return SQL of whether a statement is of a share; those of a tender are of one."""
    return f"if({IS_WHOLE}, hash(x.tender) % {shares}, 0) = {number}"


def _grouped(kinds: Kinds, share: str) -> str:
    """Return SQL of the edges that a share of the statements of some types makes."""
    return (
        f"SELECT type, start_label, end_label, src, dst, tender, "
        f"part, modality, count(*) AS n_statements, max(rank) AS rank, "
        f"(min(pick) & {_HANDLE})::BIGINT AS handle, list(document) AS documents, "
        f"(min(pick) FILTER (sits) & {_HANDLE})::BIGINT AS sits, "
        f"coalesce(min(identifier) FILTER (identifier <> ''), '') AS identifier, "
        f"CASE WHEN bool_and(amended) OR bool_or(is_shown) THEN 'amendment' "
        f"WHEN bool_and(is_judged) "
        f"THEN 'judgement' WHEN bool_and(is_alike) THEN 'name' ELSE 'record' END "
        f"AS basis FROM ({_placed(kinds, share)}) "
        f"WHERE src <> dst AND src <> '' AND dst <> '' GROUP BY ALL"
    )


def _placed(kinds: Kinds, share: str) -> str:
    """Return SQL of every statement of a share that is an edge: its ends, its part."""
    part = f"CASE WHEN x.type IN {PARTED} THEN {IN_PART} ELSE '' END"
    modality = f"CASE WHEN x.type IN {KEYED_BY_MODALITY} THEN x.modality ELSE '' END"
    return (
        f"SELECT x.type, coalesce(x.s_label, 'Tender') AS start_label, "
        f"coalesce(x.o_label, 'Tender') AS end_label, "
        f"{_end_of('s')} AS src, {_end_of('o')} AS dst, "
        f"CASE WHEN {IS_WHOLE} THEN x.tender ELSE '' END AS tender, "
        f"CASE WHEN {IS_WHOLE} THEN {part} ELSE '' END AS part, "
        f"{modality} AS modality, x.rank, x.amended, x.document, {_pick()} AS pick, "
        f"coalesce(nullif({_known('o', 'identifier')}, ''), "
        f"{_known('s', 'identifier')}, '') AS identifier, "
        f"{_sits()} AS sits, {IS_SHOWN} AS is_shown, "
        f"{_rests_on('judgement')} AS is_judged, "
        f"{_rests_on('likeness')} OR {_rests_on('catalogue')} AS is_alike "
        f"FROM (SELECT * FROM {_relations(kinds)} x WHERE {share}) x "
        f"{_who('s')} {_who('o')} "
        f"LEFT JOIN divided d ON d.tender = x.tender "
        f"LEFT JOIN dated t ON t.document = x.document"
    )


def _sits() -> str:
    """Return SQL of whether a statement gives the address of a body that may have one.

    A person's is nobody's business, and who may be a person counts as one.
    """
    kind = f"coalesce({_known('o', 'kind')}, {_known('s', 'kind')}, 'unknown')"
    return f"coalesce(x.address, '') <> '' AND {kind} NOT IN {PRIVATE}"


def _rests_on(basis: str) -> str:
    """Return SQL of whether a body at either end has its name for such a reason."""
    ends = (
        f"(x.{side}_label = 'Organization' AND {_known(side, 'basis')} = '{basis}')"
        for side in "so"
    )
    return f"coalesce({' OR '.join(ends)}, false)"


def _relations(kinds: Kinds) -> str:
    """Return SQL of the statements of types that are edges of labels of the schema."""
    pairs = " OR ".join(
        f"(type = '{kind.name}' AND coalesce(s_label, 'Tender') = '{start}' "
        f"AND coalesce(o_label, 'Tender') = '{end}')"
        for kind in kinds
        for start, end in kind.between
    )
    names = ", ".join(f"'{kind.name}'" for kind in kinds)
    return (
        f"(SELECT * FROM said ANTI JOIN void USING (handle) WHERE type IN ({names}) "
        f"AND ({pairs}) AND NOT (s_label IS NULL AND o_label IS NULL))"
    )


def _who(side: str) -> str:
    """Return the joins that find the name of a side, by itself or in its tender."""
    same = " AND ".join(
        f"{{0}}.{column} = x.{side}_{column}" for column in ("label", "text", "ids")
    )
    return (
        f"LEFT JOIN (SELECT * FROM plain) {side} ON {same.format(side)} "
        f"LEFT JOIN narrow {side}_here ON {same.format(side + '_here')} "
        f"AND {side}_here.context = {used_in('x')}"
    )


def _end_of(side: str) -> str:
    found = _known(side, "uid")
    return f"CASE WHEN x.{side}_label IS NULL THEN x.tender ELSE {found} END"


def _known(side: str, column: str) -> str:
    return f"coalesce({side}.{column}, {side}_here.{column})"


def _pick() -> str:
    """Return SQL of a number: the smallest belongs to the best statement."""
    modality = (
        f"CASE WHEN x.type = 'VIA' THEN "
        f"coalesce({place_of('x.modality', _STRONGEST_FIRST)}, {_NAMED}) "
        f"WHEN x.type = 'LINKED' THEN (NOT {IS_SHOWN})::BIGINT ELSE 0 END"
    )
    is_awarded = f"{place_of('x.stage', PROGRESS)} >= {AWARDED}"
    field = (
        f"CASE WHEN {is_awarded} THEN 0 WHEN x.locator LIKE '%/title' THEN 1 ELSE 2 END"
    )
    # What is said of two bodies is no tender's, and no document of one amends it.
    day = (
        f"CASE WHEN x.s_label IS NULL OR x.o_label IS NULL "
        f"THEN {latest_first('t.day')} ELSE 0 END"
    )
    places = (
        (3, "x.rank"),
        (3, modality),
        (1, "(x.amount IS NULL)::BIGINT"),
        (1, "(coalesce(x.date, '') = '')::BIGINT"),
        (DAY_BITS, day),
        (2, field),
    )
    shift, terms = HANDLE_BITS, ["x.handle"]
    for bits, term in reversed(places):
        terms.append(f"(({term})::HUGEINT << {shift})")
        shift += bits
    return " | ".join(terms)


def _quantity(kind: str) -> str:
    """Return SQL of what a statement counts: of OWNS the share, in percent."""
    counted = "TRY_CAST(s.quantity AS DOUBLE)"
    if kind != "OWNS":
        return f"{counted} AS quantity, s.unit"
    held = f"CASE WHEN s.unit = '%' THEN {counted} END"
    return f"{held} AS share, first_day(s.date) AS effective_from"


def _address(kind: str) -> tuple[str, str]:
    """Return SQL of the columns of an address, and the join that they need."""
    if "address" not in schema().edges[kind].properties:
        return "", ""
    return (
        "a.address, a.address_quote, a.address_statement, ",
        f"LEFT JOIN (SELECT handle AS sits, address, address_said AS address_quote, "
        f"key AS address_statement FROM said WHERE type = '{kind}' "
        f"AND address <> '') a USING (sits) ",
    )


def _chosen(pair: Pair) -> str:
    """Return SQL of the edges of a pair with what their best statements say."""
    documents = (
        "CASE WHEN e.n_statements = 1 AND e.documents[1] <> '' THEN e.documents "
        "ELSE list_sort(list_distinct(list_filter(e.documents, lambda d: d <> ''))) END"
    )
    address, said_of_it = _address(pair[0])
    return (
        f"SELECT e.src, e.dst, {key_of('e')} AS key, e.tender, e.part, s.stage, "
        f"s.modality, first_day(s.date) AS date, "
        f"CASE WHEN first_day(s.date) IS NULL THEN '' ELSE s.date END AS date_text, "
        f"s.amount, s.amount_text, s.currency, s.tax, "
        f"{_quantity(pair[0])}, {address}"
        f"{documents} AS documents, e.basis, s.key AS statement, "
        f"{SHOWN_QUOTE}, s.source, "
        f"w.path, s.locator, e.n_statements, {provenance('e.rank')} AS provenance, "
        f"e.identifier FROM (SELECT * FROM edge WHERE {_is(pair)}) e "
        f"JOIN (SELECT * FROM said WHERE type = '{pair[0]}') s USING (handle) "
        f"{said_of_it}LEFT JOIN source w USING (source)"
    )
