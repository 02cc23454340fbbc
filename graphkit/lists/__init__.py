"""Screening lists: read as they are published, and asked about a day.

A list says who stands on it. Who of the records that is, a strong identifier or a
person decides: a name, or an alias of a list, never does.
"""

from graphkit.lists.entry import About, Listed, Period
from graphkit.lists.reading import VERSION, form_of, read, title_of

__all__ = ["VERSION", "About", "Listed", "Period", "form_of", "read", "title_of"]
