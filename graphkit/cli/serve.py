"""`graphkit serve`: the explorer, in a browser."""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.options import case_folder, hide_persons
from graphkit.cli.printing import say

if TYPE_CHECKING:
    from graphkit.web import Server


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="0: any free one."
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@click.option("--new", is_flag=True, help="Make the case where there is none.")
@hide_persons
@case_folder
def serve(
    folder: Path, port: int, opens: bool, new: bool, hide_persons: bool | None
) -> int:
    """Explore the case in a browser, on this machine alone, until Ctrl-C."""
    from graphkit.case import Case
    from graphkit.web import Server

    if new:
        Case.create(folder).close()
    with Case.open(folder):
        pass
    run(Server(folder, port=port, hide_persons=hide_persons), opens=opens)
    return 0


def run(server: "Server", *, opens: bool) -> None:
    """Print where the explorer is, and serve it until it is stopped."""
    from graphkit.web.server import doorway

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
