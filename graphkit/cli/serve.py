"""`graphkit serve`: the explorer, in a browser."""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from graphkit import settings
from graphkit.cli.options import case_folder, hide_persons
from graphkit.cli.printing import say

if TYPE_CHECKING:
    from graphkit.web import Place


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="0: any free one."
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@click.option("--new", is_flag=True, help="Make the case where there is none.")
@click.option(
    "--store",
    metavar="URL",
    default="",
    help="Explore a copy in this Neo4j instead, without the case's folder.",
)
@click.option("--user", default="neo4j", show_default=True, help="Of --store.")
@click.option("--database", default="", help="Of --store; its default without.")
@click.option("--copy", default="", metavar="UID", help="Which case --store holds.")
@hide_persons
@case_folder
def serve(
    folder: Path,
    port: int,
    opens: bool,
    new: bool,
    store: str,
    user: str,
    database: str,
    copy: str,
    hide_persons: bool | None,
) -> int:
    """Explore the case in a browser, on this machine alone, until Ctrl-C.

    The password of --store comes from $GRAPHKIT_NEO4J_PASSWORD.
    """
    from graphkit.case import Case
    from graphkit.web import InFolder, InNeo4j

    if store:
        _refuse_folder(new=new)
        from graphkit.store.neo4j import Neo4jStore  # imports the driver

        held = Neo4jStore(store, user, settings.password(), database, copy)
        run(InNeo4j(held, hide_persons=hide_persons), port=port, opens=opens)
        return 0
    if new:
        Case.create(folder).close()
    Case.open(folder).close()
    run(InFolder(folder, hide_persons), port=port, opens=opens)
    return 0


def _refuse_folder(*, new: bool) -> None:
    source = click.get_current_context().get_parameter_source("folder")
    if new or source is ParameterSource.COMMANDLINE:
        raise click.UsageError(
            "--store explores a copy without a case's folder: leave --case and --new "
            "out, or leave --store out and explore the folder"
        )


def run(place: "Place", *, port: int = 0, opens: bool = True) -> None:
    """Print where the explorer of a case is, and serve it until it is stopped."""
    from graphkit.web import Server
    from graphkit.web.server import doorway

    server = Server(place, port=port)
    print(server.address, flush=True)
    say("Keep this address to yourself: who has it can read and change the case.")
    say("Ctrl-C ends it; everything you decided is kept.")
    door = doorway(server.address) if opens else None
    try:
        if door:
            webbrowser.open(door.as_uri())
        server.run()
    finally:
        if door:
            door.unlink(missing_ok=True)
