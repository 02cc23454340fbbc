"""Sources: what the case holds, what is pending, and what is being done."""

from typing import Any

from graphkit.web.answers import Asked
from graphkit.web.keeper import Keeper


def status(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return what the case holds, what is pending, and what is being done."""
    work = keeper.work
    doing = {"doing": work.doing, "done": work.done}
    if work.doing and asked.given.get("brief"):
        return doing
    with keeper.reading() as case:
        found = dict(case.status())
        problems = [
            problem
            for row in case.generation.manifest["sources"]
            for problem in row["problems"]
        ]
        banners = case.sql(
            "SELECT provenance, count(*) AS count FROM sources GROUP BY 1 ORDER BY 1"
        )
        return (
            found
            | doing
            | {
                "name": keeper.folder.resolve().name,
                "hides_persons": case.hides_persons,
                "problems": problems[:500],
                "provenances": list(banners),
            }
        )
