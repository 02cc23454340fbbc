"""Files as they arrive from people's machines: pages saved in each of the ways."""

import gzip
import quopri
from collections.abc import Mapping
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pypdfium2
from docx import Document

SAID = (
    "采购人：示例大学\n项目编号：SL-2024-{n}\n项目名称：海外算力租用\n"
    "中标供应商：云衡示例科技有限公司\n中标金额：20万元"
)
WANTED = "技术要求：提供 AWS 云服务器，配置 NVIDIA A100 GPU 不少于8张。"
ADDRESS = "http://www.example.org/cggg/1.html"


def text(n: int = 1) -> str:
    """Return an award notice as text; `n` ends its number."""
    return SAID.format(n=f"{n:03}")


def page(n: int = 1, more: str = "", head: str = "") -> str:
    """Return it as a page; `more` ends the body."""
    lines = "".join(f"<p>{line}</p>" for line in text(n).split("\n"))
    title = "<title>海外算力租用中标公告</title>"
    return f"<html><head>{title}{head}</head><body>{lines}{more}</body></html>"


def part(content: bytes, kind: str = "text/html", **headers: str) -> bytes:
    """Return a part of an MHTML file in quoted-printable, with CRLF."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = {
        "Content-Type": kind,
        "Content-Transfer-Encoding": "quoted-printable",
        **named,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    body = quopri.encodestring(content).replace(b"\n", b"\r\n")
    return head.encode() + b"\r\n" + body


def mhtml(*parts: bytes, address: str = ADDRESS) -> bytes:
    """Return an MHTML file as browsers write it."""
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\n"
        "Subject: x\r\nDate: Tue, 7 May 2024 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"'
        "\r\n\r\n"
    )
    inner = b"".join(b"\r\n----B\r\n" + one for one in parts)
    return head.encode() + inner + b"\r\n----B--\r\n"


def docx(file: Path, *paragraphs: str) -> Path:
    """Write a Word document."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(file))
    return file


def scan(file: Path) -> Path:
    """Write a PDF of one page without text."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(file)
    document.close()
    return file


def warc(
    answers: Mapping[str, tuple[str, bytes]],
    *,
    date: str = "2024-05-07T02:00:00Z",
    status: str = "200 OK",
    zipped: bool = True,
) -> bytes:
    """Return a WARC: by address, type and body of each answer, and its request."""
    records = []
    for url, (kind, body) in answers.items():
        told = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        records.append(_record("request", url, date, b"GET / HTTP/1.1\r\n\r\n"))
        records.append(_record("response", url, date, told))
    return b"".join(gzip.compress(one) if zipped else one for one in records)


def _record(kind: str, url: str, date: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: {date}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, kind + url)}>\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def write(folder: Path, files: Mapping[str, bytes | str]) -> Path:
    """Write files below a folder and return the folder."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
