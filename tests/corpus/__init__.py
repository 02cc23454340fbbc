"""Invented notices with what they say: no organisation, number or amount is real.

`generated` makes them from a seed, in memory; `written` and `second_set` hold those
written by hand against the generator's habits. None shares a table with the reader.
"""

from tests.corpus.generated import generated
from tests.corpus.gold import Invented
from tests.corpus.written_by_hand import second_set, written

__all__ = ["Invented", "generated", "second_set", "written"]
