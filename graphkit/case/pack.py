"""Packs: what cannot be made again of a case, in one archive.

`pack.json` names every other entry with its size and SHA-256: `log.jsonl` (rows with
their ids), `sources.jsonl` (who received what), `sources/<sha256>`, and the user's
own `catalogue/`, `questions/` and `maps/`. No path of this machine and none of the
user's settings is in it. Equal cases give equal packs.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec

from graphkit import __version__
from graphkit.case import foreign, lists
from graphkit.case.database import canonical
from graphkit.case.folder import Folder, plainly, sync
from graphkit.case.ledger import Ledger, LogRow
from graphkit.case.receipts import Received
from graphkit.catalogue_files import FILES
from graphkit.errors import CaseError
from graphkit.reading.archives import chunks

FORMAT = 1
"""Of packs; a higher one is refused."""

MANIFEST, LOG, SOURCES = "pack.json", "log.jsonl", "sources.jsonl"
OWN_FILE = re.compile(
    r"(?P<folder>catalogue|questions|maps)/(?!\.)[^/\\:\x00-\x1f\x7f]+"
    r"(/(?!\.)[^/\\:\x00-\x1f\x7f]+){0,4}"
)
"""What the user's own files may be called: nothing hidden, nothing that leads away."""

_DAY = (1980, 1, 1, 0, 0, 0)
_SUFFIX = {"questions": ".cypher", "maps": ".toml"}


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a pack."""

    size: int
    sha256: foreign.Hash


class Manifest(msgspec.Struct, frozen=True):
    """What a pack holds, and what was left out of it."""

    format: int
    program: str
    case: str
    entries: dict[str, Entry]
    restricted: int = 0


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a pack; `restricted` sources were left out, with their `rows`."""

    file: Path
    sources: int
    rows: int
    files: int
    restricted: int = 0
    rows_left_out: int = 0

    def __str__(self) -> str:
        """Say it in a line or two."""
        said = (
            f"{self.sources:,} sources, {self.rows:,} rows of the log and "
            f"{self.files:,} of your own files in {self.file.name}"
        )
        if self.restricted:
            said += (
                f"\n{self.restricted:,} restricted sources are left out, with "
                f"{self.rows_left_out:,} rows about them; --restricted takes them in"
            )
        return said


@dataclass(slots=True)
class _Choice:
    """What of a case goes into its pack."""

    rows: list[LogRow] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    left_out: int = 0


def write(case: Path, file: Path, *, restricted: bool = False) -> Packed:
    """Write a case's pack and return what is in it.

    Restricted sources, and rows that are about them, are left out unless asked for.
    """
    with Ledger.open(case) as ledger, plainly(case):
        choice = _chosen(ledger, restricted=restricted)
        uid = ledger.uid
    texts = {
        LOG: b"".join(map(foreign.line, choice.rows)),
        SOURCES: b"".join(
            msgspec.json.encode(one._asdict()) + b"\n" for one in choice.received
        ),
    }
    entries = {name: _described(text) for name, text in texts.items()}
    entries |= {name: _described_file(path) for name, path in choice.files.items()}
    manifest = Manifest(FORMAT, __version__, uid, entries, len(choice.hidden))
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(unfinished, "w") as archive:
            _put(archive, MANIFEST, [msgspec.json.encode(manifest)])
            for name, text in texts.items():
                _put(archive, name, [text])
            for name, path in choice.files.items():
                with path.open("rb") as stream:
                    _put(archive, name, chunks(stream))
        sync(unfinished)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return Packed(
        file,
        sum(name.startswith("sources/") for name in choice.files),
        len(choice.rows),
        sum(OWN_FILE.fullmatch(name) is not None for name in choice.files),
        len(choice.hidden),
        choice.left_out,
    )


def is_own(name: str) -> bool:
    """Say whether a name is one that a user's own file may have in a pack."""
    found = OWN_FILE.fullmatch(name)
    if not found or len(name) > 400:
        return False
    folder, inner = found["folder"], name.partition("/")[2]
    if folder == "catalogue":
        return inner in FILES
    return name.endswith(_SUFFIX[folder])


def _chosen(ledger: Ledger, *, restricted: bool) -> _Choice:
    receipts = ledger.receipts()
    hidden = frozenset(
        one.sha256 for one in receipts if one.restricted and not restricted
    )
    every = ledger.rows()
    received = [one for one in ledger.received() if one.sha256 not in hidden]
    secret, _ = lists.withheld(ledger)
    open_rows = [row for row in every if row.uid not in secret]
    rows = list(_visible(open_rows, hidden, ledger.received(), secret))
    kept = {one.sha256 for one in receipts if not one.erased} - hidden
    kept |= {sha256 for row in rows for sha256 in files_of(row)}
    files = {f"sources/{name}": _there(ledger.folder, name) for name in sorted(kept)}
    files |= _own(ledger.folder, hidden)
    return _Choice(rows, received, files, hidden, len(every) - len(rows))


def files_of(row: LogRow) -> frozenset[str]:
    """Return the files by hash that a row needs beside sources: tables, lists."""
    if row.kind == "catalogue":
        return frozenset(row.body["files"].values())
    if row.kind == lists.KIND:
        return frozenset(sha256 for _, sha256 in row.body["sources"])
    return frozenset()


def _visible(
    rows: Iterable[LogRow],
    hidden: frozenset[str],
    received: Iterable[Received],
    secret: frozenset[str],
) -> Iterator[LogRow]:
    """Yield the rows that neither are about a hidden source nor undo such a row.

    `secret` are rows that are left out already: private lists and answers about them.
    """
    loads: dict[str, bool] = {}
    for one in received:
        loads[one.log] = loads.get(one.log, True) and one.sha256 in hidden
    unseen = set(secret)
    for row in rows:
        body = canonical(row.body)
        if (
            loads.get(row.uid, False)
            or row.body.get("undoes") in unseen
            or any(sha256 in body for sha256 in hidden)
        ):
            unseen.add(row.uid)
        else:
            yield row


def _there(case: Folder, name: str) -> Path:
    path = case.sources / name
    if not path.is_file():
        raise CaseError(
            f"{case.root}: the bytes of {name[:12]} are gone from sources/",
            hint="`graphkit verify` names what is missing; load the file again",
        )
    return path


def _own(case: Folder, hidden: frozenset[str]) -> Mapping[str, Path]:
    """Return the user's own files by their name in a pack, in order."""
    found = {}
    for folder in (case.catalogue, case.questions, case.maps):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(case.root).as_posix()
            is_plain = path.is_file() and not path.is_symlink()
            if is_plain and is_own(name) and path.stem not in hidden:
                found[name] = path
    return dict(sorted(found.items()))


def _described(text: bytes) -> Entry:
    return Entry(len(text), sha256(text).hexdigest())


def _described_file(path: Path) -> Entry:
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return Entry(path.stat().st_size, digest)


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    about = zipfile.ZipInfo(name, _DAY)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.external_attr = 0o600 << 16
    with archive.open(about, "w", force_zip64=True) as out:
        for piece in pieces:
            out.write(piece)
