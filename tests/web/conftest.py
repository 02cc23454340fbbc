"""A real server for a real case, and a client that speaks HTTP and nothing more."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any

import pytest

from graphkit.case import Case
from graphkit.web import InFolder, Place, Server
from tests.releases import release, write_releases
from tests.waiting import PATIENCE_S, until

AWARD = """江湾大学云计算服务采购项目中标公告
公告时间：2024年03月11日
一、项目编号：JW-2024-021
二、项目名称：江湾大学云计算服务采购项目
三、中标信息
供应商名称：深圳云达科技有限公司
中标金额：8.64（万元）
四、主要标的信息
服务名称：租用AWS云服务器，配NVIDIA A100 GPU 8张
联系人：王小明，电话：13800138000
五、采购人信息
名称：江湾大学
"""


@dataclass
class Client:
    """Asks a server; every answer is status, headers and bytes."""

    server: Server
    running: Thread

    def send(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE_S)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, said, answer.read()
        finally:
            connection.close()

    def ask(self, what: str, /, **given: Any) -> Any:
        """Return the JSON that the API answers."""
        path = f"/{self.server.token}/api/{what}"
        body = json.dumps(given).encode()
        _, _, found = self.send("POST", path, body, Content_Type="application/json")
        return json.loads(found)

    def stop(self) -> None:
        """Stop the server; nobody answers any more when this returns."""
        self.server.stop()
        self.running.join()


@contextmanager
def serving(case: Path) -> Iterator[Client]:
    """Run a server for a case while the block runs, opened before it begins."""
    with served(InFolder(case)) as client:
        yield client


@contextmanager
def served(place: Place) -> Iterator[Client]:
    """Run a server for a place while the block runs, opened before it begins."""
    server = Server(place)
    thread = Thread(target=server.run)
    thread.start()
    client = Client(server, thread)
    try:
        until(lambda: not client.ask("status").get("opening"))
        yield client
    finally:
        client.stop()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notice and two releases of one supplier."""
    tmp_path = tmp_path_factory.mktemp("built")
    files = tmp_path / "files"
    files.mkdir()
    (files / "award.txt").write_text(AWARD, encoding="utf-8")
    cloud = release("cloud", buyer="乙大学", supplier="Yunda Ltd", item="AWS, A100 GPU")
    chairs = release("chairs", buyer="甲大学", supplier="Yunda Ltd", item="chairs")
    write_releases(files / "releases.json", cloud, chairs)
    with Case.create(tmp_path / "case") as made:
        made.load([files])
    return tmp_path / "case"


@pytest.fixture
def case(built: Path, tmp_path: Path) -> Path:
    """A copy of the case, for a test to change."""
    return Path(copytree(built, tmp_path / "case"))


@pytest.fixture
def client(case: Path) -> Iterator[Client]:
    with serving(case) as found:
        yield found
