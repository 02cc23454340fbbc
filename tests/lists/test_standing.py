"""What a list says of a day: never more than it can know."""

import pytest

from graphkit.lists import Period
from graphkit.lists.standing import Known, Status, absent, status

SICHUAN = Known((Period("2012-09-19"),), "2023-11-30")
TWICE = Known((Period("2010-01-01", "2012-01-01"), Period("2015-01-01")), "2023-11-30")
OVER = Known((Period("2010-01-01", "2012-01-01"),), "2023-11-30")


@pytest.mark.parametrize(
    ("known", "on", "value"),
    [
        (SICHUAN, "2012-09-18", "listed later"),
        (SICHUAN, "2012-09-19", "listed"),
        (SICHUAN, "2023-11-30", "listed"),
        (SICHUAN, "2023-12-01", "unknown"),
        (SICHUAN, "2012-09", "unknown"),
        (SICHUAN, "2012", "unknown"),
        (SICHUAN, "2011", "listed later"),
        (SICHUAN, "2013-05", "listed"),
        (SICHUAN, "", "unknown"),
        (OVER, "2011-12-31", "listed"),
        (OVER, "2012-01-01", "delisted before"),
        (OVER, "2024-01-01", "unknown"),
        (TWICE, "2013-06-01", "delisted before"),
        (TWICE, "2016-01-01", "listed"),
        (TWICE, "2009-01-01", "listed later"),
        (Known((Period(),), "2023-11-30"), "2020-01-01", "unknown"),
        (Known((Period(),), "2023-11-30"), "2023-11-30", "listed"),
        (Known((Period("2021"),), "2023-11-30"), "2021-06-01", "unknown"),
        (Known((Period("2021"),), "2023-11-30"), "2022-06-01", "listed"),
        (Known((Period("2021"),), "2023-11-30"), "2020-12-31", "listed later"),
        (Known((Period("2012-09-19"),), ""), "2020-01-01", "unknown"),
        (Known((Period("2012-09-19"),), ""), "2012-01-01", "listed later"),
    ],
)
def test_a_listing_holds_from_its_day_until_it_ends(
    known: Known, on: str, value: str
) -> None:
    assert status(known, on).value == value


def test_an_entry_that_is_gone_from_a_later_list_is_not_called_delisted() -> None:
    gone = Known((Period("2012-09-19"),), "2020-01-01", "2023-01-01", "2023-01-01")
    assert status(gone, "2019-05-05").value == "listed"
    assert status(gone, "2023-01-01") == Status(
        "unknown", "on the list of 2020-01-01, not found on that of 2023-01-01"
    )


@pytest.mark.parametrize(
    ("editions", "on", "told"),
    [
        (
            [("2024-01-01", True)],
            "2023-05-05",
            (
                "not found on Entity List of 2024-01-01 (whole)",
                "no entry matches a name or an identifier",
            ),
        ),
        (
            [("2024-01-01", False)],
            "2023-05-05",
            ("unknown", "the list of 2024-01-01 is partial"),
        ),
        (
            [("2022-01-01", True)],
            "2023-05-05",
            ("unknown", "the list of 2022-01-01 is older than 2023-05-05"),
        ),
        ([("", True)], "2023-05-05", ("unknown", "the date of the list is not known")),
        ([("2024-01-01", True)], "", ("unknown", "the tender has no date")),
        (
            [("2023-06-01", True)],
            "2023",
            ("unknown", "the list of 2023-06-01 is older than 2023"),
        ),
        (
            [("2022-01-01", True), ("2024-01-01", True), ("2025-01-01", True)],
            "2023-05-05",
            (
                "not found on Entity List of 2024-01-01 (whole)",
                "no entry matches a name or an identifier",
            ),
        ),
    ],
)
def test_nobody_is_ever_called_not_listed(
    editions: list[tuple[str, bool]], on: str, told: tuple[str, str]
) -> None:
    assert absent(editions, on, "Entity List") == told
