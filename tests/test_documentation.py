"""What the README shows works as it is written there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.cli import main
from tests.releases import release, write_releases

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NEEDS_A_SERVER = "graphkit push"


def blocks(language: str) -> Iterator[str]:
    """Yield the README's code blocks of a language."""
    for found in re.finditer(rf"```{language}\n(.*?)```", README, re.DOTALL):
        yield found[1]


def commands() -> list[str]:
    """Return the README's commands that need no server, without their comments."""
    lines = (
        line.split("  #")[0].strip()
        for block in blocks("")
        for line in [*block.splitlines()]
    )
    return [
        line
        for line in lines
        if line.startswith("graphkit ") and not line.startswith(NEEDS_A_SERVER)
    ]


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the README's commands name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda url: True)
    # A server runs until it is stopped: here at once.
    monkeypatch.setattr("uvicorn.Server.run", lambda server, sockets: None)
    for name in ("notices", "my_notices"):
        (tmp_path / name).mkdir()
        made = release(
            name,
            buyer="Shenzhen University",
            supplier="Yunda",
            item="AWS with A100 GPU",
        )
        write_releases(tmp_path / name / "package.json", made)
    third = release("third", buyer="乙大学", supplier="Yunda", item="AWS A100 GPU")
    write_releases(tmp_path / "notices" / "third.json", third)
    other = release(
        "other", buyer="深圳大学", supplier="Yunda", item="AWS云服务器 A100 GPU"
    )
    write_releases(tmp_path / "releases.jsonl.gz", other)
    return tmp_path


def test_the_commands_of_the_readme_work_in_their_order(records: Path) -> None:
    run = commands()
    assert len(run) >= 8
    assert {line: main(shlex.split(line)[1:]) for line in run} == dict.fromkeys(run, 0)


def test_the_commands_of_loading_work_in_their_order(records: Path) -> None:
    page = (ROOT / "docs/loading.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```\n(graphkit.*?)```", page, re.DOTALL)
    run = [line.split("  #")[0].strip() for line in block.splitlines()]
    assert [main(shlex.split(line)[1:]) for line in run] == [0, 0, 0, 0]


def test_the_python_of_the_readme_works(records: Path) -> None:
    assert main(["load", "notices", "--case", "mycase"]) == 0
    for code in blocks("python"):
        exec(compile(code, "README.md", "exec"), {})


def test_every_file_the_readme_points_to_is_there() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_example_of_explain_works_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs/explain.md").read_text(encoding="utf-8")
    notice, ends = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    load, build = re.findall(r"```\n(graphkit.*?)```", page, re.DOTALL)
    (table,) = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    (tmp_path / "award.txt").write_text(notice, encoding="utf-8")
    assert [main(shlex.split(line)[1:]) for line in load.splitlines()] == [0, 0]
    said = capsys.readouterr().out
    source = re.search("sha256 ([0-9a-f]+)", said)
    assert source is not None
    assert ends.replace("…", source[1]) in said
    own = tmp_path / "mycase/catalogue/notices"
    own.mkdir(parents=True)
    (own / "labels.csv").write_text(table, encoding="utf-8")
    assert [main(shlex.split(line)[1:]) for line in build.splitlines()] == [0, 0]
    said = " ".join(capsys.readouterr().out.split())
    (told,) = re.findall(r"says `(4 ISSUED [^`]+)`", page)
    assert told in said
