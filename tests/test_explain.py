"""A document explained: roles, rules, what was left and why, and how to mend it."""

import json
import re
import shlex
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.case.explaining import explained
from graphkit.cli import main
from graphkit.cli.explained import marked
from graphkit.cli.printing import visible
from graphkit.explain import Asked, Explained
from graphkit.explain.marks import PASSED, STATED
from graphkit.explain.segments import Words, pieces
from graphkit.viz.explained import page_of
from tests.notices import FIXTURES
from tests.releases import release, write_releases

AWARD = """示例大学算力服务采购项目成交公告
（虚构测试公告）
购置方：示例大学
项目编号：SF-2024-0815
项目名称：算力服务采购项目
成交供应商：示例云达科技有限公司
成交金额：85.5万元，下浮率2.1%
代理服务费：0.9万元
供应商地址：示例市高新区H100号
标的：租用AWS云服务器，配A100 GPU 8张
评审专家：赵样例、钱样例
联系人：王样例 电话：13900000000
公告日期：2024年5月6日
"""


def one(content: str | bytes, folder: Path, name: str = "notice.txt") -> Explained:
    """Return the only record of a file explained."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with explained(str(file), None, Asked()) as found:
        (record,) = found.records
    return record


def claims(record: Explained) -> dict[str, tuple[str, str]]:
    """Return words and rule of what a record says, by type."""
    return {c.type: (c.words, str(c.rule)) for c in record.claims}


def left(record: Explained) -> dict[tuple[str, str], str]:
    """Return why words were left, by role and words."""
    return {
        (mark.role, text.shown[mark.start : mark.end]): mark.why
        for text in record.texts
        for mark in text.marks
        if mark.outcome == PASSED
    }


def run(line: str) -> int:
    """Run a command as it was printed."""
    words = shlex.split(line)
    assert words[0] == "graphkit"
    return main(words[1:])


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["explain", *words, "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    value: dict[str, Any] = json.loads(line)
    return value


def test_each_statement_names_the_rule_that_found_it(tmp_path: Path) -> None:
    said = claims(one(AWARD, tmp_path))
    labels = "graphkit/data/notices/labels.csv, row"
    rules = {kind: re.sub(r"row \d+", "row", rule) for kind, (_, rule) in said.items()}
    assert {kind: words for kind, (words, _) in said.items()} == {
        "title": "算力服务采购项目",
        "number": "SF-2024-0815",
        "published_on": "2024年5月6日",
        "status": "成交",
        "ISSUED": "示例大学",
        "AWARDED_TO": "示例云达科技有限公司",
        "VIA": "AWS云",
        "SEEKS": "A100",
    }
    assert rules["number"] == f"label 项目编号 (project number) for number ({labels})"
    assert rules["ISSUED"] == (
        "the organisation that the heading begins with (the reader's own shapes)"
    )
    assert rules["status"].startswith("notice of the kind award (graphkit/data/notices")
    assert rules["VIA"] == (
        "term AWS by its strong name aws云 (providers.csv, provider:aws)"
    )


def test_the_row_that_is_named_holds_the_label(tmp_path: Path) -> None:
    record = one(AWARD, tmp_path)
    rows = Path("graphkit/data/notices/labels.csv").read_text("utf-8").splitlines()
    marks = [mark for mark in record.texts[0].marks if mark.role == "label"]
    named = {
        (found[1], rows[int(found[2])].split(",")[1])
        for mark in marks
        if (found := re.search(r"label (\S+).*row (\d+)\)", str(mark.rule)))
    }
    assert named
    assert {label for label, held in named if label != held} == set()


def test_an_amount_names_its_label_and_where_its_unit_was_found(tmp_path: Path) -> None:
    record = one(
        "示例大学采购结果公告\n采购人：示例大学\n成交供应商：示例有限公司\n"
        "成交金额（万元）：85.5\n",
        tmp_path,
    )
    (award,) = [claim for claim in record.claims if claim.type == "AWARDED_TO"]
    details = dict(award.details)
    assert details["amount"].startswith("855000 CNY by label 成交金额")
    assert details["unit of the amount"].startswith(
        "unit label or header: 万元 (graphkit/data/notices/units.csv, row"
    )


def test_what_was_left_says_why(tmp_path: Path) -> None:
    reasons = left(one(AWARD, tmp_path))
    assert reasons["amount", "2.1"] == "a percentage is no amount"
    assert reasons["other", "0.9万元"] == "a fee is no amount of the award"
    assert reasons["other", "示例市高新区H100号"] == "an address names no party"
    assert ("chip", "H100") in reasons


@pytest.mark.parametrize(
    ("line", "role", "words", "why"),
    [
        (
            "采购人：示例省示例市",
            "other",
            "示例省示例市",
            "a bare place is no organisation",
        ),
        ("采购人：详见附件", "other", "详见附件", "it says that there is none"),
        ("需求：A100大道沥青", "chip", "A100", "沥青 (steel and building)"),
        ("需求：型号2100H20-7", "chip", "H20", "it is part of a longer code or word"),
        (
            "需求：见http://www.example.com/A100",
            "chip",
            "A100",
            "it stands in an address",
        ),
        (
            "成交供应商：示例有限公司",
            "supplier",
            "示例有限公司",
            "a notice of the kind tender awards nothing",
        ),
        ("预算：20至30万元", "amount", "20至30万元", "a range is no amount"),
    ],
)
def test_a_reason_for_each_kind_of_refusal(
    line: str, role: str, words: str, why: str, tmp_path: Path
) -> None:
    text = f"示例项目招标公告\n项目编号：SF-2024-0815\n项目名称：示例项目\n{line}\n"
    marks = [
        mark
        for text in one(text, tmp_path).texts
        for mark in text.marks
        if text.shown[mark.start : mark.end] == words and mark.outcome == PASSED
    ]
    assert (role, why) in {(mark.role, mark.why) for mark in marks}


def test_personal_data_is_masked_in_all_that_is_shown(tmp_path: Path) -> None:
    record = one(AWARD, tmp_path)
    seen = record.texts[0].shown + page_of([record]) + marked(record.texts[0]).plain
    assert [w for w in ("王样例", "赵样例", "钱样例", "13900000000") if w in seen] == []
    assert "masked" in {mark.role for mark in record.texts[0].marks}


def check_slices(record: Explained, text: str) -> None:
    (layer,) = record.texts
    assert len(layer.shown) == len(text)
    words = "".join(p.shown for p in pieces(layer) if isinstance(p, Words))
    assert words == layer.shown
    assert all(0 <= m.start <= m.end <= len(text) for m in layer.marks)
    for claim in record.claims:
        assert claim.words == text[claim.start : claim.end]


@pytest.mark.parametrize("name", sorted(f.name for f in FIXTURES.glob("[0-9]*")))
def test_every_span_of_a_notice_is_a_true_slice(name: str, tmp_path: Path) -> None:
    from graphkit.layers.notice_text import extract

    content = (FIXTURES / name).read_bytes()
    file = tmp_path / name
    file.write_bytes(content)
    with explained(str(file), None, Asked()) as found:
        for record in found.records:
            check_slices(record, extract(content, name))


HOSTILE = (
    "<script>alert(1)</script>",
    "\x1b[31m",
    "\x00",
    "\u202e",
    "]]>",
    "[x]",
    "'$(id)'",
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from((*HOSTILE, "示例有限公司", "A100 GPU", "85万元", "\n")))
)
def test_spans_stay_true_and_nothing_acts_in_hostile_text(
    tmp_path: Path, bits: list[str]
) -> None:
    text = AWARD + "成交供应商：" + "".join(bits) + "\n"
    record = one(text, tmp_path)
    check_slices(record, text)
    printed = marked(record.texts[0]).plain
    assert visible(printed) == printed
    page = page_of([record])
    assert "<script>alert" not in page
    assert not set(page) & {"\x1b", "\x00", "\u202e"}
    for claim in record.claims:
        for _, line in claim.commands:
            assert line.isprintable()
            assert shlex.split(line)[:2] == ["graphkit", "amend"]


def test_a_pipe_and_no_color_get_no_escapes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "n.txt"
    file.write_text(AWARD, encoding="utf-8")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(["explain", str(file)]) == 0
    plain = capsys.readouterr().out
    assert "\x1b" not in plain
    assert "[5 buyer: 示例大学]" in plain
    assert "‹项目编号›：[2 number: SF-2024-0815]" in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["explain", str(file)]) == 0
    coloured = capsys.readouterr().out
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert coloured != plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["explain", str(file)]) == 0
    assert capsys.readouterr().out == plain


def test_the_page_is_one_file_that_allows_nothing_but_itself(tmp_path: Path) -> None:
    page = page_of([one(AWARD, tmp_path)])
    assert "default-src 'none'" in unescape(page)
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*", page) == []
    anchors = set(re.findall(r'href="#([^"]+)"', page))
    assert anchors - set(re.findall(r'id="([^"]+)"', page)) == set()
    assert str(tmp_path) not in page
    assert "project number" in page  # the gloss of 项目编号


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case that holds the notice, made where commands name it."""
    monkeypatch.chdir(tmp_path)
    Path("award.txt").write_text(AWARD, encoding="utf-8")
    assert main(["load", "award.txt", "--case", "mine"]) == 0
    return Path("mine")


def test_every_printed_command_works_as_it_is(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    record = as_json(capsys, "award.txt", "--case", "mine", "--words", "示例大学")
    lines = [line for c in record["statements"] for line in c["commands"].values()]
    lines += [offer["command"] for offer in record["words"]]
    for missing in record["missing"]:
        lines += [offer["command"] for offer in missing["offers"]]
    assert len(lines) > 2 * len(record["statements"]) - 2
    assert {line: run(line) for line in lines} == dict.fromkeys(lines, 0)
    capsys.readouterr()
    again = as_json(capsys, "award.txt", "--case", "mine")
    assert {c["type"] for c in again["statements"] if not c["rejected"]} == set()


def test_a_missing_buyer_is_offered_with_a_command_and_a_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("n.txt").write_text(AWARD.replace("示例大学算力", "算力"), encoding="utf-8")
    assert main(["load", "n.txt", "--case", "mine"]) == 0
    capsys.readouterr()
    record = as_json(capsys, "n.txt", "--case", "mine")
    (buyer,) = [one for one in record["missing"] if one["role"] == "buyer"]
    (offer,) = buyer["offers"]
    assert (offer["words"], offer["row"]) == (
        "示例大学",
        "buyer,购置方,购置方：示例大学,示例大学",
    )
    own = Path("mine/catalogue/notices")
    own.mkdir(parents=True)
    (own / "labels.csv").write_text(
        f"field,label,example,value\n{offer['row']}\n", encoding="utf-8"
    )
    assert main(["build", "--case", "mine"]) == 0
    capsys.readouterr()
    record = as_json(capsys, "n.txt", "--case", "mine")
    (issued,) = [c for c in record["statements"] if c["type"] == "ISSUED"]
    assert issued["rule"] == {
        "says": "label 购置方 for buyer",
        "where": "catalogue/notices/labels.csv, row 1",
    }


def test_what_a_person_rejected_is_marked(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    record = as_json(capsys, "award.txt", "--case", "mine")
    assert record["case"] == "mine"
    (line,) = [
        c["commands"]["reject"] for c in record["statements"] if c["type"] == "VIA"
    ]
    assert run(line) == 0
    capsys.readouterr()
    again = as_json(capsys, record["source"][:12], "--case", "mine")
    assert [c["type"] for c in again["statements"] if c["rejected"]] == ["VIA"]


def test_a_record_of_another_loader_names_its_members(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.json"
    made = release(
        "r1", buyer="Shenzhen University", supplier="Yunda", item="AWS A100 GPU"
    )
    write_releases(file, made)
    record = as_json(capsys, str(file))
    rules = {c["type"]: c["rule"]["says"] for c in record["statements"]}
    assert rules["AWARDED_TO"].startswith("member /")
    for text in record["texts"]:
        for mark in text["marks"]:
            assert text["text"][mark["start"] : mark["end"]] == mark["words"]
    assert {
        m["role"] for t in record["texts"] for m in t["marks"] if m["outcome"] == STATED
    } >= {"buyer", "supplier", "provider", "chip"}


def test_a_file_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "nowhere.txt"]) == 2
    assert "there is no such file" in capsys.readouterr().err
