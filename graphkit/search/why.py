"""Why names are one body: every tie between the names of an organisation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphkit.tables import literal, reading

COLUMNS = ("name", "other", "basis", "score", "reasons", "judgement")


def why(tables: Path, uid: str) -> list[Mapping[str, Any]]:
    """Return the ties between the names of a node, judgements and identifiers first.

    Names that are equal but for spelling are one without a tie: they have one key.
    Empty where one name is all there is. The order is that of the strength of what
    ties them, then of the names.
    """
    names, joins = (
        f"read_parquet({literal(tables / f'{table}.parquet')})"
        for table in ("names", "joins")
    )
    spelt = (
        f"SELECT anchor_uid, min(text) AS said FROM {names} WHERE uid = ? GROUP BY 1"
    )
    with reading() as connection:
        rows = connection.execute(
            f"WITH spelt AS ({spelt}) SELECT a.said, b.said, basis, score, "
            f"array_to_string(reasons, ' '), judgement FROM {joins} j "
            f"JOIN spelt a ON a.anchor_uid = j.a JOIN spelt b ON b.anchor_uid = j.b "
            f"ORDER BY list_position(['judgement', 'identifier', 'name', 'catalogue', "
            f"'likeness'], basis), score DESC, 1, 2, 5",
            [uid],
        ).fetchall()
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]
