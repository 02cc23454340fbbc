"""`graphkit lists`, `screen`, `dictionary`: who is on a list, and under which names."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import (
    as_json,
    case_folder,
    found,
    goes_on,
    in_case,
    pending,
)
from graphkit.cli.printing import print_json, print_rows, say

if TYPE_CHECKING:
    from graphkit.case import Case

LISTED = ("list", "date", "age_days", "coverage", "entries", "private", "id")
SCREENED = ("organization", "list", "entry", "match", "score", "tenders", "why")
DICTIONARIES = (
    "name",
    "version",
    "date",
    "age_days",
    "entries",
    "countries",
    "licence",
    "does",
)
SUGGESTED = ("organization", "register", "identifier", "name", "country", "several")


@click.group(invoke_without_command=True)
@as_json
@case_folder
@click.pass_context
def lists(ctx: click.Context, folder: Path, as_json: bool) -> int:
    """Print the screening lists of the case; `add FILE` installs one."""
    if goes_on(ctx):
        return 0
    from graphkit.case import Case

    with Case.open(folder) as case:
        results = case.lists()
        print_rows(results, LISTED, as_json=as_json)
    return 0 if results else 1


@lists.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What to call a list that does not say it.")
@click.option("--private", is_flag=True, help="Keep it out of every export and push.")
@click.option("--as-of", metavar="DATE", default="", help="The date of the list.")
@click.option("--whole", is_flag=True, help="Everybody on the list is in the file.")
@as_json
@in_case(write=True)
def add_list(
    case: "Case",
    file: Path,
    name: str,
    private: bool,
    as_of: str,
    whole: bool,
    as_json: bool,
) -> int:
    """Install the list in FILE: a file, a folder with OFAC's, or entity-list-china."""
    from graphkit.case.lists import Wish, described

    added = case.add_list(file, Wish(name, as_of, whole, private))
    print_rows(described(added.editions), LISTED, as_json=as_json)
    for problem in added.problems:
        say(f"{file.name}, {problem.locator}: {problem.reason}")
    if rest := added.n_problems - len(added.problems):
        say(f"and {rest} more problems")
    if not added.is_new:
        say("the list was there already")
    if not added.editions[0].date:
        say("No date of the list is known: say --as-of, or all is unknown.")
    return 3 if added.problems else 0


@click.command()
@click.option("--list", "list_name", default="", help="Only this list.")
@click.option("--organization", default="", help="Only this one; also where on none.")
@click.option("--as-of", metavar="DATE", default="", help="Instead of tenders' days.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), default=0.7, show_default=True
)
@click.option("--all", "every", is_flag=True, help="Also who is on none, and rejected.")
@click.option("--confirm", nargs=2, metavar="ORG ENTRY", help="They are one.")
@click.option("--reject", nargs=2, metavar="ORG ENTRY", help="They are not.")
@click.option("--why", default="", metavar="TEXT", help="The reason, kept.")
@as_json
@case_folder
def screen(
    folder: Path,
    list_name: str,
    organization: str,
    as_of: str,
    min_score: float,
    every: bool,
    confirm: tuple[str, str] | None,
    reject: tuple[str, str] | None,
    why: str,
    as_json: bool,
) -> int:
    """Compare the organisations of the case with its lists, or answer a candidate."""
    from graphkit.case import Case
    from graphkit.cli.progress import bar

    if confirm or reject:
        return _answer(folder, list_name, confirm, reject, why)
    with Case.open(folder) as case, bar("comparing") as advance:
        pending(case)
        results = case.screen(
            list_name,
            organization=organization,
            as_of=as_of,
            least_score=min_score,
            every=every,
            progress=advance,
        )
    if as_json:
        print_json(results)
    elif results:
        print_rows([_brief(row) for row in results], SCREENED, as_json=False)
    return found(results)


def _answer(
    folder: Path,
    list_name: str,
    confirm: tuple[str, str] | None,
    reject: tuple[str, str] | None,
    why: str,
) -> int:
    from graphkit.case import Case

    if (confirm and reject) or not why.strip():
        raise click.UsageError("give --confirm or --reject, and the reason with --why")
    verdict = "confirm" if confirm else "reject"
    organization, entry = confirm or reject or ("", "")
    with Case.open(folder, write=True) as case:
        print(
            case.answer_candidate(
                verdict, organization, entry, why=why, list_name=list_name
            )
        )
    return 0


def _brief(row: Mapping[str, Any]) -> Mapping[str, Any]:
    from graphkit.case.matches import summary

    said = row.get("answer")
    by = f"{said['verdict']}ed by {said['by']}: {said['why']}" if said else ""
    reasons = " ".join(row["reasons"])
    answered = by if by and not row["changed"] else reasons
    return {**row, "tenders": summary(row), "why": answered}


@click.group(invoke_without_command=True)
@as_json
@case_folder
@click.pass_context
def dictionary(ctx: click.Context, folder: Path, as_json: bool) -> int:
    """Print the installed dictionaries of names and registers of organisations."""
    if goes_on(ctx):
        return 0
    from graphkit.case import Case

    with Case.open(folder) as case:
        results = case.dictionaries()
        print_rows(results, DICTIONARIES, as_json=as_json)
    return 0 if results else 1


@dictionary.command("add")
@click.argument("name", type=click.Choice(["ror", "gleif", "companies-house"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--version", default="", help="Where the file's name does not say it.")
@as_json
@in_case(write=True)
def add_dictionary(
    case: "Case", name: str, file: Path, version: str, as_json: bool
) -> int:
    """Install a release as it was downloaded: NAME is what it is, FILE where."""
    row = case.add_dictionary(name, file, version=version)
    print_rows([row], DICTIONARIES, as_json=as_json)
    return 0


@dictionary.command("remove")
@click.argument("name")
@in_case(write=True)
def remove_dictionary(case: "Case", name: str) -> int:
    """Take the dictionary NAME out of the case."""
    case.remove_dictionary(name)
    return 0


@dictionary.command("suggest")
@click.option("--organization", default="", help="Only for this one.")
@as_json
@in_case()
def suggest(case: "Case", organization: str, as_json: bool) -> int:
    """Print identifiers that registers have for an equal name of the same country."""
    results = case.suggestions(organization)
    print_rows(results, SUGGESTED, as_json=as_json)
    return found(results)
