import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graphkit.case import desk, generations, pipeline
from graphkit.case.additions import Addition
from graphkit.case.ledger import Ledger
from graphkit.case.opened import rows
from graphkit.case.verify import verify
from graphkit.errors import CaseError, GraphkitError
from graphkit.reading import discovery
from tests.releases import release, write_releases

TEXT = "公告\n采购人：深圳大学\n中标人：云达科技\n代理：中招公司\n"

# A loader as somebody else would write it. How it reads the winner is set by a test,
# as a new version of it would be by its author.
LOADER = """
from graphkit.evidence import Evidence
from graphkit.identity import tender_uid
from graphkit.statements import Mention, Record, Statement, TenderRef

NAME, VERSION, SUFFIXES, LAYER, LINES = "bulletin", 1, (".txt",), "text", False
PART, WINNER, LABEL = "", "云达科技", "中标人："


def sniff(head, path):
    return head.startswith("公告".encode())


def read(part):
    text = part.content().decode()
    yield Record(part.source.sha256, "text", "notice", text, 0, part.end)


def state(record):
    uid = tender_uid(
        process="", number="", buyer="", source=record.source, locator="text"
    )
    buyer = record.fields.partition("采购人：")[2].partition("\\n")[0]
    yield said(record, uid, "ISSUED", "采购人：", buyer, "")
    if WINNER:
        yield said(record, uid, "AWARDED_TO", LABEL, WINNER, PART)


def said(record, uid, kind, label, name, part):
    end = record.fields.index(name) + len(name)
    start = end - len(name) - len(label)
    mention = Mention("Organization", name, end - len(name), end)
    quote = record.fields[start:end]
    evidence = Evidence(record.source, "text", start, end, quote)
    issued = kind == "ISSUED"
    subject, object_ = (mention, None) if issued else (None, mention)
    return Statement(kind, TenderRef(uid), subject, object_, evidence, part, "awarded")
"""


@pytest.fixture
def loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The loader above, found by its entry point as any other's."""
    site = tmp_path / "site"
    about = site / "bulletin-1.dist-info"
    about.mkdir(parents=True)
    (site / "bulletin.py").write_text(LOADER, encoding="utf-8")
    (about / "METADATA").write_text("Name: bulletin\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[graphkit.loaders]\nbulletin = bulletin\n")
    monkeypatch.syspath_prepend(site)
    discovery.loaders.cache_clear()
    yield importlib.import_module("bulletin")
    del sys.modules["bulletin"]
    discovery.loaders.cache_clear()


@pytest.fixture
def case(tmp_path: Path, loader: ModuleType) -> Path:
    """A case of one notice: Shenzhen University awards to Yunda."""
    notice = tmp_path / "notice.txt"
    notice.write_text(TEXT, encoding="utf-8")
    place = tmp_path / "case"
    Ledger.open(place, create=True).close()
    assert pipeline.load(place, [notice]).statements == 2
    return place


def edges(case: Path, kind: str) -> list[tuple[str, str, str, str]]:
    """Return part, quote, basis and provenance of a type's edges, in order."""
    pipeline.build(case)
    with generations.held(case) as generation:
        (file,) = generation.tables.glob(f"edges/{kind}.*.parquet")
        found = rows("SELECT * FROM read_parquet(?) ORDER BY quote, part", [str(file)])
        return [
            (row["part"], row["quote"], row["basis"], row["provenance"])
            for row in found
        ]


def statement(case: Path, kind: str) -> dict[str, Any]:
    """Return the loader's only statement of a type."""
    with generations.held(case) as generation:
        (key,) = generation.reads.values()
        files = str(case / "derived" / "read" / key / "*.statements.parquet")
        (row,) = rows("SELECT * FROM read_parquet(?) WHERE type = ?", [files, kind])
        return dict(row)


def orphans(case: Path) -> list[dict[str, str]]:
    pipeline.build(case)
    with generations.held(case) as generation:
        text = (generation.tables / "orphans.json").read_text(encoding="utf-8")
        found: list[dict[str, str]] = json.loads(text)
        return found


def graph(case: Path) -> dict[str, bytes]:
    """Return every table of nodes and edges, as bytes."""
    with generations.held(case) as generation:
        tables = sorted(generation.tables.glob("*/*.parquet"))
        return {table.name: table.read_bytes() for table in tables}


def digest(case: Path) -> str:
    return str(pipeline.status(case)["digest"])


READ = ("", "中标人：云达科技", "name", "primary")


def test_a_rejected_statement_makes_no_edge_and_stays_visible(case: Path) -> None:
    key = statement(case, "AWARDED_TO")["key"]
    desk.reject(case, key, "another company of that name")
    assert edges(case, "AWARDED_TO") == []
    with generations.held(case) as generation:
        file = str(generation.tables / "rejected.parquet")
        (row,) = rows("SELECT * FROM read_parquet(?)", [file])
    assert (row["key"], row["quote"]) == (key, "中标人：云达科技")


def test_undo_of_an_amendment_restores_the_digest(case: Path) -> None:
    before = digest(case)
    desk.reject(case, statement(case, "ISSUED")["key"], "doubtful")
    pipeline.build(case)
    assert digest(case) != before
    desk.undo(case)
    pipeline.build(case)
    assert digest(case) == before


def test_an_unknown_statement_is_refused_and_the_nearest_named(case: Path) -> None:
    key = statement(case, "ISSUED")["key"]
    with pytest.raises(CaseError, match=f"no statement has the key {key}x") as caught:
        desk.reject(case, f"{key}x", "typo")
    assert caught.value.hint.startswith(f"nearest: {key}, ")
    assert pipeline.status(case)["amendments"] == 0


def test_added_words_make_an_edge_with_their_author(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHKIT_USER", "anna")
    addition = Addition(
        "HANDLED_BY", source="notice.txt", quote="代理：中招公司", text="中招公司"
    )
    uid = desk.add(case, addition, "the agency, as the seal shows")
    assert edges(case, "HANDLED_BY") == [("", "代理：中招公司", "amendment", "analyst")]
    with generations.held(case) as generation:
        file = str(generation.tables / "amended.parquet")
        (row,) = rows("SELECT * FROM read_parquet(?)", [file])
    assert (row["author"], row["why"], row["log"], row["o_start"], row["o_end"]) == (
        "anna",
        "the agency, as the seal shows",
        uid,
        TEXT.index("中招"),
        TEXT.index("中招") + 4,
    )
    assert row["tender"] == statement(case, "ISSUED")["tender"]
    assert verify(case).differing == ()


def test_a_replacement_takes_from_the_statement_what_it_leaves_open(
    case: Path,
) -> None:
    key = statement(case, "AWARDED_TO")["key"]
    desk.replace(case, key, Addition("BID_ON", text="云达科技"), "it only bid")
    assert edges(case, "AWARDED_TO") == []
    assert edges(case, "BID_ON") == [("", "中标人：云达科技", "amendment", "analyst")]
    assert orphans(case) == []


def test_a_note_without_a_source_needs_a_tender_and_has_no_quote(case: Path) -> None:
    tender = statement(case, "ISSUED")["tender"]
    note = Addition("SUBCONTRACTED_TO", text="某公司", tender=tender)
    desk.add(case, note, "told by a witness")
    assert edges(case, "SUBCONTRACTED_TO") == [("", "", "amendment", "analyst")]
    with pytest.raises(CaseError, match="needs a text and a tender"):
        desk.add(case, Addition("ISSUED", text="某大学"), "rumour")
    with pytest.raises(CaseError, match="no tender has the uid tender:0"):
        desk.add(case, Addition("ISSUED", text="某大学", tender="tender:0"), "rumour")


def test_words_at_a_pointer_of_a_release_become_a_statement(tmp_path: Path) -> None:
    title = "Servers with A100, delivered by Yunda"
    file = write_releases(tmp_path / "a.json", release("t1", buyer="Uni", title=title))
    case = tmp_path / "case"
    Ledger.open(case, create=True).close()
    pipeline.load(case, [file])
    words = Addition(
        "AWARDED_TO",
        source="a.json",
        locator="/releases/0/tender/title",
        quote="delivered by Yunda",
        text="Yunda",
        amount="12.50",
        currency="CNY",
    )
    desk.add(case, words, "the title says so")
    assert edges(case, "AWARDED_TO") == [
        ("", "delivered by Yunda", "amendment", "analyst")
    ]
    found = verify(case)
    assert (found.differing, found.checked > 0) == ((), True)
    chip = replace(words, type="EXCLUDES", quote="A100", text="", amount="")
    desk.add(case, chip, "not what it means")
    desk.add(case, replace(chip, type="AWARDS", entry="chip:nvidia-h800"), "nor this")
    with pytest.raises(CaseError, match="VIA does not lead to a Chip: chip:nvidia-a10"):
        desk.add(case, replace(chip, type="VIA"), "no provider")
    pipeline.build(case)
    with generations.held(case) as generation:
        ends = {
            row["key"].split("|")[2]
            for kind in ("EXCLUDES", "AWARDS")
            for row in rows(
                "SELECT key FROM read_parquet(?)",
                [str(generation.tables / "edges" / f"{kind}.Tender.Chip.parquet")],
            )
        }
    assert ends == {"chip:nvidia-a100", "chip:nvidia-h800"}
    with pytest.raises(GraphkitError) as caught:
        desk.add(case, Addition("ISSUED", source="a.json", quote="Uni"), "no place")
    assert caught.value.hint == "its records begin at /releases/0"


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        (Addition("OWNS", source="notice.txt"), "'OWNS' cannot be added"),
        (Addition("ISSUED", source="notice.txt"), "no words chosen"),
        (Addition("ISSUED", source="nothing.txt"), "no source nothing.txt"),
        (
            Addition("ISSUED", source="notice.txt", start=3, end=900),
            "3:900 lies outside the text of text, which has 29 characters",
        ),
        (
            Addition("ISSUED", source="notice.txt", quote="清华大学"),
            "'清华大学' does not stand in text",
        ),
        (
            Addition("ISSUED", source="notice.txt", quote="人："),
            "'人：' stands 2 times in text",
        ),
        (
            Addition("ISSUED", source="notice.txt", start=0, end=2, quote="采购"),
            "0:2 holds '公告', not '采购'",
        ),
        (
            Addition("VIA", source="notice.txt", quote="公告"),
            "'公告' is no one entry of the catalogue: none",
        ),
        (
            Addition("budget", source="notice.txt", quote="公告", amount="viel"),
            "'viel' is no amount",
        ),
        (
            Addition("deadline", source="notice.txt", quote="公告", date="morgen"),
            "'morgen' is no date",
        ),
        (
            Addition("ISSUED", source="notice.txt", quote="公告", stage="maybe"),
            "'maybe' is no stage",
        ),
        (
            Addition("ISSUED", source="notice.txt", quote="公告", locator="/a"),
            "no record of this source lies there",
        ),
    ],
)
def test_what_does_not_fit_is_refused_before_it_is_kept(
    case: Path, addition: Addition, said: str
) -> None:
    with pytest.raises(GraphkitError) as caught:
        desk.add(case, addition, "try")
    assert said in str(caught.value)
    assert pipeline.status(case)["amendments"] == 0


def test_a_rejection_follows_its_statement_into_another_version_of_the_loader(
    case: Path, loader: ModuleType
) -> None:
    desk.reject(case, statement(case, "AWARDED_TO")["key"], "wrong company")
    loader.VERSION, loader.PART, loader.LABEL = 2, "lot:1", ""
    assert edges(case, "AWARDED_TO") == []
    assert orphans(case) == []
    assert statement(case, "AWARDED_TO")["part"] == "lot:1"


def test_a_rejection_of_what_is_read_no_more_is_an_orphan(
    case: Path, loader: ModuleType
) -> None:
    uid = desk.reject(case, statement(case, "AWARDED_TO")["key"], "wrong company")
    loader.VERSION, loader.WINNER = 2, ""
    (orphan,) = orphans(case)
    assert (orphan["log"], orphan["path"], orphan["locator"], orphan["reason"]) == (
        uid,
        "notice.txt",
        "text",
        "the rejected AWARDED_TO is read no more",
    )
    assert pipeline.status(case)["orphaned"] == 1
    loader.VERSION, loader.WINNER = 1, "云达科技"
    assert orphans(case) == []


def test_a_persons_words_stand_where_what_they_replaced_is_read_no_more(
    case: Path, loader: ModuleType
) -> None:
    key = statement(case, "AWARDED_TO")["key"]
    desk.replace(case, key, Addition("AWARDED_TO", text="云达"), "the short name")
    loader.VERSION, loader.WINNER = 2, ""
    (edge,) = edges(case, "AWARDED_TO")
    assert edge == ("", "中标人：云达科技", "amendment", "analyst")
    assert [orphan["reason"] for orphan in orphans(case)] == [
        "the rejected AWARDED_TO is read no more"
    ]


def test_an_amendment_rests_while_its_source_is_forgotten(case: Path) -> None:
    key = statement(case, "AWARDED_TO")["key"]
    rejection = desk.reject(case, key, "wrong company")
    forgotten = desk.forget(case, "notice.txt", "not ours")
    assert orphans(case) == []
    with Ledger.open(case) as ledger:
        assert [row.uid for row in ledger.live("amendment")] == [rejection]
    desk.undo(case, forgotten)
    assert edges(case, "AWARDED_TO") == []


def test_judgement_amendment_and_forget_survive_a_new_version(
    case: Path, loader: ModuleType, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("深圳大学", "四川大学"), encoding="utf-8")
    pipeline.load(case, [other])
    with generations.held(case) as generation:
        file = str(generation.tables / "nodes" / "Organization.parquet")
        named = {
            row["name"]: row["uid"]
            for row in rows("SELECT name, uid FROM read_parquet(?)", [file])
        }
    ends = named["深圳大学"], named["四川大学"]
    desk.judge(case, "same", *ends, "for the test")
    desk.add(
        case, Addition("HANDLED_BY", source="notice.txt", quote="中招公司"), "agency"
    )
    pipeline.build(case)
    together = graph(case)
    loader.VERSION = 2
    pipeline.build(case)
    assert graph(case) == together
    desk.forget(case, "other.txt", "a copy")
    pipeline.build(case)
    alone = graph(case)
    loader.VERSION = 3
    assert orphans(case) == []
    assert graph(case) == alone != together
    desk.undo(case)
    pipeline.build(case)
    assert graph(case) == together
    assert len(edges(case, "HANDLED_BY")) == 1
