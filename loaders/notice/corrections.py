"""The new deadline of a correction: 原投标截止时间…更正为2024年03月29日09:30."""

import re
from collections.abc import Sequence

from graphkit.loaders.notice.dates import When, dates
from graphkit.loaders.notice.fields import Field

_BECOMES = re.compile(
    r"(?:更正|变更|延期|延长|调整|顺延|修改|推迟|改|延)(?:为|至|到)[:\s“\"]{0,3}"
)
_DEADLINE = re.compile(r"截止|开标|开启|递交|提交")
_BEFORE, _BEHIND = 80, 40
_MOST = 50


def new_deadline(folded: str) -> tuple[Field, When] | None:
    """Return the last deadline a correction sets, with the words that set it."""
    found: tuple[Field, When] | None = None
    for count, match in enumerate(_BECOMES.finditer(folded)):
        if count >= _MOST:
            break
        before = folded[max(0, match.start() - _BEFORE) : match.start()]
        if not _DEADLINE.search(before):
            continue
        for when in dates(folded, match.end(), match.end() + _BEHIND):
            if when.clock:
                span = (when.start, when.end, match.start(), when.end)
                found = Field("deadline", *span, rule="correction:sentence"), when
                break
    return found


def without_old(folded: str, fields: Sequence[Field]) -> list[Field]:
    """Return the fields of a correction without the deadlines it takes back."""
    return [
        field
        for field in fields
        if field.field not in ("deadline", "opening")
        or folded[max(0, field.said - 1) : field.said] != "原"
    ]
