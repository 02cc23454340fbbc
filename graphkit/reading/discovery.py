"""Which loader reads a source: found by its content, by its suffix only in a tie.

Other people's loaders come by the entry point group `graphkit.loaders`; where one of
them and one of ours both know a format, theirs is taken.
"""

import importlib
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import cast

import msgspec

from graphkit.errors import SourceError
from graphkit.identity import digest
from graphkit.loaders import Loader
from graphkit.reading.archives import plain_name
from graphkit.reading.formats import unread
from graphkit.source import Source

GROUP = "graphkit.loaders"
BUILT_IN = ("ted", "ftm", "chart", "table", "workbook", "notice", "objects", "ocds")

_NEEDED = ("NAME", "VERSION", "SUFFIXES", "LAYER", "LINES", "sniff", "read", "state")


@cache
def loaders() -> tuple[Loader, ...]:
    """Return every loader, other people's first, in the order they are asked.

    Raises SourceError where an installed loader cannot be used.
    """
    theirs = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    ours = (importlib.import_module(f"graphkit.loaders.{name}") for name in BUILT_IN)
    return (*(_loaded(point) for point in theirs), *(cast(Loader, m) for m in ours))


def loader_of(source: Source) -> Loader:
    """Return the loader for a source; SourceError says why there is none."""
    head = source.head()
    if not head:
        raise SourceError(source.path, "", "the file is empty")
    path = plain_name(source.path)
    claims = [loader for loader in loaders() if loader.sniff(head, path)]
    named = [loader for loader in claims if path.lower().endswith(loader.SUFFIXES)]
    for loader in (*named, *claims):
        return loader
    raise _unknown(source, head)


class Recognised:
    """Which loader each source needs, remembered in a file: looking takes a while.

    The file is of no use to other loaders, or other versions of them, and is begun
    anew where it cannot be read.
    """

    def __init__(self, file: Path) -> None:
        """Open what was remembered; nothing where there is no such file."""
        self._file = file
        self._loaders = {loader.NAME: loader for loader in loaders()}
        versions = (f"{name}:{one.VERSION}" for name, one in self._loaders.items())
        self._signature = digest(*versions)
        self._names = self._remembered()
        self._is_new = False

    def loader_of(self, source: Source) -> Loader:
        """Return the loader for a source; SourceError says why there is none."""
        key = source.sha256 + PurePosixPath(plain_name(source.path)).suffix.lower()
        name = self._names.get(key, "")
        if name in self._loaders:
            return self._loaders[name]
        loader = loader_of(source)
        self._names[key] = loader.NAME
        self._is_new = True
        return loader

    def save(self) -> None:
        """Remember what was found, for the next time."""
        if self._is_new:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            kept = {"loaders": self._signature, "names": self._names}
            unfinished = self._file.with_suffix(".new")
            unfinished.write_bytes(msgspec.json.encode(kept))
            unfinished.replace(self._file)

    def _remembered(self) -> dict[str, str]:
        try:
            kept = msgspec.json.decode(self._file.read_bytes())
            if kept["loaders"] == self._signature:
                return dict(kept["names"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return {}


def _loaded(point: EntryPoint) -> Loader:
    try:
        module: ModuleType = point.load()
    except (ImportError, AttributeError, SyntaxError) as error:
        raise _unusable(point, f"cannot be imported: {error}") from error
    missing = [name for name in _NEEDED if not hasattr(module, name)]
    if missing:
        raise _unusable(point, f"has no {', '.join(missing)}")
    return cast(Loader, module)


def _unusable(point: EntryPoint, what: str) -> SourceError:
    hint = f"update or uninstall {point.dist.name}" if point.dist else ""
    return SourceError(point.value, "", f"the loader {point.name} {what}", hint=hint)


def _unknown(source: Source, head: bytes) -> SourceError:
    known = ", ".join(sorted({loader.NAME for loader in loaders()}))
    hint = f"these formats are read: {known}"
    if not head.strip():
        return SourceError(source.path, "", "the file holds only white space")
    if not head.strip(b"\0"):
        return SourceError(
            source.path,
            "",
            "the file holds only NUL bytes, as after a broken download",
            hint="fetch it again",
        )
    if found := unread(head, plain_name(source.path), source.file):
        return SourceError(source.path, "", f"it is {found.what}", hint=found.hint)
    return SourceError(source.path, "", "no loader knows this format", hint=hint)
