"""The files below a folder, in an order that does not depend on the disk."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

_CLUTTER = frozenset(("Thumbs.db", "desktop.ini"))


class Quarantined(msgspec.Struct, frozen=True):
    """A file or a record that was not read, why, and what to do about it."""

    path: str
    locator: str
    reason: str
    hint: str = ""


class Note(msgspec.Struct, frozen=True):
    """What is worth a line of a file and is no problem: what was left out, and why."""

    path: str
    text: str


def walk(
    folder: Path, name: str, *, apart: Path | None = None
) -> Iterator[tuple[Path | Quarantined, str]]:
    """Yield the files below a folder in sorted order, each with its name to show.

    Hidden files, and the case in `apart`, are passed over. A link into the folder is
    met where it leads; one that leaves it is refused.
    """
    top, waiting = folder.resolve(), [(folder, name)]
    while waiting:
        path, shown = waiting.pop()
        if path.is_symlink() and path != folder:
            if refusal := _refused_link(path, top):
                yield Quarantined(shown, "", refusal, "load what it leads to"), shown
        elif path.is_dir():
            if apart is None or path.resolve() != apart.resolve():
                try:
                    waiting += reversed(_entries(path, shown))
                except OSError as error:
                    reason = f"the folder could not be read: {error.strerror}"
                    yield Quarantined(shown, "", reason), shown
        elif path.is_file():
            yield path, shown
        else:
            yield Quarantined(shown, "", "it is a device or a pipe, no file"), shown


def _entries(folder: Path, shown: str) -> list[tuple[Path, str]]:
    return [
        (path, f"{shown}/{shown_name(path.name)}")
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if not path.name.startswith(".") and path.name not in _CLUTTER
    ]


def _refused_link(link: Path, top: Path) -> str:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "it is a link that leads nowhere"
    return "" if target.is_relative_to(top) else "it is a link that leaves the folder"


def shown_name(name: str) -> str:
    """Return a file's name as it can be printed anywhere."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
