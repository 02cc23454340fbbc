"""Names of organisations: taken apart, compared with reasons, found again."""

from graphkit.resolve.names.comparing import compare
from graphkit.resolve.names.comparison import Comparison
from graphkit.resolve.names.consortia import split_consortium
from graphkit.resolve.names.dictionary import Dictionary, Entry, dictionary
from graphkit.resolve.names.index import Index
from graphkit.resolve.names.parts import Part, take_apart

__all__ = [
    "Comparison",
    "Dictionary",
    "Entry",
    "Index",
    "Part",
    "compare",
    "dictionary",
    "split_consortium",
    "take_apart",
]
