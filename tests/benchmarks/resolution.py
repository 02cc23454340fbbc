"""`make bench-resolution`: who is who among many mentions, beside splink.

    python -m tests.benchmarks.resolution [MENTIONS]

Prints seconds, memory, and precision and recall over pairs: of mentions, and of
distinct names. Both read the same file and compare distinct names only.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from graphkit import tables
from tests.benchmarks import linking, measure
from tests.benchmarks.mentions import bodies, mentions

MODULE = "tests.benchmarks.resolution"
NOTICES = 200
RUNS = (("ours", 1), ("ours", 2), ("splink", 2))


def main(count: int) -> None:
    """Write the mentions, let each resolve them in a process of its own, and score."""
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as name:
        folder = Path(name)
        file = folder / "mentions.parquet"
        write(count, file)
        with tables.connect() as connection:
            size = one(
                connection,
                f"SELECT count(*), count(DISTINCT name), count(DISTINCT body) "
                f"FROM '{file}'",
            )
        print("{:,} mentions, {:,} distinct names, {:,} bodies".format(*size))
        for who, workers in RUNS:
            out = folder / f"{who}{workers}.parquet"
            took = measure.python("-m", MODULE, who, str(file), str(out), str(workers))
            print(f"{who}, {workers} process(es): ", end="")
            print(f"{took.seconds:.1f} s, {took.peak_mb:,.0f} MB")
            print(took.output.strip() if not took.status else took.output[-2000:])
            if out.exists():
                score(file, out)
            if (standing := out.with_suffix("")).is_dir():
                took = measure.python("-m", MODULE, "added", str(standing), "-", "1")
                print(took.output.rstrip()[-300:])


def write(count: int, file: Path) -> None:
    """Write mentions to a Parquet file, in order."""
    from graphkit.assemble.columns import create

    shape = {"body": "BIGINT", "name": "VARCHAR", "identifier": "VARCHAR"}
    with tables.connect() as connection:
        create(connection, "mention", shape, mentions(count))
        connection.execute(f"COPY mention TO '{file}' (FORMAT parquet)")


def ours(file: Path, out: Path, workers: int) -> None:
    """Resolve as a build does: from the statements of a case to the table of names."""
    from graphkit.assemble import bodies as assembled
    from graphkit.assemble.columns import create
    from graphkit.assemble.inputs import Inputs
    from graphkit.assemble.mentions import mentions as told
    from graphkit.catalogue import Catalogue
    from graphkit.resolve import Comparing, JoinedTenders

    with tables.connect(memory="1GB") as connection:
        connection.execute(
            f"CREATE VIEW said AS SELECT 'Organization' AS s_label, name AS s_text, "
            f"CASE identifier WHEN '' THEN '' ELSE '[[\"lei\",\"' || identifier || "
            f"'\"]]' END AS s_ids, NULL::VARCHAR AS o_label, NULL::VARCHAR AS o_text, "
            f"NULL::VARCHAR AS o_ids, 0 AS rank, 'ISSUED' AS type, "
            f"'tender:' || file_row_number AS told_tender, '' AS document "
            f"FROM read_parquet('{file}', file_row_number = true)"
        )
        connection.execute(
            "CREATE VIEW record AS SELECT '' AS told_tender, '' AS tender_ids LIMIT 0"
        )
        started = time.perf_counter()
        names = list(told(connection))
        how = Comparing(workers, after=out.with_suffix(""))
        inputs = Inputs((), (), Catalogue.load())
        rows, found = assembled.bodies(
            connection, names, inputs, JoinedTenders({}), how
        )
        seconds = time.perf_counter() - started
        said = [(row.text, row.uid) for row in rows if not row.context]
        create(connection, "found", {"name": "VARCHAR", "uid": "VARCHAR"}, said)
        connection.execute(
            f"COPY (SELECT name, min(uid) AS uid FROM found GROUP BY name) "
            f"TO '{out}' (FORMAT parquet)"
        )
        asked = len(found.suggested)
        processor = sum(os.times()[:4])
        print(
            f"  resolved in {seconds:.1f} s ({processor:.0f} s of processor in all); "
            f"{asked:,} pairs to ask about"
        )


def added(folder: Path, out: Path, _: int) -> None:
    """Print how long the names of one new notice take beside all that stand there."""
    from graphkit.catalogue import Catalogue
    from graphkit.identity import name_keys
    from graphkit.resolve import Name, Spelling, organizations
    from graphkit.resolve.alike.standing import Standing
    from graphkit.resolve.names import dictionary
    from graphkit.resolve.names.dictionaries import of_catalogue

    standing = Standing.load(folder, dictionary(of_catalogue(Catalogue.load())))
    if standing is None:
        raise SystemExit(f"nothing stands in {folder}")
    texts = [body.name for body in bodies(3 * NOTICES, Random(8))]
    seconds = []
    for at in range(0, len(texts), 3):
        started = time.process_time()
        said = texts[at : at + 3]
        new = [Spelling(*pair) for pair in zip(name_keys(said), said, strict=True)]
        found = [one for name in new for one in standing.add(name)]
        ends = {key for one in found for key in (one.a, one.b)}
        organizations(
            [Name(key) for key in sorted(ends | {name.key for name in new})],
            likenesses=found,
        )
        seconds.append(time.process_time() - started)
    seconds.sort()
    print(
        f"  one notice of 3 new names, by the processor's time: "
        f"median {seconds[NOTICES // 2] * 1000:.1f} ms, "
        f"p95 {seconds[NOTICES * 95 // 100] * 1000:.1f} ms"
    )


def score(file: Path, out: Path) -> None:
    """Print precision and recall over pairs that mean, or are said to mean, one body.

    A name without an answer is alone.
    """
    with tables.connect() as connection:
        connection.execute(
            f"CREATE VIEW told AS SELECT body, name, coalesce(uid, name) AS uid "
            f"FROM '{file}' LEFT JOIN '{out}' USING (name)"
        )
        for what, rows in (
            ("pairs of mentions", "told"),
            ("pairs of distinct names", "(SELECT DISTINCT body, name, uid FROM told)"),
        ):
            right, said, meant = (
                one(
                    connection,
                    f"SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n "
                    f"FROM {rows} GROUP BY {by})",
                )[0]
                for by in ("body, uid", "uid", "body")
            )
            print(f"  {what}: precision {right / said:.5f}, recall {right / meant:.4f}")


def one(connection: Any, query: str) -> tuple[Any, ...]:
    """Return the only row of a query."""
    return tuple(connection.execute(query).fetchone())


if __name__ == "__main__":
    if len(sys.argv) > 2:
        work = {"ours": ours, "splink": linking.resolve, "added": added}[sys.argv[1]]
        work(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
