"""Clusters: union-find in which some members may never come together.

Two kinds of things keep clusters apart. **Enemies** were judged different: nothing
crosses that. **Marks** are sets of values (a company number, a country) of which one
body has one: clusters whose values differ do not join on a weaker reason.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

Marks = Mapping[str, frozenset[str]]
"""Values by scheme."""

NO_MARKS: Marks = {}
NO_MARKS_AT_ALL: Mapping[int, Marks] = {}


class Clusters:
    """Members `0` to `size - 1`, each alone at first."""

    def __init__(self, size: int, marks: Mapping[int, Marks] = NO_MARKS_AT_ALL) -> None:
        """Keep the marks that members carry."""
        self._above = list(range(size))
        self._marks = dict(marks)
        self._enemies: dict[int, frozenset[int]] = {}

    def __getitem__(self, member: int) -> int:
        """Return the member that stands for a member's cluster."""
        above = self._above
        while above[member] != member:
            above[member] = above[above[member]]
            member = above[member]
        return member

    def keep_apart(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Let the clusters of these pairs never come together, unless they are one."""
        for pair in pairs:
            one, other = self[pair[0]], self[pair[1]]
            if one != other:
                self._enemies[one] = self._enemies.get(one, frozenset()) | {other}
                self._enemies[other] = self._enemies.get(other, frozenset()) | {one}

    def marks(self, member: int) -> Marks:
        """Return the marks of a member's cluster."""
        return self._marks.get(self[member], NO_MARKS)

    def are_enemies(self, members: Iterable[int]) -> bool:
        """Say whether any two of the members' clusters must stay apart."""
        if not self._enemies:
            return False
        roots = {self[member] for member in members}
        return any(
            self[enemy] in roots
            for root in roots
            for enemy in self._enemies.get(root, ())
        )

    def differ(self, members: Iterable[int]) -> bool:
        """Say whether the marks of the members' clusters leave no value in common."""
        common: dict[str, frozenset[str]] = {}
        for root in {self[member] for member in members}:
            for scheme, values in self._marks.get(root, NO_MARKS).items():
                common[scheme] = common.get(scheme, values) & values
        return not all(common.values())

    def join(self, members: Collection[int]) -> None:
        """Make one cluster of the members' clusters."""
        roots = sorted({self[member] for member in members})
        first, others = roots[0], roots[1:]
        for root in others:
            self._above[root] = first
            self._mark(first, self._marks.pop(root, NO_MARKS))
            if root in self._enemies:
                both = self._enemies.pop(root) | self._enemies.get(first, frozenset())
                self._enemies[first] = both

    def join_groups(
        self, groups: Iterable[Sequence[int]], *, mind_marks: bool
    ) -> list[Sequence[int]]:
        """Join every group whose members may come together; return those left apart.

        A group that holds enemies, or clusters that differ, joins nobody. Groups that
        hang together and would bring such together join nobody either, all of them:
        the result does not depend on their order.
        """
        apart: list[Sequence[int]] = []
        ready: list[Sequence[int]] = []
        for group in groups:
            may_join = not self._keeps_apart(group, mind_marks)
            (ready if may_join else apart).append(group)
        for linked in _linked(ready, self):
            together = {member for group in linked for member in group}
            if len(linked) > 1 and self._keeps_apart(together, mind_marks):
                apart.extend(linked)
            else:
                self.join(together)
        return apart

    def _keeps_apart(self, members: Collection[int], mind_marks: bool) -> bool:
        return self.are_enemies(members) or (mind_marks and self.differ(members))

    def _mark(self, root: int, added: Marks) -> None:
        if added:
            own = self._marks.get(root, NO_MARKS)
            self._marks[root] = {
                scheme: own.get(scheme, frozenset()) | added.get(scheme, frozenset())
                for scheme in own.keys() | added.keys()
            }


def _linked(
    groups: Sequence[Sequence[int]], clusters: Clusters
) -> Iterable[list[Sequence[int]]]:
    """Return the groups in lots that share a cluster, directly or over others."""
    first: dict[int, int] = {}
    lots = Clusters(len(groups))
    for number, group in enumerate(groups):
        for root in {clusters[member] for member in group}:
            lots.join((number, first.setdefault(root, number)))
    gathered: dict[int, list[Sequence[int]]] = {}
    for number, group in enumerate(groups):
        gathered.setdefault(lots[number], []).append(group)
    return gathered.values()
