"""The page made with pyvis: drawn offline, and deaf to hostile text."""

from pathlib import Path

import pytest

from graphkit import export
from tests.browser.chains import HOSTILE, hostile, several
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def test_the_network_is_drawn_without_a_network(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    export.write("pyvis", several(), [], {"title": "Chains"}, file)
    seen = opened(file)
    assert (seen.requests, seen.complaints, seen.dialogs) == ([], [], [])
    assert seen.page.evaluate("window.network.body.nodeIndices.length") == 18
    seen.page.fill("#find", "yunda")
    assert seen.page.inner_text("#found") == "1 found"


def test_hostile_names_do_nothing_in_the_network(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    export.write("pyvis", hostile(), [], {"title": HOSTILE[0]}, file)
    seen = opened(file)
    page = seen.page
    place = page.evaluate(
        "network.canvasToDOM(network.getPosition(network.body.nodeIndices[0]))"
    )
    box = page.locator("#network canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + place["x"] - 30, box["y"] + place["y"])
    page.mouse.move(box["x"] + place["x"], box["y"] + place["y"], steps=4)
    page.wait_for_selector(".vis-tooltip", state="visible")
    assert (seen.requests, seen.complaints, seen.dialogs) == ([], [], [])
    assert page.evaluate("[window.acted, document.images.length]") == [None, 0]
