"""`graphkit export`, `push`: what leaves the case."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.options import as_json, in_case, min_grade, pending
from graphkit.cli.printing import print_json, print_rows, say

if TYPE_CHECKING:
    from graphkit.case import Case

FORMATS = ("html", "embed", "svg", "csv", "xlsx", "gexf", "graphml", "pyvis")


@click.command()
@click.option("--format", "kind", type=click.Choice(FORMATS), default="html")
@click.option("-o", "file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--chain", "keys", multiple=True, metavar="KEY", help="Only these.")
@min_grade
@in_case()
def export(
    case: "Case",
    kind: str,
    file: Path | None,
    keys: tuple[str, ...],
    min_grade: str,
) -> int:
    """Write the chains of the case to one file that can be given away."""
    pending(case)
    suffix = "html" if kind in ("embed", "pyvis") else kind
    target = file or Path(f"{case.folder.name}.{suffix}")
    print(case.export(kind, target, keys=keys, min_grade=min_grade))
    return 0


@click.command()
@click.argument("url")
@click.option("--user", default="neo4j", show_default=True)
@click.option("--database", default="", help="The server's default where empty.")
@click.option("--beside", is_flag=True, help="Also where others' nodes are.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@as_json
@in_case()
def push(
    case: "Case",
    url: str,
    user: str,
    database: str,
    beside: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring a Neo4j to what the case holds; nothing of others is touched."""
    pending(case)
    summary = case.push(
        url, user=user, database=database, beside=beside, dry_run=dry_run
    )
    rows = summary.rows()
    if as_json:
        print_json(rows)
    else:
        print_rows(rows, ("type", "insert", "update", "delete"), as_json=False)
    for note in summary.notes:
        say(note)
    return 0
