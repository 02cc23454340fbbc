"""Files on their way into a case stay below it, and leave it when they are read."""

from pathlib import Path

import pytest

from graphkit.case import Case, incoming, leftovers
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError
from tests.releases import release, write_releases

BROKEN = b"\x1f\x8b\x08\x00broken"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    Case.create(tmp_path / "case").close()
    return tmp_path / "case"


def below(folder: Path) -> list[str]:
    return sorted(
        one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()
    )


def brought(
    case: Path, files: dict[str, bytes], provenance: str = "primary"
) -> list[Path]:
    """Let files arrive and be taken in; return all that waits."""
    batch = incoming.arriving(case)
    for name, content in files.items():
        incoming.place(batch, name).write_bytes(content)
    _, waiting = incoming.take_in(case, batch, provenance, restricted=False)
    return waiting


def loaded(case: Path, paths: list[Path]) -> None:
    with Case.open(case, write=True) as opened:
        opened.load(paths)
    incoming.settle(case, paths)


def test_what_was_read_goes_and_what_was_refused_stays(
    case: Path, tmp_path: Path
) -> None:
    write_releases(tmp_path / "r.json", release("t1", buyer="A College"))
    content = (tmp_path / "r.json").read_bytes()
    files = {
        "f/r.json": content,
        "f/b.gz": BROKEN,
        "f/b.gz.capture.toml": b"",
        "g.json": content,
    }
    loaded(case, brought(case, files))
    assert below(case / "incoming") == [
        "primary/f/b.gz",
        "primary/f/b.gz.capture.toml",
    ]
    assert incoming.waiting(case) == {"f/b.gz"}


def test_a_retry_clears_what_is_read_by_then(case: Path, tmp_path: Path) -> None:
    loaded(case, brought(case, {"b.json.gz": BROKEN}))
    write_releases(tmp_path / "r.json", release("t1", buyer="A College"))
    mended = case / "incoming/primary/b.json.gz"
    mended.write_bytes((tmp_path / "r.json").read_bytes())
    with Case.open(case, write=True) as opened:
        assert [one.path for one in opened.retry().read] == ["b.json.gz"]
    assert below(case / "incoming") == []
    with Ledger.open(case) as ledger:
        assert leftovers.of(ledger) == ()


def test_files_of_another_load_of_the_same_name_are_left_alone(
    case: Path, tmp_path: Path
) -> None:
    own = tmp_path / "b.gz"
    own.write_bytes(BROKEN)
    with Case.open(case, write=True) as opened:
        opened.load([own])
    loaded(case, brought(case, {"b.gz": BROKEN}, "reported"))
    incoming.leave_out(case, "b.gz")
    assert (own.exists(), below(case / "incoming")) == (True, [])
    with Case.open(case) as opened:
        assert [one["path"] for one in opened.loaded()["refused"]] == ["b.gz"]


def test_what_comes_again_takes_the_place_of_what_waits(case: Path) -> None:
    brought(case, {"a/b.txt": b"1", "a/c.txt": b"2"})
    brought(case, {"a": b"3"})
    assert below(case / "incoming") == ["primary/a"]
    brought(case, {"a/b.txt": b"4"})
    assert below(case / "incoming") == ["primary/a/b.txt"]


@pytest.mark.parametrize("name", ["", "..", "/", "a\\b", "a\0b", "a\tb", "x" * 201])
def test_what_no_folder_can_hold_is_no_name(case: Path, name: str) -> None:
    batch = incoming.arriving(case)
    with pytest.raises(CaseError):
        incoming.place(batch, name)
    assert below(case / "incoming") == []


def test_a_folder_is_no_provenance(case: Path) -> None:
    batch = incoming.arriving(case)
    with pytest.raises(CaseError, match="no provenance"):
        incoming.take_in(case, batch, "../../x", restricted=False)
