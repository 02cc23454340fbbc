"""The notices of a seed: every layout a few times, the same bytes for the same seed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.corpus.chance import Chance
from tests.corpus.gold import Invented
from tests.corpus.layouts import (
    afterwards,
    announcements,
    awards,
    elsewhere,
    lots,
    requests,
)

SEED = 2026
EACH = 5

LAYOUTS: tuple[Callable[[Chance], Invented], ...] = (
    awards.national,
    awards.national_old,
    awards.plain,
    awards.glued,
    awards.consortium,
    awards.scores,
    awards.framework,
    lots.table,
    lots.spanned,
    lots.transposed,
    lots.sections,
    lots.in_one_line,
    requests.tender,
    requests.tender_lots,
    requests.prequalification,
    requests.single_source,
    requests.intention,
    requests.imports,
    requests.demand,
    afterwards.contract,
    afterwards.acceptance,
    afterwards.correction,
    afterwards.correction_table,
    afterwards.failure,
    elsewhere.small_buy,
    elsewhere.online,
    elsewhere.candidates,
    elsewhere.platform,
    announcements.announcement,
    announcements.no_award,
    elsewhere.traditional,
    elsewhere.foreign,
    elsewhere.unsaid_unit,
    elsewhere.complaint,
    elsewhere.supervision,
)


def generated(seed: int = SEED, each: int = EACH) -> Iterator[Invented]:
    """Yield the notices of a seed, `each` of every layout; names tell the layout."""
    for number in range(each):
        for layout in LAYOUTS:
            chance = Chance(seed, layout.__module__, layout.__name__, number)
            made = layout(chance)
            stem, _, suffix = made.name.partition(".")
            name = f"{stem}_{number + 1}.{suffix}"
            yield Invented(name, made.content, replace(made.gold, file=name))
