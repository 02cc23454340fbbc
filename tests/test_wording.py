"""The sentences that a report makes of hops: no stronger than what the records say."""

import pytest

from graphkit.viz.wording import finding, findings, money, period, plain
from tests.browser.chains import (
    inferred,
    several,
    shenzhen,
    sought,
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            {"provenance": "primary"},
            "Shenzhen University awarded Yunda Technology Ltd Co a contract for A100 "
            "through AWS (5 March 2024, CNY 200,000).",
        ),
        (
            {"stage": "contracted"},
            "As reported: Shenzhen University signed a contract with Yunda Technology "
            "Ltd Co for A100 through AWS (5 March 2024, CNY 200,000).",
        ),
        (
            {"stage": "accepted", "provenance": "invented"},
            "In an invented example: Shenzhen University, by an acceptance notice, "
            "obtained A100 through AWS from Yunda Technology Ltd Co (5 March 2024, "
            "CNY 200,000).",
        ),
        (
            {"relation": "SEEKS", "modality": "minimum", "provenance": "primary"},
            "Shenzhen University sought no less than A100 through AWS; the tender was "
            "awarded to Yunda Technology Ltd Co (5 March 2024, CNY 200,000).",
        ),
        (
            {"relation": None, "item": None, "provenance": "analyst"},
            "By an analyst's note: Shenzhen University awarded Yunda Technology Ltd Co "
            "a tender that names AWS (5 March 2024, CNY 200,000).",
        ),
    ],
)
def test_the_verb_is_as_strong_as_the_stage(
    said: dict[str, object], expected: str
) -> None:
    assert plain(finding(shenzhen(**said))) == expected


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("planned", "planned to buy A100 80GB (6 March 2024); these records show no"),
        ("tendered", "sought A100 80GB (6 March 2024); these records show no award."),
        ("failed", "sought A100 80GB (6 March 2024); the tender failed, and nothing"),
        ("cancelled", "sought A100 80GB (6 March 2024); the tender was cancelled, and"),
    ],
)
def test_what_was_not_awarded_is_only_sought(stage: str, expected: str) -> None:
    asked = sought(stage=stage, modality="required", provenance="primary")
    assert plain(finding(asked)).startswith(f"北屿示例研究院 {expected}")


def test_an_inferred_chain_says_that_no_record_says_it() -> None:
    assert plain(finding(inferred())) == (
        "In an invented example: inferred across 2 tenders, no record says it: "
        "江湾示例理工学院 awarded JWIT-2024-021 chairs to 云衡示例科技有限公司, to "
        "whom another tender, DLU-2024-F017, was awarded that names A100 through AWS; "
        "2 pairs of tenders suggest the same."
    )


def test_chains_that_differ_only_in_their_item_share_a_sentence() -> None:
    said = [(plain(words), places) for words, places in findings(several())]
    assert said[0] == (
        "As reported: Shenzhen University awarded Yunda Technology Ltd Co a contract "
        "for A100 and H100 through AWS (5 March 2024, CNY 200,000).",
        (0, 1),
    )
    assert [places for _, places in said] == [(0, 1), (2,), (3,), (4,), (5,)]


def test_no_sentence_says_obtained_without_an_acceptance() -> None:
    for stage in ("planned", "tendered", "awarded", "contracted", "failed"):
        assert "obtained" not in plain(finding(shenzhen(stage=stage)))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-03-05", "5 March 2024"),
        ("2024-03", "March 2024"),
        ("2024", "2024"),
        (None, ""),
        ("soon", "soon"),
    ],
)
def test_dates_are_as_precise_as_they_were_said(
    date: str | None, expected: str
) -> None:
    assert period({"date": date}) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (200000.0, "CNY 200,000"),
        (62093.93, "CNY 62,093.93"),
        ("184000", "CNY 184,000"),
        (0.5, "CNY 0.50"),
        (None, ""),
        ("a lot", "CNY a lot"),
    ],
)
def test_amounts_have_their_currency(amount: object, expected: str) -> None:
    assert money({"amount": amount, "currency": "CNY"}) == expected
