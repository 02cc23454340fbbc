"""`graphkit loaded`, `retry`: what was read, what was not, why, and what to do."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import as_json, in_case, pending
from graphkit.cli.printing import print_json, print_rows, say, visible

if TYPE_CHECKING:
    from graphkit.case import Case

COLUMNS = ("loader", "files", "records", "tenders", "statements", "quarantined")
SHOWN = 20


@click.command()
@click.option("-o", "file", type=click.Path(path_type=Path), metavar="FILE")
@as_json
@in_case()
def loaded(case: "Case", file: Path | None, as_json: bool) -> int:
    """Say what was read of each file, what was not, why, and what to do.

    `-o FILE.html` writes one page of it. Exit status 3 where something was not read.
    """
    from graphkit.viz import loaded_page

    pending(case)
    report = case.loaded()
    unread = loaded_page.unread(report)
    if file:
        loaded_page.write(report, file)
        print(file)
    elif as_json:
        print_json([report])
    else:
        print_rows(report["loaders"], COLUMNS, as_json=False)
        _print_unknown(report["loaders"])
        say_unread(unread)
    return 3 if unread else 0 if report["files"] else 1


@click.command()
@as_json
@in_case(write=True)
def retry(case: "Case", as_json: bool) -> int:
    """Load again what could not be read, after it was mended; see `loaded`."""
    from graphkit.cli.progress import bar

    with bar("reading") as advance:
        retried = case.retry(progress=advance).to_json()
    if as_json:
        print_json([retried])
    for note in retried["notes"]:
        say(f"{note['path']}: {note['text']}")
    say(
        f"read now: {len(retried['read'])} of what was not; new: {retried['records']} "
        f"records, {retried['statements']} statements; "
        f"still not read: {len(retried['quarantined'])}"
    )
    say_unread(retried["quarantined"])
    return 3 if retried["quarantined"] else 0


def say_unread(items: Sequence[Mapping[str, Any]]) -> None:
    """Say what was not read, why, and what to do; the first few of many."""
    for item in items[:SHOWN]:
        place = f"{item['path']}, {item['locator']}".removesuffix(", ")
        say(f"not read: {place}: {item['reason']}")
        if item["hint"]:
            say(f"  hint: {item['hint']}")
    if len(items) > SHOWN:
        say(f"… and {len(items) - SHOWN} more; --json lists them all")


def _print_unknown(loaders: Sequence[Mapping[str, Any]]) -> None:
    for one in loaders:
        if one["unread"]:
            looked = f"{one['looked']:,} records looked at"
            print(f"\n{one['loader']}: nothing is read from these, of {looked}:")
            for name, count in one["unread"][:SHOWN]:
                print(f"{count:>9,}  {visible(name)}")
