from pathlib import Path

import pytest

from graphkit.assemble import assemble, digest, edges
from graphkit.tables import connect
from tests.assembly.told import A100, AWS, Told, body, entry


def fill(told: Told, count: int) -> Told:
    for number in range(count):
        with told.record(
            f"{number % 50}.json",
            tender=f"t{number % 7}",
            day=f"2024-01-{number % 28 + 1:02}",
            title=f"title {number % 5}",
        ) as record:
            record.says("ISSUED", body(f"University {number % 4}"))
            record.says("AWARDED_TO", object=body(f"Dealer {number % 3}"), amount="7")
            record.says("SEEKS", object=entry(A100), modality="required")
            record.says("VIA", object=entry(AWS), part=f"lot:{number % 2}")
    return told


def test_equal_inputs_give_equal_bytes_on_any_threads_and_memory(
    tmp_path: Path,
) -> None:
    inputs = fill(Told(tmp_path), 60).inputs()
    digests = set()
    for number, limits in enumerate(((1, "150MB"), (2, "1GB"), (3, "400MB"))):
        out = tmp_path / "derived" / f"r{number}" / "tables"
        assemble(inputs, out, threads=limits[0], memory=limits[1])
        digests.add(digest(out))
    assert len(digests) == 1


def test_it_does_not_matter_how_many_statements_are_grouped_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = fill(Told(tmp_path), 60)
    for tender in ("t1", "t2"):
        with told.record(f"owner of {tender}.json", tender=tender) as record:
            record.says("OWNS", body("Dealer 1"), body("Dealer 2"))
    together = told.assemble().digest
    for few in (7, 100):  # less than a type has, and less than two of them have
        monkeypatch.setattr(edges, "AT_ONCE", few)
        assert told.assemble().digest == together


def test_a_table_is_told_of_when_it_is_whole_and_those_of_nodes_first(
    tmp_path: Path,
) -> None:
    out = tmp_path / "derived" / "r0" / "tables"
    rows: dict[str, int] = {}

    def count(file: Path) -> None:
        with connect() as connection:
            counted = connection.execute(f"SELECT count(*) FROM '{file}'").fetchall()
        rows[file.relative_to(out).as_posix()] = counted[0][0]

    assemble(fill(Told(tmp_path), 60).inputs(), out, written=count)
    folders = [name.split("/")[0] for name in rows]
    assert folders == sorted(folders, reverse=True)
    made = (*out.glob("nodes/*.parquet"), *out.glob("edges/*.parquet"))
    assert sorted(rows) == sorted(file.relative_to(out).as_posix() for file in made)
    assert rows["nodes/Document.parquet"] == 60
    assert rows["nodes/Tender.parquet"] == 7
    assert rows["edges/ISSUED.Organization.Tender.parquet"] == 28


def test_the_order_in_which_sources_came_does_not_matter(tmp_path: Path) -> None:
    forwards = fill(Told(tmp_path / "a"), 60)
    backwards = fill(Told(tmp_path / "b"), 60)
    backwards.sources = dict(reversed(backwards.sources.items()))
    assert forwards.assemble().digest == backwards.assemble().digest


def test_many_small_files_give_what_one_by_one_they_say(tmp_path: Path) -> None:
    told = fill(Told(tmp_path), 60)
    assert len(told.sources) > 48
    tables = told.assemble()
    counted = tables.rows("SELECT count(*) AS n FROM '@/nodes/Document.parquet'")
    assert counted == [{"n": 60}]
    assert sum(row["n_statements"] for row in tables.edges("ISSUED")) == 60


def test_another_word_is_another_digest(tmp_path: Path) -> None:
    told = fill(Told(tmp_path), 3)
    before = told.assemble().digest
    with told.record("more.json", tender="t1") as record:
        record.says("ISSUED", body("University 9"))
    assert told.assemble().digest != before


def test_nothing_is_left_of_an_assembly_before(tmp_path: Path) -> None:
    told = fill(Told(tmp_path), 3)
    stray = told.assemble().folder / "nodes" / "Stray.parquet"
    stray.touch()
    told.assemble()
    assert not stray.exists()
    left = sorted(path.name for path in (tmp_path / "derived" / "r1").iterdir())
    assert left == ["names", "tables"]


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    told = Told(tmp_path)
    name = "O'Brien\"; DROP TABLE said; -- <script>\x00\u2028|\x1f 公司"
    with told.record("it's a.json", tender="t'1", title=name) as record:
        record.says("ISSUED", body(name), quote=name)
        record.says("AWARDED_TO", object=body("Yunda"), part="lot:|'\"")
        record.says("AWARDED_TO", object=body("Yunda"), part="lot:2")
    tables = told.assemble()
    (edge,) = tables.edges("ISSUED")
    assert (edge["from"], edge["to"], edge["quote"]) == (name, name, name)
    assert tables.said("AWARDED_TO", "part") == [("lot:2",), ("lot:|'\"",)]


@pytest.mark.parametrize("ids", ['[["catalogue"]]', "not json", '{"a": 1}', "[[1, 2]]"])
def test_identifiers_that_cannot_be_read_count_as_none(
    tmp_path: Path, ids: str
) -> None:
    told = Told(tmp_path)
    with told.record("a.json", tender="t1") as record:
        record.says("ISSUED", body("A"))
    told.amended = (
        {
            "key": "k",
            "type": "ISSUED",
            "tender": "tender:t1",
            "s_label": "Organization",
            "s_text": "B",
            "s_ids": ids,
            "quote": "B",
        },
    )
    assert {row["from"] for row in told.assemble().edges("ISSUED")} == {"A", "B"}
