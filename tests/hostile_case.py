"""A case whose sources try to act, in every field that a source can fill."""

import json
from pathlib import Path
from typing import Any

from graphkit.case import Case
from tests.browser.chains import HOSTILE
from tests.releases import release

MORE = (
    'x" onmouseover="window.acted=7" href="javascript:window.acted=8',
    "<a href='data:text/html,<script>window.acted=9</script>'>open</a>",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1\r\n+2",
    "'; MATCH (n) DETACH DELETE n; //",
)
TEXTS = HOSTILE + MORE
NOTICE = """{text} 大学云服务采购项目中标公告
项目编号：JW-2024-0{place:02}
项目名称：{text} 云服务
供应商名称：深圳{text}科技有限公司
中标金额：8.64（万元）
服务名称：租用AWS云服务器，配NVIDIA A100 GPU 8张 {text}
采购人：{text} 大学
"""


def made(place: int, text: str) -> dict[str, Any]:
    """Return a release that holds a text in every field that may be free text."""
    found = release(
        f"h{place}",
        buyer=f"University of {text}",
        supplier=f"{text} Ltd",
        title=f"AWS servers with A100 GPU {text}",
        item=f"AWS A100 GPU {text}",
        agency=f"Agency {text}",
        number=f"N{place}-{text}",
    )
    (award,) = found["awards"]
    award["id"] = f"lot {text}"
    award["title"] = award["description"] = text
    award["value"] = {"amount": 1.5, "currency": text}
    award["suppliers"][0] |= {"id": text, "identifier": {"scheme": text, "id": text}}
    found["buyer"]["id"] = text
    found["language"] = text
    tender = found["tender"]
    tender["description"] = tender["procurementMethodDetails"] = text
    tender["documents"] = [
        {"id": text, "title": text, "url": text, "documentType": text, "format": text}
    ]
    return found


def load(folder: Path) -> Path:
    """Make the case from files, some with hostile names, and return its folder."""
    files = folder / "in"
    files.mkdir(parents=True)
    releases = [made(place, text) for place, text in enumerate(TEXTS)]
    # Escaped, as a lone half of a letter can stand in a file of JSON only so.
    lines = [json.dumps(one) for one in releases]
    name = "<img src=x onerror=window.acted=10>'\"; =1+1.jsonl"
    (files / name).write_text("\n".join(lines), encoding="utf-8")
    for place, text in enumerate(TEXTS):
        notice = NOTICE.format(text=text[:500], place=place)
        encoded = notice.encode("utf-8", "replace")
        (files / f"notice {place}.txt").write_bytes(encoded)
    with Case.create(folder / "case") as case:
        case.load([files], mix=True)
        for text in TEXTS:
            told = text.encode("utf-8", "replace").decode()[:2000]
            case.note("chain:x", told)
            case.save_view(told[:200], "#v=x")
    return folder / "case"


def keys(case: Case, kind: str) -> list[str]:
    """Return the chains to export; an embed holds one view, and no long name."""
    rows = list(case.chains(min_grade="E5"))
    if kind == "embed":
        rows = [row for row in rows if len(row["institution"]) < 200][:8]
    return [row["key"] for row in rows]
