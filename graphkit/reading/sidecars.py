"""What a person says of a file: its address, when and by whom it was saved.

Stated on the command line, or in `page.html.capture.toml` beside `page.html`. It may
also name files that the notice has attached.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graphkit.errors import SourceError
from graphkit.layers.saved_page import web_address
from graphkit.source import UNSAID, Capture

CAPTURE = ".capture.toml"

_MOST_BYTES = 1 << 16
_KEYS = ("url", "captured_at", "by", "attach")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person says of a file; `attach` are files that belong to it."""

    capture: Capture = UNSAID
    attach: tuple[Path, ...] = ()


UNSTATED = Stated()


def stated(url: str, captured_at: str, by: str, where: str) -> Capture:
    """Return capture data; SourceError at `where` for no address, or no moment."""
    address = web_address(url)
    if url and not address:
        raise SourceError(
            where,
            "",
            f"url {url[:200]!r} is no address on the web",
            hint="write it as http://... or https://...",
        )
    return Capture(address, _moment(captured_at, where), " ".join(by.split())[:200])


def read(file: Path) -> Stated:
    """Return what a sidecar says; SourceError for one that is not as it should be."""
    values = _values(file)
    unknown = sorted(values.keys() - set(_KEYS))
    if unknown:
        raise SourceError(
            file.name,
            "",
            f"{unknown[0]!r} is nothing a capture has",
            hint=f"it may say {', '.join(_KEYS)}",
        )
    url, by = (_text(values, name, file.name) for name in ("url", "by"))
    at = values.get("captured_at", "")
    said = at.isoformat() if isinstance(at, date | datetime) else at
    moment = _text({"captured_at": said}, "captured_at", file.name)
    attach = values.get("attach", [])
    if not isinstance(attach, list) or not all(_is_name(name) for name in attach):
        raise SourceError(
            file.name,
            "",
            "attach is no list of names of files beside the notice",
            hint='write attach = ["file.pdf"]',
        )
    beside = tuple(file.with_name(name) for name in attach)
    return Stated(stated(url, moment, by, file.name), beside)


def _values(file: Path) -> Mapping[str, Any]:
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise ValueError("it is longer than any real one")
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except (OSError, ValueError, RecursionError) as error:
        raise SourceError(
            file.name, "", f"not TOML: {error}", hint='write url = "https://..."'
        ) from error


def _text(values: Mapping[str, Any], name: str, where: str) -> str:
    value = values.get(name, "")
    if not isinstance(value, str):
        raise SourceError(where, "", f"{name} is no text", hint=f'write {name} = "..."')
    return value


def _is_name(name: object) -> bool:
    return isinstance(name, str) and bool(name) and not set("/\\\0") & set(name)


def _moment(text: str, where: str) -> str:
    """Return a day, or a day with its time, in ISO 8601; '' for ''."""
    said = text.strip()
    if not said:
        return ""
    try:
        if len(said) == len("2024-05-03"):
            return date.fromisoformat(said).isoformat()
        return datetime.fromisoformat(said).isoformat()
    except ValueError as error:
        raise SourceError(
            where,
            "",
            f"captured_at {said[:60]!r} is no moment",
            hint="write 2024-05-03 or 2024-05-03T10:11:12+08:00",
        ) from error
