"""The tables of rules: every row reads its own example, ours and a case's."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphkit.catalogue_files import Edition
from graphkit.errors import CatalogueError
from graphkit.loaders import notice
from graphkit.loaders.notice import examples, rules
from graphkit.loaders.notice.amounts import amounts, unit_of
from graphkit.loaders.notice.kinds import kind_named, kind_of, kinds
from graphkit.loaders.notice.labels import label_field, labels, squeezed
from graphkit.loaders.notice.names import name_span
from graphkit.loaders.notice.words import groups, short_names
from graphkit.statements import STAGES

OURS = rules.load()
Write = Callable[[str, str], Edition]


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    """Write a table of a case's own and return the edition with it."""
    folder = tmp_path / "catalogue"
    (folder / "notices").mkdir(parents=True)

    def written(name: str, text: str) -> Edition:
        (folder / "notices" / name).write_text(text, encoding="utf-8")
        count = sum(1 for _ in folder.rglob("*"))
        return Edition(folder, None, f"{count}{hash(text)}")

    yield written
    notice.prepare(Edition())


def test_every_row_of_ours_reads_its_example() -> None:
    assert [str(e) for e in examples.mistakes(OURS, shipped=True)] == []


def test_no_row_of_ours_stands_twice() -> None:
    assert len(labels()) == len(OURS.labels)
    assert all(squeezed(label) == label for label in labels())
    assert len(groups()) == len(OURS.words)
    assert len({kind.type for kind in kinds()}) == len(OURS.kinds)
    assert short_names().count("|") == len(OURS.buyers) - 1


def test_every_type_has_a_stage_or_says_nothing_of_one() -> None:
    assert {kind.stage for kind in kinds()} <= {"", *STAGES}


def test_a_case_adds_labels_and_gives_ours_another_meaning(write: Write) -> None:
    text = (
        "field,label,example,value\n"
        "buyer,购置方,购置方：示例大学,示例大学\n"
        "agency,采购单位,采购单位：示例招标有限公司,示例招标有限公司\n"
    )
    notice.prepare(write("labels.csv", text))
    assert label_field("购置方：") == ("buyer", "")
    assert label_field("采购单位") == ("agency", "")
    notice.prepare(Edition())
    assert label_field("购置方：") == ("", "")
    assert label_field("采购单位") == ("buyer", "")


def test_a_case_adds_types_that_are_tried_before_ours(write: Write) -> None:
    text = (
        '[[kind]]\nname = "award"\nstage = "awarded"\nawards = true\n'
        'pattern = "喜报"\nexamples = ["示例大学采购喜报"]\n'
        'not = ["示例大学喜报牌匾采购招标公告"]\n'
    )
    edition = write("kinds.toml", text)
    with pytest.raises(CatalogueError) as raised:
        notice.prepare(edition)
    assert str(raised.value) == (
        "catalogue/notices/kinds.toml, kind 1: '示例大学喜报牌匾采购招标公告' reads as "
        "award"
    )
    assert kind_of("示例大学采购喜报").name != "award"
    notice.prepare(write("kinds.toml", text.replace('"喜报"', '"喜报$"')))
    assert kind_of("示例大学采购喜报") == kinds()[0]
    assert kind_named("award").pattern.pattern != "喜报$"


def test_a_case_adds_words_and_buyers(write: Write) -> None:
    write("buyers.csv", "name,full name\n示例网,示例网络有限公司\n")
    edition = write(
        "words.toml",
        '[small_firms]\nwords = ["作坊"]\n'
        'in = "成交公告\\n供应商：示例作坊地址在示例市"\nreads = "示例作坊"\n',
    )
    notice.prepare(edition)
    assert "示例网" in short_names()
    text = "示例作坊示例市1号"
    assert name_span(text, 0, len(text)) == (0, 4)
    notice.prepare(Edition())
    assert name_span(text, 0, len(text)) == (0, len(text))


def test_a_case_adds_units(write: Write) -> None:
    text = (
        "kind,word,means,example,value\n"
        "currency,葡币,MOP,合同金额：3万葡币,30000 MOP\n"
        "scale,百亿万,100000000000000,2百亿万元,200000000000000 CNY\n"
    )
    notice.prepare(write("units.csv", text))
    assert [(m.value, m.currency) for m in amounts("500葡币", 0, 5)] == [(500, "MOP")]
    assert unit_of("金额(万葡币)") == "万葡币"
    notice.prepare(Edition())
    assert [m.currency for m in amounts("500葡币", 0, 5)] == []


@pytest.mark.parametrize(
    ("table", "text", "says"),
    [
        (
            "units.csv",
            "kind,word,means\ncurrency,葡币,澳门元\n",
            "row 1: means is '澳门元'",
        ),
        ("units.csv", "kind,word,means\nscale,千万亿,many\n", "row 1: means is 'many'"),
        ("units.csv", "kind,word,means\nweight,斤,500\n", "row 1: kind is 'weight'"),
        (
            "units.csv",
            "kind,word,means,example,value\ncurrency,葡币,MOP,3葡币,4 MOP\n",
            "row 1: its example reads 3 MOP, not 4 MOP",
        ),
        (
            "labels.csv",
            "field,label,example,value\nbuyer,购置方,购置方：示例大学,示例学院\n",
            "row 1: its example reads buyer '示例大学', not buyer '示例学院'",
        ),
        ("labels.csv", "field,label\nbuyer,购置方\n", "row 1: example is empty"),
        (
            "labels.csv",
            "field,label,example\nemperor,购置方,x\n",
            "row 1: field is 'emperor'",
        ),
        ("labels.csv", "field,label,example\nbuyer,,x\n", "row 1: label is empty"),
        (
            "buyers.csv",
            "name\n示例有限公司示例\n",
            "row 1: '示例有限公司示例' is not read as the buyer",
        ),
        ("kinds.toml", "[[kind]]\npattern = 1", "kind 1: pattern is missing"),
        ("kinds.toml", '[[kind]]\npattern = "("', "kind 1: pattern is no regular"),
        ("kinds.toml", '[[kind]]\npattern = ""', "kind 1: pattern is empty"),
        (
            "kinds.toml",
            '[[kind]]\nname="x"\npattern="喜报"\nstage="won"',
            "kind 1: stage is 'won'",
        ),
        (
            "kinds.toml",
            '[[kind]]\nname="x"\npattern="喜报"',
            "kind 1: examples is empty",
        ),
        ("words.toml", "[nothing]", "nothing: there is no such group of words"),
        (
            "words.toml",
            '[leads]\nwords=["兹有"]\nin="示例"\nreads=""',
            "leads: none of its words stands in `in`",
        ),
        (
            "words.toml",
            '[leads]\nwords=["兹有"]\nin="兹有示例"\nreads="示例"',
            "leads: `in` reads nothing, not '示例'",
        ),
    ],
)
def test_a_row_that_does_not_read_as_it_says_is_named_and_nothing_changes(
    write: Write, table: str, text: str, says: str
) -> None:
    before = rules.current()
    with pytest.raises(CatalogueError) as raised:
        notice.prepare(write(table, text))
    assert str(raised.value).startswith(f"catalogue/notices/{table}, {says}")
    assert raised.value.hint
    assert rules.current() is before


@pytest.mark.parametrize(
    ("table", "text", "says"),
    [
        ("kinds.toml", "[[kind]", "not TOML"),
        ("kinds.toml", 'name = "x"', "it holds something that is no type of notice"),
        ("words.toml", "leads = 1", "leads stands outside a group of words"),
    ],
)
def test_a_table_of_another_form_is_named(
    write: Write, table: str, text: str, says: str
) -> None:
    with pytest.raises(CatalogueError, match=rf"notices/{table}: {says}"):
        notice.prepare(write(table, text))
