"""Files for `neo4j-admin database import`, the fastest way into a Neo4j of any size.

What stands in the database afterwards is what a push writes, so that a later push
brings it up to date and `--store` asks it.
"""

from collections.abc import Mapping
from pathlib import Path

from graphkit import tables
from graphkit.schema import schema
from graphkit.store.differences import Table
from graphkit.store.lines import HASH, ITEM, java_number
from graphkit.store.scope import CASE_LABEL
from graphkit.store.selection import Selection
from graphkit.store.shared_server import COMPLETE, constraint
from graphkit.store.values import ALWAYS

ARGUMENTS, CONSTRAINTS, README = "import.args", "constraints.cypher", "README.txt"

_TYPES: Mapping[str, str] = {
    "string": "",
    "integer": ":long",
    "double": ":double",
    "date": ":date",
    "boolean": ":boolean",
    "strings": ":string[]",
}
_OPTIONS = (
    "--multiline-fields=true",
    f"--array-delimiter=U+{ord(ITEM):04X}",
    "--id-type=string",
    "--legacy-style-quoting=false",
    "--read-buffer-size=16m",
    "--auto-skip-subsequent-headers=false",
)
_README = """\
Files for Neo4j's own import, made by graphkit. In this folder, with the database
stopped or not there yet:

    neo4j-admin database import full @{arguments} --overwrite-destination neo4j

then start it and run {constraints} in it, once. A later `graphkit push` brings the
database up to date, and `graphkit ask --store` asks it.
"""


def write(
    selection: Selection, case: str, revision: str, folder: Path, note: str = ""
) -> None:
    """Write one CSV file for each label and type of edge, and what imports them.

    `case` is the uid that every node and edge carries as `_case`; `note` says what is
    missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    given = [*_OPTIONS]
    for table in selection.filled():
        file = f"{table.name}.csv"
        _write(selection, table, case, folder / file)
        kind = "relationships" if table.ends else "nodes"
        given.append(f"--{kind}={table.type}={file}")
    _write_case(selection, case, revision, folder / f"{CASE_LABEL}.csv")
    given.append(f"--nodes={CASE_LABEL}={CASE_LABEL}.csv")
    for name, text in (
        (ARGUMENTS, "\n".join(given) + "\n"),
        (CONSTRAINTS, "".join(f"{line};\n" for line in constraints())),
        (README, _README.format(arguments=ARGUMENTS, constraints=CONSTRAINTS) + note),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def constraints() -> tuple[str, ...]:
    """Return the Cypher that makes uids unique in a case, a label each."""
    return tuple(map(constraint, (*schema().nodes, CASE_LABEL)))


def _write(selection: Selection, table: Table, case: str, file: Path) -> None:
    columns = [*_ends(table), f'{tables.literal(case)} AS "_case"']
    columns.append(f'{HASH} AS "_hash:long"')
    for name, kind in table.properties.items():
        id_space = f":ID({table.type})" if name == "uid" and not table.ends else ""
        header = f"{name}{id_space or _TYPES[kind]}"
        columns.append(f'{_value(name, kind)} AS "{header}"')
    query = f"SELECT {', '.join(columns)} FROM {selection.rows(table)} t"
    _copy(selection, f"{query} ORDER BY t.{table.key}", file)


def _write_case(selection: Selection, case: str, revision: str, file: Path) -> None:
    uid = tables.literal(case)
    query = (
        f'SELECT {uid} AS "uid:ID({CASE_LABEL})", {uid} AS "_case", '
        f"{tables.literal(revision)} AS revision, "
        f"{schema().version} AS \"schema:long\", '{COMPLETE}' AS state"
    )
    _copy(selection, query, file)


def _ends(table: Table) -> list[str]:
    if not table.ends:
        return []
    start, end = table.ends
    return [f't.src AS ":START_ID({start})"', f't.dst AS ":END_ID({end})"']


def _value(name: str, kind: str) -> str:
    """Return SQL of a value as the import reads it; an empty text is no property."""
    column = f't."{name}"'
    if kind == "strings":
        # No text holds the mark but by mischief, and then it goes.
        mark = f"chr({ord(ITEM)})"
        bare = f"list_transform({column}, lambda x: replace(x, {mark}, ''))"
        return f"nullif(array_to_string({bare}, {mark}), '')"
    if kind == "double":
        return java_number(column)
    if kind == "string" and name not in ALWAYS:
        return f"nullif({column}, '')"
    return column


def _copy(selection: Selection, query: str, file: Path) -> None:
    # Everything that is there stands in quotes, so that nothing in it acts.
    selection.connection.execute(
        f"COPY ({query}) TO {tables.literal(file)} "
        "(FORMAT csv, HEADER true, FORCE_QUOTE *, NULL '')"
    )
