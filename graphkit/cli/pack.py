"""`graphkit pack`, `merge`: a case in one file, and two people's cases joined."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.options import case_folder, in_case
from graphkit.cli.printing import json_line, say

if TYPE_CHECKING:
    from graphkit.case import Case


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--restricted", is_flag=True, help="Take in restricted sources, too.")
@in_case()
def pack(case: "Case", file: Path, restricted: bool) -> int:
    """Write what cannot be made again of the case to FILE: sources, logs, own files."""
    say(str(case.pack(file, restricted=restricted)))
    return 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--keep",
    type=click.Choice(["ours", "theirs"]),
    default=None,
    help="Whose file stays where both cases have one of a name.",
)
@click.option("--mix", is_flag=True, help="Let invented and other records mix.")
@click.option("--erase", is_flag=True, help="Let go of bytes that they erased.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@case_folder
def merge(
    folder: Path, file: Path, keep: str | None, mix: bool, erase: bool, as_json: bool
) -> int:
    """Join the pack FILE into the case, which is made where there is none."""
    from graphkit.case import Case
    from graphkit.case.merge import look

    look(file)
    Case.create(folder).close()
    with Case.open(folder, write=True) as case:
        merged = case.merge(file, keep=keep or "", mix=mix, erase=erase)
    if as_json:
        print(json_line(merged.to_json()))
    else:
        say(str(merged))
    for note in merged.contradictions:
        say(note)
    return 0
