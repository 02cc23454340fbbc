"""The desk: judgements, amendments, notes; what each would change; undo and redo."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from graphkit.case.additions import Addition
from graphkit.errors import CaseError, QueryError
from graphkit.web.answers import Asked
from graphkit.web.keeper import Keeper

_NUMBERS = ("start", "end")


def preview(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return what a judgement would change; nothing is written."""
    with keeper.reading() as case:
        found = case.preview(asked.text("verdict"), asked.text("a"), asked.text("b"))
    return found.to_json() | {"says": str(found)}


def judge(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Keep who is who, and build."""
    with keeper.changing("judging") as case:
        verdict, a, b = (asked.text(name) for name in ("verdict", "a", "b"))
        return {"id": case.judge(verdict, a, b, why=why(asked))}


def judgements(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return the judgements that stand and the unsure pairs that wait for one."""
    with keeper.reading() as case:
        found = case.judgements()
        waiting = case.sql("SELECT * FROM POSSIBLY_SAME ORDER BY key LIMIT 100")
        rows = [{"a": row["src"], "b": row["dst"]} for row in waiting]
        ends = [uid for row in rows for uid in row.values()]
        cards = list(case.cards(ends))
    return {"rows": list(found), "notes": found.notes, "unsure": rows, "nodes": cards}


def add(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Keep that chosen words say something, and build."""
    addition = _addition(asked.mapping("addition"))
    with keeper.changing("amending") as case:
        return {"id": case.add(addition, why=why(asked))}


def replace(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Keep that a statement should be another, and build."""
    addition = _addition(asked.mapping("addition"))
    with keeper.changing("amending") as case:
        return {"id": case.replace(asked.text("key"), addition, why=why(asked))}


def reject(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Keep that a statement is wrong, and build."""
    with keeper.changing("amending") as case:
        return {"id": case.reject(asked.text("key"), why=why(asked))}


def translate(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Keep a person's translation of a quote."""
    with keeper.changing("translating") as case:
        return {"id": case.translate(asked.text("key"), asked.text("text"))}


def note(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Keep a note."""
    with keeper.changing("noting") as case:
        return {"id": case.note(asked.text("about"), asked.text("text"))}


def mark(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Keep that a statement was checked or is disputed."""
    with keeper.changing("marking") as case:
        key, word = asked.text("statement"), asked.text("mark")
        return {"id": case.mark(key, word, why=asked.text("why"))}


def save_view(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Keep what is looked at under a name."""
    with keeper.changing("saving a view") as case:
        return {"id": case.save_view(asked.text("name"), asked.text("state"))}


def undo(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Take back the newest step, or that of an id."""
    return _step(keeper, "back", asked.text("id"))


def redo(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Do again what was taken back last."""
    return _step(keeper, "forth", "")


def _step(keeper: Keeper, way: str, uid: str) -> dict[str, Any]:
    with keeper.changing("undoing" if way == "back" else "doing again") as case:
        uid = uid or case.remarks()[way]
        if not uid:
            raise CaseError("there is nothing to undo or to do again")
        row = case.undo(uid)
        return {"id": row.uid, "kind": row.kind}


def _addition(given: Mapping[str, Any]) -> Addition:
    known = {field.name: field.type for field in fields(Addition)}
    for name, value in given.items():
        if name not in known or not isinstance(value, int if name in _NUMBERS else str):
            raise QueryError(f"{name}: an addition has no such field, or not so")
    return Addition(**given)


def why(asked: Asked) -> str:
    """Return the reason of a decision; raises CaseError where none is given."""
    given = asked.text("why").strip()
    if not given:
        raise CaseError("a decision needs a reason", hint="say why in a few words")
    return given
