"""The builder: from sources and logs to one generation of tables, index and graph."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import blake2b, file_digest
from pathlib import Path
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import Any

import msgspec

from graphkit import tables
from graphkit.case import (
    amendments,
    dictionaries,
    editions,
    generations,
    listings,
    readings,
    revisions,
    watches,
)
from graphkit.case.folder import Folder, plainly
from graphkit.case.found import Found
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger
from graphkit.case.readings import Progress
from graphkit.case.revisions import Inputs
from graphkit.errors import CaseError, StoreError
from graphkit.reading import Reading, loaders

_DISK_FULL = ("No space left", "Could not write", "File too large")


def build(
    ledger: Ledger,
    *,
    check: bool = False,
    workers: int | None = None,
    dask: str = "",
    progress: Progress | None = None,
) -> Generation:
    """Return the generation of what the ledger holds now, and let readers see it.

    What is there already from equal inputs is used again; with `check` its files are
    hashed before, and what was damaged is made anew.
    """
    case = ledger.folder
    if not editions.pinned(ledger):
        editions.pin(ledger)
    inputs = revisions.inputs(ledger)
    revision = inputs.revision
    kept = watches.kept(ledger)
    generations.sweep(case, keep={ledger.current, revision, *kept})
    is_built = generations.is_built(case, revision)
    if is_built and check:
        is_built = _mend(case, revision)
    if not is_built or generations.lacks_reads(case, revision):
        found = readings.read(
            ledger, inputs.sources, workers=workers, dask=dask, progress=progress
        )
        if not is_built:
            with _unharmed(case, revision):
                _make(ledger, inputs, found, workers)
        generations.sweep_reads(case, keep={reading.key for reading in found})
    if ledger.current != revision:
        ledger.set_current(revision)
    _sweep_erased(ledger, revision)
    return Generation(case.generation(revision))


def without_restricted(ledger: Ledger) -> Generation:
    """Return a generation of what may leave the case: unrestricted sources alone.

    Nothing of private lists is in it, nor what was answered about them.
    It is not made current; a later build sweeps it away.
    """
    every = revisions.inputs(ledger)
    others = tuple(source for source in every.sources if not source.restricted)
    inputs = replace(
        every, sources=others, lists=listings.inputs(ledger, private=False)
    )
    if not generations.is_built(ledger.folder, inputs.revision):
        with _unharmed(ledger.folder, inputs.revision):
            _make(ledger, inputs, readings.read(ledger, others), private=False)
    return Generation(ledger.folder.generation(inputs.revision))


def _make(
    ledger: Ledger,
    inputs: Inputs,
    found: Sequence[Reading],
    workers: int | None = None,
    *,
    private: bool = True,
) -> Generation:
    """Build a generation from what was read and put it under its revision's name."""
    from graphkit import assemble
    from graphkit.resolve import Comparing
    from graphkit.search import index, texts

    built = generations.begin(ledger.folder, inputs.revision)
    applied = amendments.apply(ledger, found)
    spill = built.folder / "spill"
    last = Generation(ledger.folder.generation(ledger.current)).names
    with _drawing(built.graph, found) as draw:
        assemble.assemble(
            _assembled(ledger, found, applied, inputs.found, private=private),
            built.tables,
            how=Comparing(workers, last if ledger.current else None, built.names),
            temporary=spill,
            written=draw,
        )
        _write_json(built.tables / "orphans.json", applied.orphans)
        unfollowed = json.loads((built.tables / assemble.UNFOLLOWED).read_bytes())
        digest = assemble.digest(built.tables)
        (built.folder / "digest").write_text(digest, encoding="ascii")
        index.build(built.tables, built.index)
        texts.gather([reading.folder for reading in found], built.index, spill)
    shutil.rmtree(spill, ignore_errors=True)
    manifest = {
        "revision": inputs.revision,
        "inputs": inputs.to_json(),
        "sources": _source_rows(found),
        "orphans": len(applied.orphans),
        "unfollowed": len(unfollowed),
        "index": _hash(*sorted(built.index.iterdir())),
        "graph": _hash(built.graph),
        **_counts(built),
    }
    _write_json(built.folder / "manifest.json", manifest)
    return generations.finish(ledger.folder, built)


def _mend(case: Folder, revision: str) -> bool:
    """Draw a missing or damaged graph again; False where more than that is damaged."""
    generation = Generation(case.generation(revision))
    try:
        manifest = generation.manifest
    except CaseError:
        return False
    if not _is_whole(generation, manifest):
        return False
    if not manifest["graph"] or _hash(generation.graph) != manifest["graph"]:
        with _unharmed(case, revision):
            _redraw(generation, manifest)
    return True


def _is_whole(generation: Generation, manifest: Mapping[str, Any]) -> bool:
    from graphkit import assemble

    try:
        return bool(
            assemble.digest(generation.tables) == generation.digest
            and _hash(*sorted(generation.index.iterdir())) == manifest["index"]
        )
    except OSError:
        return False


def _redraw(generation: Generation, manifest: Mapping[str, Any]) -> None:
    # Made beside and then put in its place: somebody may have the old one open.
    again = generation.folder / "again.lbug"
    if _draw(generation.tables, again):
        again.replace(generation.graph)
        unfinished = generation.folder / "manifest.new"
        _write_json(unfinished, {**manifest, "graph": _hash(generation.graph)})
        unfinished.replace(generation.folder / "manifest.json")


def _hash(*files: Path) -> str:
    """Return a hash of files' names and bytes; '' where the first is missing."""
    if not files or not files[0].is_file():
        return ""
    whole = blake2b(digest_size=16)
    for file in files:
        with file.open("rb") as stream:
            whole.update(file.name.encode() + file_digest(stream, "blake2b").digest())
    return whole.hexdigest()


def _assembled(
    ledger: Ledger,
    found: Sequence[Reading],
    applied: amendments.Applied,
    about: Found,
    *,
    private: bool,
) -> Any:
    from graphkit.assemble import Inputs, SourceRow
    from graphkit.resolve import Judgement

    return Inputs(
        sources=tuple(
            SourceRow(
                reading.source.sha256,
                reading.source.path,
                reading.source.provenance,
                reading.source.restricted,
                reading.loader,
                reading.version,
            )
            for reading in found
        ),
        reads=tuple(reading.folder for reading in found),
        rejected=applied.rejected,
        amended=applied.amended,
        judgements=tuple(
            Judgement(
                row.body["verdict"].replace("-", "_"),
                row.body["a"],
                row.body["b"],
                row.uid,
                row.why,
            )
            for row in ledger.live("judgement")
        ),
        catalogue=editions.catalogue(ledger),
        captures=about.captures,
        attached=about.attached,
        transcribed=about.transcribed,
        dictionary=dictionaries.groups(ledger.folder),
        listings=listings.of_case(ledger, private=private),
    )


@contextmanager
def _drawing(
    file: Path, found: Sequence[Reading]
) -> Iterator[Callable[[Path], object]]:
    """Give a function for finished tables: they are drawn beside what goes on."""
    most = sum(max(reading.statements, reading.records) for reading in found)
    finished: SimpleQueue[Path | None] = SimpleQueue()
    with ThreadPoolExecutor(1) as pool:  # the engine leaves the interpreter alone
        drawing = pool.submit(_grow, iter(finished.get, None), file, most)
        try:
            yield finished.put
        except BaseException:  # whoever waits for the end waits for no more tables
            with suppress(Empty):
                while True:
                    finished.get_nowait()
            raise
        finally:
            finished.put(None)
        drawing.result()


def _grow(given: Iterable[Path], file: Path, most: int) -> None:
    embedded = _engine()
    if embedded:
        embedded.grow(given, file, most)


def _draw(folder: Path, file: Path) -> bool:
    embedded = _engine()
    if embedded:
        embedded.build(folder, file)
    return embedded is not None


def _engine() -> ModuleType | None:
    # The engine has no wheel for every system; all but `ask` and `cypher` do without.
    try:
        from graphkit.store import embedded
    except ImportError:
        return None
    return embedded


def _source_rows(found: Sequence[Reading]) -> list[Mapping[str, Any]]:
    layers = {loader.NAME: loader.LAYER for loader in loaders()}
    return [
        {
            "source": reading.source.sha256,
            "key": reading.key,
            "loader": reading.loader,
            "layer": layers.get(reading.loader, ""),
            "records": reading.records,
            "statements": reading.statements,
            "problems": msgspec.to_builtins(reading.problems),
            "looked": reading.looked,
            "unread": msgspec.to_builtins(reading.unread),
        }
        for reading in found
    ]


def _counts(built: Generation) -> Mapping[str, Mapping[str, int]]:
    counted: dict[str, dict[str, int]] = {"nodes": {}, "edges": {}}
    with tables.connect() as connection:
        for kind, counts in counted.items():
            for file in sorted((built.tables / kind).glob("*.parquet")):
                name = file.name.split(".")[0]
                query = f"SELECT count(*) FROM read_parquet({tables.literal(file)})"
                (number,) = connection.execute(query).fetchone() or (0,)
                counts[name] = counts.get(name, 0) + number
    return counted


def _sweep_erased(ledger: Ledger, revision: str) -> None:
    erased = {row.body["source"] for row in ledger.rows("erase")}
    if not erased:
        return
    case = ledger.folder
    showing = generations.showing(case, erased)
    generations.sweep(case, keep=generations.names(case) - showing | {revision})
    generations.sweep_reads(case, keep=())


@contextmanager
def _unharmed(case: Folder, revision: str) -> Iterator[None]:
    """Say in one sentence that the disk was full, and leave nothing half done."""
    import duckdb

    try:
        with plainly(case.root):
            yield
    except (duckdb.Error, StoreError) as error:
        if any(sign in str(error) for sign in _DISK_FULL):
            raise CaseError(
                f"{case.root}: the disk is full",
                hint="make room; the case is as it was",
            ) from error
        raise
    finally:
        shutil.rmtree(case.derived / f"{revision}.part", ignore_errors=True)


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
