"""Who is who: names, identifiers and judgements turned into entities.

Judgements, identifiers, equal names, the dictionary, and names that compare as the
same. Where that leaves a doubt a person is asked: nothing is guessed.
"""

from graphkit.resolve.alike.comparing import PLAIN, Comparing, likenesses
from graphkit.resolve.alike.likeness import Likeness, Spelling
from graphkit.resolve.alike.suggestions import Suggestion
from graphkit.resolve.anchors import Anchor, Name
from graphkit.resolve.clashes import Clash, clashes, clashing
from graphkit.resolve.entities import Resolution, organizations
from graphkit.resolve.generic import scopes
from graphkit.resolve.joins import Join
from graphkit.resolve.judgements import RULES, VERDICTS, Contradiction, Judgement
from graphkit.resolve.kinds import KINDS, kinds
from graphkit.resolve.names import Comparison, Dictionary, Index, compare
from graphkit.resolve.tenders import JoinedTenders, tenders

__all__ = [
    "KINDS",
    "PLAIN",
    "RULES",
    "VERDICTS",
    "Anchor",
    "Clash",
    "Comparing",
    "Comparison",
    "Contradiction",
    "Dictionary",
    "Index",
    "Join",
    "JoinedTenders",
    "Judgement",
    "Likeness",
    "Name",
    "Resolution",
    "Spelling",
    "Suggestion",
    "clashes",
    "clashing",
    "compare",
    "kinds",
    "likenesses",
    "organizations",
    "scopes",
    "tenders",
]
