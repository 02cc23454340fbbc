"""Who is who: names, identifiers and judgements turned into entities.

First form: identifiers, equal names, the dictionary, judgements. Nothing is guessed.
"""

from graphkit.resolve.anchors import Anchor, Name
from graphkit.resolve.entities import Resolution, organizations
from graphkit.resolve.generic import scopes
from graphkit.resolve.judgements import VERDICTS, Contradiction, Judgement
from graphkit.resolve.kinds import KINDS, kinds
from graphkit.resolve.names import Comparison, Dictionary, Index, compare
from graphkit.resolve.tenders import JoinedTenders, tenders

__all__ = [
    "KINDS",
    "VERDICTS",
    "Anchor",
    "Comparison",
    "Contradiction",
    "Dictionary",
    "Index",
    "JoinedTenders",
    "Judgement",
    "Name",
    "Resolution",
    "compare",
    "kinds",
    "organizations",
    "scopes",
    "tenders",
]
