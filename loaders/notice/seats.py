"""Where a bidder sits: the address that stands in its row, or next behind its name.

An address behind a label of the buyer or the agency is theirs, and where several names
stand before one address nobody knows whose it is.
"""

import re
from collections.abc import Iterator, Sequence

from graphkit import addresses
from graphkit.loaders.notice.document import Notice
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.party import Party
from graphkit.loaders.notice.writing import Writer
from graphkit.statements import Address

_OTHERS = re.compile("采购|代理|招标|甲方|买方|需方|业主|建设单位")
_NAMES = frozenset(
    ("buyer", "agency", "supplier", "name", "candidate", "bidder", "loser", "proposed")
)
_BETWEEN = frozenset(("uscc",))
"""What may stand between a name and its address."""


def seat(
    writer: Writer, notice: Notice, party: Party, parties: Sequence[Party]
) -> Address | None:
    """Return where a party sits; None where the notice does not say so for sure."""
    found = list(_addresses(notice.fields, party.field))
    alone = sum(other.field.said == party.field.said for other in parties) == 1
    if len(found) != 1 or (party.field.row < 0 and not alone):
        return None
    start, end = found[0].start, found[0].end
    said = writer.text[start:end]
    start += len(said) - len(said.lstrip())
    text = said.strip().rstrip("。;；,，")
    return Address(addresses.of_text(text), text, start, start + len(text))


def _addresses(fields: Sequence[Field], name: Field) -> Iterator[Field]:
    """Yield the addresses in the row of a name, or the one that follows it."""
    if name.row >= 0:
        row = [field for field in fields if field.row == name.row]
        if sum(field.field in _NAMES for field in row) == 1:
            yield from (field for field in row if _is_bidders(field))
        return
    behind = (field for field in fields if field.start >= name.end)
    for field in sorted(behind, key=lambda field: field.start):
        if field.field not in _BETWEEN:
            if _is_bidders(field) and field.section == name.section and field.row < 0:
                yield field
            return


def _is_bidders(field: Field) -> bool:
    return field.field == "address" and not _OTHERS.search(field.label)
