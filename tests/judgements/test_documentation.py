"""What docs/judgements.md shows works as it is written there."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from graphkit.case import Case
from graphkit.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "judgements.md").read_text("utf-8")


def test_the_commands_work_in_their_order(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.close()
    monkeypatch.chdir(case.folder.parent)
    blocks = re.findall(r"```(\w*)\n(.*?)```", PAGE, re.DOTALL)
    said = [line for name, text in blocks if not name for line in text.splitlines()]
    lines = [line.split("    #")[0] for line in said]
    commands = [line for line in lines if line.startswith("graphkit ")]
    assert len(commands) == 9
    assert [(c, main(shlex.split(c)[1:])) for c in commands] == [
        (command, 0) for command in commands
    ]


def test_the_examples_say_what_they_say(case: Case) -> None:
    found = doctest.DocTestParser().get_doctest(
        PAGE, {"case": case}, "judgements.md", None, None
    )
    said: list[str] = []
    doctest.DocTestRunner().run(found, out=said.append)
    assert said == []
