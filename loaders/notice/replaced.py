"""Who takes whose place in a correction of a result: 原中标供应商A，现更正为B.

The new winner was awarded it; the one it takes the place of has only bid.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.loaders.notice.changes import changes
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.names import has_form, name_spans
from graphkit.loaders.notice.party import Party
from graphkit.loaders.notice.sections import Span
from graphkit.loaders.notice.tables import Line
from graphkit.loaders.notice.values import money_of

_WON = r"(?:中标|成交|中选|入围)"
_HOLDER = rf"(?:第一)?{_WON}(?:候选)?(?:供应商|单位|公司|人|方)(?:名称)?"
_BECOMES = (
    r"(?:更正|变更|修改|调整|更改|改|确定|递补)(?:为|至|成)|"
    r"(?:更正|变更|修改)后(?:内容)?"
)
_OLD = re.compile(
    rf"原(?:来|公告)?的?{_HOLDER}[:为“\"\s]{{0,4}}(?P<who>[^,。;”\"\n]{{4,40}})"
)
_NEW = re.compile(
    rf"(?:{_BECOMES})[^。;\n]{{0,40}}?{_HOLDER}[:为“\"\s]{{0,4}}"
    rf"(?P<who>[^,。;”\"\n]{{4,40}})(?P<rest>[^。;\n]{{0,120}})"
)
_NEXT = re.compile(
    rf"(?:由|确定|递补)(?P<who>[^,。;”\"\n]{{4,40}}?)(?:递补)?(?:为|成为)(?:本项目)?的?"
    rf"{_HOLDER}(?P<rest>[^。;\n]{{0,120}})"
)
_SUM = re.compile(
    rf"(?:{_WON}|投标|合同)?(?:金额|总?价|报价)(?:[(][^()]*[)])?[:为“\" ]{{0,4}}"
)
_TOPIC = re.compile(_HOLDER)
_SUM_TOPIC = re.compile(rf"{_WON}(?:金额|总?价)")


@dataclass(frozen=True, slots=True)
class Replacement:
    """The new winner of a corrected result, and those who were announced before."""

    winner: Party
    before: tuple[Party, ...] = ()


def replacement(folded: str, lines: Sequence[Line]) -> Replacement | None:
    """Return who takes the award in a correction; None where it stays as it was."""
    winner = _in_table(folded, lines) or _in_sentence(folded)
    if winner is None:
        return None
    name = winner.name(folded)
    old = (party for party in _before(folded) if party.name(folded) != name)
    return Replacement(winner, tuple(old))


def _in_sentence(folded: str) -> Party | None:
    for shape in (_NEW, _NEXT):
        match = shape.search(folded)
        span = _name(folded, match.span("who")) if match else None
        if match and span:
            field = Field("supplier", *span, *match.span(), rule="prose:replaced")
            amount = _SUM.search(folded, *match.span("rest"))
            where = (
                Field(
                    "amount",
                    amount.end(),
                    match.end("rest"),
                    0,
                    0,
                    unit=amount[0],
                    rule="prose:replaced",
                )
                if amount
                else None
            )
            money = money_of(folded, where) if where else None
            return Party(*span, field, money=money)
    return None


def _in_table(folded: str, lines: Sequence[Line]) -> Party | None:
    found: Party | None = None
    for topic, field in changes(folded, lines):
        span = _name(folded, (field.start, field.end))
        if found is None and span and _TOPIC.search(topic):
            found = Party(*span, field)
        elif found and _SUM_TOPIC.search(topic):
            return Party(
                found.start, found.end, found.field, money=money_of(folded, field)
            )
    return found


def _before(folded: str) -> Iterator[Party]:
    for match in _OLD.finditer(folded):
        span = _name(folded, match.span("who"))
        if span:
            field = Field("loser", *span, *match.span(), rule="prose:replaced")
            yield Party(*span, field)
            return


def _name(folded: str, span: Span) -> Span | None:
    found = next(iter(name_spans(folded, *span)), None)
    return found if found and has_form(folded[slice(*found)]) else None
