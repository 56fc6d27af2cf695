"""What script/server does while its web server comes up."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from script import serve
from script.debian import free_port

ROOT = Path(__file__).parent.parent
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


def test_what_the_server_writes_is_for_its_own_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "VAR", tmp_path)
    before = os.umask(0o022)
    try:
        for name in ("log", "mail", "schriften"):
            (tmp_path / name).mkdir()
        for name in ("log/web.log", "mail/eine.eml", "zugaenge.txt"):
            (tmp_path / name).write_text("alt")
        serve.claim().close()
        serve.shut()
        (tmp_path / "mail" / "neue.eml").write_text("neu")
    finally:
        os.umask(before)

    modes = {path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert tmp_path.stat().st_mode & 0o777 == (0o711 if os.geteuid() == 0 else 0o700)
    assert modes.pop("schriften") == 0o755
    assert {name: mode for name, mode in modes.items() if mode != (0o700 if name in {"log", "mail"} else 0o600)} == {}


def test_servers_run_behind_closed_folders() -> None:
    """Under root PostgreSQL is another user: the folder lets it through and shows it nothing."""
    program = (
        "import os, sys; os.umask(0o077)\n"
        "from pathlib import Path; from script import serve\n"
        "serve.VAR = Path(sys.argv[1])\n"
        "leave = serve.join_servers({}); serve.shut()\n"
        "url = serve.Embedded(serve.VAR).owner_url()\n"
        "import psycopg; print(psycopg.connect(url).execute('select 1').fetchone())\n"
        "leave()"
    )

    # Not below pytest's folder: another run of pytest closes that one in between.
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        command = [sys.executable, "-c", program, folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "(1,)" in done.stdout
