"""The embed in a browser: narrow, quiet, and telling its height to the page around."""

import re
from html import escape
from pathlib import Path

import pytest

from graphkit.embed import write_embed
from graphkit.errors import GraphkitError
from graphkit.viz import style
from tests.browser.chains import hostile, several, shenzhen, sought, sources
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def embed(folder: Path, count: int = 6) -> Path:
    file = folder / "embed.html"
    write_embed(several()[:count], sources(several()), {}, file)
    return file


def test_an_embed_fits_320_pixels_and_asks_for_nothing(
    opened: Open, tmp_path: Path
) -> None:
    seen = opened(embed(tmp_path), width=320)
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 320
    assert seen.page.locator(".sheet").is_hidden()
    assert seen.page.locator(".strips > li").count() == 6
    assert seen.is_quiet


@pytest.mark.parametrize("modality", style.SEEKS_BY_MODALITY)
def test_an_embed_says_no_more_than_the_modality(
    opened: Open, tmp_path: Path, modality: str
) -> None:
    chains = [sought(modality=modality)]
    file = tmp_path / "embed.html"
    write_embed(chains, sources(chains), {}, file)
    page = opened(file).page
    verbs = page.locator(".sheet .verb").all_text_contents()
    assert sorted(verbs) == sorted(["issued", style.SEEKS_BY_MODALITY[modality]])
    page.click("summary")
    said = [row.split("\t")[1] for row in page.locator("tbody tr").all_inner_texts()]
    asked = f"the tender {style.SEEKS_BY_MODALITY[modality]} A100 80GB"
    assert said == ["北屿示例研究院 issued BYRI-2024-009", asked]


def test_an_embed_says_its_source_and_every_hop_in_words(
    opened: Open, tmp_path: Path
) -> None:
    page = opened(embed(tmp_path, 1)).page
    assert page.inner_text(".source").startswith("Source: reported/reported_2024.csv.")
    page.click("summary")
    hops = [row.split("\t")[1] for row in page.locator("tbody tr").all_inner_texts()]
    assert len(hops) == len(shenzhen()["hops"])
    assert page.locator("button, input, nav").count() == 0


def test_an_embed_tells_its_height(opened: Open, tmp_path: Path) -> None:
    around = tmp_path / "article.html"
    around.write_text(
        "<script>told = new Promise((done) => addEventListener('message',"
        "({data}) => done(data)))</script>"
        f'<iframe srcdoc="{escape(embed(tmp_path).read_text("utf-8"))}"></iframe>',
        "utf-8",
    )
    told = opened(around).page.evaluate("told")
    assert (told["graphkit"], told["height"] > 200) == ("height", True)


def test_hostile_text_does_nothing_in_an_embed(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "embed.html"
    chains = [chain for chain in hostile() if len(str(chain["key"])) < 1000]
    write_embed(chains, sources(hostile()), {}, file)
    seen = opened(file, width=320)
    assert seen.page.evaluate("window.acted") is None
    assert seen.is_quiet


def test_too_many_chains_for_an_embed_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "embed.html"
    with pytest.raises(GraphkitError, match="more than the 200,000"):
        write_embed(hostile() * 20, sources(hostile()), {}, file)
    assert not file.exists()


def test_colours_and_fonts_of_an_embed_are_one_block_of_variables(
    tmp_path: Path,
) -> None:
    text = embed(tmp_path).read_text("utf-8")
    (css,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    block, _, rest = css.partition("}")
    assert block.startswith(":root{")
    assert {"--ink", "--paper", "--accent", "--sans"} <= set(
        re.findall("--[a-z]+", block)
    )
    dark, _, rest = rest.partition("}}")
    assert "prefers-color-scheme:dark" in dark
    assert re.findall(r"#[0-9a-f]{3,6}\b|--[a-z]+:", rest.replace("--c:", "")) == []


def test_an_embed_says_what_is_left_out_of_it(tmp_path: Path) -> None:
    file = tmp_path / "embed.html"
    write_embed([shenzhen()], [], {"notes": ["One source is left out."]}, file)
    assert "<bdi>One source is left out.</bdi>" in file.read_text("utf-8")
