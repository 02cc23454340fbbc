"""Placing: the user's own files that a merge brought, put where they belong.

The ledger says which, in the transaction that takes in the rest; so a merge that ends
in the middle is gone on with by whoever writes next.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from graphkit.case.folder import Folder, sync

SETTING = "placing"
"""Under this name the ledger keeps what has to be placed, '' for nothing."""


def written(files: Mapping[str, str]) -> str:
    """Return the setting for files given as names within the case, and hashes."""
    return json.dumps(dict(sorted(files.items()))) if files else ""


def place(case: Folder, setting: str) -> tuple[str, ...]:
    """Put the files of a setting in their places and return their hashes.

    Their bytes lie in `sources/`; a file that is there already is replaced whole.
    """
    files: dict[str, str] = json.loads(setting)
    for name, digest in files.items():
        kept = case.sources / digest
        if kept.is_file():
            _put(kept, case.root / name)
    return tuple(files.values())


def _put(kept: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    shutil.copyfile(kept, unfinished)
    sync(unfinished)
    unfinished.replace(target)
