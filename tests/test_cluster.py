"""A Dask cluster reads what one process reads, and says in a sentence why not."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphkit import reading
from graphkit.case import Case
from graphkit.cli import main
from graphkit.errors import CaseError
from graphkit.loaders import ocds
from graphkit.reading import cluster, parts
from tests.releases import release, write_releases
from tests.test_reading import files, lines, source

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def crew() -> Iterator[Any]:
    """Two workers of one thread each, in processes of their own."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"
    ) as made:
        yield made


def test_a_cluster_writes_the_bytes_that_one_process_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crew: Any
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 2000)
    monkeypatch.setattr(cluster, "HEAD", 100)
    given = [
        source(tmp_path, lines(90) + b"{broken\n"),
        source(tmp_path, lines(3), "b.json"),
        source(tmp_path, b"date,buyer\n2024-01-01,A\n", "c.csv"),
    ]
    reading.read(given, tmp_path / "one", workers=1)
    reading.read(given, tmp_path / "two", dask=crew.scheduler_address)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_part_too_large_to_send_is_read_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crew: Any
) -> None:
    monkeypatch.setattr(cluster, "SENT", 1000)
    given = [source(tmp_path, lines(90)), source(tmp_path, lines(3), "b.json")]
    reading.read(given, tmp_path / "one", workers=1)
    reading.read(given, tmp_path / "two", dask=crew.scheduler_address)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_case_read_on_a_cluster_has_the_digest_of_one_read_here(
    tmp_path: Path, crew: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_releases(
        tmp_path / "a.json",
        release(
            "t1", buyer="Shenzhen University", supplier="Yunda", item="宝仓芯片 X1"
        ),
    )
    own = "id,vendor,name,strong\nbaocang-x1,Baocang,Baocang X1,宝仓芯片 X1\n"
    digests = []
    for name, how in (("here", ()), ("there", ("--dask", crew.scheduler_address))):
        place = tmp_path / name
        with Case.create(place):
            (place / "catalogue/chips.csv").write_text(own, encoding="utf-8")
        assert main(["load", str(file), "--case", str(place), *how]) == 0
        capsys.readouterr()
        main(["status", "--json", "--case", str(place)])
        standing = json.loads(capsys.readouterr().out)
        digests.append((standing["digest"], standing["nodes"]["Tender"]))
    assert digests[0] == digests[1]
    with Case.open(tmp_path / "there") as case:
        (named,) = case.sql("SELECT dst FROM AWARDS")
        assert named["dst"] == "chip:baocang-x1"


def test_workers_with_another_loader_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crew: Any
) -> None:
    monkeypatch.setattr(ocds, "VERSION", ocds.VERSION + 1)
    with pytest.raises(CaseError, match="does not read as this graphkit does"):
        reading.read(
            [source(tmp_path, lines(3))], tmp_path / "out", dask=crew.scheduler_address
        )


def test_a_worker_that_dies_takes_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 2000)
    monkeypatch.setattr(cluster, "HEAD", 100)
    given = [source(tmp_path, lines(200))]
    reading.read(given, tmp_path / "one", workers=1)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"
    ) as made:
        victim = made.workers[0].process.pid
        killed: list[int] = []

        def kill(_: int) -> None:
            if not killed:
                os.kill(victim, signal.SIGKILL)
            killed.append(victim)

        address = made.scheduler_address
        reading.read(given, tmp_path / "two", dask=address, progress=kill)
    assert len(killed) > 1
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_an_address_where_nobody_answers_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_S", 0.2)
    with pytest.raises(CaseError, match="no Dask scheduler answers at tcp://127"):
        reading.read(
            [source(tmp_path, lines(3))], tmp_path / "out", dask="tcp://127.0.0.1:9"
        )


def test_without_dask_a_sentence_says_what_to_install(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    file = write_releases(tmp_path / "a.json", release("t1", buyer="Example College"))
    case = str(tmp_path / "case")
    assert main(["load", str(file), "--dask", "tcp://h:8786", "--case", case]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "graphkit: --dask needs the package distributed, which is not installed",
        "  hint: install graphkit with its extra: .[dask]",
    ]


def test_a_part_lies_in_its_file_where_it_lies_in_the_source(tmp_path: Path) -> None:
    whole = source(tmp_path, lines(90))
    part = next(iter(parts.cut(whole, ocds)))
    later = replace(part, start=1000, end=1500)
    job = cluster.Job("k", 1, later, "ocds", tmp_path, cluster.Edition())
    parcel = cluster.Parcel(job, part.end, b"", later.content(), None, None)
    cluster._write(tmp_path / "there", parcel)
    moved = replace(later, source=replace(whole, file=tmp_path / "there"))
    assert (moved.content(), moved.source.file.stat().st_size) == (
        later.content(),
        part.end,
    )
