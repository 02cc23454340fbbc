"""Start and stop a real Neo4j for the tests: `neo4j_server.py start|stop --home DIR`.

`start` prints the Bolt URL on its last line and leaves the server running; a server
that already runs there is used again. Needs Java 17 or newer and, the first time,
Maven. Everything it makes is below DIR. The password is that of `PASSWORD`.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PASSWORD = "graphkit-tests"
POM = Path(__file__).with_name("pom.xml")
PATIENCE_S = 180
CONFIGURATION = """\
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=256m
db.transaction.timeout=10m
"""

# For a server that lives for minutes: the parallel collector needs half of what the
# default one does on two cores, and only what is very hot is worth compiling well.
JAVA_OPTIONS = (
    "-Xms1g",
    "-Xmx1g",
    "-XX:+UseParallelGC",
    "-XX:-UseGCOverheadLimit",
    "-XX:Tier4InvocationThreshold=50000",
    "-XX:Tier4MinInvocationThreshold=6000",
    "-XX:Tier4CompileThreshold=150000",
    "-XX:Tier4BackEdgeThreshold=400000",
)


class ServerError(Exception):
    """The server cannot be had; the message says why."""


def start(home: Path) -> str:
    """Return the Bolt URL of the server in `home`, started where it does not run."""
    state = home / "server.json"
    if state.is_file():
        url = str(json.loads(state.read_text("utf-8"))["url"])
        if answers(url):
            return url
        stop(home)
    libraries(home)
    port = free_port()
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(port=port), "utf-8")
    set_password(home)
    server = launch(home)
    url = f"bolt://127.0.0.1:{port}"
    state.write_text(json.dumps({"pid": server.pid, "url": url}), "utf-8")
    wait(server, url, home)
    return url


def stop(home: Path) -> None:
    """End the server of `home` and wait until it is gone."""
    state = home / "server.json"
    if not state.is_file():
        return
    pid = int(json.loads(state.read_text("utf-8"))["pid"])
    if belongs(pid, home):
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + 60
        while belongs(pid, home) and time.monotonic() < deadline:
            time.sleep(0.2)
    state.unlink()


def libraries(home: Path) -> None:
    """Fetch the server's jars once; a changed pom fetches them anew."""
    library, mark = home / "lib", home / "lib" / "pom.xml"
    if mark.is_file() and mark.read_bytes() == POM.read_bytes():
        return
    shutil.rmtree(library, ignore_errors=True)
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerError("Maven (mvn) is not installed: it fetches Neo4j's jars")
    say("fetching Neo4j from Maven Central")
    command = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies"]
    options = [f"-DoutputDirectory={library}", "-DincludeScope=runtime"]
    for attempt in (1, 2, 3):  # a mirror drops a connection now and then
        done = subprocess.run(
            [*command, *options], stdout=sys.stderr, stderr=sys.stderr, check=False
        )
        if done.returncode == 0:
            shutil.copyfile(POM, mark)
            return
        say(f"Maven failed, attempt {attempt} of 3")
    raise ServerError("Maven could not fetch Neo4j's jars (see above)")


def set_password(home: Path) -> None:
    """Set the first password; it holds for as long as the home's files stand."""
    if (home / "data" / "dbms" / "auth.ini").is_file():
        return
    if (home / "data" / "databases").is_dir():  # started before: the password is set
        return
    command = [
        *java(home),
        "org.neo4j.cli.AdminTool",
        "dbms",
        "set-initial-password",
        PASSWORD,
    ]
    places = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    subprocess.run(command, env={**os.environ, **places}, stdout=sys.stderr, check=True)


def launch(home: Path) -> "subprocess.Popen[bytes]":
    """Start the server as a process of its own that outlives this one."""
    (home / "logs").mkdir(exist_ok=True)
    command = [
        *java(home, *JAVA_OPTIONS),
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
    ]
    with (home / "logs" / "console.log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def wait(server: "subprocess.Popen[bytes]", url: str, home: Path) -> None:
    """Return when the server answers; raise ServerError where it ends or hangs."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        if answers(url):
            return
        time.sleep(0.5)
    log = (home / "logs" / "console.log").read_text("utf-8", "replace")
    stop(home)
    raise ServerError(f"Neo4j did not start; its log ends:\n{log[-3000:]}")


def answers(url: str) -> bool:
    """Say whether a server at `url` lets us in with the password."""
    import neo4j

    try:
        with neo4j.GraphDatabase.driver(
            url, auth=("neo4j", PASSWORD), connection_timeout=5
        ) as driver:
            driver.verify_connectivity()
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError):
        return False
    return True


def belongs(pid: int, home: Path) -> bool:
    """Say whether `pid` is the server of `home`, and not a stranger by that number."""
    import psutil

    try:
        running = psutil.Process(pid)
        ours = f"--home-dir={home}" in running.cmdline()
        return ours and running.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def java(home: Path, *options: str) -> list[str]:
    """Return the start of a command that runs a class of the server."""
    found = shutil.which("java")
    if found is None:
        raise ServerError("Java is not installed: Neo4j needs 17 or newer")
    return [found, *options, "-cp", f"{home / 'lib'}{os.sep}*"]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def say(text: str) -> None:
    """Print to standard error: standard output carries the URL alone."""
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    """Run the command line; 1 where the server cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=("start", "stop"))
    parser.add_argument("--home", type=Path, required=True)
    given = parser.parse_args()
    home = given.home.resolve()
    try:
        if given.verb == "start":
            print(start(home))
        else:
            stop(home)
    except ServerError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
