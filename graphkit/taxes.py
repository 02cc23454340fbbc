"""Tax: whether words beside an amount say that it is in it.

`含税`, `TTC`, `incl. VAT` say that it is; `不含税`, `HT`, `excl. VAT` that it is not.
What is not said stays open: no country, currency or kind of record decides it.
"""

import re

from graphkit.statements import Tax

INCLUDED, EXCLUDED = "included", "excluded"
VALUES = (INCLUDED, EXCLUDED)

_TAX = (
    r"(?:vat|gst|hst|qst|pst|sales tax|taxes|tax|iva|igic|i\.v\.a\.|mwst|ust|"
    r"mehrwertsteuer|umsatzsteuer|btw|moms|mva|dph|tva|ндс|impuestos|impostos|"
    r"áfa|pdv|ddv|pvm|pvn|alv|kdv|φπα|ддс|пдв)"
)
_WITH = (
    r"(?:incl(?:\.|uding|uded|usive(?: of)?|usief|us[oa]|u[ií]d[oa]s?)?|inc\.?|"
    r"inkl(?:\.|usive)?|inklusive|amb|mit|con|com|med|met|with|s|vč(?:\.|etně)|"
    r"z|с|включая|включ\.|comprise?|compres[oa]|gross of|после|cu|su|sa|ar|με|з)"
)
_WITHOUT = (
    r"(?:excl(?:\.|uding|uded|usive(?: of)?|usief|us[oa]|u[ií]d[oa]s?)?|exc\.?|ex\.?|"
    r"exkl(?:\.|usive)?|ekskl?\.?|sans|sin|sem|sense|ohne|zzgl\.?|hors|without|"
    r"net of|before|plus|bez|без|utan|uten|oltre|no incl(?:\.|u[ií]d[oa]s?)?|\+|"
    r"f[ăa]r[ăa]|be|χωρ[ίι]ς|άνευ)"
)
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_EXCLUDED = re.compile(
    rf"(?:不含|未含|除去?)(?:增值)?[税稅]|[未免除][税稅]价|未[税稅]|税抜き?|税別|"
    rf"{_START}(?:{_WITHOUT} ?{_TAX}|{_TAX} (?:not included|excl\w*\.?|no incl\w*\.?|"
    rf"exclu\w*|esclus[oa]|hariç|nélkül)|hors taxes?|htva|h\.t\.){_END}",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    rf"(?<![不未])(?<!是否)含(?:增值)?[税稅]|价税合计|税込み?|"
    rf"{_START}(?:{_WITH} ?{_TAX}|{_TAX} (?:incl\w*\.?|inc\.?|compris\w*|compres[oa]|"
    rf"dahil)|"
    rf"toutes taxes comprises|tvac|t\.t\.c\.){_END}",
    re.IGNORECASE,
)
_SHORT_EXCLUDED = re.compile(rf"{_START}HT{_END}")
_SHORT_INCLUDED = re.compile(rf"{_START}TTC{_END}")
_COLUMN_EXCLUDED = re.compile(
    rf"{_START}(?:ht|(?<!importo )(?<!prezzo )(?<!valore )netto){_END}", re.IGNORECASE
)
"""`Importo netto` is Italian for what is left after a discount."""

_COLUMN_INCLUDED = re.compile(rf"{_START}(?:ttc|brutto){_END}", re.IGNORECASE)
_NAMED = re.compile(rf"{_START}{_TAX}{_END}|[税稅](?:额|額|金)|消費税", re.IGNORECASE)


def find(text: str, locator: str = "", *, is_heading: bool = False) -> Tax | None:
    """Return what a text says of the tax in its amount, with the words and place.

    None where it says nothing, or both. A heading may say it in small letters too.
    """
    without = [_EXCLUDED, _COLUMN_EXCLUDED if is_heading else _SHORT_EXCLUDED]
    text = text.replace("_", " ")
    within = [_INCLUDED, _COLUMN_INCLUDED if is_heading else _SHORT_INCLUDED]
    # 不含税 holds 含税, "IVA no incluido" holds "incluido": the longer words count.
    left = next((found for one in without if (found := one.search(text))), None)
    rest = text if left is None else _blanked(text, *left.span())
    right = next((found for one in within if (found := one.search(rest))), None)
    found = left or right
    if found is None or (left and right):
        return None
    value = EXCLUDED if left else INCLUDED
    return Tax(value, found[0], found.start(), found.end(), locator)


def is_tax_itself(heading: str) -> bool:
    """Say whether a heading names tax alone: `VAT amount` is no amount paid for it."""
    return bool(_NAMED.search(heading)) and find(heading, is_heading=True) is None


def without_tax(heading: str) -> str:
    """Return a heading without the words that say whether tax is in its amounts."""
    found = find(heading, is_heading=True)
    return _blanked(heading, found.start, found.end) if found else heading


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
