"""The command line: one module for the commands that belong together.

Exit status: 0 done, 1 nothing found, 2 wrong input or unreachable store, 3 done but
some files were quarantined. Errors become messages here and nowhere else.
"""

import os
import sys
from collections.abc import Sequence

import click

from graphkit import __version__
from graphkit.cli import (
    amend,
    ask,
    build,
    columns,
    demo,
    explain,
    export,
    judge,
    load,
    loaded,
    methods,
    pack,
    review,
    rules,
    screen,
    search,
    serve,
    watch,
)
from graphkit.cli.printing import say
from graphkit.errors import GraphkitError

COMMANDS: tuple[click.Command, ...] = (
    demo.demo,
    load.open_folder,
    load.load,
    load.statements,
    serve.serve,
    columns.map_columns,
    loaded.loaded,
    loaded.retry,
    explain.explain,
    build.build,
    build.status,
    build.verify,
    search.chains,
    search.paths,
    search.find,
    rules.rules,
    rules.whatif,
    methods.funnel,
    methods.sample,
    methods.fragility,
    methods.absence,
    watch.watch,
    watch.freeze,
    watch.diff,
    ask.queries,
    ask.ask,
    ask.cypher,
    judge.judge,
    judge.judgements,
    judge.why_one,
    judge.undo,
    review.review,
    screen.lists,
    screen.screen,
    screen.dictionary,
    amend.amend,
    amend.forget,
    amend.translate,
    pack.pack,
    pack.merge,
    export.export,
    export.push,
)


class InOrder(click.Group):
    """A group that lists its commands in the order a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names as they were added."""
        return list(self.commands)


@click.group(cls=InOrder)
@click.version_option(__version__, prog_name="graphkit")
def root() -> None:
    """Read tender records; show who bought what, through whom, in whose cloud.

    Every hop quotes its document. What a path does not prove is in the README.
    """


for _command in COMMANDS:
    root.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A platform's own encoding cannot print every name.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = root.main(arguments, prog_name="graphkit", standalone_mode=False)
    except GraphkitError as error:
        say(f"graphkit: {error}")
        if error.hint:
            say(f"  hint: {error.hint}")
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        say("graphkit: stopped")
        return 2
    except BrokenPipeError:
        # The reader of our output (`head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        say(f"graphkit: {place}{error.strerror or error}")
        return 2
    return status if isinstance(status, int) else 0
