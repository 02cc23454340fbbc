"""`graphkit build`, `status`, `verify`: the case as it stands."""

from typing import TYPE_CHECKING

import click

from graphkit.cli.options import as_json, in_case, pending
from graphkit.cli.printing import print_json, print_rows, say
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case import Case

COLUMNS = ("change", "type", "s_text", "o_text", "quote", "source", "locator")


@click.command()
@click.option(
    "--catalogue",
    type=click.Choice(["kept", "new"]),
    default="kept",
    show_default=True,
    help="`new` takes over the facts this release ships.",
)
@click.option("--changes", is_flag=True, help="List the statements that changed.")
@as_json
@in_case(write=True, shows=True)
def build(case: "Case", catalogue: str, changes: bool, as_json: bool) -> int:
    """Make the tables, the index and the graph again from sources and logs.

    Sources are read again where the catalogue or a loader changed; what that did to
    their statements is said.
    """
    before = case.revision
    revision = case.build(new_catalogue=catalogue == "new")
    found = case.changes(since=before)
    rows = case.hidden(Results(found.rows(), columns=COLUMNS)) if changes else ()
    if as_json:
        listed = {"changes": list(rows)} if changes else {}
        counts = {"revision": revision, "statements": found.to_json()}
        print_json([counts | listed])
        return 0
    if str(found):
        say(str(found))
    if changes:
        print_rows(rows, COLUMNS, as_json=False)
    else:
        print(revision)
    return 0


@click.command()
@as_json
@in_case()
def status(case: "Case", as_json: bool) -> int:
    """Say what the case holds, its revision and digest, and what is pending."""
    standing = case.status()
    if as_json:
        print_json([standing])
        return 0
    for name, value in standing.items():
        if isinstance(value, dict):
            for inner, count in value.items():
                print(f"{name}.{inner}: {count}")
        else:
            print(f"{name}: {value}")
    return 0


@click.command()
@as_json
@in_case()
def verify(case: "Case", as_json: bool) -> int:
    """Read every quote again from the stored bytes; 1 where one differs."""
    pending(case)
    result = case.verify()
    if as_json:
        print_json([result.to_json()])
    for item in result.differing[:50]:
        say(f"{item.path}, {item.locator}: {item.reason}")
    say(f"{result.checked} quotes read again, {len(result.differing)} differ")
    return 1 if result.differing else 0
