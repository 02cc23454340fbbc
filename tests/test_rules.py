"""Which chips were controlled on which day, and by which clause."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from graphkit import rules
from graphkit.errors import CatalogueError
from graphkit.rules import Control, Status

REFERENCE = Path(__file__).parents[2] / "shared" / "reference" / "chips.csv"
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("chip", "first_day"),
    [
        ("nvidia-a100-40", date(2022, 8, 26)),
        ("nvidia-a100-80", date(2022, 8, 26)),
        ("nvidia-a100", date(2022, 8, 26)),
        ("nvidia-a100x", date(2022, 8, 26)),
        ("nvidia-h100", date(2022, 8, 26)),
        ("nvidia-h100-sxm", date(2022, 8, 26)),
        ("amd-mi250", date(2022, 8, 26)),
        ("intel-gaudi2", date(2022, 10, 21)),
        ("nvidia-a800", date(2023, 10, 23)),
        ("nvidia-h800", date(2023, 10, 23)),
        ("nvidia-l40s", date(2023, 10, 23)),
        ("nvidia-rtx4090", date(2023, 11, 17)),
        ("nvidia-l4", date(2023, 11, 17)),
        ("nvidia-a40", date(2023, 11, 17)),
        ("nvidia-h20", date(2025, 4, 9)),
        ("nvidia-rtx5090d", date(2025, 4, 9)),
    ],
)
def test_control_begins_on_a_day_and_not_on_the_day_before(
    chip: str, first_day: date
) -> None:
    assert rules.status(chip, on=first_day - DAY).value == "not controlled"
    assert rules.status(chip, on=first_day).value == "controlled"


@pytest.mark.parametrize("day", [date(2022, 8, 26), date(2024, 3, 5), date(2026, 1, 1)])
def test_the_chips_made_for_the_rules_stay_free(day: date) -> None:
    free = ("nvidia-v100", "nvidia-a10", "nvidia-l20", "nvidia-l2", "nvidia-rtx4090d")
    assert {rules.status(chip, on=day).value for chip in free} == {"not controlled"}


def test_the_deciding_clause_is_told_with_the_figure_and_its_source() -> None:
    assert rules.status("nvidia-a100-80", on=date(2022, 9, 1)) == Status(
        "controlled",
        "is-informed-2022-08",
        "named in the letter",
        "shacknews.com/article/132106; "
        "theregister.com/2022/09/01/us_stops_nvidia_and_amd",
    )
    told = rules.status("chip:nvidia-a100-80", on=date(2024, 3, 5))
    assert (told.rule, told.clause) == ("acs-ifr-2023", "3A090.a: TPP 4992 >= 4800")


def test_a_chip_below_a_limit_is_told_what_it_lacks() -> None:
    told = rules.status("nvidia-a800", on=date(2023, 10, 22))
    assert told.value == "not controlled"
    assert told.clause == "not met: 3A090 asks I/O >= 600 GB/s, it has 400"


def test_limits_are_met_by_a_figure_that_equals_them(tmp_path: Path) -> None:
    table = tmp_path / "chips.csv"
    table.write_text(
        "id,name,vendor,origin,datacenter,tpp,pd\n"
        "edge,Edge,NVIDIA,US,yes,4800,1\nbelow,Below,NVIDIA,US,yes,4799,1\n",
        encoding="utf-8",
    )
    own = rules.load(folder=tmp_path)
    assert rules.status("edge", on=date(2024, 1, 1), rules=own).value == "controlled"
    below = rules.status("below", on=date(2024, 1, 1), rules=own)
    assert below.value == "not controlled"


def test_what_nobody_checked_is_unknown() -> None:
    last = rules.load().checked_until
    assert rules.status("nvidia-a100", on=last).value == "controlled"
    assert rules.status("nvidia-a100", on=last + DAY) == Status(
        "unknown", "", "nobody checked the rules after 2026-11-30", ""
    )
    assert rules.status("nvidia-v100", on=last + DAY).value == "unknown"


def test_a_figure_that_is_not_public_is_unknown_until_a_letter_names_the_chip() -> None:
    assert rules.status("amd-mi308x", on=date(2024, 1, 1)).value == "unknown"
    assert rules.status("amd-mi308x", on=date(2025, 4, 9)).value == "controlled"


def test_a_class_without_a_type_is_unknown_once_any_rule_stands() -> None:
    before = rules.status("us-accelerator", on=date(2022, 8, 25))
    assert before.value == "not controlled"
    assert rules.status("us-accelerator", on=date(2022, 8, 26)).value == "unknown"


def test_a_family_whose_variants_differ_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "chips.csv").write_text(
        "id,parent,name,vendor,origin,datacenter,tpp,pd\n"
        "fam,,Fam,NVIDIA,US,,,\nbig,fam,Big,NVIDIA,US,yes,5000,9\n"
        "small,fam,Small,NVIDIA,US,yes,100,1\n",
        encoding="utf-8",
    )
    told = rules.status("fam", on=date(2024, 1, 1), rules=rules.load(folder=tmp_path))
    assert told.value == "unknown"
    assert told.clause == "its variants differ: Big controlled, Small not controlled"


def test_domestic_parts_and_parts_never_sold_are_kept_apart() -> None:
    assert rules.status("huawei-ascend910b", on=date(2025, 6, 1)).value == (
        "not controlled"
    )
    cloud_only = rules.status("google-tpu-v5p", on=date(2024, 1, 1))
    assert cloud_only.value == "unknown"
    assert cloud_only.clause.startswith("not sold as hardware; by its figures 3A090.a")


def test_an_unknown_chip_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(CatalogueError, match="no chip 'nvidia-z1'") as raised:
        rules.status("nvidia-z1", on=date(2024, 1, 1))
    assert "chips.csv" in raised.value.hint


def test_a_date_across_a_boundary_is_unknown() -> None:
    august = rules.controls("chip:nvidia-a100", date(2022, 8, 1), date(2022, 8, 31))
    assert august == (
        Control(
            "is-informed-2022-08",
            "unknown",
            "the record's date may lie before or after 2022-08-26",
        ),
    )


def test_a_date_between_boundaries_is_told_with_every_rule_that_bears() -> None:
    year = rules.controls("chip:nvidia-a100", date(2023, 1, 1), date(2023, 12, 31))
    assert [(c.rule, c.status) for c in year] == [
        ("ifr-2022-10", "controlled"),
        ("is-informed-2023-10", "controlled"),
        ("acs-ifr-2023", "controlled"),
    ]


def test_what_is_not_controlled_is_said_once() -> None:
    told = rules.controls("chip:nvidia-v100", date(2024, 1, 1), date(2024, 1, 1))
    assert told == (
        Control(
            "acs-ifr-2023",
            "not controlled",
            "not met: 3A090.a asks TPP >= 4800, it has 2000",
        ),
    )


def test_only_chips_have_controls() -> None:
    day = date(2024, 1, 1)
    assert rules.controls("model:claude", day, day) == ()
    assert rules.controls("", day, day) == ()
    assert rules.controls("chip:unheard-of", day, day) == (
        Control("", "unknown", "no figures in the catalogue"),
    )


@pytest.mark.parametrize(
    ("rule", "day", "value"),
    [
        ("affiliates-2025", date(2025, 9, 28), "not yet"),
        ("affiliates-2025", date(2025, 9, 29), "in force"),
        ("affiliates-2025", date(2025, 11, 9), "in force"),
        ("affiliates-2025", date(2025, 11, 10), "suspended"),
        ("affiliates-2025", date(2026, 11, 9), "suspended"),
        ("affiliates-2025", date(2026, 11, 10), "unknown"),
        ("ai-diffusion-2025", date(2025, 5, 12), "in force"),
        ("ai-diffusion-2025", date(2025, 5, 13), "not enforced"),
        ("rasa-hr8152", date(2025, 1, 3), "ended"),
        ("rasa-hr2683", date(2026, 3, 1), "proposed"),
        ("acs-ifr-2023", date(2027, 1, 1), "unknown"),
    ],
)
def test_a_rule_stands_as_its_windows_say(rule: str, day: date, value: str) -> None:
    assert rules.load().standing(rule, day).value == value


def test_a_small_file_switches_and_moves_rules(tmp_path: Path) -> None:
    file = tmp_path / "whatif.toml"
    file.write_text(
        "[rules.is-informed-2025-04]\non = false\n"
        "[rules.is-informed-2022-08]\nfrom = 2022-09-01\n",
        encoding="utf-8",
    )
    changed = rules.load(file)
    assert rules.status("nvidia-h20", on=date(2025, 6, 1), rules=changed).value == (
        "not controlled"
    )
    on_the_day = rules.status("nvidia-a100", on=date(2022, 8, 31), rules=changed)
    assert on_the_day.value == "not controlled"
    later = rules.status("nvidia-a100", on=date(2022, 9, 1), rules=changed)
    assert later.value == "controlled"


def test_a_small_file_adds_a_rule(tmp_path: Path) -> None:
    file = tmp_path / "whatif.toml"
    file.write_text(
        '[[rule]]\nid = "remote"\ntitle = "Remote access counts as export"\n'
        'window = [{ from = 2024-01-01, status = "in force" }]\n'
        'clause = [{ name = "remote access", any = ["tpp >= 1000"] }]\n',
        encoding="utf-8",
    )
    told = rules.status("nvidia-v100", date(2024, 1, 1), rules.load(file))
    assert told == Status(
        "controlled", "remote", "remote access: TPP 2000 >= 1000", "whatif.toml"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[rules.nothing]\non = false\n", "no rule 'nothing'"),
        ("[rules.acs-ifr-2023]\nof = false\n", "has 'of'"),
        ('[rules.acs-ifr-2023]\nfrom = "2024"\n', "are days"),
        ("[[rule]]\nid = 'x'\n", "has no title"),
        ("rule = nonsense", "whatif.toml"),
        ("[thing]\n", "'thing' is not known"),
        (
            "[[rule]]\nid='x'\ntitle='X'\nclause=[{name='y',any=['speed > 3']}]\n",
            "'speed > 3' is no test",
        ),
        (
            "[[rule]]\nid='x'\ntitle='X'\nwindow=[{from=2024-01-01,status='gone'}]\n",
            "status 'gone'",
        ),
        (
            "[[rule]]\nid='x'\ntitle='X'\n"
            "window=[{from=2024-01-02,to=2024-01-01,status='in force'}]\n",
            "before it begins",
        ),
    ],
)
def test_a_malformed_rules_file_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "whatif.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"whatif\.toml") as raised:
        rules.load(file)
    assert says in str(raised.value)
    assert raised.value.hint


def test_a_rule_that_names_an_unheard_of_chip_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "whatif.toml"
    file.write_text(
        "[[rule]]\nid='x'\ntitle='X'\nclause=[{name='y',named=['nvidia-a1']}]\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogueError, match="rule 'x' names 'nvidia-a1'"):
        rules.load(file)


def test_a_rules_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        rules.load(tmp_path / "none.toml")


def test_every_rule_names_its_source_and_the_day_it_was_checked() -> None:
    table = rules.load().rules
    assert [r.uid for r in table if not (r.source and r.checked and r.windows)] == []
    assert "gpgpu-consultation-2026-05" not in {r.uid for r in table}


def test_no_word_of_the_table_accuses() -> None:
    banned = ("violat", "illegal", "evad", "obtain")
    said = " ".join(
        text
        for rule in rules.load().rules
        for text in (rule.title, rule.covers, *(c.name for c in rule.clauses))
    ).lower()
    assert [word for word in banned if word in said] == []


def test_the_arithmetic_agrees_with_the_reference_table() -> None:
    if not REFERENCE.is_file():
        pytest.skip("../shared/reference/chips.csv not present")
    days = [r.first for r in rules.load().rules if r.clauses and r.first]
    differing = []
    with REFERENCE.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            read = (
                day
                for day in sorted(days)
                if rules.status(row["id"], on=day).value == "controlled"
            )
            first = next(read, None)
            said = row["licence_needed_china_from"]
            wanted = date.fromisoformat(said) if said else None
            # The reference takes the later of the rule's day and the chip's release.
            released = date.fromisoformat(row["release_date"])
            if first != wanted and not (wanted == released and first):
                differing.append((row["id"], first, wanted))
    assert differing == []
