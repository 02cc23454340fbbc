"""`graphkit build`, `status`, `verify`: the case as it stands."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit import settings
from graphkit.cli.options import as_json, case_of, in_case, pending
from graphkit.cli.printing import print_json, print_rows, say
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case import Case
    from graphkit.case.verify import VerifyResult

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
@click.argument(
    "file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@as_json
@case_of
def verify(folder: Path | None, file: Path | None, as_json: bool) -> int:
    """Read every quote again from the stored bytes; 1 where one differs.

    With a FILE, a report that somebody gave you: whether it was changed, and where
    there is a case, whether its chains, words and sources are those of the case.
    """
    from graphkit.case import Case

    if file:
        return _verify_report(folder, file, as_json=as_json)
    with Case.open(folder or settings.default_case()) as case:
        return _verify_case(case, as_json=as_json)


def _verify_report(folder: Path | None, file: Path, *, as_json: bool) -> int:
    from graphkit import received

    found = received.read(file)
    notes, result = list(found.notes), None
    if folder and not found.problems:
        from graphkit.case import verify_report

        result, more = verify_report.compare(folder, found)
        notes += more
    if as_json:
        hops = result.to_json() if result else {"checked": 0, "differing": []}
        print_json([{"problems": found.problems, **hops, "notes": notes}])
    for problem in found.problems:
        say(f"{file.name}: {problem}")
    for note in notes:
        say(note)
    if not found.problems:
        say(f"{file.name}: as it was made, {len(found.chains)} chains")
    compared = "hops compared with the case"
    return max(bool(found.problems), _say(result, compared) if result else 0)


def _verify_case(case: "Case", *, as_json: bool) -> int:
    pending(case)
    result = case.verify()
    if as_json:
        print_json([result.to_json()])
    return _say(result, "quotes read again")


def _say(result: "VerifyResult", what: str) -> int:
    """Say what differs, the first few of many; 1 where anything does."""
    for item in result.differing[:50]:
        place = f"{item.path}, {item.locator}" if item.path else f"chain {item.key}"
        say(f"{place}: {item.reason}")
    say(f"{result.checked} {what}, {len(result.differing)} differ")
    return 1 if result.differing else 0
