"""The report, its sentences and its drawing, as text: no browser is needed."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.report import render, write_report
from graphkit.viz import layout, shown, style
from graphkit.viz.page import json_block
from graphkit.viz.sketch import draw
from tests.browser.chains import (
    SHENZHEN,
    Chain,
    chain,
    hop,
    inferred,
    lots,
    several,
    shenzhen,
    sought,
    sources,
)

META = {"revision": "r1", "digest": "d1", "version": "0.1.0", "date": "2026-11-25"}


def text(chains: list[Chain]) -> str:
    return render(chains, sources(chains), META)


# --- the file ---


def test_equal_chains_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_report(several(), sources(several()), META, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_policy_allows_only_the_style_and_script_of_the_page() -> None:
    page = text(several())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    (css,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    scripts = re.findall(r'<script type="module">(.*?)</script>', page, re.DOTALL)
    hashes = [
        b64encode(sha256(part.encode()).digest()).decode() for part in (*scripts, css)
    ]
    assert unescape(policy) == (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'; "
        f"style-src 'sha256-{hashes[2]}'; img-src data:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'"
    )


def test_no_style_stands_in_an_attribute_where_the_policy_would_drop_it() -> None:
    assert re.findall(r"<[^>]*\sstyle=", text(several())) == []


def test_every_hop_shows_its_words_file_place_and_hash() -> None:
    page = text([shenzhen()])
    for part in (
        "an account giving access to cloud servers with Nvidia <mark>A100</mark>",
        "reported/reported_2024.csv",
        "row:1/What was reported",
        f"sha256 {sources([shenzhen()])[0]['source'][:12]}",
    ):
        assert part in page


def test_a_hop_without_words_is_shown_as_such() -> None:
    bare = shenzhen(grade="E5")
    bare["hops"][3]["quote"] = ""
    assert "No words of a source stand behind this hop." in text([bare])


def test_what_is_no_record_is_bannered() -> None:
    page = text([shenzhen(), sought(provenance="primary")])
    assert "1 of 2 chains rests on what others reported" in page
    assert "are invented examples" not in page


def test_control_is_said_of_the_day_with_its_clause() -> None:
    page = text([shenzhen()])
    assert "Control on 5 March 2024" in page
    assert "<b>controlled</b> under <bdi>Advanced Computing" in page
    assert "3A090.a: total processing performance" in page


def test_the_rules_of_the_chains_are_listed_with_their_dates() -> None:
    held = shenzhen(controls=[{"rule": "acs-ifr-2023", "status": "controlled"}])
    page = text([held])
    (rules,) = re.findall(r"<h3>Rules</h3>.*?</table>", page, re.DOTALL)
    assert "in force from 17 November 2023" in rules
    assert rules.count("<tr>") == 2  # the heading, and this rule alone
    assert "<h3>Rules</h3>" not in text([sought()])


def test_a_hop_is_unchecked_until_a_person_has_checked_it() -> None:
    one = shenzhen()
    one["hops"][0] |= {"mark": "checked", "marked_on": "2026-11-05"}
    one["hops"][1] |= {"mark": "disputed", "marked_on": "2026-11-06"}
    stamps = re.findall('<span class="stamp">(.*?)</span>', text([one]))
    assert stamps == [
        "checked 5 November 2026",
        "disputed 6 November 2026",
        "unchecked",
        "unchecked",
    ]
    assert "<bdi>1 of 4 hops; 1 disputed</bdi>" in text([one])


def test_sources_that_support_nothing_are_counted_not_listed() -> None:
    page = text([shenzhen()])
    assert "1 further source was read and supports none of these chains." in page
    assert "<bdi>unused</bdi>" not in page


def test_json_in_a_page_cannot_end_its_element() -> None:
    assert json_block({"a": "</script><!--&\u2028\ud800"}) == (
        '{"a":"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\ud800"}'
    )


def test_records_come_before_reports_and_inventions_last() -> None:
    given = [inferred(), sought(), shenzhen(), shenzhen("H100", provenance="primary")]
    found = re.findall(r'data-provenance="(\w+)"', text(given))
    assert found == ["primary", "reported", "invented", "invented"]


# --- the drawing ---


def joined(chains: list[Chain]) -> set[tuple[str, str, str]]:
    """Return (supplier, tender card, item) of every card of the tender column."""
    drawing = draw(chains)
    name = {card.key: card.name for card in drawing.cards}
    out = [(link.start, link.relation, name[link.end]) for link in drawing.links]
    return {
        (supplier, key, item)
        for key, won, supplier in out
        if won == "AWARDED_TO"
        for other, gets, item in out
        if other == key and gets in ("SEEKS", "AWARDS")
    }


def test_lots_of_one_tender_hang_on_cards_of_their_own() -> None:
    assert {(s, i) for s, _, i in joined(lots())} == {
        ("学岚示例科技有限公司", "A800"),
        ("启川示例信息技术有限公司", "H100"),
    }


@given(
    st.sets(
        st.tuples(
            st.sampled_from(("", "X", "Y", "Z")),
            st.sampled_from(("", "AWS", "Azure")),
            st.sampled_from(("A100", "H100", "GPT-4")),
        ),
        min_size=1,
    )
)
def test_whatever_can_be_read_off_a_tender_card_is_a_chain(
    said: set[tuple[str, str, str]],
) -> None:
    def one(supplier: str, cloud: str, item: str) -> Chain:
        hops = [
            hop("ISSUED", "A", "T", "q", "f", "text"),
            *([hop("AWARDED_TO", "T", supplier, "q", "f", "text")] if supplier else []),
            *([hop("VIA", "T", cloud, "q", "f", "text")] if cloud else []),
            hop("AWARDS", "T", item, "q", "f", "text"),
        ]
        return chain(hops, intermediary=supplier or None, provider=cloud or None)

    drawing = draw([one(*triple) for triple in sorted(said)])
    name = {card.key: card.name for card in drawing.cards}
    read = set()
    for card in drawing.cards:
        if card.kind == "tender":
            out = [link for link in drawing.links if link.start == card.key]
            ends = [
                {name[link.end] for link in out if link.relation == relation} or {""}
                for relation in ("AWARDED_TO", "VIA", "AWARDS")
            ]
            read |= set(product(*ends))
    assert read <= said
    assert {item for _, _, item in read} == {item for _, _, item in said}


def test_tenders_of_equal_name_have_cards_of_their_own() -> None:
    def bought(buyer: str, uid: str, item: str) -> Chain:
        hops = [
            hop("ISSUED", buyer, "Servers", "q", "f", "text"),
            hop("AWARDED_TO", "Servers", f"{buyer}'s dealer", "q", "f", "text"),
            hop("AWARDS", "Servers", item, "q", "f", "text"),
        ]
        hops[0]["to_uid"] = hops[1]["from_uid"] = hops[2]["from_uid"] = uid
        for made in hops:
            made["key"] += uid
        return chain(hops, item={"label": "Chip", "name": item}, relation="AWARDS")

    chains = [bought("A", "tender:1", "A100"), bought("B", "tender:2", "H20")]
    assert {(s, i) for s, _, i in joined(chains)} == {
        ("A's dealer", "A100"),
        ("B's dealer", "H20"),
    }


def test_several_suppliers_of_one_part_hang_on_one_card() -> None:
    one, two = shenzhen(grade="E3"), shenzhen(grade="E3", intermediary="Other Ltd")
    two["hops"][1] = hop(
        "AWARDED_TO", two["hops"][0]["to"], "Other Ltd", "Other Ltd", "f", "text"
    )
    tenders = [card for card in draw([one, two]).cards if card.kind == "tender"]
    assert [card.notes for card in tenders] == [
        ("5 March 2024 · awarded", "CNY 200,000")
    ]


def test_an_inferred_line_is_named_and_graded() -> None:
    links = [link for link in draw([inferred()]).links if link.relation == "INFERRED"]
    assert [(link.verb, link.grade) for link in links] == [
        ("inferred across 2 tenders", "E4")
    ]


def test_a_direct_sale_names_who_runs_the_cloud() -> None:
    cards = draw([shenzhen(intermediary=None)]).cards
    assert [c.kind for c in cards if c.name == "Yunda Technology Ltd Co"] == [
        "supplier"
    ]


def test_a_catalogue_fact_leads_one_column_on() -> None:
    by_product, p4d = shenzhen(), "p4d.24xlarge"
    by_product["hops"][3:] = [
        hop("AWARDS", SHENZHEN, p4d, p4d, "f", "text"),
        hop("RUNS_ON", p4d, "A100", "8 NVIDIA A100", "products.csv", "row:1"),
    ]
    columns = {card.name: card.column for card in draw([by_product]).cards}
    assert (columns[p4d], columns["A100"]) == (4, 5)


def test_boxes_of_a_column_keep_their_gap() -> None:
    heights = [20.0, 40.0, 60.0, 20.0]
    middles = layout.stack([0, 0, 0, 1], heights, [(0, 3), (2, 3)], [1.0, 1.0], 10.0)
    order = sorted(range(3), key=lambda n: middles[n])
    gaps = [
        middles[b] - heights[b] / 2 - middles[a] - heights[a] / 2
        for a, b in pairwise(order)
    ]
    assert gaps == [10.0, 10.0]


def test_crossed_lines_are_uncrossed() -> None:
    middles = layout.stack([0, 0, 1, 1], [10.0] * 4, [(0, 3), (1, 2)], [1.0, 1.0], 5.0)
    assert (middles[0] < middles[1]) == (middles[3] < middles[2])


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw([]).cards == ()
    assert layout.stack([], [], [], [], 1.0) == []


# --- text as it may be shown ---


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("深圳大学 A100", "深圳大学 A100"),
        ("a\x00b\x1b[31m", "a␀b␛[31m"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202eevil", "⟨U+202E⟩evil"),
        ("\ud800\ufffe", "\ufffd\ufffd"),
        ("مرحبا\u200f", "مرحبا\u200f"),
    ],
)
def test_what_would_act_or_hide_becomes_visible(given: str, expected: str) -> None:
    assert shown.shown(given) == expected


def test_names_wrap_at_words_and_within_chinese_anywhere() -> None:
    assert shown.wrap("National Center of Technology", 10, 3) == (
        "National Center of",
        "Technology",
    )
    assert shown.wrap("国家集成电路设计自动化技术创新中心", 10, 2) == (
        "国家集成电路设计自动",
        "化技术创新中心",
    )
    assert shown.wrap("a" * 100, 5, 1) == ("aaaaaa…",)


def test_grades_differ_by_line_and_not_by_colour_alone() -> None:
    looks = {(grade.weight, grade.dashes) for grade in style.GRADES.values()}
    assert len(looks) == len(style.GRADES) == 5
