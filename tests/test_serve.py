"""What script/server does while its web server comes up."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from script import serve
from script.debian import free_port

LATE = """
import http.server, sys, time
time.sleep(1)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), type("Page", (http.server.BaseHTTPRequestHandler,), {
    "do_GET": lambda self: (self.send_response(200), self.end_headers()),
})).serve_forever()
"""

Start = Callable[[str], tuple[serve.Child, str]]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Give a function that starts a program as web server; it takes its port and ends with the test."""
    (tmp_path / "log").mkdir()
    monkeypatch.setattr(serve, "VAR", tmp_path)
    children = []

    def begin(program: str) -> tuple[serve.Child, str]:
        port = free_port()
        child = serve.Child("web", [sys.executable, "-c", program, str(port)])
        child.start({})
        children.append(child)
        return child, f"http://127.0.0.1:{port}/readyz"

    yield begin
    serve.stop(children)


def test_start_waits_for_a_server_that_takes_its_time_and_says_so(
    start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    web, url = start(LATE)

    serve.wait_until_ready(web, url, pause=0.2)

    assert "» Der Webserver startet noch, seit" in capsys.readouterr().out


def test_start_fails_at_once_when_the_server_ended(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    web, url = start("raise SystemExit('kein Speicher')")

    with pytest.raises(serve.StartFailed, match="Der Webserver kam nicht hoch"):
        serve.wait_until_ready(web, url)

    assert "kein Speicher" in capsys.readouterr().err


def test_start_ends_at_its_limit(start: Start) -> None:
    web, url = start("import time; time.sleep(60)")

    with pytest.raises(serve.StartFailed, match="antwortet seit 0 s nicht"):
        serve.wait_until_ready(web, url, limit=0.3)
