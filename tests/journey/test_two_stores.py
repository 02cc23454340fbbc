"""The same questions, chains and paths on the embedded graph and on a Neo4j."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case
from graphkit.cli import main
from tests.releases import release, write_releases

pytestmark = pytest.mark.neo4j
SHARED = Path(__file__).parents[3] / "shared" / "data"
REAL = ("ocds_publishers", "ocds_uk_contracts_finder_2025")


@pytest.fixture(scope="module")
def case(neo4j_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case of real releases where they are at hand, with a chain of our own."""
    folder = tmp_path_factory.mktemp("stores")
    made = write_releases(
        folder / "made.json",
        release("1", buyer="甲大学", supplier="Yunda", item="AWS servers with A100"),
        release("2", buyer="乙大学", supplier="Yunda", item="chairs"),
    )
    real = [SHARED / name for name in REAL if (SHARED / name).is_dir()]
    case = Case.create(folder / "case")
    case.load([made, *real])
    case.push(neo4j_url, beside=True)
    yield case
    case.close()


def test_every_question_gives_equal_rows(case: Case, neo4j_url: str) -> None:
    uids = case.chains()[0]["uids"]
    needed = {
        "organization": uids["institution"],
        "provider": uids["provider"],
        "chip": uids["item"],
        "since": "2024-01-01",
    }
    for name in (row["name"] for row in case.questions()):
        params = (param for param in case.question(name).params if param.required)
        given = {param.name: needed[param.name] for param in params}
        here, there = case.ask(name, **given), case.ask(name, store=neo4j_url, **given)
        assert list(here) == list(there), name


def test_chains_and_paths_are_equal(case: Case, neo4j_url: str) -> None:
    assert list(case.chains(min_grade="E4")) == list(
        case.chains(min_grade="E4", store=neo4j_url)
    )
    here = case.paths("甲大学", "A100")
    assert list(here) == list(case.paths("甲大学", "A100", store=neo4j_url))
    assert here


def test_a_second_push_does_nothing(case: Case, neo4j_url: str) -> None:
    assert case.push(neo4j_url, beside=True).rows() == []


def test_loading_ends_in_the_store_that_the_settings_name(
    tmp_path: Path, neo4j_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case = Case.create(tmp_path / "case")
    (tmp_path / "case" / "settings.toml").write_text(
        f'store = "{neo4j_url}"\nbeside = true\n', encoding="utf-8"
    )
    made = release("9", buyer="丙大学", supplier="Other", item="Azure H100 GPU")
    case.load([write_releases(tmp_path / "made.json", made)])
    folder = str(tmp_path / "case")
    status = main(["chains", "--case", folder, "--store", neo4j_url, "--json"])
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in capsys.readouterr().out.splitlines()
    ]
    assert (status, [row["institution"] for row in rows]) == (0, ["丙大学"])
