"""The built wheel, used from an empty folder, holds everything the demo needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it beside nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    building = ["wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder)]
    subprocess.run([*pip, *building, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("graphkit-*.whl")
    target = folder / "site"
    installing = ["install", "--quiet", "--no-deps", "--target", str(target)]
    subprocess.run([*pip, *installing, str(wheel)], check=True, capture_output=True)
    return target


def run(installed: Path, folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.fixture(scope="module")
def said(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What the demo says, and the folder with what it shows."""
    folder = tmp_path_factory.mktemp("empty")
    return run(installed, folder, "-m", "graphkit", "demo", "--out", "shown"), folder


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = run(
        installed,
        tmp_path,
        "-c",
        "import graphkit.loaders.ocds as m; print(m.__file__)",
    )
    assert Path(where.strip()).is_relative_to(installed)


def test_the_wheel_shows_the_demo(said: tuple[str, Path]) -> None:
    text, folder = said
    assert "Shenzhen University -> Yunda Technology Ltd Co -> AWS -> A100" in text
    assert (folder / "shown" / "report.html").stat().st_size > 10_000


def test_the_wheel_lists_its_questions(installed: Path, said: tuple[str, Path]) -> None:
    _, folder = said
    command = ("-m", "graphkit", "queries", "--case", "shown/case")
    listed = run(installed, folder, *command)
    assert "chains/institution_to_chip" in listed
