"""Measure what a reader's page costs: from its file, unchanged, and made anew, beside a bare view and a static file.

Run with `python bench/read.py`; it makes a database of its own with the sample process and drops it again. Figures are
milliseconds of CPU of the web process a page, and ratios of them: both hold on a busy machine, unlike pages a second.
"""

# ruff: noqa: INP001, T201

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.test.utils import override_settings, setup_databases, teardown_databases  # noqa: E402

from bildungskommune.auslage.auslegen import Rundgang  # noqa: E402
from bildungskommune.beispiel import laden  # noqa: E402
from script.debian import free_port  # noqa: E402
from tests.conftest import child_environment  # noqa: E402

SECONDS = 4.0
TICKS = os.sysconf("SC_CLK_TCK")
PAGES = {
    "start": "/",
    "workshop, documented": "/workshops/auftakt-2024/",
    "workshop, open": "/workshops/bildungskonferenz-2027/",
    "Leitbild": "/leitbild/",
    "Konzept": "/konzept/",
    "Maßnahme": "/massnahmen/m-01/",
    "Maßnahmen": "/massnahmen/",
    "Thema": "/themen/zukunftswerkstatt/wege-und-fahrzeiten/",
}


class Client:
    """One connection that asks for one page again and again."""

    def __init__(self, port: int, path: str, *, cookie: str = "", tag: str = "", packed: str = "br") -> None:
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Accept-Encoding: {packed}"]
        lines += [f"Cookie: {cookie}"] * bool(cookie) + [f"If-None-Match: {tag}"] * bool(tag)
        self.question = "\r\n".join([*lines, "", ""]).encode()
        self.wire = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.file = self.wire.makefile("rb")

    def ask(self) -> tuple[int, dict[str, str], int]:
        """Give status, headers and number of bytes of one answer."""
        self.wire.sendall(self.question)
        status = int(self.file.readline().split()[1])
        headers = {}
        while line := self.file.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        size = len(self.file.read(int(headers.get("content-length", 0))))
        if headers.get("transfer-encoding") == "chunked":
            while length := int(self.file.readline(), 16):
                size += len(self.file.read(length + 2)) - 2
            self.file.readline()
        return status, headers, size


@contextmanager
def server(command: list[str], environment: dict[str, str], port: int) -> Iterator[int]:
    """Run a web server; gives the number of its process."""
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            while True:
                assert process.poll() is None, "the server did not come up"
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.1)
            time.sleep(1)
            yield process.pid
        finally:
            process.terminate()


def granian(port: int, interface: str, application: str) -> list[str]:
    own = ["--interface", interface, "--http", "1", "--no-ws", "--log-level", "critical", "--workers", "1"]
    more = ["--blocking-threads", "8"] if interface == "wsgi" else []
    return [str(ROOT / ".venv/bin/granian"), "--host", "127.0.0.1", "--port", str(port), *own, *more, application]


def cpu(pid: int) -> float:
    """Give the seconds of CPU that a process and its children have used."""
    children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / TICKS + sum(cpu(child) for child in children)


def measure(pid: int, client: Client, expected: int) -> tuple[float, int]:
    """Give milliseconds of CPU a page, and its bytes on the wire."""
    for _ in range(5):
        status, _, size = client.ask()
    assert status == expected, f"{status} instead of {expected}"
    asked, before, end = 0, cpu(pid), time.monotonic() + SECONDS
    while time.monotonic() < end:
        client.ask()
        asked += 1
    return 1000 * (cpu(pid) - before) / asked, size


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        laden.load()
        with tempfile.TemporaryDirectory() as folder:
            report(Path(folder))
    finally:
        teardown_databases(databases, verbosity=0)


def report(folder: Path) -> None:
    port, bare_port = free_port(), free_port()
    base = f"http://127.0.0.1:{port}"
    with override_settings(AUSLAGE=True, AUSLAGE_DIR=folder, BASE_URL=base):
        walk = Rundgang(get_wsgi_application(), rest=0)
        walk.begin()
        print(f"{walk.walk()} pages lie out.\n")
    environment = child_environment() | {
        "BASE_URL": base,
        "AUSLAGE_DIR": str(folder),
        "AUSLAGE": "on",
        "WEB_THREADS": "8",
    }
    static = "/static/kern/kern-utilities.min.css"  # about as long as the Leitbild
    with (
        server(granian(port, "asginl", "bildungskommune.buffered:application"), environment, port) as portal,
        server(granian(bare_port, "wsgi", "bench.nackt:application"), environment, bare_port) as bare,
    ):
        floor = {name: measure(bare, Client(bare_port, f"/{name}/"), 200)[0] for name in ("workshop", "leitbild")}
        file, size = measure(portal, Client(port, static, packed="identity"), 200)
        print(f"bare view: workshop {floor['workshop']:.2f} ms, Leitbild {floor['leitbild']:.2f} ms")
        print(f"static file of {size // 1000} KB: {file:.2f} ms\n")
        print(f"{'page':22} {'KB br':>6} {'file':>7} {'304':>7} {'anew':>7}  file/static  anew/304  bare/anew")
        for name, path in PAGES.items():
            laid, _ = measure(portal, Client(port, path, packed="identity"), 200)
            size = Client(port, path).ask()[2]
            tag = Client(port, path).ask()[1]["etag"]
            same, _ = measure(portal, Client(port, path, tag=tag), 304)
            anew, _ = measure(portal, Client(port, path, cookie="sessionid=unknown", packed="identity"), 200)
            least = floor["leitbild" if name == "Leitbild" else "workshop"]
            print(
                f"{name:22} {size / 1000:6.1f} {laid:7.2f} {same:7.2f} {anew:7.2f}"
                f"  {file / laid:11.2f}  {anew / same:8.0f}  {least / anew:9.2f}"
            )


if __name__ == "__main__":
    main()
