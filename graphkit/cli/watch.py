"""`graphkit watch`, `freeze`, `diff`: what is new, and since when."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from graphkit.cli.ask import parameters, read_parameters
from graphkit.cli.options import (
    as_json,
    case_folder,
    found,
    goes_on,
    hide_persons,
    in_case,
    min_grade,
    pending,
    why,
)
from graphkit.cli.printing import print_rows

if TYPE_CHECKING:
    from graphkit.case import Case

COMMANDLINE = ParameterSource.COMMANDLINE


@click.group(invoke_without_command=True)
@click.option("--peek", is_flag=True, help="Look without ending the look.")
@as_json
@hide_persons
@case_folder
@click.pass_context
def watch(
    ctx: click.Context,
    folder: Path,
    peek: bool,
    as_json: bool,
    hide_persons: bool | None,
) -> int:
    """Print what is new, changed or gone in the watches since the last look.

    Exit status: 0 there is news, 1 there is none. The next look begins here.
    """
    if goes_on(ctx):
        return 0
    from graphkit.case import Case

    with Case.open(folder, hide_persons=hide_persons) as case:
        pending(case)
        results = case.news()
        print_rows(results, results.columns, as_json=as_json)
        if not peek and case.watches():
            case.looked()
        return found(results)


@watch.command("add")
@click.argument("name")
@click.option("--institution", default="", metavar="NAME", help="Who issued it.")
@click.option("--intermediary", default="", metavar="NAME", help="Who supplies.")
@click.option("--provider", default="", metavar="NAME", help="Whose cloud.")
@click.option("--item", default="", metavar="NAME", help="Chip, model or product.")
@min_grade
@click.option("--question", default="", metavar="NAME", help="Watch this question.")
@parameters
@in_case(write=True)
@click.pass_context
def add(
    ctx: click.Context,
    /,
    case: "Case",
    name: str,
    question: str,
    given: tuple[str, ...],
    **asked: str,
) -> int:
    """Keep a search for chains, or a question, as the watch NAME."""
    said = [key for key in asked if ctx.get_parameter_source(key) is COMMANDLINE]
    if question and said:
        raise click.UsageError(f"--{said[0].replace('_', '-')} is for chains: use -p")
    if given and not question:
        raise click.UsageError("-p is for a question: give --question")
    if question:
        print(case.watch_question(name, question, **read_parameters(given)))
    else:
        print(case.watch(name, **asked))
    return 0


@watch.command("list")
@as_json
@in_case()
def listed(case: "Case", as_json: bool) -> int:
    """List the watches; `graphkit undo ID` takes one back."""
    results = case.watches()
    print_rows(results, results.columns, as_json=as_json)
    return found(results)


@watch.command("dismiss")
@click.argument("key")
@why
@in_case(write=True)
def dismiss(case: "Case", key: str, why: str) -> int:
    """Do not show the chain or row of KEY again, unless it gets better or changes."""
    print(case.dismiss(key, why=why))
    return 0


@click.command()
@click.argument("name", required=False)
@click.option("--why", default="", metavar="TEXT", help="The reason, kept.")
@as_json
@in_case(write=True)
def freeze(case: "Case", name: str | None, why: str, as_json: bool) -> int:
    """Keep the tables of now as the edition NAME; without one, list editions."""
    if not name:
        results = case.editions()
        print_rows(results, results.columns, as_json=as_json)
        return found(results)
    pending(case)
    print(case.freeze(name, why=why))
    return 0


@click.command()
@click.argument("a")
@click.argument("b", default="now")
@min_grade
@as_json
@in_case()
def diff(case: "Case", a: str, b: str, min_grade: str, as_json: bool) -> int:
    """List the chains that differ between the editions A and B, and why.

    B is what the tables show now where it is not given.
    """
    results = case.diff(a, b, min_grade=min_grade)
    print_rows(results, results.columns, as_json=as_json)
    return found(results)
