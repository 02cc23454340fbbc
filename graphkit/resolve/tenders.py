"""Which tenders are one, beyond what their own records say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from graphkit.resolve.clusters import Clusters
from graphkit.resolve.judgements import Contradiction, Judgement
from graphkit.resolve.verdicts import read_verdicts


@dataclass(frozen=True, slots=True)
class JoinedTenders:
    """`uid` maps each tender that joined another to the one it is now.

    `unsure` are pairs of tenders with the judgement that says so; `unfollowed` are
    judgements that clash with others or name no tender.
    """

    uid: Mapping[str, str]
    unsure: tuple[tuple[str, str, str], ...] = ()
    unfollowed: tuple[Contradiction, ...] = ()


def tenders(
    uids: Iterable[str],
    judgements: Iterable[Judgement],
    linked: Collection[tuple[str, str]] = (),
) -> JoinedTenders:
    """Return which of the tenders are one; the smallest uid stands for all of them.

    `linked` are pairs that records tie together. Tenders that a person told apart stay
    so, with all that would bring them together.
    """
    about = [judgement for judgement in judgements if judgement.a.startswith("tender:")]
    if not about and not linked:
        return JoinedTenders({})
    known = sorted({*uids, *chain.from_iterable(linked)})
    ends = {end for judgement in about for end in (judgement.a, judgement.b)}
    members = known + sorted(ends - set(known))
    number = {uid: place for place, uid in enumerate(members)}
    ruled = read_verdicts(about, number, len(known))
    clusters = Clusters(len(members))
    ruled.join_same(clusters)
    groups = [(number[one], number[other]) for one, other in linked]
    clusters.join_groups(groups, mind_marks=False)
    now = [members[clusters[place]] for place in range(len(members))]
    moved = {uid: to for uid, to in zip(members, now, strict=True) if uid != to}
    _, unsure = ruled.pairs(now)
    return JoinedTenders(moved, unsure, ruled.unfollowed(clusters, members))
