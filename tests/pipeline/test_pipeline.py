"""Loading and building a case, forgetting and undoing."""

import gzip
import shutil
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from graphkit.case import desk, folder, generations, pipeline
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError, SourceError
from tests.pipeline.told import digest, readings


def test_an_empty_case_is_built_and_is_empty(case: Path) -> None:
    pipeline.build(case)
    standing = pipeline.status(case)
    assert standing["sources"] == standing["records"] == standing["statements"] == 0
    assert standing["nodes"]["Tender"] == standing["edges"]["ISSUED"] == 0
    assert standing["pending"] == []


def test_a_load_says_what_is_new_and_a_second_one_that_nothing_is(
    case: Path, files: tuple[Path, ...]
) -> None:
    first = pipeline.load(case, files)
    before = digest(case)
    with Ledger.open(case) as ledger:
        log = ledger.rows()
    second = pipeline.load(case, files)
    assert (first.sources, first.records, first.quarantined) == (3, 3, ())
    assert first.statements > 3
    assert (second.sources, second.records, second.statements) == (0, 0, 0)
    assert (second.revision, digest(case)) == (first.revision, before)
    with Ledger.open(case) as ledger:
        assert ledger.rows() == log


def test_the_order_of_files_and_loads_does_not_matter(
    tmp_path: Path, files: tuple[Path, ...]
) -> None:
    digests = set()
    for number, order in enumerate(list(permutations(files))[::2]):
        place = tmp_path / f"case{number}"
        Ledger.open(place, create=True).close()
        if number % 2:
            pipeline.load(place, order)
        else:
            for file in order:
                pipeline.load(place, [file])
        digests.add(digest(place))
    assert len(digests) == 1


def test_what_was_derived_can_be_deleted_and_comes_back_the_same(
    case: Path, files: tuple[Path, ...]
) -> None:
    pipeline.load(case, files)
    before = pipeline.status(case)
    shutil.rmtree(case / "derived")
    assert pipeline.pending(case) == ("Nothing is built yet: run `graphkit build`.",)
    pipeline.build(case)
    assert pipeline.status(case) == before


def test_the_reading_alone_comes_back_too(case: Path, files: tuple[Path, ...]) -> None:
    pipeline.load(case, files)
    shutil.rmtree(case / "derived" / "read")
    with generations.held(case) as generation:
        pipeline.build(case)
        assert readings(case) == set(generation.reads.values())


def test_a_reader_is_told_what_the_tables_do_not_show(
    case: Path, files: tuple[Path, ...]
) -> None:
    pipeline.load(case, files[:1])
    assert pipeline.pending(case) == ()
    desk.forget(case, "a.json", "not ours")
    with Ledger.open(case, write=True) as ledger:
        ledger.append("judgement", {"verdict": "same", "a": "org:1", "b": "org:2"})
    said = (
        "Not shown yet, until `graphkit build`: 1 source taken back, 1 decision added.",
    )
    assert pipeline.pending(case) == said
    with pipeline.generation(case) as generation:
        assert generation.pending == said


def test_undo_leads_back_to_the_same_revision_without_a_build(
    case: Path, files: tuple[Path, ...]
) -> None:
    first = pipeline.load(case, files).revision
    before = digest(case)
    desk.forget(case, "c.json", "not ours")
    forgotten = pipeline.build(case)
    assert digest(case) != before
    built = (case / "derived" / first / "manifest.json").stat()
    desk.undo(case)
    assert (pipeline.build(case), digest(case)) == (first, before)
    assert (case / "derived" / first / "manifest.json").stat() == built
    assert forgotten != first


def test_a_forgotten_source_stays_forgotten_when_loaded_again(
    case: Path, files: tuple[Path, ...]
) -> None:
    pipeline.load(case, files)
    uid = desk.forget(case, "c.json", "not ours")
    summary = pipeline.load(case, files)
    (refused,) = summary.quarantined
    assert (refused.path, refused.hint) == ("c.json", f"graphkit undo {uid}")
    assert refused.reason.endswith(": not ours")
    assert pipeline.status(case)["sources"] == 2
    with pytest.raises(CaseError, match=r"c\.json is forgotten already"):
        desk.forget(case, "c.json", "again")


def test_of_an_erased_source_nothing_is_left_but_a_line(
    case: Path, files: tuple[Path, ...]
) -> None:
    pipeline.load(case, files)
    desk.forget(case, "c.json", "by order", erase=True)
    pipeline.build(case)
    whole = b"".join(
        path.read_bytes()
        for path in sorted(case.rglob("*"))
        if path.is_file() and path.suffix not in (".parquet", ".npy")
    )
    assert b"Elsewhere College" not in whole
    assert len(readings(case)) == 2
    assert len([p for p in (case / "derived").iterdir() if p.name != "read"]) == 1
    with pytest.raises(CaseError, match="there is nothing to undo"):
        desk.undo(case)
    summary = pipeline.load(case, files)
    (refused,) = summary.quarantined
    assert refused.reason.startswith("was erased by ")
    with Ledger.open(case) as ledger:
        receipt = ledger.named("c.json")
    assert receipt.erased
    assert not (case / "sources" / receipt.sha256).exists()


def test_invented_records_do_not_mix_unless_asked(
    case: Path, files: tuple[Path, ...]
) -> None:
    pipeline.load(case, files[:1])
    for order in (("invented", "primary"), ("reported", "invented")):
        other = case.with_name(order[0])
        Ledger.open(other, create=True).close()
        pipeline.load(other, files[:1], provenance=order[0])
        with pytest.raises(CaseError, match="would mix in"):
            pipeline.load(other, files[1:2], provenance=order[1])
        assert pipeline.status(other)["sources"] == 1
        pipeline.load(other, files[1:2], provenance=order[1], mix=True)
        assert pipeline.status(other)["sources"] == 2


def test_the_weakest_provenance_and_restricted_count_from_then_on(
    case: Path, files: tuple[Path, ...]
) -> None:
    first = pipeline.load(case, files)
    again = pipeline.load(case, files[:1], provenance="reported", restricted=True)
    assert (again.sources, again.revision == first.revision) == (0, False)
    assert pipeline.status(case)["restricted"] == 1
    with Ledger.open(case, write=True) as ledger:
        (source,) = (one for one in ledger.sources() if one.path == "b.json")
        ledger.receive(replace(source, provenance="analyst"), 1, {})
    assert pipeline.pending(case) == (
        "Not shown yet, until `graphkit build`: 1 source seen otherwise.",
    )
    pipeline.build(case)
    again = pipeline.load(case, [])
    assert pipeline.load(case, files[:1]).revision == again.revision


def test_a_broken_file_is_named_each_time_it_is_loaded(
    case: Path, files: tuple[Path, ...]
) -> None:
    broken = files[0].with_name("broken.json")
    broken.write_text('{"releases": [', encoding="utf-8")
    for new in (4, 0):
        summary = pipeline.load(case, [*files, broken])
        assert summary.sources == new
        assert [item.path for item in summary.quarantined] == ["broken.json"]
    assert pipeline.status(case)["quarantined"] == 1


def test_strict_stops_at_the_first_problem_and_keeps_nothing_of_that_file(
    case: Path, files: tuple[Path, ...]
) -> None:
    broken = files[0].with_name("b2.json")
    broken.write_text('{"releases": [', encoding="utf-8")
    with pytest.raises(SourceError, match=r"b2\.json"):
        pipeline.load(case, [files[0], broken, files[1]], strict=True)
    with Ledger.open(case) as ledger:
        (receipt,) = ledger.receipts()
    assert receipt.path == "a.json"
    assert [path.name for path in (case / "sources").glob(receipt.sha256)] != []
    kept = {path.read_bytes() for path in (case / "sources").iterdir()}
    assert broken.read_bytes() not in kept


def test_a_missing_file_is_said_before_anything_is_kept(
    case: Path, files: tuple[Path, ...]
) -> None:
    with pytest.raises(SourceError, match="there is no such file or folder"):
        pipeline.load(case, [*files, files[0].with_name("d.json")])
    assert list((case / "sources").iterdir()) == []


def test_a_packed_file_and_its_plain_twin_are_two_sources(
    case: Path, files: tuple[Path, ...]
) -> None:
    packed = files[0].with_name("a.json.gz")
    packed.write_bytes(gzip.compress(files[0].read_bytes(), mtime=0))
    assert pipeline.load(case, [files[0], packed]).sources == 2


def test_one_process_and_two_give_the_same_digest(
    tmp_path: Path, files: tuple[Path, ...]
) -> None:
    digests = set()
    for workers in (1, 2):
        place = tmp_path / f"case{workers}"
        Ledger.open(place, create=True).close()
        pipeline.load(place, files, workers=workers)
        digests.add(digest(place))
    assert len(digests) == 1


def test_stale_generations_go_at_the_next_build_unless_somebody_reads_them(
    case: Path, files: tuple[Path, ...]
) -> None:
    first = pipeline.load(case, files[:1]).revision
    with generations.held(case) as read:
        assert read.revision == first
        second = pipeline.load(case, files[1:2]).revision
        third = pipeline.load(case, files[2:]).revision
        assert generations.names(folder.find(case)) == {first, second, third}
        assert (read.tables / "nodes" / "Tender.parquet").is_file()
    pipeline.build(case)
    assert generations.names(folder.find(case)) == {third}


def test_an_unfinished_generation_is_swept(case: Path, files: tuple[Path, ...]) -> None:
    (case / "derived" / "0123456789abcdef.part" / "tables").mkdir(parents=True)
    revision = pipeline.load(case, files[:1]).revision
    assert generations.names(folder.find(case)) == {revision}


def test_without_tables_a_reader_is_told_to_build(
    case: Path, files: tuple[Path, ...]
) -> None:
    with (
        pytest.raises(CaseError, match=f"the tables of {case} are not built"),
        generations.held(case),
    ):
        pass


def test_a_generation_that_was_deleted_is_built_for_its_reader(
    case: Path, files: tuple[Path, ...]
) -> None:
    revision = pipeline.load(case, files).revision
    shutil.rmtree(case / "derived")
    with pipeline.generation(case) as generation:
        assert (generation.revision, generation.pending) == (revision, ())
