"""Options that commands share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from graphkit import settings
from graphkit.cli.printing import say

if TYPE_CHECKING:
    from graphkit.case import Case
    from graphkit.results import Results

Command = TypeVar("Command", bound=Callable[..., Any])

as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, one object a line."
)
why = click.option("--why", required=True, metavar="TEXT", help="The reason, kept.")
seconds = click.option(
    "--seconds", type=click.FloatRange(min=0.01), default=5.0, show_default=True
)
min_grade = click.option(
    "--min-grade",
    type=click.Choice(["E1", "E2", "E3", "E4", "E5"]),
    default="E2",
    show_default=True,
    help="Weakest grade to show.",
)
on_store = click.option(
    "--store", metavar="URL", default="", help="Ask this Neo4j instead of the case."
)
hide_persons = click.option(
    "--hide-persons/--show-persons",
    "hide_persons",
    default=None,
    help="Placeholders for natural persons; the case's settings say it, too.",
)
case_folder = click.option(
    "--case",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=settings.default_case,
    help="The case's folder; $GRAPHKIT_CASE, else ./case.",
)


def case_of(command: Command) -> Command:
    """Give a command the folder of the case, None where nobody named one.

    $GRAPHKIT_CASE, or ./case, counts where it is there; --case must be.
    """

    @click.option(
        "--case",
        "folder",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="A case that may hold the file; $GRAPHKIT_CASE, else ./case if there.",
    )
    @wraps(command)
    def run(folder: Path | None, **given: Any) -> Any:
        default = settings.default_case()
        found = folder or (default if default.is_dir() else None)
        return command(folder=found, **given)

    return run  # type: ignore[return-value]


def in_case(
    *, write: bool = False, shows: bool | None = None
) -> Callable[[Command], Command]:
    """Open the case of --case and hand it to the command as its first argument.

    One that shows records, by default any that does not write, can hide persons.
    """
    hides = not write if shows is None else shows

    def decorate(command: Command) -> Command:
        @case_folder
        @wraps(command)
        def run(folder: Path, hide_persons: bool | None = None, **given: Any) -> Any:
            from graphkit.case import Case

            with Case.open(folder, write=write, hide_persons=hide_persons) as case:
                return command(case, **given)

        chosen: Any = hide_persons(run) if hides else run
        return chosen  # type: ignore[no-any-return]

    return decorate


def pending(case: "Case") -> None:
    """Say on standard error what the case's tables do not show yet."""
    for sentence in case.pending():
        say(sentence)


def found(results: "Results") -> int:
    """Say the notes of results and return the exit status: 1 where there are none."""
    for note in results.notes:
        say(note)
    if results.truncated:
        say("More was found than is shown: a limit or the deadline was reached.")
    return 0 if results else 1


def goes_on(ctx: click.Context) -> bool:
    """Say whether a subcommand follows; a --case in front of it would go unheard."""
    follows = ctx.invoked_subcommand is not None
    if follows and ctx.get_parameter_source("folder") is ParameterSource.COMMANDLINE:
        raise click.UsageError(f"put --case behind {ctx.invoked_subcommand}")
    return follows
