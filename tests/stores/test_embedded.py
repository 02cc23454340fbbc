"""The graph file: made again at any time, and never half read."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit import tables
from graphkit.errors import StoreError
from graphkit.store import embedded, open_store
from tests.graphs import Rows

READER = (
    "import sys; from pathlib import Path; from graphkit.store.embedded import *; "
    "s = EmbeddedStore(Path(sys.argv[1])); "
    "print(s.run('MATCH (t:Tender) RETURN count(*) AS n').rows[0]['n'])"
)


def made(folder: Path, *tenders: str) -> Path:
    """Write tables of some tenders and make their graph file."""
    rows = Rows()
    for tender in tenders:
        rows.notice(tender, buyer="univ", seeks="chip:a100")
    embedded.build(rows.write(folder / "tables"), folder / "graph.lbug")
    return folder / "graph.lbug"


def tenders(file: Path) -> list[str]:
    with embedded.EmbeddedStore(file) as store:
        found = store.run("MATCH (t:Tender) RETURN t.uid AS uid ORDER BY uid")
    return [row["uid"] for row in found.rows]


def test_a_graph_of_nothing_answers_with_nothing(tmp_path: Path) -> None:
    assert tenders(made(tmp_path)) == []


def test_a_graph_is_made_anew_over_an_old_one(tmp_path: Path) -> None:
    made(tmp_path / "a", "t1")
    embedded.build(tmp_path / "a" / "tables", tmp_path / "a" / "graph.lbug")
    assert tenders(tmp_path / "a" / "graph.lbug") == ["tender:t1"]


def test_a_graph_grows_from_tables_as_they_come(tmp_path: Path) -> None:
    made(tmp_path / "whole", "t1")
    folder = tmp_path / "whole" / "tables"
    came: list[str] = []

    def coming() -> Iterator[Path]:
        for kind in ("nodes", "edges"):
            for file in sorted((folder / kind).iterdir()):
                came.append(file.name)
                yield file

    embedded.grow(coming(), tmp_path / "graph.lbug", most=1)
    assert tenders(tmp_path / "graph.lbug") == ["tender:t1"]
    with embedded.EmbeddedStore(tmp_path / "graph.lbug") as store:
        found = store.run("MATCH (t:Tender)-[:SEEKS]->(c:Chip) RETURN c.uid AS uid")
    assert found.rows == [{"uid": "chip:a100"}]
    assert came[-1].startswith("VIA")


def test_a_graph_of_tables_that_end_too_early_is_not_left_behind(
    tmp_path: Path,
) -> None:
    made(tmp_path / "whole", "t1")
    folder = tmp_path / "whole" / "tables"
    edges = sorted((folder / "edges").iterdir())
    with pytest.raises(StoreError, match="could not be made"):
        embedded.grow(edges, tmp_path / "graph.lbug", most=1)  # edges without nodes
    assert not list(tmp_path.glob("graph.lbug*"))


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    file = made(tmp_path / 'it\'s a "深圳" folder', "t1")
    assert tenders(file) == ["tender:t1"]


def test_several_stores_share_one_database(tmp_path: Path) -> None:
    file = made(tmp_path, "t1")
    with embedded.EmbeddedStore(file) as first, embedded.EmbeddedStore(file) as second:
        first.close()
        assert second.run("RETURN 1 AS x").rows == [{"x": 1}]
    with pytest.raises(StoreError, match="closed"):
        second.run("RETURN 1 AS x")


def test_other_processes_read_at_the_same_time(tmp_path: Path) -> None:
    file = made(tmp_path, "t1", "t2")
    with embedded.EmbeddedStore(file):
        command = [sys.executable, "-c", READER, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "2\n"


def test_a_file_opens_as_a_store(tmp_path: Path) -> None:
    file = made(tmp_path, "t1")
    with open_store(file) as store:
        assert store.revision() == tmp_path.name


def test_a_missing_file_says_how_it_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph at graph\.lbug") as raised:
        embedded.EmbeddedStore(tmp_path / "graph.lbug")
    assert raised.value.hint == "`graphkit build` makes the graph again"


@pytest.mark.parametrize("damage", ["empty", "garbage", "cut", "head", "hole"])
def test_a_damaged_file_says_how_it_is_made_again(damage: str, tmp_path: Path) -> None:
    file = made(tmp_path, "t1")
    whole = file.read_bytes()
    file.write_bytes(
        {
            "empty": b"",
            "garbage": b"x" * len(whole),
            "cut": whole[: len(whole) // 2],
            "head": whole[:100],
            "hole": whole[:4096] + bytes(len(whole) - 4096),
        }[damage]
    )
    with pytest.raises(StoreError) as raised, embedded.EmbeddedStore(file) as store:
        store.run("MATCH (t:Tender)-[r]->(c) RETURN t, r, c")
    assert raised.value.hint == "`graphkit build` makes the graph again"
    embedded.build(tmp_path / "tables", file)
    assert tenders(file) == ["tender:t1"]


def test_a_graph_larger_than_the_usual_space_is_made_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "LARGEST", 1 << 28)
    assert tenders(made(tmp_path, "t1")) == ["tender:t1"]


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    made(tmp_path, "t1")
    (tmp_path / "tables" / "nodes" / "Tender.parquet").unlink()
    with pytest.raises(StoreError, match=r"Tender\.parquet is missing"):
        embedded.build(tmp_path / "tables", tmp_path / "graph.lbug")


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    made(tmp_path, "t1")
    file = tmp_path / "tables" / "nodes" / "Chip.parquet"
    with tables.connect() as connection:
        connection.execute(
            f"COPY (SELECT 'x' AS name, 'chip:x' AS uid) TO {tables.literal(file)}"
        )
    with pytest.raises(StoreError, match=r"Chip\.parquet has other columns"):
        embedded.build(tmp_path / "tables", tmp_path / "graph.lbug")
