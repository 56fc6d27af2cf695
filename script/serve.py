"""Run the portal on this machine: servers, migrations, sample process, then web, worker and beat until Ctrl-C.

Called by script/server. Owns what it starts, restarts what dies, and ends all of it and nothing else.
"""

import ctypes
import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from bildungskommune.embedded import Embedded, EmbeddedServerFailed

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
PORT = os.environ.get("PORT", "8000")
HOST = os.environ.get("LISTEN", "127.0.0.1")
"""The address on which the web server listens; nobody beyond this machine reaches the one it has by default."""
READY_SECONDS = 900  # a busy machine may take its time; a process that ended is noticed at once
PROGRESS_SECONDS = 10
STOP_SECONDS = 20
PR_SET_PDEATHSIG = 1
PRIVATE = ("log", "mail", "media", "redis")
"""Folders of VAR with names, mails and doors in them."""


class StartFailed(Exception):
    """One sentence for the person at the terminal."""


class Stopped(Exception):
    """Somebody asked for the end: Ctrl-C, a closed terminal, a signal."""


@dataclass
class Child:
    """A process that is started again when it dies, later each time."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    due: float = 0.0
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = VAR / "log" / f"{self.name}.log"

    def start(self, environment: dict[str, str]) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches this supervisor alone, which then ends them in order
                preexec_fn=end_with_parent,  # noqa: PLW1509 - this process has one thread
            )

    def look(self, environment: dict[str, str]) -> None:
        """Start again when it died and its pause is over."""
        if self.process is not None and self.process.poll() is not None:
            self.deaths += 1
            pause = min(2**self.deaths, 30)
            say(f"{self.name} ist ausgefallen ({self.process.returncode}), Neustart in {pause} s. Siehe {self.log}")
            self.process, self.due = None, time.monotonic() + pause
        if self.process is None and time.monotonic() >= self.due:
            self.start(environment)

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)


def end_with_parent() -> None:
    """Let the kernel end the child should this supervisor be killed the hard way (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main(
    fill: Callable[[dict[str, str]], None] = lambda environment: None,
    more: Callable[[str], str] = lambda address: "",
) -> None:
    """Run until somebody asks for the end.

    `fill` does what the portal needs once its database is ready, `more` says what else is told beside its address.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_stopped)
    try:
        with claim():
            serve(fill, more)
    except Stopped:
        pass
    except StartFailed as failure:
        sys.exit(f"Fehler: {failure}")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.exit(f"Fehler: Die Festplatte ist voll ({VAR}). Bitte schaffen Sie Platz.")


def raise_stopped(number: int, frame: object) -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)  # a second Ctrl-C must not break the orderly end
    raise Stopped


def serve(fill: Callable[[dict[str, str]], None], more: Callable[[str], str]) -> None:
    check_port()
    environment = configuration()
    leave = join_servers(environment)
    shut()
    children = commands()
    try:
        prepare(environment)
        fill(environment)
        for child in children:
            child.start(environment)
        wait_until_ready(children[0], f"http://{HOST}:{PORT}/readyz")
        greet(more)
        while True:
            time.sleep(0.5)
            for child in children:
                child.look(environment)
    finally:
        stop(children)
        leave()


def claim() -> IO[str]:
    """Let only one server work in this folder; what it writes is for its own user alone."""
    os.umask(0o077)
    (VAR / "log").mkdir(parents=True, exist_ok=True)
    lock = (VAR / "server.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise StartFailed(f"{command()} läuft hier schon ({VAR}). Beenden Sie es zuerst mit Strg-C.") from None
    return lock


def check_port() -> None:
    if not PORT.isdecimal() or not 0 < int(PORT) < 65536:
        raise StartFailed(f"PORT={PORT} ist keine Portnummer. Nehmen Sie eine zwischen 1024 und 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(PORT)))
        except OSError:
            other = int(PORT) + 1 if int(PORT) < 65535 else 8000
            raise StartFailed(
                f"Port {PORT} ist belegt oder gesperrt. Beenden Sie das andere Programm oder nehmen Sie einen anderen "
                f"Port: PORT={other} {command()}"
            ) from None


def configuration() -> dict[str, str]:
    """Give the children's environment: the local form on this port, or what the person has set."""
    environment = dict(os.environ)
    if not environment.get("BASE_URL"):
        environment |= {"LOCAL": "on", "BASE_URL": f"http://localhost:{PORT}"}
    os.environ.update(environment)
    return environment


def join_servers(environment: dict[str, str]) -> Callable[[], None]:
    """Hold the embedded servers as long as this supervisor lives, so that no child's end stops them."""
    say("PostgreSQL und Redis …")
    embedded = Embedded(VAR)
    try:
        if not environment.get("DATABASE_URL"):
            embedded.database_url()
        if not environment.get("REDIS_URL"):
            embedded.redis_url()
    except EmbeddedServerFailed as failure:
        full = "No space left" in str(failure)
        raise StartFailed(f"Die Festplatte ist voll ({VAR})." if full else str(failure)) from None
    return lambda: embedded.leave(patience=STOP_SECONDS)


def shut() -> None:
    """Close what earlier runs have left open to other users of this machine.

    Under root PostgreSQL runs as a user of its own, who must pass through the folder, and opens it at each start.
    """
    VAR.chmod(0o711 if os.geteuid() == 0 else 0o700)
    files = [path for path in VAR.iterdir() if path.is_file()]
    folders = [VAR / name for name in PRIVATE if (VAR / name).is_dir()]
    for path in [*files, *folders, *(path for folder in folders for path in folder.rglob("*"))]:
        path.chmod(0o700 if path.is_dir() else 0o600)


def prepare(environment: dict[str, str]) -> None:
    """Bring database, fonts and the sample process up to date; all of it is quick the second time.

    The sample is of the county in the start data that come along: one with data of its own begins empty.
    """
    steps = {
        "Datenbank auf dem neuesten Stand": ["migrate", "--noinput", "--verbosity", "0"],
        "Startdaten": ["startdaten"],
        "Schriften": ["schriften_bauen"],
    }
    if not (environment.get("STARTDATEN") or environment.get("KOFFER")):
        steps["Beispielverfahren"] = ["beispieldaten", "--einmal"]
    for title, arguments in steps.items():
        say(f"{title} …")
        manage(arguments, environment)


def manage(arguments: list[str], environment: dict[str, str], typed: str = "") -> None:
    """Run one command of the portal to its end, with `typed` as what somebody would type."""
    with subprocess.Popen(
        [str(BIN / "python"), "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - this process has one thread
    ) as process:
        output = process.communicate(typed)[0]
    if process.returncode:
        print("\n".join(output.splitlines()[-20:]), file=sys.stderr)
        if "No space left" in output or "DiskFull" in output:
            raise StartFailed(f"Die Festplatte ist voll ({VAR}). Bitte schaffen Sie Platz.")
        raise StartFailed(f"»manage.py {' '.join(arguments)}« ging nicht; die letzten Zeilen stehen darüber.")


def commands() -> list[Child]:
    python = str(BIN / "python")
    celery = [python, "-m", "celery", "-A", "bildungskommune"]
    worker = ["worker", "-Q", "pdf,post,celery", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    return [
        Child("web", web(int(PORT))),
        Child("worker", [*celery, *worker, "--loglevel", "INFO"]),
        Child("auslage", [python, "manage.py", "auslegen"]),
        Child("beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""]),
    ]


def web(port: int) -> list[str]:
    """Give the command of the web server; its threads are those of bildungskommune.buffered."""
    listen = ["--host", HOST, "--port", str(port), "--workers", "2"]
    options = ["--interface", "asginl", "--http", "1", "--no-ws", "--log-level", "warning"]
    return [str(BIN / "granian"), *listen, *options, "bildungskommune.buffered:application"]


def wait_until_ready(web: Child, url: str, limit: float = READY_SECONDS, pause: float = PROGRESS_SECONDS) -> None:
    """Wait as long as the web server lives and works, and say so now and then."""
    began = time.monotonic()
    told = began
    while not answers(url):
        now = time.monotonic()
        if web.process is None or web.process.poll() is not None:
            raise StartFailed(f"Der Webserver kam nicht hoch; {tail(web)}")
        if now - began > limit:
            raise StartFailed(f"Der Webserver antwortet seit {limit:.0f} s nicht; {tail(web)}")
        if now - told >= pause:
            say(f"Der Webserver startet noch, seit {now - began:.0f} s; der Rechner ist beschäftigt …")
            told = now
        time.sleep(0.2)


def tail(child: Child) -> str:
    """Print the last lines of its log and say where they are from."""
    print("\n".join(child.log.read_text(errors="replace").splitlines()[-20:]), file=sys.stderr)
    return f"seine letzten Zeilen stehen darüber ({child.log})."


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def greet(more: Callable[[str], str]) -> None:
    address = os.environ["BASE_URL"]
    print(f"\nBildungskommune läuft: {address}\n{more(address)}")
    access = VAR / "zugaenge.txt"
    if access.exists():
        print(access.read_text())
    print(f"E-Mails landen in {VAR / 'mail'}, Protokolle in {VAR / 'log'}. Ende mit Strg-C.", flush=True)


def stop(children: list[Child]) -> None:
    """End the children politely, then by force those that do not listen."""
    if any(child.process for child in children):
        say("Beende …")
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        if child.process is None:
            continue
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.signal(signal.SIGKILL)
            child.process.wait()
        with suppress(ProcessLookupError):  # nothing of its group may outlive it and hold the servers
            os.killpg(child.process.pid, signal.SIGKILL)


def command() -> str:
    """Return what the person at the terminal has typed."""
    return "script/koffer" if os.environ.get("KOFFER") else "script/server"


def say(text: str) -> None:
    print(f"» {text}", flush=True)


if __name__ == "__main__":
    main()
