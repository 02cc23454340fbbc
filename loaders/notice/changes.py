"""What a correction's table says anew: 更正前 | 更正后, 原 | 现更正为, row by row."""

import re
from collections.abc import Iterator, Sequence

from graphkit.layers.notice_text import Cell
from graphkit.loaders.notice.amounts import Money
from graphkit.loaders.notice.dates import When, dates
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.tables import Line
from graphkit.loaders.notice.values import money_of

_DEADLINE = re.compile("截止|开标|开启|递交|提交")
_RULE = "correction:table"
_SUMS = (
    ("ceiling", re.compile("最高限价|控制价|限价")),
    ("budget", re.compile("预算")),
)


def new_sums(folded: str, found: Sequence[Line]) -> Iterator[tuple[str, Field, Money]]:
    """Yield budgets and ceilings that a table changes as (type, field, amount)."""
    for topic, field in changes(folded, found):
        for kind, words in _SUMS:
            if words.search(topic):
                money = money_of(folded, field)
                if money is not None:
                    yield kind, field, money
                break


def new_days(folded: str, found: Sequence[Line]) -> Iterator[tuple[Field, When]]:
    """Yield the deadlines that a table sets, with the row that sets them."""
    for topic, field in changes(folded, found):
        if _DEADLINE.search(topic):
            found_days = dates(folded, field.start, field.end)
            yield from ((field, when) for when in found_days if when.clock)


def changes(folded: str, found: Sequence[Line]) -> Iterator[tuple[str, Field]]:
    """Yield what a row is about, and its new value as a field quoted by the row."""
    for line in found:
        names = [column.field for column in line.columns]
        if "old" not in names or len(line.cells) <= names.index("old") + 1:
            continue
        place = names.index("old")
        new = line.cells[place + 1]
        before = line.cells[:place]
        topic = " ".join(_words(folded, cell) for cell in before)
        start = min((cell.start for cell in before), default=new.start)
        span = (new.start, new.end, start, new.end)
        yield topic, Field("new", *span, unit=topic, rule=_RULE)


def _words(folded: str, cell: Cell) -> str:
    return folded[cell.start : cell.end].strip()
