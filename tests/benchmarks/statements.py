"""Statements of many invented releases, written as a reading writes them.

Buyers and suppliers have hubs and tails; seven or eight statements a release. Made by
SQL alone, so that the time of assembling is measured without that of reading.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from graphkit import tables
from graphkit.assemble import Inputs, SourceRow
from graphkit.catalogue import Catalogue

BUYERS, SUPPLIERS = 8_000, 30_000
PART_ROWS = 12_500
CHIPS = ("chip:nvidia-a100", "chip:nvidia-h100", "chip:nvidia-h20", "chip:nvidia-a800")
CLOUDS = ("provider:aws", "provider:azure", "provider:aliyun", "provider:gcp")


def inputs(folder: Path, count: int) -> Inputs:
    """Write what was read of one source of `count` releases, unless it is there."""
    source = sha256(str(count).encode()).hexdigest()
    target = folder / "derived" / "read" / f"bench-{count}"
    if not target.exists():
        _write(target.with_suffix(".part"), source, count)
        target.with_suffix(".part").rename(target)
    row = SourceRow(source, "releases.jsonl", "invented", False, "ocds", 1)
    return Inputs((row,), (target,), Catalogue.load())


def _write(folder: Path, source: str, count: int) -> None:
    connection = tables.connect(memory="2GB")
    connection.execute(_DRAW)
    for number, first in enumerate(range(0, count, PART_ROWS)):
        last = min(first + PART_ROWS, count)
        connection.execute(f"CREATE OR REPLACE TABLE r AS {_releases(first, last)}")
        said = " UNION ALL BY NAME ".join(_statements())
        for kind, query, columns, order in (
            ("statements", said, tables.STATEMENT_COLUMNS, "document, n"),
            ("records", _RECORDS, tables.RECORD_COLUMNS, "document"),
        ):
            connection.execute(f"CREATE OR REPLACE TABLE made ({_shape(columns)})")
            connection.execute(
                f"INSERT INTO made BY NAME SELECT *, '{source}' AS source "
                f"FROM ({query})"
            )
            file = folder / f"{number:04}-0000.{kind}.parquet"
            tables.write(connection, "SELECT * FROM made", order, file)
    connection.close()


def _shape(columns: Mapping[str, str]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in columns.items())


# A number in 0 to 1 that depends on two texts alone; `skew` makes low ones frequent.
_DRAW = """
CREATE MACRO draw(what, i) AS
    (md5_number_lower(what || i::VARCHAR) % 1000003)::DOUBLE / 1000003;
CREATE MACRO skewed(what, i, n) AS floor(n * pow(draw(what, i), 3))::BIGINT;
CREATE MACRO one_of(what, i, words) AS
    words[1 + floor(draw(what, i) * len(words))::INTEGER];
"""


def _releases(first: int, last: int) -> str:
    return f"""SELECT i, 'doc:' || left(md5('d' || i), 16) AS document,
        'tender:' || left(md5('t' || floor(i * 0.9)::BIGINT), 16) AS tender,
        'TENDER-' || i AS number, 'Supply of goods and services, call ' || i AS title,
        strftime(DATE '2019-01-01' + floor(2000 * draw('day', i))::INTEGER,
                 '%Y-%m-%d') AS day,
        'University of Town ' || skewed('buyer', i, {BUYERS}) AS buyer,
        'Supplier ' || skewed('supplier', i, {SUPPLIERS}) || ' Limited' AS supplier,
        one_of('chip', i, {list(CHIPS)}) AS chip,
        one_of('cloud', i, {list(CLOUDS)}) AS cloud,
        draw('won', i) < 0.7 AS won, draw('cloudy', i) < 0.08 AS cloudy,
        'line:' || (i + 1) AS place FROM range({first}, {last}) t(i)"""


def _statements() -> Iterator[str]:
    """Yield SQL of each kind of statement of the releases in table `r`."""
    for n, (kind, columns, where) in enumerate(_KINDS):
        yield (
            f"SELECT left(md5('{kind}' || i), 16) AS key, document, {n} AS n, "
            f"'{kind}' AS type, tender, '' AS part, '' AS modality, '' AS quantity, "
            f"'' AS unit, {columns}, place || '/{kind.lower()}' AS locator, "
            f'0 AS start, length(quote) AS "end" FROM r WHERE {where}'
        )


def _mention(side: str, label: str, text: str, ids: str = "'[]'") -> str:
    return (
        f"'{label}' AS {side}_label, {text} AS {side}_text, 0 AS {side}_start, "
        f"length({text}) AS {side}_end, '' AS {side}_locator, {ids} AS {side}_ids, "
        f"{text} AS quote"
    )


def _entry(label: str, uid: str) -> str:
    ids = f"""'[["catalogue","' || {uid} || '"]]'"""
    return _mention("o", label, f"split_part({uid}, ':', 2)", ids)


_AMOUNT = (
    "(i % 100000)::DOUBLE AS amount, (i % 100000)::VARCHAR AS amount_text, "
    "'GBP' AS currency"
)
_KINDS = (
    ("title", "'' AS stage, title AS quote", "true"),
    ("number", "'' AS stage, number AS quote", "true"),
    ("published_on", "'' AS stage, day AS date, day AS quote", "true"),
    ("budget", f"'' AS stage, {_AMOUNT}, amount_text AS quote", "true"),
    ("status", "'tendered' AS stage, 'active' AS quote", "true"),
    ("ISSUED", f"'' AS stage, {_mention('s', 'Organization', 'buyer')}", "true"),
    (
        "AWARDED_TO",
        f"'awarded' AS stage, {_AMOUNT}, day AS date, "
        f"{_mention('o', 'Organization', 'supplier')}",
        "won",
    ),
    ("VIA", f"'tendered' AS stage, {_entry('Provider', 'cloud')}", "cloudy"),
    ("SEEKS", f"'tendered' AS stage, {_entry('Chip', 'chip')}", "cloudy"),
)
_RECORDS = """SELECT document, place AS locator, 'release' AS kind, 0 AS "offset",
    1000 AS length, false AS compiled, '' AS url, tender, number,
    place || '/tender/id' AS number_locator, 0 AS number_start, title,
    place || '/tender/title' AS title_locator, 0 AS title_start,
    '[["ocid","ocds-b5fd17-' || i || '"]]' AS tender_ids FROM r"""
