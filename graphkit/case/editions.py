"""The edition of the shipped catalogue that a case uses.

The files are kept in `sources/` by their hash and named by a row of the log, so that
a newer graphkit with other facts changes a case only where a person asks for it.
"""

import shutil
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graphkit import identity
from graphkit.case.folder import Folder, plainly, sync
from graphkit.case.ledger import Ledger
from graphkit.catalogue_files import FILES
from graphkit.errors import CaseError

if TYPE_CHECKING:
    from graphkit.catalogue import Catalogue

UNFINISHED = ".incoming-"
"""How the names of files begin that are not whole yet; `intake` sweeps them."""


def shipped_folder() -> Path:
    """Return the folder of the catalogue this release ships."""
    return Path(str(files("graphkit") / "data"))


def contents(folder: Path, names: Iterable[str] = FILES) -> dict[str, str]:
    """Return the SHA-256 of the named files that a folder has, by name, in order."""
    return {
        name: sha256(file.read_bytes()).hexdigest()
        for name in sorted(names)
        if (file := folder / name).is_file()
    }


def column_maps(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the column maps in a folder, by name, in order."""
    return contents(folder, (file.name for file in folder.glob("*.toml")))


def pinned(ledger: Ledger) -> Mapping[str, str]:
    """Return the case's edition as file names and hashes; empty before the first."""
    rows = ledger.live("catalogue")
    names: Mapping[str, str] = rows[-1].body["files"] if rows else {}
    return names


def pin(ledger: Ledger, why: str = "", *, shipped: Path | None = None) -> bool:
    """Take over a catalogue, by default this release's; False where the case has it."""
    shipped = shipped or shipped_folder()
    names = contents(shipped)
    if names == pinned(ledger):
        return False
    with plainly(ledger.folder.root):
        for name, digest in names.items():
            _keep(shipped / name, ledger.folder.sources / digest)
    ledger.append("catalogue", {"files": names}, why)
    return True


def folder(ledger: Ledger) -> Path | None:
    """Return a folder with the files of the case's edition; None for this release's.

    It is a copy below `derived/`, made from the kept files. Raises CaseError where
    one of those is gone.
    """
    names = pinned(ledger)
    if not names or names == contents(shipped_folder()):
        return None
    target = ledger.folder.derived / "catalogue" / _name(names)
    if not target.is_dir():
        with plainly(ledger.folder.root):
            _lay_out(ledger.folder, names, target)
    return target


def catalogue(ledger: Ledger) -> "Catalogue":
    """Return the catalogue a case is read with: its edition and its own tables."""
    from graphkit.catalogue import Catalogue

    shipped, own = folder(ledger), ledger.folder.catalogue
    return Catalogue.load(own, shipped=shipped) if shipped else Catalogue.load(own)


def digest(*folders: Mapping[str, str]) -> str:
    """Return a digest of what several folders hold."""
    return identity.digest(*map(_name, folders))


def _name(names: Mapping[str, str]) -> str:
    return identity.digest(*(text for item in names.items() for text in item))


def _keep(file: Path, target: Path) -> None:
    if target.exists():
        return
    unfinished = target.with_name(f"{UNFINISHED}{target.name}")
    shutil.copyfile(file, unfinished)
    sync(unfinished)
    unfinished.replace(target)


def _lay_out(case: Folder, names: Mapping[str, str], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as unfinished:
        whole = Path(unfinished) / target.name
        whole.mkdir()
        for name, digest in names.items():
            kept = case.sources / digest
            if not kept.is_file():
                raise CaseError(
                    f"{case.root}: the catalogue's file {name} is gone from sources/",
                    hint="`graphkit build --catalogue new` takes over the shipped one",
                )
            (whole / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(kept, whole / name)
        if not target.is_dir():
            whole.rename(target)
