"""`graphkit build`, `status`, `verify`: the case as it stands."""

from typing import TYPE_CHECKING

import click

from graphkit.cli.options import as_json, in_case, pending
from graphkit.cli.printing import print_json, say

if TYPE_CHECKING:
    from graphkit.case import Case


@click.command()
@click.option(
    "--catalogue",
    type=click.Choice(["kept", "new"]),
    default="kept",
    show_default=True,
    help="`new` takes over the facts this release ships.",
)
@as_json
@in_case(write=True)
def build(case: "Case", catalogue: str, as_json: bool) -> int:
    """Make the tables, the index and the graph again from sources and logs."""
    revision = case.build(new_catalogue=catalogue == "new")
    print_json([{"revision": revision}]) if as_json else print(revision)
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
