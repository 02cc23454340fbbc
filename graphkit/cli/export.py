"""`graphkit export`, `push`: what leaves the case."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.ask import parameters, read_parameters
from graphkit.cli.options import as_json, in_case, min_grade, pending
from graphkit.cli.printing import print_json, print_rows, say

if TYPE_CHECKING:
    from graphkit.case import Case

CHAINS = ("html", "embed", "svg", "csv", "xlsx", "gexf", "graphml", "pyvis")
FORMATS = (*CHAINS, "cypher", "neo4j-import", "ftm")
SUFFIXES = {"embed": "html", "pyvis": "html", "ftm": "ftm.json"}


@click.command()
@click.option("--format", "kind", type=click.Choice(FORMATS), default="html")
@click.option("-o", "file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--chain", "keys", multiple=True, metavar="KEY", help="Only these.")
@click.option("--question", default="", metavar="NAME", help="Only its tenders.")
@click.option("--view", default="", metavar="NAME", help="Only a saved view's.")
@parameters
@click.option("--table", default="", metavar="NAME", help="One table: csv or xlsx.")
@click.option(
    "--redact",
    multiple=True,
    metavar="WHAT",
    help="Leave out `names`, `sources`, or one of either.",
)
@min_grade
@in_case()
def export(
    case: "Case",
    kind: str,
    file: Path | None,
    keys: tuple[str, ...],
    question: str,
    view: str,
    given: tuple[str, ...],
    table: str,
    redact: tuple[str, ...],
    min_grade: str,
) -> int:
    """Write chains of the case to one file that can be given away.

    cypher and neo4j-import write the graph itself, for a Neo4j, ftm its FollowTheMoney
    entities; `--question` with csv or xlsx the rows of a question. Restricted sources
    are left out of all.
    """
    pending(case)
    suffix = SUFFIXES.get(kind, kind)
    target = file or Path(f"{case.folder.name}.{suffix}")
    written = case.export(
        kind,
        target,
        keys=keys,
        min_grade=min_grade,
        question=question,
        view=view,
        params=read_parameters(given),
        table=table,
        redact=redact,
    )
    print(written)
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
