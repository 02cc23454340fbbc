"""What docs/screening.md shows works as it is written there."""

import re
import shlex
from pathlib import Path

from graphkit.case import Case
from graphkit.cli import main
from tests.lists.files import SICHUAN, csl

PAGE = (Path(__file__).parents[2] / "docs" / "screening.md").read_text(encoding="utf-8")


def test_the_commands_of_the_page_work_in_their_order(
    case: Case, tmp_path: Path
) -> None:
    case.close()
    place = str(case.folder)
    folder = tmp_path / "lists"
    folder.mkdir()
    listed = csl(folder, SICHUAN).file
    (own,) = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    (folder / "desk.csv").write_text(own, encoding="utf-8")
    files = {"csl.csv": str(listed), "desk.csv": str(folder / "desk.csv")}
    blocks = re.findall(r"```\n(graphkit .*?)```", PAGE, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    given = [
        [files.get(word, word).replace("mycase", place) for word in shlex.split(line)]
        for line in lines
    ]
    assert len(given) == 10
    statuses = {line: main(words[1:]) for line, words in zip(lines, given, strict=True)}
    assert statuses == dict.fromkeys(lines, 0)
