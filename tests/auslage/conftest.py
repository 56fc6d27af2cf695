"""A web process that hands out pages that lie out, with a database that can be taken from it."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from script.debian import free_port
from script.serve import web
from tests.conftest import child_environment, end


class Leitung:
    """A wire to the test's database that can be cut: then the web process finds no server."""

    def __init__(self) -> None:
        self.port = free_port()
        self.mend()

    def mend(self) -> None:
        parts = connection.get_connection_params()
        host, port = str(parts.get("host") or ""), str(parts.get("port") or 5432)
        there = f"{host}/.s.PGSQL.{port}" if host.startswith("/") else f"{host}:{port}"
        self.process = subprocess.Popen([sys.executable, "-m", "tests.auslage.leitung", str(self.port), there])
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)

    def cut(self) -> None:
        self.process.kill()
        self.process.wait()

    def url(self) -> str:
        parts = connection.get_connection_params()
        user, password = str(parts.get("user") or ""), str(parts.get("password") or "")
        return f"postgresql://{quote(user)}:{quote(password, safe='')}@127.0.0.1:{self.port}/{parts['dbname']}"


Answer = tuple[int, dict[str, str], bytes]


class Stay(urllib.request.HTTPRedirectHandler):
    """Follow no redirect."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass
class Portal:
    port: int
    leitung: Leitung
    folder: Path
    opener: Any = field(default_factory=lambda: urllib.request.build_opener(Stay))

    def ask(self, path: str, method: str = "GET", data: bytes | None = None, **headers: str) -> Answer:
        """Ask for a page; gives status, headers in small letters and body."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, named, method=method)
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def pages(self) -> int:
        return len(list(self.folder.glob("*.blatt"))) if self.folder.is_dir() else 0

    def wait(self, pages: int, seconds: float = 10) -> None:
        """Wait until so many pages lie out."""
        deadline = time.monotonic() + seconds
        while self.pages() != pages:
            assert time.monotonic() < deadline, f"{self.pages()} pages instead of {pages}"
            time.sleep(0.01)


@pytest.fixture
def portal(transactional_db: None, tmp_path: Path) -> Iterator[Portal]:
    port, leitung, log = free_port(), Leitung(), tmp_path / "web.log"
    own = {"AUSLAGE": "on", "AUSLAGE_DIR": str(tmp_path / "auslage"), "BASE_URL": f"http://127.0.0.1:{port}"}
    environment = child_environment() | own | {"DATABASE_URL": leitung.url(), "LOG_LEVEL": "WARNING"}
    with log.open("wb") as output:
        process = subprocess.Popen(web(port), env=environment, stdout=output, stderr=output, start_new_session=True)
    found = Portal(port, leitung, tmp_path / "auslage")
    try:
        deadline = time.monotonic() + 60
        while True:
            with suppress(OSError):
                if found.ask("/healthz")[0] == 200:
                    break
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield found
    finally:
        end(process)
        leitung.cut()
