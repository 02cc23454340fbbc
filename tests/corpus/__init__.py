"""Invented notices with what they say: no organisation, number or amount is real.

`generated` makes them from a seed, in memory; `written` holds those written by hand
against the generator's habits. Neither shares a table with the reader.
"""

from tests.corpus.generated import generated
from tests.corpus.gold import Invented
from tests.corpus.written_by_hand import written

__all__ = ["Invented", "generated", "written"]
