"""Facts of the catalogue: edges that no record needs to say, and names known as one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphkit.catalogue.entries import Entry, reference
from graphkit.catalogue_files import CatalogueFile, Row, rows_of
from graphkit.rules import Rules


@dataclass(frozen=True, slots=True)
class Fact:
    """One edge of the catalogue; `quote` is a sentence of ours, `source` who says so.

    `properties` are those of the edge type in `schema.toml` that are known, dates as
    YYYY-MM-DD.
    """

    type: str
    src: str
    dst: str
    properties: Mapping[str, str] = field(default_factory=dict)
    quote: str = ""
    source: str = ""
    checked: str = ""


def read(
    files: tuple[CatalogueFile, ...], entries: Mapping[str, Entry], rules: Rules
) -> Iterator[Fact]:
    """Yield every fact: variants, products, hosted models, rules over chips."""
    yield from _variants(entries)
    for row in rows_of("products.csv", files, needed=("provider", "instance_type")):
        yield from _product(row, entries)
    for row in rows_of("hosts.csv", files, needed=("provider", "model")):
        yield _hosted(row, entries)
    yield from _controls(entries, rules)


def operators(
    files: tuple[CatalogueFile, ...], entries: Mapping[str, Entry]
) -> Iterator[tuple[str, str]]:
    """Yield (name of a company, uid of the provider it runs), a pair for each name."""
    for row in rows_of("operators.csv", files):
        provider = reference(row, "provider", "Provider", entries)
        for name in _names(row):
            yield name, provider


def organizations(files: tuple[CatalogueFile, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the names of one body, English first; never a group of one."""
    for row in rows_of("organizations.csv", files):
        names = _names(row)
        if len(names) > 1:
            yield names


def ror(files: tuple[CatalogueFile, ...]) -> dict[str, str]:
    """Return ROR identifiers by the first name of a group."""
    return {
        _names(row)[0]: row["ror"]
        for row in rows_of("organizations.csv", files)
        if row["ror"]
    }


def _names(row: Row) -> tuple[str, ...]:
    given = (row["name_en"], row["name_zh"], *row.words("aliases"))
    names = tuple(dict.fromkeys(name for name in given if name))
    if not names:
        raise row.problem("no name", "fill in name_en, name_zh or both")
    return names


def _variants(entries: Mapping[str, Entry]) -> Iterator[Fact]:
    for entry in entries.values():
        if entry.parent:
            above = entries[entry.parent]
            word = "partition" if entry.label == "Provider" else "variant"
            quote = f"{entry.name} is a {word} of {above.name}."
            yield Fact(
                "VARIANT_OF",
                entry.uid,
                above.uid,
                {},
                quote,
                entry.source,
                entry.checked,
            )


def _product(row: Row, entries: Mapping[str, Entry]) -> Iterator[Fact]:
    product = f"product:{row['id']}"
    provider = reference(row, "provider", "Provider", entries)
    offered = f"{entries[provider].name} offers {row['instance_type']}."
    said = (row.source, row["checked"])
    yield Fact("OFFERS", provider, product, {}, offered, *said)
    if row["chip"]:
        chip = reference(row, "chip", "Chip", entries)
        each = f"{row['chips_each']} x " if row["chips_each"] else ""
        quote = f"{row['instance_type']} runs on {each}{entries[chip].name}."
        counted = {"quantity": row["chips_each"]} if row["chips_each"] else {}
        yield Fact("RUNS_ON", product, chip, counted, quote, *said)


def _hosted(row: Row, entries: Mapping[str, Entry]) -> Fact:
    provider = reference(row, "provider", "Provider", entries)
    model = reference(row, "model", "Model", entries)
    note = f" ({row['note']})" if row["note"] else ""
    quote = f"{entries[provider].name} serves {entries[model].name}{note}."
    return Fact("HOSTS", provider, model, {}, quote, row.source, row["checked"])


def _controls(entries: Mapping[str, Entry], rules: Rules) -> Iterator[Fact]:
    for entry in entries.values():
        if entry.label != "Chip":
            continue
        for control in rules.over(entry.uid.partition(":")[2]):
            said = {
                "effective_from": control.first.isoformat(),
                "clause": control.clause,
            }
            if control.last:
                said["effective_to"] = control.last.isoformat()
            quote = f"{entry.name}: {control.clause}."
            yield Fact(
                "CONTROLLED_BY",
                entry.uid,
                f"rule:{control.rule.uid}",
                said,
                quote,
                control.rule.source,
                control.rule.checked,
            )
