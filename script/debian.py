"""Run a command on Debian's PostgreSQL and Redis, started for it on ports and folders of their own.

`python -m script.debian COMMAND …`; the servers run as an ordinary user and end with the command.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from script.setup import SetupFailed, root_prefix, run, say

PACKAGES = ["postgresql-15", "redis-server"]
POSTGRES = Path("/usr/lib/postgresql/15/bin")
START_SECONDS = 30


def main(command: Sequence[str]) -> int:
    try:
        install()
    except SetupFailed as failure:
        sys.exit(f"Fehler: {failure}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bildungskommune-")))
        folder.chmod(0o711)
        environment = os.environ | {
            "DATABASE_URL": stack.enter_context(postgres(folder / "postgres")),
            "REDIS_URL": stack.enter_context(redis(folder / "redis")),
        }
        return subprocess.run(command, env=environment, check=False).returncode


def install() -> None:
    """Get the packages by apt when they are not there; their own services are not started."""
    if (POSTGRES / "initdb").exists() and shutil.which("redis-server"):
        return
    prefix = root_prefix()
    hint = f"sudo apt-get install -y --no-install-recommends {' '.join(PACKAGES)}"
    if prefix is None or not shutil.which("apt-get"):
        raise SetupFailed(f"PostgreSQL 15 und Redis fehlen. Bitte rufen Sie auf: {hint}")
    say(f"Systempakete: {' '.join(PACKAGES)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"]
    run([*apt, "update", "-q"], f"apt-get ging nicht. Bitte rufen Sie auf: {hint}")
    run([*apt, "install", "-y", "-q", "--no-install-recommends", *PACKAGES], f"Bitte rufen Sie auf: {hint}")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    user = server_user("postgres", folder)
    port = free_port()
    initdb = [str(POSTGRES / "initdb"), "-D", str(folder), "-U", "portal", "--auth=trust", "--encoding=UTF8"]
    execute([*initdb, "--locale=C.UTF-8"], user)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    control = [str(POSTGRES / "pg_ctl"), "-D", str(folder), "-w"]
    execute([*control, "-o", options, "-l", str(folder / "log"), "start"], user)
    try:
        yield f"postgresql://portal@127.0.0.1:{port}/postgres"
    finally:
        execute([*control, "-m", "fast", "stop"], user)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    user = server_user("redis", folder)
    port = free_port()
    command = [str(shutil.which("redis-server")), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, user=user, stdout=log, stderr=log)
    try:
        wait_for_port(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def server_user(name: str, folder: Path) -> str | None:
    """Give the folder to the server's own user when this is root: neither server is to run as root."""
    folder.mkdir(mode=0o700)
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(name)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return name


def execute(command: list[str], user: str | None) -> None:
    done = subprocess.run(command, user=user, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"Fehler: {' '.join(command)} ging nicht.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                sys.exit("Fehler: redis-server kam nicht hoch.")
            time.sleep(0.05)
        else:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
