"""`graphkit serve`: the explorer, in a browser."""

import webbrowser
from pathlib import Path

import click

from graphkit.cli.options import case_folder, hide_persons
from graphkit.cli.printing import say


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

    if new:
        Case.create(folder).close()
    Case.open(folder).close()
    run(folder, port=port, opens=opens, hide_persons=hide_persons)
    return 0


def run(
    folder: Path,
    *,
    port: int = 0,
    opens: bool = True,
    hide_persons: bool | None = None,
) -> None:
    """Print where the explorer of a case is, and serve it until it is stopped."""
    from graphkit.web import Server
    from graphkit.web.server import doorway

    server = Server(folder, port=port, hide_persons=hide_persons)
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
