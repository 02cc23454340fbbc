import pytest

from graphkit.resolve.identifiers import (
    is_lei,
    is_uscc,
    jurisdiction,
    shown,
    strong,
)


@pytest.mark.parametrize("code", ["91110000600037341L", "914403001922038216"])
def test_a_credit_code_ends_in_its_check_character(code: str) -> None:
    assert is_uscc(code)


def test_one_wrong_character_makes_no_credit_code() -> None:
    code = "914403001922038216"
    wrong = [
        code[:place] + letter + code[place + 1 :]
        for place in range(18)
        for letter in "0123456789ABCDEFGHJKLMNPQRTUWXY"
        if letter != code[place]
    ]
    assert [text for text in wrong if is_uscc(text)] == []


@pytest.mark.parametrize("code", ["", "91440300192203821", "91440300192203821I", "９"])
def test_what_is_no_credit_code(code: str) -> None:
    assert not is_uscc(code)


def test_a_military_credit_code_begins_with_a_letter() -> None:
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    (code,) = [
        f"A1110000600037341{x}" for x in letters if is_uscc(f"A1110000600037341{x}")
    ]
    assert strong((("CN-SCC", code),)) == (f"uscc:{code}",)


def test_rural_and_other_credit_codes_begin_with_n_and_y_and_none_with_b() -> None:
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    sound = {
        first
        for first in letters
        for last in letters
        if is_uscc(f"{first}1110000600037341{last}")
    }
    assert sound == set("123456789ANY")


def test_the_organisation_code_within_a_credit_code_is_checked_too() -> None:
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    assert not any(is_uscc(f"91110000600037342{last}") for last in letters)


@pytest.mark.parametrize(
    ("number", "sound"),
    [
        ("BE0428759497", True),
        ("BE0431150351", False),
        ("DE136695976", True),
        ("DE136695978", False),
        ("FR40303265045", True),
        ("FR84323140391", False),
        ("IT00743110157", True),
        ("IT00743110158", False),
        ("PL8567346215", True),
        ("PL8567346216", False),
        ("ATU13585627", True),
    ],
)
def test_vat_numbers_are_checked_where_the_rule_is_known(
    number: str, sound: bool
) -> None:
    assert bool(strong((("VAT", number),))) == sound


def test_a_legal_entity_identifier_is_checked_by_97() -> None:
    assert is_lei("529900T8BM49AURSDO55")
    assert not is_lei("529900T8BM49AURSDO56")
    assert not is_lei("５29900T8BM49AURSDO55")


@pytest.mark.parametrize(
    ("given", "sound"),
    [
        (("GB-COH", "1002610"), "GB-COH:01002610"),
        (("gb-coh", "sc 123456"), "GB-COH:SC123456"),
        (("GB-COH", "GB-COH-01002610"), "GB-COH:01002610"),
        (
            ("CN-USCC", "９１４４０３００１９２２０３８２１６"),
            "uscc:914403001922038216",
        ),
        (("ROR", "https://ror.org/01vy4gh70"), "ror:01vy4gh70"),
        (("XI-LEI", "529900t8bm49aursdo55"), "lei:529900T8BM49AURSDO55"),
        (("FR-SIRET", "732 829 320 00074"), "FR-SIREN:732829320"),
        (("FR-SIREN", "732829320"), "FR-SIREN:732829320"),
        (("MX-RFC", "CFE370814QI0"), "MX-RFC:CFE370814QI0"),
        (("", "GB-COH-01002610"), "GB-COH:01002610"),
        (("VAT", "DE 136 695 976"), "vat:DE136695976"),
        (("UEI", "jf1234567897"), "uei:JF1234567897"),
    ],
)
def test_equal_numbers_are_equal_however_they_are_written(
    given: tuple[str, str], sound: str
) -> None:
    assert strong((given,)) == (sound,)


@pytest.mark.parametrize(
    "given",
    [
        ("GB-COH", "00000000"),
        ("GB-COH", "n/a"),
        ("GB-COH", "123456789"),
        ("GB-SRS", "12345678"),
        ("uscc", "914403001922038217"),
        ("lei", "00000000000000000000"),
        ("US-EIN", "99-9999999"),
        ("US-EIN", "unknown"),
        ("", "914403001922038216"),
        ("MK-009KDH999", "1"),
    ],
)
def test_what_is_unsound_or_anybodys_own_number_joins_nobody(
    given: tuple[str, str],
) -> None:
    assert strong((given,)) == ()


def test_the_most_telling_identifier_comes_first() -> None:
    ids = (
        ("GB-COH", "01002610"),
        ("GB-CHC", "1089464"),
        ("lei", "529900T8BM49AURSDO55"),
    )
    assert strong(ids) == (
        "lei:529900T8BM49AURSDO55",
        "GB-COH:01002610",
        "GB-CHC:1089464",
    )


def test_every_identifier_is_shown_the_sound_ones_as_they_are_compared() -> None:
    ids = (("GB-COH", "1002610"), ("GB-SRS", "x/7"), ("country", "GB"))
    assert shown(ids) == ("GB-COH:01002610", "GB-SRS:x/7")


@pytest.mark.parametrize(
    ("ids", "country"),
    [
        ((), ""),
        ((("GB-COH", "01002610"),), "GB"),
        ((("lei", "529900T8BM49AURSDO55"),), ""),
        ((("country", "fr"), ("GB-COH", "01002610")), "FR"),
        ((("country", "England"),), ""),
        ((("uscc", "914403001922038216"),), "CN"),
        ((("VAT", "EL094259216"),), "GR"),
    ],
)
def test_a_mention_is_of_the_country_it_names_or_is_registered_in(
    ids: tuple[tuple[str, str], ...], country: str
) -> None:
    assert jurisdiction(ids, strong(ids)) == country
