"""Two people's cases joined: nothing lost, nothing twice, all of it or nothing."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.case import Case
from graphkit.case.ledger import Ledger
from graphkit.cli import main
from graphkit.errors import CaseError
from tests.judgements.conftest import copied
from tests.releases import release, write_releases


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file of a case that cannot be made again, and its log."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name[:7] not in ("case.db", "case.lo")
        and "derived" not in path.parts
    }
    with Ledger.open(folder) as ledger:
        found["log"] = repr((ledger.rows(), ledger.received())).encode()
    return found


JUDGED = {
    "anna": ("same", "Yunda Ltd", "云达科技", "one address"),
    "ben": ("different", "云达科技", "Yunda Ltd", "two licences"),
}


@pytest.fixture(scope="module")
def two(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anna's case and Ben's; both have the records, each has more, and they differ."""
    place = tmp_path_factory.mktemp("two")
    for name, (verdict, a, b, why) in JUDGED.items():
        folder = place / f"records of {name}"
        folder.mkdir()
        own = release(
            name, buyer=f"{name} University", supplier="Yunda Ltd", item="H20"
        )
        with (
            pytest.MonkeyPatch.context() as patch,
            copied(built, place / name) as case,
        ):
            patch.setenv("GRAPHKIT_USER", name)
            case.load([write_releases(folder / "own.json", own)])
            question = case.folder / "questions" / f"{name}.cypher"
            question.write_text("// title = 'x'\n")
            (case.folder / "settings.toml").write_text("# mine\n")
            case.judge(verdict, a, b, why=why)
    return place


@pytest.fixture
def pair(
    two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Case, Case]:
    """Copies of Anna's case and Ben's; it is Ben who goes on."""
    monkeypatch.setenv("GRAPHKIT_USER", "ben")
    return copied(two / "anna", tmp_path / "hers"), copied(
        two / "ben", tmp_path / "his"
    )


def test_a_pack_holds_what_cannot_be_made_again_and_nothing_of_this_machine(
    pair: tuple[Case, Case], tmp_path: Path
) -> None:
    hers, _ = pair
    packed = hers.pack(tmp_path / "hers.pack")
    again = hers.pack(tmp_path / "again.pack")
    assert (packed.sources, packed.files, packed.restricted) == (again.sources, 1, 0)
    assert (tmp_path / "hers.pack").read_bytes() == (
        tmp_path / "again.pack"
    ).read_bytes()
    with zipfile.ZipFile(tmp_path / "hers.pack") as archive:
        names = archive.namelist()
        inside = b"".join(archive.read(name) for name in names)
    assert names[:3] == ["pack.json", "log.jsonl", "sources.jsonl"]
    assert "questions/anna.cypher" in names
    assert not any("settings" in name or "derived" in name for name in names)
    assert str(tmp_path.parent).encode() not in inside
    assert b"# mine" not in inside


def test_merging_twice_changes_nothing_and_the_order_does_not_matter(
    pair: tuple[Case, Case], built: Path, tmp_path: Path
) -> None:
    hers, his = pair
    packs = [case.pack(tmp_path / f"{n}.pack").file for n, case in enumerate(pair)]
    merged = hers.merge(packs[1])
    assert (merged.sources, merged.files, merged.restricted) == (1, 1, 0)
    once = everything(hers.folder)
    digests = {hers.status()["digest"]}
    again = hers.merge(packs[1])
    assert (again.sources, again.rows, again.files) == (0, 0, 0)
    assert everything(hers.folder) == once
    his.merge(packs[0])
    fresh = Case.create(tmp_path / "fresh")
    for pack in packs:
        fresh.merge(pack)
    digests |= {case.status()["digest"] for case in (hers, his, fresh)}
    assert len(digests) == 1
    assert everything(fresh.folder)["log"] == everything(his.folder)["log"]
    assert (hers.folder / "settings.toml").read_text() == "# mine\n"


def test_what_two_people_say_against_each_other_is_listed_with_both_reasons(
    pair: tuple[Case, Case], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hers, his = pair
    file = his.pack(tmp_path / "his.pack").file
    hers.close()
    assert main(["merge", str(file), "--case", str(hers.folder)]) == 0
    said = capsys.readouterr().err
    day = his.judgements()[0]["at"][:10]
    assert f"Yunda Ltd is the same as 云达科技 (anna, {day}: one address; " in said
    assert f"云达科技 is different from Yunda Ltd (ben, {day}: two licences; " in said
    assert main(["judgements", "--case", str(hers.folder), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ids = [row["id"] for row in rows]
    assert [row["clashes"] for row in rows] == [[ids], [ids]]
    names = hers.sql(
        "SELECT DISTINCT uid FROM names WHERE text IN ('Yunda Ltd', '云达科技')"
    )
    assert len(names) == 2


def test_restricted_sources_stay_unless_asked_for(case: Case, tmp_path: Path) -> None:
    secret = release("s1", buyer="Zyxwv Institute", supplier="Yunda Ltd", item="H100")
    case.load([write_releases(tmp_path / "secret.json", secret)], restricted=True)
    key = next(s["key"] for s in case.statements() if s["path"] == "secret.json")
    case.reject(key, why="wrong")
    case.undo()
    packed = case.pack(tmp_path / "open.pack")
    assert (packed.restricted, packed.rows_left_out) == (1, 3)
    with zipfile.ZipFile(packed.file) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Zyxwv" not in inside
    assert b"secret.json" not in inside
    other = Case.create(tmp_path / "other")
    assert other.merge(packed.file).restricted == 1
    full = case.pack(tmp_path / "full.pack", restricted=True)
    other.merge(full.file)
    assert other.status()["digest"] == case.status()["digest"]
    assert other.status()["restricted"] == 1


def test_files_that_differ_wait_for_a_choice(
    pair: tuple[Case, Case], tmp_path: Path
) -> None:
    hers, his = pair
    for case, text in ((hers, "hers"), (his, "his")):
        (case.folder / "maps" / "a.toml").write_text(f"# {text}\n")
    file = his.pack(tmp_path / "his.pack").file
    before = everything(hers.folder)
    with pytest.raises(CaseError, match=r"both cases have a file maps/a\.toml"):
        hers.merge(file)
    assert everything(hers.folder) == before
    hers.merge(file, keep="ours")
    assert (hers.folder / "maps" / "a.toml").read_text() == "# hers\n"
    hers.merge(file, keep="theirs")
    assert (hers.folder / "maps" / "a.toml").read_text() == "# his\n"


def test_bytes_that_another_erased_go_only_where_it_is_said(
    built: Path, tmp_path: Path
) -> None:
    hers, his = copied(built, tmp_path / "hers"), copied(built, tmp_path / "his")
    his.forget("package.json", why="private", erase=True)
    file = his.pack(tmp_path / "his.pack").file
    before = everything(hers.folder)
    with pytest.raises(CaseError, match=r"erased package\.json, which this case holds"):
        hers.merge(file)
    assert everything(hers.folder) == before
    full = hers.pack(tmp_path / "hers.pack").file
    hers.merge(file, erase=True)
    assert (hers.status()["erased"], hers.status()["records"]) == (1, 0)
    his.merge(full)
    assert his.status()["digest"] == hers.status()["digest"]
    assert sorted(f.name for f in (his.folder / "sources").iterdir()) == sorted(
        f.name for f in (hers.folder / "sources").iterdir()
    )


def test_packed_sources_come_with_their_plain_bytes(tmp_path: Path) -> None:
    import gzip

    made = release("t1", buyer="A University", supplier="Yunda Ltd", item="A100")
    plain = write_releases(tmp_path / "a.json", made).read_bytes()
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(plain))
    one = Case.create(tmp_path / "one")
    one.load([tmp_path / "a.json.gz"])
    other = Case.create(tmp_path / "other")
    other.merge(one.pack(tmp_path / "one.pack").file)
    assert other.status()["digest"] == one.status()["digest"]
    assert other.verify().differing == ()


def test_invented_records_do_not_mix_by_a_merge(case: Case, tmp_path: Path) -> None:
    made = release("d1", buyer="Invented University", supplier="Demo Ltd", item="A100")
    demo = Case.create(tmp_path / "demo")
    demo.load([write_releases(tmp_path / "d.json", made)], provenance="invented")
    file = demo.pack(tmp_path / "demo.pack").file
    with pytest.raises(CaseError, match="would mix"):
        case.merge(file)
    assert case.merge(file, mix=True).sources == 1


Spoil = Callable[[dict[str, bytes]], dict[str, bytes]]


def _manifest(entries: dict[str, bytes], /, **changes: object) -> dict[str, bytes]:
    found = json.loads(entries["pack.json"]) | changes
    return {**entries, "pack.json": json.dumps(found).encode()}


def _promised(entries: dict[str, bytes], name: str, text: bytes) -> dict[str, bytes]:
    """Add an entry that the manifest knows."""
    from hashlib import sha256

    promised = json.loads(entries["pack.json"])["entries"]
    promised[name] = {"size": len(text), "sha256": sha256(text).hexdigest()}
    return _manifest({**entries, name: text}, entries=promised)


def _log(entries: dict[str, bytes], line: dict[str, object]) -> dict[str, bytes]:
    return _promised(entries, "log.jsonl", json.dumps(line).encode())


ROW = {"id": "0" * 32, "at": "2024-01-01T00:00:00+00:00", "by": "x", "why": "y"}
HOSTILE: dict[str, tuple[Spoil, str]] = {
    "newer": (lambda e: _manifest(e, format=2), "packed by a newer graphkit"),
    "no manifest": (
        lambda e: {name: text for name, text in e.items() if name != "pack.json"},
        "it is no pack of a case",
    ),
    "manifest is no JSON": (lambda e: {**e, "pack.json": b"{"}, "it is no pack"),
    "deep manifest": (lambda e: {**e, "pack.json": b"[" * 90_000}, "it is no pack"),
    "leads away": (
        lambda e: _promised(e, "questions/../../../evil.cypher", b"x"),
        "a pack has no entry",
    ),
    "absolute": (lambda e: _promised(e, "/etc/evil.toml", b"x"), "a pack has no entry"),
    "drive": (lambda e: _promised(e, "maps/C:evil.toml", b"x"), "a pack has no entry"),
    "hidden": (lambda e: _promised(e, "maps/.evil.toml", b"x"), "a pack has no entry"),
    "settings": (lambda e: _promised(e, "settings.toml", b"x"), "a pack has no entry"),
    "wrong name": (
        lambda e: _promised(e, f"sources/{'0' * 64}", b"x"),
        "a pack has no entry",
    ),
    "not promised": (lambda e: {**e, "maps/a.toml": b"x"}, "not what it promises"),
    "cut log": (lambda e: {**e, "log.jsonl": e["log.jsonl"][:-9]}, "is cut off"),
    "longer log": (lambda e: {**e, "log.jsonl": e["log.jsonl"] + b"x"}, "holds more"),
    "other log": (
        lambda e: {**e, "log.jsonl": e["log.jsonl"].replace(b"load", b"note")},
        "log.jsonl is damaged",
    ),
    "bad row": (
        lambda e: _log(e, {**ROW, "kind": "judgement", "body": {}}),
        "log.jsonl, line 1: it lacks the field `verdict`",
    ),
    "bad catalogue": (
        lambda e: _log(
            e, {**ROW, "kind": "catalogue", "body": {"files": {"../x": "0" * 64}}}
        ),
        "a catalogue has no file '../x'",
    ),
    "no load": (
        lambda e: _promised(e, "log.jsonl", b""),
        "it belongs to no load of the log",
    ),
    "bomb": (
        lambda e: _promised(e, "maps/bomb.toml", bytes(200 << 20)),
        "unpacks to more than 500 times its size",
    ),
}


@pytest.fixture(scope="module")
def pack(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pack")
    return Case.open(built).pack(place / "whole.pack").file


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pack_is_one_sentence_and_changes_nothing(
    pack: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, problem = HOSTILE[name]
    with zipfile.ZipFile(pack) as archive:
        entries = {one: archive.read(one) for one in archive.namelist()}
    file = tmp_path / "hostile.pack"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, text in spoil(entries).items():
            archive.writestr(one, text)
    Ledger.open(tmp_path / "case", create=True).close()
    before = everything(tmp_path / "case")
    status = main(["merge", str(file), "--case", str(tmp_path / "case")])
    said = capsys.readouterr().err
    assert status == 2
    assert problem in said.splitlines()[0]
    assert len(said.splitlines()) <= 2
    assert everything(tmp_path / "case") == before
    assert not (tmp_path / "evil.cypher").exists()


def test_a_pack_cut_anywhere_is_refused_and_changes_nothing(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, file = pack.read_bytes(), tmp_path / "cut.pack"
    Ledger.open(tmp_path / "case", create=True).close()
    before = everything(tmp_path / "case")
    for share in range(10):
        file.write_bytes(whole[: len(whole) * share // 10])
        assert main(["merge", str(file), "--case", str(tmp_path / "case")]) == 2
        assert "no pack of a case, or it is damaged" in capsys.readouterr().err
    assert everything(tmp_path / "case") == before
    assert shutil.disk_usage(tmp_path).free > 0
