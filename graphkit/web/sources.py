"""Sources: what the case holds, what is pending, and what is being done."""

from typing import Any

from graphkit.web.answers import Asked
from graphkit.web.keeper import Keeper


def status(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return what the case holds, what is pending or missing, and what is being done.

    While the case is being opened no more than that, with its name.
    """
    work = keeper.work
    doing = {"doing": work.doing, "done": work.done}
    if work.doing and asked.given.get("brief"):
        return doing
    if keeper.opening:
        return doing | {"opening": True, "name": keeper.name}
    with keeper.reading() as case:
        problems = [
            problem
            for row in case.generation.manifest["sources"]
            for problem in row["problems"]
        ]
        return {
            "missing": [],
            **case.status(),
            **doing,
            "name": keeper.name,
            "hides_persons": case.hides_persons,
            "problems": problems[:500],
            "provenances": list(case.provenances()),
        }
