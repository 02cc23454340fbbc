"""The catalogue: families and variants, brands and partitions, a case's own tables."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graphkit import rules
from graphkit.catalogue import Catalogue
from graphkit.catalogue_files import TABLES, catalogue_files, rows_of
from graphkit.errors import CatalogueError
from graphkit.schema import schema
from graphkit.terms import Terms

SHIPPED = Path(__file__).parents[1] / "graphkit" / "data"
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write one table of a case's catalogue folder and return the folder."""

    def table(name: str, text: str) -> Path:
        folder = tmp_path / "catalogue"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return table


def test_variants_belong_to_families_and_partitions_to_brands() -> None:
    catalogue = Catalogue.load()
    assert catalogue.descendants("chip:nvidia-a100") == (
        "chip:nvidia-a100-40",
        "chip:nvidia-a100-80",
    )
    assert catalogue.ancestors("provider:aws-china-sinnet") == (
        "provider:aws-china",
        "provider:aws",
    )
    assert catalogue.descendants("provider:aws") == (
        "provider:aws-china",
        "provider:aws-china-nwcd",
        "provider:aws-china-sinnet",
        "provider:aws-global",
    )
    assert catalogue.ancestors("chip:nvidia-h20") == ()
    assert catalogue.descendants("chip:nothing") == ()


def test_an_entry_says_what_it_is_and_who_says_so() -> None:
    entry = Catalogue.load().entries["chip:nvidia-a100"]
    assert (entry.label, entry.name, entry.name_zh, entry.name_en) == (
        "Chip",
        "A100",
        "英伟达 A100",
        "NVIDIA A100",
    )
    assert (entry.vendor, entry.jurisdiction, entry.family) == ("NVIDIA", "US", True)
    assert (entry.parent, entry.aliases, entry.context) == ("", ("A100",), False)
    assert Catalogue.load().entries["chip:nvidia-h20"].context is False
    assert Catalogue.load().entries["chip:nvidia-l4"].context is True


def test_a_product_runs_on_a_chip_and_is_offered_by_a_partition() -> None:
    facts = [
        (f.type, f.src, f.dst, dict(f.properties), f.quote)
        for f in Catalogue.load().facts
        if "product:aws/p4d.24xlarge" in (f.src, f.dst)
    ]
    assert facts == [
        (
            "OFFERS",
            "provider:aws-global",
            "product:aws/p4d.24xlarge",
            {},
            "AWS global offers p4d.24xlarge.",
        ),
        (
            "RUNS_ON",
            "product:aws/p4d.24xlarge",
            "chip:nvidia-a100-40",
            {"quantity": "8"},
            "p4d.24xlarge runs on 8 x A100 40GB.",
        ),
    ]


def test_rules_over_chips_are_facts_with_dates_and_clause() -> None:
    facts = [
        (f.dst, dict(f.properties))
        for f in Catalogue.load().facts
        if f.type == "CONTROLLED_BY" and f.src == "chip:nvidia-a800"
    ]
    assert facts == [
        (
            "rule:is-informed-2023-10",
            {
                "effective_from": "2023-10-23",
                "effective_to": "2023-11-16",
                "clause": "3A090.a, effective at once by letter: TPP 4992 >= 4800 "
                "and marketed for datacenters",
            },
        ),
        (
            "rule:acs-ifr-2023",
            {
                "effective_from": "2023-11-17",
                "clause": "3A090.a: TPP 4992 >= 4800",
            },
        ),
        (
            "rule:is-informed-2025-04",
            {
                "effective_from": "2025-04-09",
                "clause": "bandwidth limits of the letter: "
                "memory bandwidth 2039 >= 1400 GB/s",
            },
        ),
    ]


def test_every_fact_and_entry_fits_the_schema_and_names_its_source() -> None:
    catalogue = Catalogue.load()
    edges = schema().edges
    for fact in catalogue.facts:
        pair = (catalogue.entries[fact.src].label, catalogue.entries[fact.dst].label)
        assert pair in edges[fact.type].between, fact
        assert set(fact.properties) <= set(edges[fact.type].properties), fact
        assert fact.quote, fact
        assert fact.source, fact
        assert fact.checked, fact
    for uid, entry in catalogue.entries.items():
        assert entry.label in schema().nodes, uid
        assert set(entry.properties) <= set(schema().nodes[entry.label].properties)
        assert entry.source, uid
        assert entry.checked, uid


def test_every_shipped_row_names_its_source_and_the_day_it_was_checked() -> None:
    files = catalogue_files()
    silent = [
        f"{row.file} row {row.number}"
        for table in TABLES
        for row in rows_of(table, files)
        if not (row["source"] and row["checked"])
    ]
    assert silent == []


def test_companies_that_run_a_provider_are_names_of_organizations() -> None:
    operators = dict(Catalogue.load().operators)
    assert operators["北京光环新网科技股份有限公司"] == "provider:aws-china-sinnet"
    assert operators["宁夏西云数据科技有限公司"] == "provider:aws-china-nwcd"
    assert operators["阿里云计算有限公司"] == "provider:aliyun"
    assert operators["Amazon Web Services, Inc."] == "provider:aws-global"


def test_the_dictionary_joins_names_that_are_one_body_and_never_yunda() -> None:
    catalogue = Catalogue.load()
    groups = catalogue.organizations
    assert ("Shenzhen University", "深圳大学") in groups
    assert ("Sichuan University", "四川大学") in groups
    assert [group for group in groups if any("运达" in n for n in group)] == []
    assert [group for group in groups if len(group) < 2] == []
    assert catalogue.ror["Shenzhen University"] == "https://ror.org/01vy4gh70"
    names = [name.casefold() for group in groups for name in group]
    assert sorted(names) == sorted(set(names))


def test_the_digest_stands_for_every_byte_in_use(write: Write) -> None:
    shipped = Catalogue.load().digest
    assert Catalogue.load().digest == shipped
    folder = write("aliases.csv", "alias,uid\n卡神,chip:nvidia-a100\n")
    with_own = Catalogue.load(folder).digest
    assert with_own != shipped
    write("aliases.csv", "alias,uid\n卡神,chip:nvidia-h100\n")
    assert Catalogue.load(folder).digest not in (shipped, with_own)
    write("notes.txt", "not a table")
    (folder / "aliases.csv").unlink()
    assert Catalogue.load(folder).digest == shipped


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert Catalogue.load(tmp_path / "none").digest == Catalogue.load().digest


def test_another_edition_of_ours_takes_the_place_of_this_one(tmp_path: Path) -> None:
    edition = tmp_path / "edition"
    edition.mkdir()
    for file in SHIPPED.iterdir():
        if file.is_file():
            shutil.copy(file, edition / file.name)
    assert Catalogue.load(shipped=edition).digest == Catalogue.load().digest
    chips = (edition / "chips.csv").read_text(encoding="utf-8")
    (edition / "chips.csv").write_text(
        "\n".join(x for x in chips.splitlines() if not x.startswith("amd-mi100,")),
        encoding="utf-8",
    )
    assert "chip:amd-mi100" not in Catalogue.load(shipped=edition).entries


def test_a_case_adds_aliases_of_its_own(write: Write) -> None:
    folder = write("aliases.csv", "alias,uid,strength\n小A卡,chip:nvidia-a100,strong\n")
    terms = Terms(Catalogue.load(folder))
    assert [f.uid for f in terms.find("租用小A卡")] == ["chip:nvidia-a100"]
    assert Terms(Catalogue.load()).find("租用小A卡") == ()


def test_a_case_adds_entries_and_replaces_ours(write: Write) -> None:
    write("providers.csv", "id,name,jurisdiction,strong\nnova,Nova Cloud,SG,Nova云\n")
    write(
        "chips.csv",
        "id,name,vendor,origin,weak\n"
        "z1,Z1,Acme,US,Z1000\nnvidia-a100x,A100X ours,NVIDIA,US,A100X\n",
    )
    write("products.csv", "id,provider,instance_type,chip\nnova/z,nova,z.8x,z1\n")
    folder = write("hosts.csv", "provider,model\nnova,claude\n")
    catalogue = Catalogue.load(folder)
    assert catalogue.entries["chip:nvidia-a100x"].name == "A100X ours"
    assert catalogue.entries["provider:nova"].jurisdiction == "SG"
    assert catalogue.entries["provider:nova"].source == "catalogue/providers.csv"
    facts = {(f.type, f.src, f.dst) for f in catalogue.facts}
    assert {
        ("OFFERS", "provider:nova", "product:nova/z"),
        ("RUNS_ON", "product:nova/z", "chip:z1"),
        ("HOSTS", "provider:nova", "model:claude"),
    } <= facts
    assert [f.uid for f in Terms(catalogue).find("Nova云 z.8x")] == [
        "provider:nova",
        "product:nova/z",
    ]


def test_a_case_adds_names_operators_and_context(write: Write) -> None:
    write("organizations.csv", "name_en,name_zh\nLittle College,小小学院\n")
    write("operators.csv", "provider,name_zh\naliyun,杭州小云有限公司\n")
    folder = write("context.csv", "kind,where,words,terms\ntrap,near,彩虹,A100\n")
    catalogue = Catalogue.load(folder)
    assert catalogue.organizations[-1] == ("Little College", "小小学院")
    assert catalogue.operators[-1] == ("杭州小云有限公司", "provider:aliyun")
    assert Terms(catalogue).find("彩虹A100") == ()


@pytest.mark.parametrize(
    ("table", "text", "says"),
    [
        ("aliases.csv", "alias,uid\nX,chip:nothing\n", "row 1: uid 'chip:nothing'"),
        ("aliases.csv", "alias,uid\n\n,chip:nvidia-a100\n", "row 2: alias is empty"),
        (
            "aliases.csv",
            "alias,uid,strength\nX,chip:nvidia-a100,huge\n",
            "strength is 'huge'",
        ),
        (
            "aliases.csv",
            "alias,uid\na100,chip:nvidia-h100\n",
            "'a100' is to mean chip:nvidia-h100, but graphkit/data/chips.csv, row 3",
        ),
        ("chips.csv", "id,name\n,Nameless\n", "row 1: id is empty"),
        ("chips.csv", "id,name\nx,\n", "row 1: name is empty"),
        ("chips.csv", "id,name,tpp\nx,X,fast\n", "row 1: tpp is 'fast'"),
        ("chips.csv", "id,name,parent\nx,X,y\n", "parent 'y' is not in this table"),
        ("chips.csv", "id,name\nx,X\nx,X\n", "row 2: id 'x' stands already in row 1"),
        ("chips.csv", "id,name,parent\nx,X,y\ny,Y,x\n", "would be a variant of itself"),
        ("chips.csv", "id,name\nx,X,too,many\n", "4 cells under 2 columns"),
        ("products.csv", "id,provider,instance_type\na/b,none,b\n", "provider 'none'"),
        ("hosts.csv", "provider,model\naws,nothing\n", "model 'nothing'"),
        ("operators.csv", "provider,name_zh\nnothing,X\n", "provider 'nothing'"),
        ("organizations.csv", "name_en,note\n,x\n", "row 1: no name"),
        ("context.csv", "kind,where,words\nmaybe,near,x\n", "kind is 'maybe'"),
        ("modality.csv", "reading,where,words\nperhaps,after,x\n", "'perhaps'"),
    ],
)
def test_a_malformed_table_names_file_row_and_what_to_do(
    write: Write, table: str, text: str, says: str
) -> None:
    with pytest.raises(CatalogueError) as raised:
        Catalogue.load(write(table, text))
    assert says in str(raised.value)
    assert str(raised.value).startswith(f"catalogue/{table}, row ")
    assert raised.value.hint


def test_a_table_in_another_encoding_or_with_a_torn_quote_is_named(
    write: Write,
) -> None:
    folder = write("aliases.csv", "")
    (folder / "aliases.csv").write_bytes("alias,uid\n算力卡,x\n".encode("gb18030"))
    with pytest.raises(CatalogueError, match=r"catalogue/aliases\.csv: not UTF-8"):
        Catalogue.load(folder)
    write("aliases.csv", 'alias,uid\n"torn,chip:nvidia-a100\n')
    with pytest.raises(CatalogueError, match=r"aliases\.csv: not a CSV table"):
        Catalogue.load(folder)


def test_a_byte_order_mark_an_empty_table_and_windows_line_ends_are_fine(
    write: Write,
) -> None:
    write("chips.csv", "")
    folder = write("aliases.csv", "\ufeffalias,uid\r\n小A卡,chip:nvidia-a100\r\n")
    assert Catalogue.load(folder).aliases[-1].uid == "chip:nvidia-a100"


def test_the_examples_of_the_documentation_work(write: Write, tmp_path: Path) -> None:
    page = (SHIPPED.parents[1] / "docs" / "catalogue.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"```csv\n(.*?)```", page, re.S)
    (changes,) = re.findall(r"```toml\n(.*?)```", page, re.S)
    folder = write("context.csv", table)
    row = Catalogue.load(folder).surroundings[-1]
    assert Terms(Catalogue.load()).find(row.example) != ()
    assert Terms(Catalogue.load(folder)).find(row.example) == ()
    (tmp_path / "whatif.toml").write_text(changes, encoding="utf-8")
    changed = rules.load(tmp_path / "whatif.toml")
    day = date(2024, 1, 1)
    assert rules.status("nvidia-h20", date(2025, 6, 1), changed).value == (
        "not controlled"
    )
    assert [c.rule for c in rules.controls("chip:nvidia-a100", day, day, changed)] == [
        "acs-ifr-2023",
        "remote-access",
    ]


def test_loading_is_deterministic() -> None:
    first, second = Catalogue.load(), Catalogue.load()
    assert list(first.entries) == list(second.entries)
    assert first.facts == second.facts
    assert first.aliases == second.aliases
