"""Measure what the web server costs before and beside its work: time to the first page, and memory.

Run with `python bench/start.py`; it makes a database of its own with the sample process and drops it again. Each round
starts the portal and a bare view (`bench/nackt.py`) one after the other, so the ratio holds on a busy machine.
"""

# ruff: noqa: INP001, T201

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from bench.read import Client, cpu, granian  # noqa: E402
from bildungskommune.beispiel import laden  # noqa: E402
from script.debian import free_port  # noqa: E402
from tests.conftest import child_environment, end  # noqa: E402

ROUNDS = 5
WORKERS = 2
VIEWS = 20
PAGE = "/workshops/bildungskonferenz-2027/"


def first_page(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until a page comes."""
    while True:
        assert process.poll() is None, "the server did not come up"
        with suppress(OSError, IndexError, ValueError):
            client = Client(port, path)
            status, _, _ = client.ask()
            client.wire.close()
            assert status == 200, f"{path}: {status}"
            return
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    own = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return own + [below for one in own for below in children(one)]


def memory(pid: int) -> float:
    """Return the megabytes that a process and its children hold; what they share counts once (PSS)."""
    kilobytes = 0
    for one in (pid, *children(pid)):
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        kilobytes += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def start(command: list[str], environment: dict[str, str], port: int, path: str) -> tuple[float, float, float]:
    """Return the seconds to the first page, the CPU up to then, and megabytes after some views."""
    begun = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True) as process:
        try:
            first_page(port, path, process)
            took, used = time.monotonic() - begun, cpu(process.pid)
            for _ in range(VIEWS):
                client = Client(port, path)
                client.ask()
                client.wire.close()
            return took, used, memory(process.pid)
        finally:
            end(process)


def commands(folder: Path) -> dict[str, tuple[list[str], dict[str, str], int, str]]:
    port, bare_port = free_port(), free_port()
    environment = child_environment() | {
        "BASE_URL": f"http://127.0.0.1:{port}",
        "AUSLAGE_DIR": str(folder),
        "AUSLAGE": "on",
        "WEB_THREADS": "8",
    }
    ours = granian(port, "asginl", "bildungskommune.buffered:application")
    bare = granian(bare_port, "wsgi", "bench.nackt:application")
    for command in (ours, bare):
        command[command.index("--workers") + 1] = str(WORKERS)
    return {"portal": (ours, environment, port, PAGE), "bare": (bare, environment, bare_port, "/workshop/")}


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        laden.load()
        with tempfile.TemporaryDirectory() as folder:
            found = commands(Path(folder))
            measured: dict[str, list[tuple[float, float, float]]] = {name: [] for name in found}
            for _ in range(ROUNDS):
                for name, what in found.items():
                    _wait_for(what[2])
                    measured[name].append(start(*what))
    finally:
        teardown_databases(databases, verbosity=0)
    print(f"{WORKERS} web processes, medians of {ROUNDS} starts")
    medians = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in measured.items()
    }
    for column, (what, unit) in enumerate((("first page", "s"), ("CPU up to it", "s"), ("memory (PSS)", "MB"))):
        ours, bare = medians["portal"][column], medians["bare"][column]
        print(f"{what:14} portal {ours:7.2f} {unit:3} bare {bare:7.2f} {unit:3} ratio {ours / bare:.1f}")


def _wait_for(port: int) -> None:
    """Wait until a port is free again."""
    while True:
        with suppress(OSError), socket.socket() as wire:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            wire.bind(("127.0.0.1", port))
            return
        time.sleep(0.1)


if __name__ == "__main__":
    main()
