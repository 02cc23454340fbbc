"""The natural persons of a case, or of a file that is only looked at."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from graphkit.hiding import Hider
from graphkit.identity import name_keys
from graphkit.resolve.kinds import kinds
from graphkit.tables import connect, literal

_SPELLED = """
SELECT o.uid, o.kind = 'person' AS is_person, unnest(
    list_filter([o.name, o.name_zh, o.name_en, n.text], lambda x: x <> '')) AS text
FROM read_parquet({nodes}) o LEFT JOIN {names} n ON n.uid = o.uid
"""


def of_case(tables: Path, key: str) -> Hider:
    """Return what hides the persons of a generation; `key` is the uid of its case."""
    nodes = literal(tables / "nodes" / "Organization.parquet")
    file = tables / "names.parquet"
    names = (
        f"(SELECT uid, text FROM read_parquet({literal(file)}))"
        if file.exists()
        else "(SELECT '' AS uid, '' AS text)"
    )
    query = f"SELECT DISTINCT * FROM ({_SPELLED.format(nodes=nodes, names=names)})"
    with connect() as connection:
        rows = connection.execute(f"{query} ORDER BY ALL").fetchall()
    persons = [(text, uid) for uid, is_person, text in rows if is_person]
    if not persons:
        return Hider(key.encode(), ())
    others = (text for _, is_person, text in rows if not is_person)
    return Hider(key.encode(), persons, others=others)


def of_names(names: Iterable[str], key: bytes) -> Hider:
    """Return what hides those of some names that are persons'; `key` is any secret."""
    every = sorted(set(names))
    found = list(_persons(every))
    persons = set(found)
    others = (name for name in every if name not in persons)
    return Hider(key, ((name, name) for name in found), others=others)


def _persons(names: list[str]) -> Iterator[str]:
    for name, kind in zip(names, kinds(names, name_keys(names)), strict=True):
        if kind == "person":
            yield name
