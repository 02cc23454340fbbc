"""The tables of rules: every row reads its own example."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from graphkit.loaders.notice.fields import read_fields
from graphkit.loaders.notice.firms import leading_organization
from graphkit.loaders.notice.kinds import Kind, kind_of, kinds
from graphkit.loaders.notice.labels import fold, labels, squeezed
from graphkit.loaders.notice.words import groups, short_names
from graphkit.statements import STAGES
from tests.notices import told

LABELS = files("graphkit") / "data/notices/labels.csv"
BUYERS = files("graphkit") / "data/notices/buyers.csv"


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(LABELS.read_text(encoding="utf-8").splitlines()))


def test_every_label_reads_its_example() -> None:
    wrong = []
    for row in rows():
        folded = fold(row["example"])
        found = [
            (field.field, row["example"][field.start : field.end])
            for field in read_fields(folded, {}, [], []).fields
        ]
        if (row["field"], row["value"]) not in found:
            wrong.append((row["label"], row["field"], row["value"], found))
    assert wrong == []


def test_no_label_stands_twice() -> None:
    assert len(labels()) == len(rows())
    assert all(squeezed(label) == label for label in labels())


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_every_type_of_notice_is_known_by_its_examples(kind: Kind) -> None:
    assert [kind_of(title).name for title in kind.examples] == [kind.name] * len(
        kind.examples
    )
    assert kind.name not in [kind_of(title).name for title in kind.others]
    assert kind.stage in ("", *STAGES)


@pytest.mark.parametrize("name", sorted(groups()))
def test_every_group_of_words_reads_its_example(name: str, tmp_path: Path) -> None:
    group = groups()[name]
    assert any(word in group["in"] for word in group["words"])
    said = told(group["in"], tmp_path)
    names = [*said.names("AWARDED_TO"), *said.names("ISSUED"), *said.names("BID_ON")]
    assert (group["reads"] in names) if group["reads"] else len(names) == 1


def test_every_well_known_buyer_begins_a_project() -> None:
    lines = BUYERS.read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        name = line.partition(",")[0]
        span = leading_organization(f"{name}2024年设备采购项目", 0, len(name) + 11)
        assert span == (0, len(name)), name
    assert short_names().count("|") == len(lines) - 1
