"""Loaders are found: those of others before ours, each once, unusable ones by name."""

import json
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from graphkit.errors import SourceError
from graphkit.loaders import ocds, table
from graphkit.reading import discovery, workers
from graphkit.reading.discovery import Recognised, loader_of
from graphkit.source import Part, Source
from graphkit.statements import Passage, Problem, Record, Statement
from tests.said import readings
from tests.test_reading import lines, source


class Plugin:
    """Somebody's loader for a JSON of their own."""

    NAME = "plugin"
    VERSION = 1
    SUFFIXES = (".json",)
    LAYER = "json"
    LINES = False

    def sniff(self, head: bytes, path: str) -> bool:
        return b'"mine"' in head

    def read(self, part: Part) -> Iterator[Record | Problem]:
        for number, name in enumerate(json.loads(part.content())["mine"]):
            at = f"/mine/{number}"
            yield Record(part.source.sha256, at, "mine", name, 0, part.end)
        raise KeyError("the end of the list")

    def state(self, record: Record) -> Iterator[Statement | Passage]:
        if record.fields == "bad":
            raise TypeError("bad name")
        return iter(())


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Plugin(), *discovery.loaders())
    for module in (discovery, workers):
        monkeypatch.setattr(module, "loaders", lambda: found)


@pytest.mark.usefixtures("plugin")
def test_the_loader_of_another_comes_before_ours(tmp_path: Path) -> None:
    assert loader_of(source(tmp_path, b'{"mine": []}')).NAME == "plugin"
    assert loader_of(source(tmp_path, b'{"other": []}')).NAME == "ocds"


@pytest.mark.usefixtures("plugin")
def test_what_trips_a_loader_is_a_problem_of_that_record(tmp_path: Path) -> None:
    file = source(tmp_path, b'{"mine": ["a", "bad", "c"]}').file
    (found,), refused = readings(tmp_path, file)
    assert found.records == 2
    assert [(one.locator, one.reason) for one in refused] == [
        ("/mine/1", "the loader plugin stumbled over it: TypeError: bad name"),
        ("", "reading stopped: KeyError: 'the end of the list'"),
    ]


@pytest.mark.parametrize(
    ("loaded", "problem"),
    [
        (SimpleNamespace(NAME="x"), "has no VERSION, SUFFIXES, LAYER, LINES"),
        (ImportError("no module"), "cannot be imported: no module"),
    ],
)
def test_an_unusable_loader_is_named(
    monkeypatch: pytest.MonkeyPatch, loaded: Any, problem: str
) -> None:
    def load(point: EntryPoint) -> Any:
        if isinstance(loaded, Exception):
            raise loaded
        return loaded

    point = EntryPoint("mine", "their.module", discovery.GROUP)
    monkeypatch.setattr(EntryPoint, "load", load)
    monkeypatch.setattr(discovery, "entry_points", lambda group: [point])
    with pytest.raises(SourceError, match=problem):
        discovery.loaders.__wrapped__()


def test_a_loader_is_looked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tmp_path / "loaders.json"
    found = source(tmp_path, lines(1))
    first = Recognised(known)
    assert first.loader_of(found) is ocds
    first.save()
    monkeypatch.setattr(discovery, "loader_of", lambda source: table)
    assert Recognised(known).loader_of(found) is ocds
    other = Source(found.sha256, "a.csv", found.file)
    assert Recognised(known).loader_of(other) is table
    for broken in (b"", b"[]", b'{"loaders": 1, "names": 5}'):
        known.write_bytes(broken)
        assert Recognised(known).loader_of(found) is table
    first.save()
    monkeypatch.setattr(ocds, "VERSION", ocds.VERSION + 1)
    assert Recognised(known).loader_of(found) is table
