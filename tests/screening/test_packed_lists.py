"""Lists in a pack: published ones go along with what was answered, private ones not."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from graphkit.case import Case
from graphkit.case.foreign import row
from graphkit.case.lists import Wish
from graphkit.errors import CaseError
from tests.lists.files import given

SECRET = "Watchlist of the desk"
TEXT = "name,uscc\nSome Aerospace Company,91110000100014071Q\n"


def test_a_pack_takes_published_lists_along_and_leaves_private_ones(
    case: Case, listed: Path, tmp_path: Path
) -> None:
    case.add_list(listed)
    ours = given(tmp_path, "ours.csv", TEXT)
    case.add_list(ours.file, Wish(name=SECRET, private=True))
    case.answer_candidate(
        "confirm", "Sichuan University", "Sichuan University", why="same address"
    )
    case.pack(tmp_path / "case.pack")
    with ZipFile(tmp_path / "case.pack") as archive:
        names = archive.namelist()
        whole = b"".join(archive.read(name) for name in names)
    assert f"sources/{ours.sha256}" not in names
    assert SECRET.encode() not in whole
    with Case.create(tmp_path / "theirs") as theirs:
        theirs.merge(tmp_path / "case.pack")
        told = {entry["list"] for entry in theirs.lists()}
        screened = theirs.screen(organization="Sichuan University")
    assert SECRET not in told
    assert told
    assert [found["match"] for found in screened] == ["confirmed", "none"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("list", {"form": "table", "sources": [], "private": False}),
        ("screening", {"verdict": "perhaps"}),
        ("capture", {"source": "../etc"}),
        ("binding", {"kind": "friend", "to": "a" * 64, "source": "b" * 64}),
    ],
)
def test_a_row_from_elsewhere_says_what_this_program_could_have_written(
    kind: str, body: dict[str, object]
) -> None:
    given = {
        "id": "0" * 32,
        "kind": kind,
        "at": "2024-01-01T00:00:00+00:00",
        "by": "somebody",
        "why": "",
        "body": body,
    }
    with pytest.raises(CaseError):
        row(given)
