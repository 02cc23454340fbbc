"""The causes of a change that no new record, judgement or amendment explains.

Each is brought about as a user would: a file in the case's catalogue, a loader of
somebody else's in its next version, a release of graphkit that reads otherwise.
"""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graphkit import catalogue
from graphkit.case import Case, revisions
from graphkit.reading import discovery
from graphkit.results import Results
from tests.releases import release, write_releases

LOADER = """
from graphkit.evidence import Evidence
from graphkit.identity import tender_uid
from graphkit.statements import Mention, Passage, Record, Statement, TenderRef

NAME, VERSION, SUFFIXES, LAYER, LINES = "bulletin", 1, (".txt",), "text", False
WINNER = 1


def sniff(head, path):
    return head.startswith(b"BULLETIN")


def read(part):
    text = part.content().decode()
    yield Record(part.source.sha256, "text", "notice", text, 0, part.end)


def state(record):
    _, buyer, *winners, item = record.fields.splitlines()
    uid = tender_uid(
        process="", number="", buyer="", source=record.source, locator="text"
    )
    yield said(record, uid, "ISSUED", buyer)
    yield said(record, uid, "AWARDED_TO", winners[WINNER - 1])
    start = record.fields.index(item)
    yield Passage(
        TenderRef(uid), record.source, "text", item, start, "award", "", "awarded"
    )


def said(record, uid, kind, name):
    start = record.fields.index(name)
    mention = Mention("Organization", name, start, start + len(name))
    evidence = Evidence(record.source, "text", start, start + len(name), name)
    sides = (mention, None) if kind == "ISSUED" else (None, mention)
    return Statement(kind, TenderRef(uid), *sides, evidence, "", "awarded")
"""

RULE = "is-informed-2022-08"
ALIASES = "alias,uid,strength,note,source,confidence,checked\n"
BULLETIN = "BULLETIN\nRiver University\nYunda Ltd\nShan Ltd\nAWS servers with A100"


@pytest.fixture
def loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The loader above, found by its entry point as any other's."""
    about = tmp_path / "site" / "bulletin-1.dist-info"
    about.mkdir(parents=True)
    (about.parent / "bulletin.py").write_text(LOADER, encoding="utf-8")
    (about / "METADATA").write_text("Name: bulletin\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[graphkit.loaders]\nbulletin = bulletin\n")
    monkeypatch.syspath_prepend(about.parent)
    discovery.loaders.cache_clear()
    yield importlib.import_module("bulletin")
    del sys.modules["bulletin"]
    discovery.loaders.cache_clear()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case with one chain to the A100, frozen as `first`."""
    made = release("1", buyer="甲大学", supplier="Yunda", item="AWS A100; fog engine")
    case = Case.create(tmp_path / "case")
    case.load([write_releases(tmp_path / "jia.json", made)])
    case.freeze("first")
    return case


def add(case: Case, name: str, text: str) -> None:
    """Write a table of the case's own catalogue, and build."""
    (case.folder / "catalogue").mkdir(exist_ok=True)
    (case.folder / "catalogue" / name).write_text(text, encoding="utf-8")
    case.build()


def told(rows: Results) -> set[tuple[Any, ...]]:
    return {
        (row["change"], row["item"], cause["cause"], cause["about"])
        for row in rows
        for cause in row["causes"]
    }


def test_a_term_that_the_case_adds_is_the_catalogue(case: Case) -> None:
    add(
        case,
        "aliases.csv",
        f"{ALIASES}fog engine,chip:nvidia-h100,strong,,x,high,2026\n",
    )
    read = "jia.json was read again"
    assert told(case.diff("first")) == {("new", "H100", "catalogue", read)}


def test_a_rule_that_the_case_switches_off_is_rule_data(case: Case) -> None:
    add(case, "rules.toml", f"[rules.{RULE}]\non = false\n")
    rules = "the item's rules are others"
    assert told(case.diff("first")) == {("changed", "A100", "rule data", rules)}


def test_another_version_of_a_loader_is_a_reader_version(
    tmp_path: Path, loader: ModuleType
) -> None:
    file = tmp_path / "river.txt"
    file.write_text(BULLETIN, encoding="utf-8")
    case = Case.create(tmp_path / "case")
    case.load([file])
    case.freeze("first")
    loader.VERSION, loader.WINNER = 2, 2
    case.build()
    changes = case.diff("first")
    assert {(row["change"], row["intermediary"]) for row in changes} == {
        ("new", "Shan Ltd"),
        ("gone", "Yunda Ltd"),
    }
    read = "river.txt was read again"
    assert {found[2:] for found in told(changes)} == {("reader version", read)}


def test_a_release_that_reads_otherwise_is_a_reader_version(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number that every such release raises is part of what a build rests on."""
    then = case.generation.manifest["inputs"]["catalogue"]
    monkeypatch.setattr(revisions, "READING", catalogue.READING + 1)
    add(
        case,
        "aliases.csv",
        f"{ALIASES}fog engine,chip:nvidia-h100,strong,,x,high,2026\n",
    )
    assert case.generation.manifest["inputs"]["catalogue"] != then
    assert {found[2] for found in told(case.diff("first"))} == {
        "catalogue",
        "reader version",
    }
