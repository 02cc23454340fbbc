import gzip
from pathlib import Path

import pytest

from graphkit.case import pipeline, verify
from graphkit.case.ledger import Ledger
from graphkit.case.verify import Differing
from tests.releases import release, write_releases


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case of two releases and a notice; the second release came compressed."""
    given = tmp_path / "given"
    given.mkdir()
    write_releases(given / "a.json", release("t1", buyer="Uni", supplier="Yunda"))
    plain = write_releases(given / "b", release("t2", buyer="Uni", supplier="Other"))
    (given / "b.json.gz").write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    plain.unlink()
    (given / "c.txt").write_text(
        "中标公告\n项目编号：SZU-2024-001\n采购人：深圳大学\n"
        "中标供应商：深圳云达科技有限公司\n中标金额：100000元\n",
        encoding="utf-8",
    )
    place = tmp_path / "case"
    Ledger.open(place, create=True).close()
    summary = pipeline.load(place, sorted(given.iterdir()))
    assert (summary.sources, summary.quarantined) == (3, ())
    return place


def kept(case: Path, name: str) -> Path:
    """Return the file that a source's words are read from."""
    with Ledger.open(case) as ledger:
        (file,) = (one.file for one in ledger.sources() if one.path == name)
    return file


def reasons(case: Path) -> set[tuple[str, str]]:
    return {(one.path, one.reason) for one in verify.verify(case).differing}


def test_an_untouched_case_is_as_it_says(case: Path) -> None:
    result = verify.verify(case)
    assert result.differing == ()
    assert result.checked >= pipeline.status(case)["statements"]
    assert result.to_json() == {"checked": result.checked, "differing": []}


def test_a_missing_source_is_named_once(case: Path) -> None:
    kept(case, "a.json").unlink()
    assert verify.verify(case).differing == (
        Differing("", "a.json", "", "source missing"),
    )


def test_other_bytes_are_found_by_their_hash_and_by_the_quotes(case: Path) -> None:
    file = kept(case, "a.json")
    file.write_bytes(file.read_bytes().replace(b"Yunda", b"Yunka"))
    first, *others = verify.verify(case).differing
    assert first == Differing("", "a.json", "", "bytes do not match their hash")
    assert {(one.locator, one.reason) for one in others} == {
        (
            "/releases/0/awards/0/suppliers/0/name",
            "quote differs: 'Yunka' stands there",
        )
    }
    assert all(len(one.key) == 16 for one in others)


def test_words_that_only_moved_are_told_from_other_words(case: Path) -> None:
    file = kept(case, "c.txt")
    file.write_bytes(b"1\n" + file.read_bytes())
    found = reasons(case)
    assert ("c.txt", "bytes do not match their hash") in found
    moved = found - {("c.txt", "bytes do not match their hash")}
    assert moved
    assert all("text layer changed: the words now stand at" in one for _, one in moved)


def test_plain_bytes_that_are_not_those_of_the_source_are_named(case: Path) -> None:
    file = kept(case, "b.json.gz")
    assert file.parent.name == "texts"
    file.write_bytes(file.read_bytes() + b"\n")
    assert reasons(case) == {("b.json.gz", "plain bytes are not those of the source")}


def test_a_record_that_is_no_json_any_more_is_named(case: Path) -> None:
    file = kept(case, "a.json")
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    found = reasons(case)
    assert ("a.json", "bytes do not match their hash") in found
    assert any("text layer changed: the source ends before" in one for _, one in found)


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a small case be checked in portions, by several processes."""
    monkeypatch.setattr(verify, "ALONE", 0)
    monkeypatch.setattr(verify, "SHARE", 1)


@pytest.mark.usefixtures("cut")
def test_several_processes_find_what_one_finds(case: Path) -> None:
    kept(case, "a.json").unlink()
    assert verify.verify(case, workers=2) == verify.verify(case, workers=1)
