"""The same mentions linked by splink, as its documentation recommends for names."""

import os
import time
from pathlib import Path


def resolve(file: Path, out: Path, workers: int) -> None:
    """Link distinct names and write the cluster of each.

    Names are folded first (NFKC, case, letters only); blocks are equal beginnings,
    middles and identifiers. Splink has no rules of its own for names of bodies.
    """
    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    started = time.perf_counter()
    connection = duckdb.connect(config={"threads": workers, "memory_limit": "3GB"})
    connection.execute(
        f"CREATE TABLE named AS SELECT row_number() OVER (ORDER BY name) AS unique_id, "
        f"name, regexp_replace(lower(nfc_normalize(name)), '[^\\p{{L}}\\p{{N}}]', '', "
        f"'g') AS folded, nullif(max(identifier), '') AS identifier "
        f"FROM '{file}' GROUP BY name"
    )
    connection.execute(
        "CREATE TABLE spelt AS SELECT *, left(folded, 7) AS head, "
        "substr(folded, 3, 6) AS middle FROM named"
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("folded", [0.97, 0.92, 0.85]),
            cl.ExactMatch("identifier"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("head"),
            block_on("middle"),
            block_on("identifier"),
        ],
    )
    names = DuckDBAPI(connection).register("spelt")
    linker = Linker(names, settings, log_level="ERROR")
    rule = block_on("identifier")
    linker.training.estimate_probability_two_random_records_match([rule], recall=0.05)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(rule)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("head"))
    found = linker.inference.predict(threshold_match_probability=0.95)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(found, 0.95)
    connection.execute(
        f"COPY (SELECT name, cluster_id::VARCHAR AS uid FROM "
        f"{clusters.physical_name}) TO '{out}' (FORMAT parquet)"
    )
    processor = sum(os.times()[:4])
    seconds = time.perf_counter() - started
    print(f"  linked in {seconds:.1f} s ({processor:.0f} s of processor in all)")
