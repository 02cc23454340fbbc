"""What is read of every set of real records: `make bench-load-rates`.

    python -m tests.benchmarks.rates

Prints, for each set of `../shared/data`, how much is loaded, and how that compares
with a straight walk of the same bytes or with the gold beside them. Status 1 where a
bar is missed. How well names are compared is told by `make bench-names` instead.
"""

import csv
import gzip
import json
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from graphkit import lists, reading
from graphkit.lists.entry import Listed
from graphkit.reading import intake
from graphkit.source import Source
from graphkit.statements import Problem, Record
from tests.benchmarks import notices, table_rates
from tests.corpus.score import Score
from tests.said import SHARED, readings
from tests.test_ocds_recall import SETS, stated, walked
from tests.test_ted import opened, read, read_awards, wanted

WHOLE = 1.0
ROWS = 0.995
NOTICES = 0.99
TED_BARS = {"buyer": 0.97, "winner": 0.97, "value": 0.95, "date": 0.95}
SENTENCES = notices.SENTENCE_BARS
DOCUMENTS = dict.fromkeys(notices.DOCUMENT_FIELDS, 1.0)


class Figure(NamedTuple):
    """A figure of a set, and the least it may be; None where there is no bar."""

    name: str
    what: str
    value: float
    bar: float | None = None
    note: str = ""

    @property
    def is_reached(self) -> bool:
        """Whether the bar is reached, where there is one."""
        return self.bar is None or self.value >= self.bar


def releases(folder: Path) -> Iterator[Figure]:
    """Yield the load rate and recall of the OCDS publishers and the UK's notices."""
    for name in SETS:
        for file in sorted((SHARED / name).glob("*.jsonl.gz")):
            (found,), _ = readings(folder / file.name, file)
            meant, said = walked(file), stated(reading.statements_json(found))
            short = file.name.removesuffix(".jsonl.gz")
            valid = _valid(file)
            yield Figure(name, f"{short}: loaded", found.records / valid, WHOLE)
            for what in ("buyer", "supplier", "amount", "date"):
                there = {one for one in meant if one[1] == what}
                if there:
                    share = len(there & said) / len(there)
                    yield Figure(name, f"{short}: recall of {what}", share, WHOLE)


def _valid(file: Path) -> int:
    """Return how many releases are in a file; what a record only links to is not."""
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    return sum(bool(_embedded(row)) for row in rows)


def _embedded(row: dict[str, object]) -> bool:
    if "compiledRelease" not in row and "releases" not in row:
        return True
    versions = row.get("versionedRelease")
    return bool(row.get("compiledRelease") or (isinstance(versions, list) and versions))


def fixtures(folder: Path) -> Iterator[Figure]:
    """Yield what becomes of whole and of broken files: each broken one named once."""
    home = SHARED / "ocds_fixtures"
    found, refused = readings(folder, home / "files.tar.xz")
    named = Counter(one.path.rpartition("//")[2] for one in refused)
    loaded = {
        one.source.path.rpartition("//")[2]: one.records for one in found if one.records
    }
    with (home / "manifest.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    # Equal bytes are one source, by the name they came under first.
    files = {
        row["blob"]: [r["file"] for r in rows if r["blob"] == row["blob"]]
        for row in rows
    }
    kinds = {row["blob"]: row["kind"] for row in rows}
    silent = [
        blob
        for blob, names in files.items()
        if not any(_known(name, named) + _known(name, loaded) for name in names)
    ]
    twice = [name for name, count in named.items() if count > 1]
    releases = [blob for blob, kind in kinds.items() if kind.startswith("json-re")]
    read_whole = sum(
        any(_known(name, loaded) for name in files[blob]) for blob in releases
    )
    yield Figure(
        home.name, "releases and packages loaded", read_whole / len(releases), WHOLE
    )
    told = 1 - len(silent) / len(kinds)
    yield Figure(home.name, "files read or named", told, WHOLE)
    once = 1 - len(twice) / len(kinds)
    yield Figure(home.name, "files named once at most", once, WHOLE)


def _known(name: str, told: dict[str, int]) -> int:
    return sum(
        count for path, count in told.items() if path == name or path.endswith(name)
    )


def ted(folder: Path) -> Iterator[Figure]:
    """Yield the notices that are read, and F1 against the gold of the awards."""
    _unpack(SHARED / "ted_xml" / "notices.tar.xz", folder)
    files = sorted(folder.glob("*.xml"))
    loaded = sum(isinstance(read(opened(file))[0], Record) for file in files)
    yield Figure("ted_xml", "notices loaded", loaded / len(files), NOTICES)
    right, found, meant = Counter[str](), Counter[str](), Counter[str]()
    gold_file = SHARED / "ted_xml" / "gold_awards.jsonl.gz"
    with gzip.open(gold_file, "rt", encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            got = read_awards(opened(folder / f"{gold['doc_id']}.xml"))
            for field, values in wanted(gold).items():
                right[field] += (values & got[field]).total()
                meant[field] += values.total()
                found[field] += got[field].total()
    for field, bar in TED_BARS.items():
        f1 = 2 * right[field] / (found[field] + meant[field])
        yield Figure("ted_xml", f"F1 of {field}", f1, bar)


def eforms(folder: Path) -> Iterator[Figure]:
    """Yield the valid forms that are read; the invalid must not stop anything."""
    _unpack(SHARED / "eforms_xml" / "sdk_examples.tar.xz", folder)
    files = sorted(folder.rglob("*.xml"))
    given = {file: read(opened(file)) for file in files}
    valid = [file for file in files if not file.name.startswith("INVALID")]
    loaded = sum(isinstance(given[file][0], Record) for file in valid)
    yield Figure("eforms_xml", "valid forms loaded", loaded / len(valid), WHOLE)
    told = sum(len(found) == 1 for found in given.values()) / len(files)
    yield Figure("eforms_xml", "all forms read or named", told, WHOLE)


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")


def tables(folder: Path) -> Iterator[Figure]:
    """Yield the rows of tables that are read, and of their amounts those that err."""
    for one in table_rates.rates(folder):
        note = one.why or f"{one.rows:,} of {one.there:,}"
        yield Figure("tables", f"{one.name}: rows", one.share, ROWS, note)
        right = 1 - one.wrong / max(1, one.rows)
        yield Figure("tables", f"{one.name}: right amounts", right, WHOLE)
        if one.rows:
            share = 1 - one.missing / one.there
            yield Figure("tables", f"{one.name}: amounts read", share, ROWS)


def screening(folder: Path) -> Iterator[Figure]:
    """Yield the entries of the lists that are read, of all the rows that name one."""
    home = SHARED / "us_screening_lists"
    for main, *beside in (
        ("csl_2023_entities.csv.gz",),
        ("ofac_cons_prim.csv", "ofac_cons_alt.csv", "ofac_cons_add.csv"),
    ):
        items = intake.look([home / name for name in (main, *beside)], folder / main)
        first, *others = [item for item in items if isinstance(item, Source)]
        form = lists.form_of(first)
        found = list(lists.read(form, first, tuple(others)))
        entries = sum(isinstance(one, Listed) for one in found)
        problems = sum(isinstance(one, Problem) for one in found)
        share = entries / (entries + problems)
        note = f"{entries:,} entries"
        yield Figure(home.name, f"{main}: entries read", share, WHOLE, note)


def chinese(folder: Path) -> Iterator[Figure]:
    """Yield F1 of the sentences and of the tender documents, field by field."""
    score = notices.sentences(folder)
    yield from _scored("fewfc_zhongbiao", score, SENTENCES)
    form, score = notices.documents(folder)
    yield from _scored(f"cn_tender_pdfs ({form})", score, DOCUMENTS)


def _scored(name: str, score: Score, bars: dict[str, float]) -> Iterator[Figure]:
    for field, bar in bars.items():
        yield Figure(name, f"F1 of {field}", score.f1(field), bar)


READERS = (releases, fixtures, ted, eforms, tables, screening, chinese)


def main() -> int:
    """Print every figure; return 1 where one is below its bar."""
    missed = 0
    with tempfile.TemporaryDirectory(prefix="graphkit-rates-") as name:
        for reader in READERS:
            folder = Path(name) / reader.__name__
            folder.mkdir()
            for figure in reader(folder):
                missed += not figure.is_reached
                print(_line(figure), flush=True)
    print(f"{missed} below their bar" if missed else "all bars reached")
    return int(missed > 0)


def _line(figure: Figure) -> str:
    bar = "" if figure.bar is None else f">= {figure.bar:.3f}"
    verdict = "" if figure.is_reached else "  BELOW"
    return (
        f"{figure.name:<30} {figure.what:<58} {figure.value:6.4f} {bar:<9} "
        f"{figure.note}{verdict}"
    ).rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
