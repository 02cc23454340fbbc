"""A large graph of invented tenders, written straight as tables, with a fixed seed.

Buyers and suppliers have hubs and tails. Nine of ten tenders are awarded, seven name a
provider, seven an item; a notice and an award notice document each.
"""

from pathlib import Path
from typing import Any

from graphkit import tables
from graphkit.schema import schema

PROVIDERS = ("aws", "aws-global", "aws-china", "azure", "aliyun", "huawei", "tencent")
CHIPS = ("a100", "a100-40", "a100-80", "h100", "h800", "h20", "910b", "910c", "l40s")


def write(folder: Path, count: int) -> Path:
    """Write the tables of `count` tenders; a folder that is there is kept."""
    if folder.exists():
        return folder
    connection = tables.connect(memory="2GB")
    connection.execute(_DRAW)
    for name, query in _queries(count).items():
        connection.execute(f"CREATE TABLE {name} AS {query}")
    unfinished = folder.with_name(folder.name + ".part")
    for label in schema().nodes:
        _write_nodes(connection, label, unfinished)
    for kind in schema().edges.values():
        for start, end in kind.between:
            _write_edges(connection, kind.name, start, end, unfinished)
    connection.close()
    unfinished.rename(folder)
    return folder


# A number in 0 to 1 that depends on two texts alone; `skew` makes low ones frequent.
_DRAW = """
CREATE MACRO draw(what, i) AS
    (md5_number_lower(what || i::VARCHAR) % 1000003)::DOUBLE / 1000003;
CREATE MACRO skewed(what, i, n) AS floor(n * pow(draw(what, i), 4))::BIGINT;
CREATE MACRO uid(kind, i) AS kind || ':' || left(md5(kind || i::VARCHAR), 16);
"""


def _queries(count: int) -> dict[str, str]:
    buyers, suppliers = max(count // 30, 5), max(count // 12, 5)
    return {
        "tender": f"""SELECT i, uid('tender', i) AS uid,
            uid('org', 'b' || skewed('buyer', i, {buyers})) AS buyer,
            uid('org', 's' || skewed('supplier', i, {suppliers})) AS supplier,
            draw('won', i) < 0.9 AS won, draw('said', i) < 0.7 AS said,
            draw('wanted', i) < 0.7 AS wanted,
            {_one_of("provider", PROVIDERS)} AS provider,
            {_one_of("chip", CHIPS)} AS chip,
            uid('doc', 'a' || i) AS notice, uid('doc', 'b' || i) AS award,
            DATE '2019-01-01' + floor(2000 * draw('day', i))::INTEGER AS day
            FROM range({count}) t(i)""",
        "organization": f"""SELECT uid('org', 'b' || i) AS uid,
            'University of Town ' || i AS name, 'university' AS kind
            FROM range({buyers}) t(i) UNION ALL SELECT uid('org', 's' || i),
            'Supplier ' || i || ' Limited', 'company' FROM range({suppliers}) t(i)""",
        "catalogue": " UNION ALL ".join(
            f"SELECT '{label}' AS label, '{label.lower()}:{name}' AS uid, "
            f"'{name.upper()}' AS name"
            for label, names in (("Provider", PROVIDERS), ("Chip", CHIPS))
            for name in names
        ),
    }


def _one_of(what: str, names: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{what}:{name}'" for name in names)
    return f"[{listed}][1 + skewed('{what}', i, {len(names)})]"


_NODES = {
    "Organization": "SELECT uid, name, kind, 'primary' AS provenance FROM organization",
    "Tender": """SELECT uid, 'Tender ' || i AS name, 'N-' || i AS number,
        CASE WHEN won THEN 'awarded' ELSE 'tendered' END AS stage, day AS published_on,
        CASE WHEN won THEN day + 40 END AS awarded_on FROM tender""",
    "Document": """SELECT unnest([notice, award]) AS uid, 'line ' || i AS name,
        'releases.jsonl' AS path, false AS compiled FROM tender""",
    "Provider": "SELECT uid, name FROM catalogue WHERE label = 'Provider'",
    "Chip": "SELECT uid, name FROM catalogue WHERE label = 'Chip'",
}
_EDGES = {
    "ISSUED.Organization.Tender": """SELECT buyer AS src, uid AS dst, i,
        [notice, award] AS documents, '/buyer/name' AS locator FROM tender""",
    "AWARDED_TO.Tender.Organization": """SELECT uid AS src, supplier AS dst, i,
        [award] AS documents, '/awards/0/suppliers/0/name' AS locator,
        day + 40 AS date, 1000.5 * i AS amount FROM tender WHERE won""",
    "VIA.Tender.Provider": """SELECT uid AS src, provider AS dst, i,
        [award] AS documents, '/tender/title' AS locator FROM tender WHERE said""",
    "SEEKS.Tender.Chip": """SELECT uid AS src, chip AS dst, i, [notice] AS documents,
        '/tender/items/0/description' AS locator, 'required' AS modality
        FROM tender WHERE wanted AND i % 3 = 0""",
    "AWARDS.Tender.Chip": """SELECT uid AS src, chip AS dst, i, [award] AS documents,
        '/awards/0/items/0/description' AS locator, 'awarded' AS modality
        FROM tender WHERE wanted AND won AND i % 3 > 0""",
    "DOCUMENTED_BY.Tender.Document": """SELECT uid AS src, unnest([notice, award]) AS
        dst, i, [notice] AS documents, '' AS locator FROM tender""",
    "VARIANT_OF.Chip.Chip": """SELECT 'chip:a100-40' AS src, 'chip:a100' AS dst, 0 AS i,
        []::VARCHAR[] AS documents, '' AS locator UNION ALL
        SELECT 'chip:a100-80', 'chip:a100', 0, []::VARCHAR[], ''""",
    "VARIANT_OF.Provider.Provider": """SELECT unnest(['provider:aws-global',
        'provider:aws-china']) AS src, 'provider:aws' AS dst, 0 AS i,
        []::VARCHAR[] AS documents, '' AS locator""",
}
_COMMON = {
    "part": "''",
    "modality": "''",
    "tender": "''",
    "stage": "''",
    "currency": "'CNY'",
    "basis": "'record'",
    "quote": "'the words of the notice that name it, number ' || i",
    "source": "repeat('a1', 32)",
    "path": "'releases/releases.jsonl'",
    "n_statements": "1",
    "provenance": "'invented'",
    "identifier": "''",
}


def _write_nodes(connection: Any, label: str, folder: Path) -> None:
    columns = tables.node_columns(label)
    query = _filled(connection, _NODES.get(label, ""), columns, {})
    tables.write(connection, query, "uid", folder / "nodes" / f"{label}.parquet")


def _write_edges(
    connection: Any, kind: str, start: str, end: str, folder: Path
) -> None:
    name = f"{kind}.{start}.{end}"
    query = _EDGES.get(name, "")
    common = dict(_COMMON)
    modality = "modality" if "AS modality" in query else "''"
    common["key"] = f"'{kind}|' || src || '|' || dst || '||' || {modality}"
    common["statement"] = f"left(md5('{kind}' || i), 16)"
    if "AS locator" in query:
        common["locator"] = "'line:' || i || locator"
    filled = _filled(connection, query, tables.edge_columns(kind), common)
    tables.write(connection, filled, "key", folder / "edges" / f"{name}.parquet")


def _filled(
    connection: Any, query: str, columns: dict[str, str], common: dict[str, str]
) -> str:
    """Return a query with exactly these columns; those it has not are NULL."""
    if not query:
        empty = ", ".join(f'NULL::{kind} AS "{c}"' for c, kind in columns.items())
        return f"SELECT {empty} WHERE false"
    given = {row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()}
    chosen = [
        f'({_value(name, given, common)})::{kind} AS "{name}"'
        for name, kind in columns.items()
    ]
    return f"SELECT {', '.join(chosen)} FROM ({query})"


def _value(name: str, given: set[str], common: dict[str, str]) -> str:
    if name == "locator" or name not in given:
        return common.get(name, f'"{name}"' if name in given else "NULL")
    return f'"{name}"'
