"""Where a bidder sits: the address that stands in its row, or next behind its name.

An address behind a label of the buyer or the agency is theirs, and where several names
stand before one address nobody knows whose it is.
"""

import re
from bisect import bisect_left
from collections import Counter
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


class Seats:
    """The addresses of a notice, looked up by the bidder that sits there."""

    def __init__(
        self, writer: Writer, notice: Notice, bidders: Sequence[Party]
    ) -> None:
        """Order the fields of a notice once, for all of its bidders."""
        self._writer = writer
        self._named = Counter(party.field.said for party in bidders)
        self._rows: dict[int, list[Field]] = {}
        for field in notice.fields:
            self._rows.setdefault(field.row, []).append(field)
        self._fields = sorted(notice.fields, key=lambda field: field.start)
        self._starts = [field.start for field in self._fields]

    def of(self, party: Party) -> Address | None:
        """Return where a bidder sits; None where the notice does not say so surely."""
        found = list(self._addresses(party.field))
        alone = self._named[party.field.said] == 1
        if len(found) != 1 or (party.field.row < 0 and not alone):
            return None
        start, end = found[0].start, found[0].end
        said = self._writer.text[start:end]
        start += len(said) - len(said.lstrip())
        text = said.strip().rstrip("。;；,，")
        return Address(addresses.of_text(text), text, start, start + len(text))

    def _addresses(self, name: Field) -> Iterator[Field]:
        """Yield the addresses in the row of a name, or the one that follows it."""
        if name.row >= 0:
            row = self._rows[name.row]
            if sum(field.field in _NAMES for field in row) == 1:
                yield from filter(_is_bidders, row)
            return
        for place in range(bisect_left(self._starts, name.end), len(self._fields)):
            field = self._fields[place]
            if field.field not in _BETWEEN:
                same = field.section == name.section and field.row < 0
                if same and _is_bidders(field):
                    yield field
                return


def _is_bidders(field: Field) -> bool:
    return field.field == "address" and not _OTHERS.search(field.label)
