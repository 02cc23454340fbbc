"""`graphkit explain`: a document every span marked with its role and rule."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.options import as_json, case_of, hide_persons
from graphkit.cli.printing import json_line, say

if TYPE_CHECKING:
    from graphkit.explain import Explained

ROLES = (
    "buyer",
    "agency",
    "supplier",
    "bidder",
    "number",
    "title",
    "budget",
    "ceiling",
    "published_on",
    "deadline",
    "awarded_on",
    "signed_on",
)


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--html", type=click.Path(path_type=Path), help="Write a page instead.")
@click.option("--words", default="", metavar="TEXT", help="Words that say a role.")
@click.option("--as", "role", type=click.Choice(ROLES), default="buyer")
@click.option("--record", default="", metavar="LOCATOR", help="Only this record.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--all", "whole", is_flag=True, help="Also lines without marks.")
@as_json
@hide_persons
@case_of
def explain(
    file: str,
    html: Path | None,
    words: str,
    role: str,
    record: str,
    limit: int,
    whole: bool,
    as_json: bool,
    hide_persons: bool | None,
    folder: Path | None,
) -> int:
    """Mark every span of FILE with its role, its rule, and what was left and why.

    FILE may also be a source of the case, by its SHA-256 or path. With --words TEXT
    --as ROLE it prints what would make these words a statement, and a rule.
    """
    from graphkit.case.explaining import explained
    from graphkit.explain import Asked

    asked = Asked(
        case=str(folder) if folder and not html else "",
        holder=folder.name if folder else "",
        words=words,
        role=role,
        record=record,
        most=limit,
    )
    with explained(file, folder, asked, hide_persons=hide_persons) as found:
        count = _shown(list(found.records), html, as_json=as_json, whole=whole)
        for problem in found.problems:
            say(problem)
    return 3 if found.problems and count else 0 if count else 1


def _shown(
    records: "list[Explained]", html: Path | None, *, as_json: bool, whole: bool
) -> int:
    from graphkit.explain import plain

    if html is not None and records:
        from graphkit.viz import explained as pages

        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_bytes(pages.page_of(records).encode())
        print(html)
    for one in records if html is None else ():
        if as_json:
            print(json_line(plain.to_json(one)))
        else:
            from graphkit.cli.explained import Printer

            Printer(sys.stdout).show(one, whole=whole)
    return len(records)
