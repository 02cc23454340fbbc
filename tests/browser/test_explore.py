"""The drawing that can be moved, in the report: model, places, keys, table, figure."""

from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from graphkit.report import write_report
from graphkit.viz import style
from graphkit.viz.modules import bundle
from graphkit.viz.page import static
from tests.browser.chains import Chain, hostile, several, sought, sources
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def report(folder: Path, chains: list[Chain]) -> Path:
    file = folder / "report.html"
    write_report(chains, sources(chains), {}, file)
    return file


def view(opened: Open, folder: Path) -> Page:
    """A page with an empty drawing as `view`, made of the modules alone."""
    file = folder / "view.html"
    script = bundle("view/graph_view.js").replace("</script", "<\\/script")
    file.write_text(
        '<!doctype html><meta charset="utf-8"><div id="v" style="height:600px"></div>'
        f"<script type=module>{script}\n"
        'window.view = new GraphView(document.getElementById("v"));</script>',
        "utf-8",
    )
    page = opened(file).page
    page.evaluate(
        """() => view.add({
            nodes: [['b', 'Organization'], ['t', 'Tender'], ['m', 'Organization'],
                    ['p', 'Provider'], ['c', 'Chip']]
                .map(([uid, label]) => ({uid, label, name: uid})),
            edges: [['b', 't', 'ISSUED'], ['t', 'm', 'AWARDED_TO'], ['t', 'p', 'VIA'],
                    ['t', 'c', 'AWARDS']]
                .map(([from, to, type]) => ({key: from + to, from, to, type})),
        })"""
    )
    return page


def test_the_drawing_that_moves_looks_like_the_one_that_stands(
    opened: Open, tmp_path: Path
) -> None:
    file = tmp_path / "theme.html"
    script = bundle("view/theme.js")
    file.write_text(
        f'<!doctype html><meta charset="utf-8"><script type=module>{script}\n'
        "window.theme = {ROLES, VERBS, LINES, PAPER, SEEKS_BY_MODALITY, SEEKS_BY_STAGE,"
        " AWARDS_BY_STAGE};</script>",
        "utf-8",
    )
    theme = opened(file).page.evaluate("theme")
    verbs = {relation: theme["VERBS"][relation][0] for relation in style.RELATIONS}
    assert verbs == dict(style.RELATIONS)
    for words in ("SEEKS_BY_MODALITY", "SEEKS_BY_STAGE", "AWARDS_BY_STAGE"):
        english = {name: said[0] for name, said in theme[words].items()}
        assert english == dict(getattr(style, words)), words
    assert theme["LINES"] == {
        grade.name: [grade.weight, [float(dash) for dash in grade.dashes.split()]]
        for grade in style.GRADES.values()
    }
    inks = {name: light for name, (light, _) in style.PAPER.items()}
    inks |= {kind.name: kind.light for kind in style.KINDS.values()}
    inks |= {"sans": style.FONTS["sans"]}
    assert theme["PAPER"] == {name: inks[name] for name in theme["PAPER"]}
    # Who supplies and who only stands between is one role in the one that moves.
    kinds = [style.KINDS[name] for name in theme["ROLES"].keys() & style.KINDS.keys()]
    assert {kind.name for kind in kinds} == style.KINDS.keys() - {"supplier"}
    assert {kind.name: theme["ROLES"][kind.name][:2] for kind in kinds} == {
        kind.name: [kind.column, kind.name] for kind in kinds
    }
    assert {
        theme["ROLES"][kind.name][2] for kind in kinds if kind.name != "intermediary"
    } == {kind.caption for kind in kinds if kind.name != "intermediary"}


@pytest.mark.parametrize("modality", style.SEEKS_BY_MODALITY)
def test_a_line_of_the_report_says_no_more_than_its_modality(
    opened: Open, tmp_path: Path, modality: str
) -> None:
    page = opened(report(tmp_path, [sought(modality=modality)])).page
    page.click("#explore summary")
    rows = page.locator(".twins tbody tr")
    verbs = sorted(row.split("\t")[1].strip() for row in rows.all_inner_texts())
    assert verbs == sorted(["issued", style.SEEKS_BY_MODALITY[modality]])


def test_things_stand_in_the_columns_of_what_they_are(
    opened: Open, tmp_path: Path
) -> None:
    page = view(opened, tmp_path)
    spots = page.evaluate("view.positions()")
    assert sorted(spots, key=lambda uid: spots[uid][0]) == ["b", "t", "m", "p", "c"]


def test_nothing_that_is_placed_moves_when_more_comes(
    opened: Open, tmp_path: Path
) -> None:
    page = view(opened, tmp_path)
    before = page.evaluate("view.positions()")
    page.evaluate(
        """() => view.add({
            nodes: [...Array(30)].map((_, n) =>
                ({uid: `t${n}`, label: 'Tender', name: `t${n}`})),
            edges: [...Array(30)].map((_, n) =>
                ({key: `k${n}`, type: 'ISSUED', from: 'b', to: `t${n}`})),
        }, {beside: 'b'})"""
    )
    after = page.evaluate("view.positions()")
    assert {uid: after[uid] for uid in before} == before
    assert len({tuple(spot) for spot in after.values()}) == 35


def test_parallel_relations_of_two_things_have_lines_of_their_own(
    opened: Open, tmp_path: Path
) -> None:
    page = view(opened, tmp_path)
    page.evaluate(
        "view.add({edges: [{key: 'again', type: 'BID_ON', from: 't', to: 'm'}]})"
    )
    lines = page.evaluate(
        """() => ['tm', 'again'].map((key) => view.model.edges.get(key).points)"""
    )
    assert lines[0] != lines[1]


def test_a_line_passes_no_card_that_it_does_not_join(
    opened: Open, tmp_path: Path
) -> None:
    page = view(opened, tmp_path)
    touched = page.evaluate(
        """() => view.edges.flatMap(({points, relation}) => {
            const passed = [];
            for (let n = 2; n + 2 < points.length; n += 3) {
                const middle = (points[n] + points[n + 1]) / 2;
                passed.push(...view.nodes.filter(({x, y}) =>
                    Math.abs(x - middle) < 100 && Math.abs(y - points[n + 2]) < 30));
            }
            return passed.map(({thing}) => [relation.key, thing.uid]);
        })"""
    )
    assert touched == []


def test_arrows_walk_along_relations_and_keys_open_and_expand(
    opened: Open, tmp_path: Path
) -> None:
    page = view(opened, tmp_path)
    page.evaluate(
        """() => { window.said = [];
            for (const name of ['select', 'open', 'expand'])
                view.on(name, (detail) => said.push([name, detail])); }"""
    )
    page.focus("canvas[tabindex]")
    for key in ("ArrowRight", "ArrowRight", "Enter", "+", "Escape"):
        page.keyboard.press(key)
    assert page.evaluate("said") == [
        ["select", ["b"]],
        ["select", ["t"]],
        ["open", "t"],
        ["expand", "t"],
        ["select", []],
    ]
    assert page.inner_text("[aria-live]") == "Tender, t"


def test_a_dragged_card_stays_where_it_was_put(opened: Open, tmp_path: Path) -> None:
    page = view(opened, tmp_path)
    x, y = page.evaluate(
        """() => { const {x, y} = view.model.nodes.get('m'), c = view.camera;
            const box = view.front.getBoundingClientRect();
            return [box.x + x * c.scale + c.x, box.y + y * c.scale + c.y]; }"""
    )
    before = page.evaluate("view.positions()")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 90, steps=4)
    page.mouse.up()
    after = page.evaluate("view.positions()")
    assert after["m"][1] > before["m"][1] + 50
    assert {**after, "m": 0} == {**before, "m": 0}


def test_what_is_told_a_column_stands_in_it(opened: Open, tmp_path: Path) -> None:
    page = view(opened, tmp_path)
    page.evaluate(
        """() => { view.clear(); view.add({
            nodes: ['c', 't', 'm'].map((uid, column) =>
                ({uid, label: 'Tender', name: uid, column})),
            edges: []}); }"""
    )
    spots = page.evaluate("view.positions()")
    assert spots["c"][0] < spots["t"][0] < spots["m"][0]


def test_hostile_text_stays_text_in_drawing_table_and_figure(
    opened: Open, tmp_path: Path
) -> None:
    seen = opened(report(tmp_path, hostile()))
    seen.page.click("#explore summary")
    expect(seen.page.locator(".twins tbody tr")).to_have_count(48)
    assert seen.page.evaluate("window.acted") is None
    assert (seen.requests, seen.complaints, seen.dialogs) == ([], [], [])


def test_a_figure_of_hostile_text_is_well_formed(opened: Open, tmp_path: Path) -> None:
    page = view(opened, tmp_path)
    svg = page.evaluate(
        """(names) => { view.clear();
            const nodes = names.map((name, n) => ({uid: `${n}`, label: name, name}));
            view.add({nodes});
            return view.svg(); }""",
        [str(chain["institution"]) for chain in hostile()],
    )
    tree = etree.fromstring(svg.encode())
    assert page.evaluate("view.png().then(({size, type}) => [size > 9000, type])") == [
        True,
        "image/png",
    ]
    assert {etree.QName(element).localname for element in tree.iter()} == {
        "svg", "rect", "g", "title", "text",
    }  # fmt: skip


def test_the_table_and_the_drawing_follow_the_filter(
    opened: Open, tmp_path: Path
) -> None:
    page = opened(report(tmp_path, several())).page
    page.click("#explore summary")
    page.fill("input[name=text]", "学岚 a800")
    rows = page.locator(".twins tbody tr")
    assert sorted(row.split("\t")[1].strip() for row in rows.all_inner_texts()) == [
        "awarded to",
        "awards",
        "issued",
    ]


def test_a_drawing_of_20000_things_fills_its_sheet(
    opened: Open, tmp_path: Path
) -> None:
    page = view(opened, tmp_path)
    page.evaluate(
        """() => { view.clear(); const nodes = [], edges = [];
            for (let n = 0; n < 10000; n++) {
                const [o, t, buyer] = [`o${n}`, `t${n}`, `o${n % 900}`];
                nodes.push({uid: o, label: 'Organization', name: o});
                nodes.push({uid: t, label: 'Tender', name: t});
                edges.push({key: `i${n}`, type: 'ISSUED', from: buyer, to: t});
                edges.push({key: `a${n}`, type: 'AWARDED_TO', from: t, to: o});
            }
            view.add({nodes, edges}); view.draw(); }"""
    )
    assert page.evaluate("[view.nodes.length, view.edges.length]") == [20000, 20000]
    assert page.evaluate(
        """() => view.base.getContext('2d').getImageData(0, 0, view.base.width,
            view.base.height).data.some((value) => value > 0)"""
    )


def test_each_module_is_short_and_a_bundle_imports_nothing() -> None:
    text = bundle("explore.js")
    assert not [line for line in text.split("\n") if line.startswith("import ")]
    folder = Path(__file__).parents[2] / "viz" / "static" / "view"
    long = [
        file.name
        for file in sorted(folder.glob("*.js"))
        if len(static(f"view/{file.name}").splitlines()) > 300
    ]
    assert long == []
