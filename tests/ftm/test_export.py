"""A case as FollowTheMoney entities: valid by the model, and read again as it was."""

import importlib.util
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graphkit import open_case
from graphkit.case import Case
from tests.ocds.told import release

MODEL = tomllib.loads(Path(__file__).with_name("model.toml").read_text("utf-8"))
FORMS = {
    "date": re.compile(r"\d{4}(-\d{2}(-\d{2})?)?"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "country": re.compile(r"[a-z]{2}"),
    "identifier": re.compile(r"\S.*"),
}
HAS_LIBRARY = importlib.util.find_spec("followthemoney") is not None

PARTIES = [
    {
        "id": "S",
        "name": "Mega Consortium Ltd",
        "identifier": {"scheme": "GB-COH", "id": "01002610"},
        "shareholders": [
            {"shareholder": {"name": "Alpha Holdings Ltd"}, "shareholding": 0.67}
        ],
        "beneficialOwners": [{"name": "Qwerty Asdf"}],
    },
    {"id": "C", "name": "Sub Contract GmbH", "roles": ["subcontractor"]},
]
RELEASES = (
    release(
        date="2024-03-01",
        buyer={"name": "Invented University"},
        tender={"id": "EU-2024-17", "title": "AWS cloud with A100"},
        parties=PARTIES,
        awards=[
            {
                "id": "一",
                "suppliers": [{"id": "S"}],
                "date": "2024-02-03",
                "value": {"amount": 1234.50, "currency": "GBP"},
            },
            {"id": "二", "suppliers": [{"name": "Yunda"}]},
        ],
    ),
    release(
        ocid="ocds-213czf-2",
        buyer={"name": "Other University"},
        tender={"title": "chairs", "status": "cancelled"},
    ),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ftm")
    file = folder / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, RELEASES)), encoding="utf-8")
    with Case.create(folder / "case") as made:
        made.load([file])
    return folder / "case"


def exported(case: Path, file: Path, **options: Any) -> list[dict[str, Any]]:
    with open_case(case) as opened:
        opened.export("ftm", file, **options)
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def wrong(entity: Mapping[str, Any], schemata: Mapping[str, str]) -> list[str]:
    """Return what the model says is wrong with an entity."""
    model = MODEL[entity["schema"]]
    values = entity["properties"]
    problems = [f"no {name}" for name in model["required"] if name not in values]
    for name, texts in values.items():
        kind, _, range_ = model["properties"].get(name, "none").partition(":")
        if kind == "none":
            problems.append(f"no property {name}")
        for text in texts:
            if not text or text != text.strip():
                problems.append(f"{name} is empty")
            if kind in FORMS and not FORMS[kind].fullmatch(text):
                problems.append(f"{name}: {text}")
            if kind == "entity":
                there = schemata.get(text, "")
                if not there or range_ not in MODEL[there]["is_a"]:
                    problems.append(f"{name}: {text} is no {range_}")
    return problems


def test_every_entity_is_what_the_model_asks_for(case: Path, tmp_path: Path) -> None:
    entities = exported(case, tmp_path / "case.ftm.json")
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    assert len(schemata) == len(entities)
    assert {one["id"]: wrong(one, schemata) for one in entities} == {
        one: [] for one in schemata
    }


@pytest.mark.skipif(not HAS_LIBRARY, reason="followthemoney is not installed")
def test_the_library_keeps_every_property(case: Path, tmp_path: Path) -> None:
    from followthemoney import model  # type: ignore[import-not-found]

    for entity in exported(case, tmp_path / "case.ftm.json"):
        model.get(entity["schema"]).validate(entity)
        kept = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
        assert {name: sorted(texts) for name, texts in kept.items()} == {
            name: sorted(texts) for name, texts in entity["properties"].items()
        }


def test_an_award_says_who_for_how_much_when_and_by_which_words(
    case: Path, tmp_path: Path
) -> None:
    entities = exported(case, tmp_path / "case.ftm.json")
    by_id = {entity["id"]: entity for entity in entities}
    awards = [one for one in entities if one["schema"] == "ContractAward"]
    (award,) = [one for one in awards if "amount" in one["properties"]]
    said = award["properties"]
    contract, supplier = by_id[said["contract"][0]], by_id[said["supplier"][0]]
    assert contract["properties"]["title"] == ["AWS cloud with A100"]
    assert supplier["properties"] == {
        "name": ["Mega Consortium Ltd"],
        "country": ["gb"],
        "registrationNumber": ["01002610"],
    }
    assert [said[name] for name in ("amount", "currency", "date", "summary")] == [
        ["1234.5"],
        ["GBP"],
        ["2024-02-03"],
        ["Mega Consortium Ltd"],
    ]


def told(case: Path) -> dict[str, list[Any]]:
    """Return who issued, was awarded and owns what, by names."""
    nodes = "(SELECT uid, name FROM Organization UNION SELECT uid, name FROM Tender)"
    values = {"ISSUED": "tender <> ''", "AWARDED_TO": "amount", "OWNS": "share"}
    with open_case(case) as opened:
        return {
            kind: [
                tuple(row.values())
                for row in opened.sql(
                    f"SELECT s.name, o.name AS other, e.{value} AS said FROM {kind} e "
                    f"JOIN {nodes} s ON s.uid = e.src JOIN {nodes} o ON o.uid = e.dst "
                    "ORDER BY ALL"
                )
            ]
            for kind, value in values.items()
        }


def test_what_was_written_is_read_as_it_was(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.ftm.json"
    exported(case, file)
    with Case.create(tmp_path / "again") as again:
        assert again.load([file]).quarantined == ()
    assert told(tmp_path / "again") == told(case)


def test_chains_choose_their_tenders_and_whom_those_name(
    case: Path, tmp_path: Path
) -> None:
    with open_case(case) as opened:
        key = opened.chains(min_grade="E3")[0]["key"]
    entities = exported(case, tmp_path / "one.ftm.json", keys=[key])
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    assert [problem for one in entities for problem in wrong(one, schemata)] == []
    titles = [e["properties"]["title"] for e in entities if e["schema"] == "Contract"]
    names = [e["properties"]["name"] for e in entities if "name" in e["properties"]]
    assert titles == [["AWS cloud with A100"]]
    assert ["Invented University"] in names
    assert ["Other University"] not in names


def test_a_restricted_source_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(RELEASES[0]), encoding="utf-8")
    with Case.create(tmp_path / "case") as made:
        made.load([file], restricted=True)
    assert exported(tmp_path / "case", tmp_path / "case.ftm.json") == []


def test_persons_are_hidden_where_asked(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.ftm.json"
    with open_case(case, hide_persons=True) as opened:
        opened.export("ftm", file)
    assert "Qwerty" not in file.read_text("utf-8")
