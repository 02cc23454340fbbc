"""Which rules would ask for a look at a deal: by its item, its way, and its parties."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graphkit.case.supposing import presets
from graphkit.rules import Control, controls, load
from graphkit.rules.reviews import Deal, Register, Review, reviews
from graphkit.rules.shares import Listing, Share, Term, carried, listed

LISTED = Listing("a", "Entity List", Term(date(2020, 6, 5)))
RULES = load()
REMOTE = load(presets()["remote-access"])
ALWAYS = load(presets()["ownership-50"])
NAMES = {"a": "Jia", "b": "Yi", "c": "Bing", "deal": "Yunda"}
DAY = date(2025, 10, 1)


def deal(
    on: date, *, item: str = "", remote: bool = False, last: date | None = None
) -> Deal:
    until = last or on
    return Deal(
        controls(item, on, until) if item else (), remote, {"deal": "Yunda"}, on, until
    )


def register(*shares: Share, listing: Listing = LISTED) -> Register:
    return Register(shares, (listing,), NAMES)


@pytest.mark.parametrize(
    ("shares", "covered"),
    [
        ([Share("a", "deal", 50)], True),
        ([Share("a", "deal", 49.9)], False),
        ([Share("a", "b", 60), Share("b", "deal", 50)], True),
        ([Share("a", "b", 40), Share("b", "deal", 100)], False),
        ([Share("a", "deal", 30), Share("b", "deal", 25), Share("a", "b", 50)], True),
        ([Share("a", "deal", 30), Share("b", "deal", 25)], False),
        ([Share("a", "deal", 30), Share("a", "deal", 30)], False),
        ([Share("b", "c", 60), Share("c", "b", 60), Share("c", "deal", 60)], False),
    ],
    ids=[
        "half",
        "less",
        "indirect",
        "through less",
        "added up",
        "one unlisted",
        "twice",
        "circle",
    ],
)
def test_owners_that_are_listed_carry_the_listing_from_half_on(
    shares: list[Share], covered: bool
) -> None:
    found = carried(shares, listed([LISTED], DAY), 50, DAY)
    assert ("deal" in found) is covered


def test_a_share_counts_only_while_it_is_held() -> None:
    held = Share("a", "deal", 60, Term(date(2025, 10, 1), date(2025, 10, 31)))
    days = [date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 31), date(2025, 11, 1)]
    on = listed([LISTED], DAY)
    assert ["deal" in carried([held], on, 50, day) for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_a_listing_without_a_first_day_is_none() -> None:
    assert listed([Listing("a", "Entity List")], DAY) == {}


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2025, 9, 28), []),
        (date(2025, 9, 29), ["would need review"]),
        (date(2025, 11, 9), ["would need review"]),
        (date(2025, 11, 10), []),
    ],
)
def test_the_ownership_rule_asks_only_while_it_is_in_force(
    day: date, value: list[str]
) -> None:
    found = reviews(deal(day), RULES, register(Share("a", "deal", 55)))
    assert [one.value for one in found] == value


def test_what_the_ownership_rule_is_from_its_return_on_is_unknown() -> None:
    days = (date(2026, 11, 9), date(2026, 11, 10))
    assert [RULES.standing("affiliates-2025", day).value for day in days] == [
        "suspended",
        "unknown",
    ]
    owned = register(Share("a", "deal", 55))
    assert [reviews(deal(day), RULES, owned) for day in days] == [
        (),
        (
            Review(
                "unknown",
                "affiliates-2025",
                "Yunda is owned by Jia to 55 percent (on Entity List); whether the "
                "rule stood on 2026-11-10 is not known",
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("owned", "because"),
    [
        (
            register(Share("a", "deal", None)),
            "Yunda is owned by Jia to a share that is not stated (on Entity List); "
            "a day of listing or a share is not stated",
        ),
        (
            register(Share("a", "deal", 50), listing=Listing("a", "Entity List")),
            "Yunda is owned by Jia to 50 percent (on Entity List); "
            "a day of listing or a share is not stated",
        ),
    ],
    ids=["share", "day of listing"],
)
def test_what_is_not_stated_of_owners_is_unknown_and_not_silent(
    owned: Register, because: str
) -> None:
    found = reviews(deal(DAY), RULES, owned)
    assert found == (Review("unknown", "affiliates-2025", because),)


def test_a_stated_share_counts_before_one_that_is_not() -> None:
    owned = register(Share("a", "deal", None), Share("a", "deal", 30))
    assert reviews(deal(DAY), RULES, owned) == ()


def test_a_year_in_which_the_rule_came_and_went_is_unknown() -> None:
    about = deal(date(2025, 1, 1), last=date(2025, 12, 31))
    (found,) = reviews(about, RULES, register(Share("a", "deal", 55)))
    assert found.said == (
        "unknown: Yunda is owned by Jia to 55 percent (on Entity List); the record's "
        "date may lie before or after that"
    )


def test_a_share_that_came_and_went_within_the_date_is_unknown() -> None:
    held = Share("a", "deal", 55, Term(date(2024, 5, 1), date(2024, 5, 31)))
    about = deal(date(2024, 1, 1), last=date(2024, 12, 31))
    (found,) = reviews(about, ALWAYS, register(held))
    assert found.value == "unknown"


def test_a_review_names_owner_share_and_list() -> None:
    shares = (Share("a", "b", 60), Share("a", "deal", 30), Share("b", "deal", 25))
    assert reviews(deal(date(2024, 3, 5)), ALWAYS, register(*shares)) == (
        Review(
            "would need review",
            "affiliates-2025",
            "Yunda is owned by Jia to 30 percent (on Entity List) and Yi to 25 percent "
            "(itself owned so)",
        ),
    )


def test_a_date_that_may_lie_before_the_rule_gives_unknown() -> None:
    about = deal(date(2025, 9, 1), last=date(2025, 9, 30))
    (found,) = reviews(about, RULES, register(Share("a", "deal", 55)))
    assert found.value == "unknown"


def test_nothing_is_sure_after_the_last_day_that_anybody_checked() -> None:
    late = RULES.checked_until.replace(year=RULES.checked_until.year + 1)
    (found,) = reviews(deal(late), ALWAYS, register(Share("a", "deal", 55)))
    assert found.value == "unknown"


def test_hardware_that_is_controlled_needs_review_and_use_over_a_network_does_not() -> (
    None
):
    bought = deal(date(2024, 3, 5), item="chip:nvidia-a100")
    clause = "3A090.a: TPP 4992 >= 4800"
    needed = Review("would need review", "acs-ifr-2023", clause)
    assert reviews(bought, RULES, Register()) == (needed,)
    assert reviews(replace(bought, is_remote=True), RULES, Register()) == ()


def test_where_remote_access_counts_it_is_asked_about_from_the_control_on() -> None:
    before, after = date(2022, 8, 25), date(2022, 8, 26)
    found = {
        day: reviews(
            deal(day, item="chip:nvidia-a100", remote=True), REMOTE, Register()
        )
        for day in (before, after)
    }
    assert found[before] == ()
    assert [one.rule for one in found[after]] == ["whatif-remote-access"]


def test_remote_access_to_what_is_not_controlled_needs_none() -> None:
    about = Deal((Control("", "not controlled", ""),), True, {}, DAY, DAY)
    assert reviews(about, REMOTE, Register()) == ()


def test_remote_access_to_what_may_be_controlled_is_unknown() -> None:
    about = deal(date(2024, 3, 5), item="chip:us-accelerator", remote=True)
    assert [one.value for one in reviews(about, REMOTE, Register())] == ["unknown"]
    assert reviews(about, RULES, Register()) == ()


def test_a_bill_can_be_taken_as_in_force(tmp_path: Path) -> None:
    file = tmp_path / "bill.toml"
    file.write_text(
        '[rules.rasa-hr2683]\non = true\nremote_access = "covered"\n', encoding="utf-8"
    )
    about = deal(date(2025, 6, 1), item="chip:nvidia-h100", remote=True)
    found = reviews(about, load(file), Register())
    assert {one.rule for one in found} == {"rasa-hr2683"}


def test_a_last_day_at_the_end_of_the_calendar_is_one(tmp_path: Path) -> None:
    assert controls("chip:nvidia-a100", date(2024, 1, 1), date.max, ALWAYS) != ()
