"""Edges that no single statement makes: judgements, the catalogue, and a summary."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.assemble.columns import create, provenance
from graphkit.assemble.edges import all_columns, key_of
from graphkit.assemble.inputs import Inputs
from graphkit.assemble.listings import listed
from graphkit.identity import edge_key, name_keys
from graphkit.resolve import JoinedTenders, Resolution, Suggestion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graphkit.catalogue import Catalogue, Fact

NO_PRODUCTS = ("example", "benchmark")
"""Modalities of a provider that is only compared with."""

Row = dict[str, Any]


def add_judged(
    connection: "DuckDBPyConnection",
    inputs: Inputs,
    who: Resolution,
    joined: JoinedTenders,
) -> None:
    """Add PART_OF and POSSIBLY_SAME, whose words are the reasons people gave."""
    reason = {told.uid: told.why for told in inputs.judgements}
    said = [
        _judged(kind, label, pair, reason)
        for kind, label, pairs in (
            ("PART_OF", "Organization", who.parts),
            ("POSSIBLY_SAME", "Organization", who.unsure),
            ("POSSIBLY_SAME", "Tender", joined.unsure),
        )
        for pair in pairs
    ]
    _add(connection, "judged", said)


def add_doubts(
    connection: "DuckDBPyConnection",
    who: Resolution,
    tenders: Sequence[tuple[str, str]],
) -> None:
    """Add what names and titles say of two that nobody has judged yet.

    POSSIBLY_SAME where they are equal or much alike, PART_OF where one names the other
    as its whole; the reasons are in the place of a quote.
    """
    alike = (("Organization", who.doubtful), ("Tender", tenders))
    doubts = [
        _row("POSSIBLY_SAME", (label, label), pair)
        | {"basis": "name", "provenance": "primary"}
        for label, pairs in alike
        for pair in pairs
    ]
    doubts += [
        _suggested(said)
        for said in who.suggested
        if said.verdict == "unsure" or said.is_certain
    ]
    _add(connection, "doubted", doubts)


def add_catalogue(connection: "DuckDBPyConnection", inputs: Inputs) -> None:
    """Add the catalogue's facts, and who OPERATES a provider."""
    catalogue = inputs.catalogue
    facts = [_fact(fact, catalogue) for fact in catalogue.facts]
    _add(connection, "fact", _told_apart(facts))
    add_operators(connection, catalogue)


def add_operators(connection: "DuckDBPyConnection", catalogue: "Catalogue") -> None:
    """Add who OPERATES a provider, by the names of the catalogue."""
    _add(connection, "operator", _operators(connection, catalogue))


def add_listed(connection: "DuckDBPyConnection", inputs: Inputs) -> None:
    """Add LISTED_ON, whose words are the rows of the lists."""
    _add(connection, "listed", listed(connection, inputs.listings))


SOLD = (
    "SELECT e.type, e.src, e.dst, e.tender, e.part, e.rank, s.modality FROM edge e "
    "LEFT JOIN (SELECT handle, modality FROM said WHERE type = 'VIA') s "
    "USING (handle) WHERE e.type IN ('AWARDED_TO', 'VIA', 'HANDLED_BY', 'OPERATES')"
)
"""SQL of the edges that the summary counts, with what each says best."""


def add_summary(
    connection: "DuckDBPyConnection", catalogue: "Catalogue", sold: str = SOLD
) -> None:
    """Add RESELLS: who was awarded tenders that name a provider, in the same part.

    Who operates the provider sells, and an agency handles: neither resells.
    """
    connection.execute(f"CREATE TABLE sold AS {sold}")
    own = _own(connection, catalogue)
    handled = "SELECT tender, dst AS body FROM sold WHERE type = 'HANDLED_BY'"
    connection.execute(
        f"INSERT INTO added_edge BY NAME SELECT 'RESELLS' AS type, "
        f"'Organization' AS start_label, 'Provider' AS end_label, body AS src, "
        f"provider AS dst, concat_ws('|', 'RESELLS', body, provider, '', '') AS key, "
        f"[]::VARCHAR[] AS documents, 'record' AS basis, count(*) AS n_statements, "
        f"{provenance('max(rank)')} AS provenance, count(*) AS count, "
        f"min(t.date) AS first, max(t.date) AS last FROM ({_resold()}) "
        f"ANTI JOIN ({own}) USING (body, provider) "
        f"ANTI JOIN ({handled}) USING (tender, body) "
        f"JOIN tender_row t ON t.uid = tender GROUP BY body, provider"
    )


def _resold() -> str:
    """Return SQL of bodies, providers and tenders that name both in one part."""
    return (
        f"SELECT a.dst AS body, v.dst AS provider, a.tender, "
        f"max(greatest(a.rank, v.rank)) AS rank FROM sold a "
        f"JOIN sold v ON v.tender = a.tender AND v.part = a.part "
        f"WHERE a.type = 'AWARDED_TO' AND v.type = 'VIA' AND a.part <> '?' "
        f"AND v.modality NOT IN {NO_PRODUCTS} GROUP BY ALL"
    )


def _own(connection: "DuckDBPyConnection", catalogue: "Catalogue") -> str:
    """Return SQL of who operates a provider, its brand, or a partition of it."""
    kin = [
        (uid, other)
        for uid, entry in catalogue.entries.items()
        if entry.label == "Provider"
        for other in (uid, *catalogue.ancestors(uid), *catalogue.descendants(uid))
    ]
    create(connection, "kin", {"provider": "VARCHAR", "other": "VARCHAR"}, kin)
    operates = " UNION ALL ".join(
        f"SELECT src, dst FROM {table} WHERE type = 'OPERATES'"
        for table in ("sold", "added_edge")
    )
    return (
        f"SELECT o.src AS body, k.other AS provider FROM ({operates}) o "
        f"JOIN kin k ON k.provider = o.dst"
    )


def _judged(
    kind: str, label: str, pair: tuple[str, str, str], reason: Mapping[str, str]
) -> Row:
    start, end, judgement = pair
    return _row(kind, (label, label), (start, end)) | {
        "basis": "judgement",
        "provenance": "analyst",
        "statement": judgement,
        "quote": reason.get(judgement, ""),
    }


def _suggested(said: Suggestion) -> Row:
    kind = "PART_OF" if said.verdict == "part_of" else "POSSIBLY_SAME"
    return _row(kind, ("Organization", "Organization"), (said.a, said.b)) | {
        "basis": "name",
        "provenance": "primary",
        "quote": " ".join(said.reasons),
        "score": said.score,
    }


def _fact(fact: "Fact", catalogue: "Catalogue") -> Row:
    labels = tuple(catalogue.entries[uid].label for uid in (fact.src, fact.dst))
    return (
        _row(fact.type, (labels[0], labels[1]), (fact.src, fact.dst))
        | {"basis": "catalogue", "provenance": "catalogue"}
        | {"quote": fact.quote, "path": fact.source}
        | dict(fact.properties)
    )


def _told_apart(facts: Iterable[Row]) -> list[Row]:
    """Return the facts, those between the same two under the day they begin."""
    seen: dict[str, Row] = {}
    for fact in facts:
        if fact["key"] in seen:
            part = str(fact.get("effective_from") or len(seen))
            ends = (fact["src"], fact["dst"])
            fact = fact | {"part": part, "key": edge_key(fact["type"], *ends, part, "")}
        seen.setdefault(fact["key"], fact)
    return list(seen.values())


def _operators(connection: "DuckDBPyConnection", catalogue: "Catalogue") -> list[Row]:
    keys = name_keys([name for name, _ in catalogue.operators])
    rows = connection.execute(
        "SELECT key, uid FROM named WHERE label = 'Organization' AND context = '' "
        "ORDER BY key, uid"
    ).fetchall()
    bodies: dict[str, list[str]] = {}
    for key, uid in rows:
        bodies.setdefault(key, []).append(uid)
    found = {
        (uid, provider): name
        for key, (name, provider) in zip(keys, catalogue.operators, strict=True)
        for uid in bodies.get(key, ())
    }
    return [
        _row("OPERATES", ("Organization", "Provider"), pair)
        | {
            "basis": "catalogue",
            "provenance": "catalogue",
            "quote": f"{name} operates {catalogue.entries[pair[1]].name}.",
        }
        for pair, name in sorted(found.items())
    ]


def _row(kind: str, labels: tuple[str, str], ends: tuple[str, str]) -> Row:
    return {
        "type": kind,
        "start_label": labels[0],
        "end_label": labels[1],
        "src": ends[0],
        "dst": ends[1],
        "key": edge_key(kind, *ends, "", ""),
        "n_statements": 1,
    }


def _add(connection: "DuckDBPyConnection", name: str, rows: Iterable[Row]) -> None:
    """Add rows to `added_edge`; an edge that records state stays as they state it."""
    shape = {
        column: kind for column, kind in all_columns().items() if column != "documents"
    }
    create(
        connection,
        name,
        shape,
        [tuple(row.get(column) or None for column in shape) for row in rows],
    )
    connection.execute(
        f"INSERT INTO added_edge BY NAME SELECT *, []::VARCHAR[] AS documents "
        f"FROM {name} ANTI JOIN (SELECT {key_of('e')} AS key FROM edge e "
        f"SEMI JOIN {name} USING (type) UNION ALL SELECT key FROM added_edge) "
        f"USING (key)"
    )
