"""Whatever a notice holds: spans are true slices, relations are in their quotes.

Real sentences, real documents and our own notices, as they are and mutated: cut,
doubled, shuffled, strewn with marks that notices use and with ones they never would.
"""

import gzip
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.layers.notice_text import extract
from graphkit.statements import Mention, Statement
from tests.corpus import generated
from tests.notices import FIXTURES, Told, told
from tests.said import SHARED

WRITTEN = Path(__file__).parent / "corpus" / "written"
CORPUS = {one.name: one.content for one in generated()} | {
    file.name: file.read_bytes()
    for file in sorted(WRITTEN.iterdir())
    if file.suffix in (".txt", ".html", ".htm")
}
SHOWN = ("ISSUED", "HANDLED_BY", "AWARDED_TO", "BID_ON", "SUBCONTRACTED_TO")
UNITS = ("元", "万元", "亿元", "千元", "美元", "万美元", "%", "元/年", "")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_UNIT = re.compile("(?:[千万亿]|百万)?[美港欧日]?元")
FILES = sorted(file for file in FIXTURES.iterdir() if file.suffix in (".txt", ".html"))
STREWN = (
    *"：:（）()，。、|\t\n 　\xa0\u200b\u202e\ufeff\0￥%-",
    *(
        "包1",
        "第二包",
        "中标",
        "采购人：",
        "供应商名称",
        "金额（万元）",
        "废标",
        "公告",
    ),
    *("<td>", "</td>", "<tr>", "<div>", "</div>", "<p>", "<br>", "<!--", "<table>"),
    *(
        "一、",
        "1.",
        "无",
        "12345678901234567890",
        "有限公司",
        "人民币贰拾万元整",
        "2024年",
    ),
)


def assert_sound(said: Told) -> None:
    for one in said.statements:
        evidence = one.evidence
        assert said.text[evidence.start : evidence.end] == evidence.quote
        for mention in (one.subject, one.object, one.amount, one.date):
            if mention is not None:
                assert said.text[mention.start : mention.end] == mention.text
        assert_quoted(one)
    for passage in said.passages:
        end = passage.start + len(passage.text)
        assert said.text[passage.start : end] == passage.text
    keys = [passage.start for passage in said.passages]
    assert keys == sorted(keys)


def assert_quoted(one: Statement) -> None:
    mention = one.subject or one.object
    if isinstance(mention, Mention):
        quote = one.evidence
        assert quote.start <= mention.start
        assert mention.end <= quote.end
        assert mention.text.strip() == mention.text


def assert_shown(said: Told) -> None:
    """Assert that a relation's quote holds more than the name: label, verb or row."""
    for one in said.statements:
        mention = one.subject or one.object
        if isinstance(mention, Mention) and one.type in SHOWN:
            assert "".join(one.evidence.quote.split()) != "".join(mention.text.split())


def mutated(text: str, seed: int) -> str:
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 12)):
        place = chance.randint(0, len(text))
        length = chance.choice((1, 3, 10, 60))
        deed = chance.randint(0, 7)
        if deed == 0:
            text = text[:place] + text[place + length :]
        elif deed == 1:
            text = (
                text[:place] + text[place : place + length] * 2 + text[place + length :]
            )
        elif deed == 2:
            text = text[:place] + chance.choice(STREWN) * length + text[place:]
        elif deed == 3:
            other = chance.randint(0, len(text))
            text = text[:place] + text[other : other + length] + text[place:]
        else:
            text = _retyped(text, place, chance)
    return text


def _retyped(text: str, place: int, chance: random.Random) -> str:
    """Return a text as another hand would type it: marks swapped, digits, blanks."""
    deed = chance.randint(0, 3)
    before, behind = text[:place], text[place:]
    if deed == 0:
        return before + behind[1:2] + behind[:1] + behind[2:]
    if deed == 1:
        return before + behind[:80].translate(WIDE) + behind[80:]
    if deed == 2:
        return before + chance.choice((" ", "\n", "\u3000", "\t")) + behind
    unit = _UNIT.search(text, place)
    if unit is None:
        return text
    return text[: unit.start()] + chance.choice(UNITS) + text[unit.end() :]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_mutated_notices_of_ours_are_read_soundly(file: Path, tmp_path: Path) -> None:
    content = file.read_bytes()
    name = "gb18030" if b"gb" in content[:200] else "utf-8"
    text = content.decode("big5hkscs" if b"big5" in content[:80] else name)
    for seed in range(40):
        assert_sound(told(mutated(text, seed), tmp_path, file.name))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_truncated_notices_are_read_soundly(file: Path, tmp_path: Path) -> None:
    content = file.read_bytes()
    for part in range(1, 12):
        assert_sound(told(content[: len(content) * part // 12], tmp_path, file.name))


@pytest.mark.parametrize("name", CORPUS)
def test_the_corpus_as_it_is_and_mutated_is_read_soundly(
    name: str, tmp_path: Path
) -> None:
    said = told(CORPUS[name], tmp_path, name)
    assert_sound(said)
    assert_shown(said)
    for seed in range(4):
        other = told(mutated(said.text, seed), tmp_path, "notice.txt")
        assert_sound(other)
        assert_shown(other)


def test_real_sentences_as_they_are_and_mutated_are_read_soundly(
    tmp_path: Path,
) -> None:
    corpus = SHARED / "fewfc_zhongbiao" / "zhongbiao.jsonl.gz"
    if not corpus.exists():
        pytest.skip("../shared/data/fewfc_zhongbiao is not present")
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for seed, text in enumerate(texts):
        assert_sound(told(text, tmp_path))
        assert_sound(told(mutated(text, seed), tmp_path))


def test_real_documents_as_they_are_and_mutated_are_read_soundly(
    tmp_path: Path,
) -> None:
    folder = SHARED / "cn_tender_pdfs"
    if not folder.exists():
        pytest.skip("../shared/data/cn_tender_pdfs is not present")
    for file in sorted(folder.glob("*.txt.gz")):
        text = gzip.decompress(file.read_bytes()).decode()
        assert_sound(told(text, tmp_path))
        for seed in range(3):
            assert_sound(told(mutated(text, seed), tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "采购人：示例大学 " * 40_000,
        "采购单位大连海事大学行政区域辽宁省公告时间2026年08月05日" * 12_000,
        "中标公告\n" + "供应商名称：示例有限公司\n中标金额：3万元\n" * 10_000,
        "中标公告\n" + "".join(f"采购人：示例{n}公司\n" for n in range(10_000)),
        "中标公告\n" + "".join(f"包{n}：示例{n}有限公司\n" for n in range(999)),
        "公司中标" * 100_000,
        "示例公司中标示例项目。" * 20_000,
        "采购公告\n采购人：" + "市" * 300_000,
        "采购公告\n预算金额：" + "1,111" * 100_000,
        "采购公告\n采购人：\u202e示例大学\u202c\n项目编号：\u200fAB-12345",
        "采购人\t" * 60_000,
        "\0" * 1_000_000,
    ],
    ids=lambda text: repr(text[:16]),
)
def test_hostile_texts_end_and_are_read_soundly(text: str, tmp_path: Path) -> None:
    assert_sound(told(text, tmp_path))


def test_a_table_of_ten_thousand_rows_gives_a_winner_for_each(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}<td>示例{n}有限公司<td>{n}.5" for n in range(1, 10_001))
    head = "<tr><td>包号<td>供应商名称<td>中标金额(万元)"
    said = told(f"<html><h1>中标公告</h1><table>{head}{rows}", tmp_path, "a.html")
    awards = said.of("AWARDED_TO")
    assert len(awards) == 10_000
    assert awards[-1].amount is not None
    assert (awards[-1].part, awards[-1].amount.value) == ("lot:10000", "100005000")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(STREWN) | st.text(max_size=8), max_size=60))
def test_strewn_labels_and_marks_are_read_soundly(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    text = "".join(pieces).encode("utf-8", "ignore").decode()
    assert_sound(told(text, tmp_path_factory.getbasetemp()))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_one_problem(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    said = told(content, tmp_path_factory.getbasetemp())
    assert len(said.problems) == (said.record is None or "\ufffd" in said.text)
    if said.record:
        assert said.text == extract(content, "notice.txt")
