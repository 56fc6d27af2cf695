"""Harm the portal's servers again and again while orders are worked off, and count whether one of them was lost.

Run with `python bench/chaos.py [--rounds 100]`; it has servers, worker, beat and files of its own in a temporary
folder. Under root the folder of the files is a small tmpfs that is filled up; else, and where mounting is not allowed,
the worker may write no file longer than some bytes for a while (RLIMIT_FSIZE), which fails in the same places.
It ends with 1 when an order was lost, was done twice, or left a file that nothing knows.
"""

# ruff: noqa: INP001, T201

import argparse
import atexit
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = Path(tempfile.mkdtemp(prefix="chaos-"))
FOLDER.chmod(0o711)  # under root PostgreSQL is another user, who must pass through
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
MEDIA = FOLDER / "media"
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DEBUG"):
    os.environ.pop(name, None)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "bildungskommune.settings",
    "LOCAL": "on",
    "BASE_URL": "http://127.0.0.1:9",
    "VAR_DIR": str(FOLDER),
    "MEDIA_ROOT": str(MEDIA),
    "SWEEP_SECONDS": "3",
    "PRINT_SILENCE_SECONDS": "8",
    "FREEZE_SILENCE_SECONDS": "8",
}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import InterfaceError, OperationalError, connection  # noqa: E402
from redis import Redis  # noqa: E402

from bench.chaos_bilanz import Bestellungen, Bilanz, open_orders  # noqa: E402
from bildungskommune.drucksachen import auftraege as drucksachen  # noqa: E402
from bildungskommune.fassungen import einfrieren, rules  # noqa: E402
from bildungskommune.fassungen.models import Druckauftrag, Fassung  # noqa: E402
from bildungskommune.settings import EMBEDDED  # noqa: E402
from leitbild.models import Leitbild  # noqa: E402
from massnahmen.drucksachen import steckbrief  # noqa: E402
from script import serve  # noqa: E402
from tests.factories import make_abschnitt, make_leitbild, make_massnahme, n  # noqa: E402

SECONDS = 600
"""The whole run takes no longer."""
REST = 170
"""So many of them are kept for the end: retries, orders anew, the count."""
BACKLOG, CALM_SECONDS = 5, 20
LONG = 30
"""Parts of a Leitbild that takes some seconds to set."""
MEGABYTES = 256
FILE_LIMIT = 4096
SATZ = "Der letzte Bus fährt, bevor die AG anfängt. Wer auf dem Dorf wohnt, fährt mit dem Bus oder gar nicht. "


@dataclass
class Prozesse:
    """Worker and beat, with the commands of the product."""

    worker: serve.Child
    beat: serve.Child
    deaths: int = 0
    """How often one of them ended by itself."""

    @classmethod
    def begin(cls) -> "Prozesse":
        found = {child.name: child for child in serve.commands()}
        own = cls(found["worker"], found["beat"])
        own.worker.start(ENVIRONMENT)
        own.beat.start(ENVIRONMENT)
        return own

    def look(self) -> None:
        """Start again what ended by itself, as the supervisor of the product does."""
        for child in (self.worker, self.beat):
            if child.process is not None and child.process.poll() is not None:
                print(f"  {child.name} ended by itself ({child.process.returncode})")
                self.deaths += 1
                child.start(ENVIRONMENT)

    def kill_worker(self) -> None:
        assert self.worker.process is not None
        self.worker.signal(signal.SIGKILL)
        self.worker.process.wait()
        self.worker.start(ENVIRONMENT)

    def kill_child(self) -> None:
        """Kill one process of the pool alone; the worker itself lives on."""
        children = self.family()[1:]
        if children:
            with suppress(ProcessLookupError):
                os.kill(random.choice(children), signal.SIGKILL)  # noqa: S311

    def family(self) -> list[int]:
        """Return the process of the worker and those of its pool."""
        assert self.worker.process is not None
        pid = self.worker.process.pid
        with suppress(OSError):
            return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
        return [pid]


@dataclass
class Platte:
    """The disk of the files, which can be made full."""

    mounted: bool = field(init=False)
    filler: Path = MEDIA / "filler"

    def __post_init__(self) -> None:
        MEDIA.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=700", "chaos", str(MEDIA)]
        self.mounted = os.geteuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0
        if self.mounted:
            atexit.register(subprocess.run, ["umount", "--lazy", str(MEDIA)], check=False)

    def fill(self, prozesse: Prozesse) -> None:
        """Leave no room, or room for the first of the files of an order."""
        if not self.mounted:
            _limit_files(prozesse.family(), FILE_LIMIT)
            return
        with suppress(OSError), self.filler.open("wb", buffering=0) as file:
            while file.write(bytes(1 << 16)):
                pass
        os.truncate(self.filler, max(0, self.filler.stat().st_size - random.choice((0, 20_000, 60_000))))  # noqa: S311

    def clear(self, prozesse: Prozesse) -> None:
        self.filler.unlink(missing_ok=True)
        if not self.mounted:
            _limit_files(prozesse.family(), resource.RLIM_INFINITY)


def _limit_files(pids: list[int], limit: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


class Chaos:
    """The rounds: orders, and one harm each."""

    def __init__(self) -> None:
        self.platte = Platte()
        self.redis = Redis.from_url(settings.REDIS_URL)
        self.bestellt = Bestellungen()
        self.prozesse = Prozesse.begin()
        self.harms: dict[str, Callable[[], None]] = {
            "worker killed": self.kill_worker,
            "Redis emptied": self.flush,
            "one process of the pool killed": self.kill_child,
            "Redis away": self.redis_away,
            "print called off": self.cancel,
            "PostgreSQL stopped at once": self.stop_postgres,
            "disk full": self.fill_disk,
        }
        self.done: Counter[str] = Counter()

    def round(self, nr: int) -> None:
        """Order, do one harm, order again."""
        self.calm(BACKLOG)
        self.order(nr)
        name = list(self.harms)[nr % len(self.harms)]
        self.harms[name]()
        self.done[name] += 1
        connection.close()
        self.prozesse.look()
        self.order_print(f"Danach {nr}", parts=1)

    def calm(self, orders: int) -> None:
        """Wait, but not for ever, until so few orders are open: a slow machine does fewer rounds, not longer ones."""

        def few() -> bool:
            self.prozesse.look()
            return open_orders() <= orders

        _until(few, CALM_SECONDS, pause=0.1)

    def order(self, nr: int) -> None:
        """Order a print and, by turns, a document to freeze and a print on demand."""
        self.order_print(f"Davor {nr}", parts=1)
        if nr % 2:
            self.order_blatt()
            return
        leitbild = _leitbild(f"Einzufrieren {nr}", parts=3)
        angaben = {"zweck": "arbeitsstand"}
        auftrag = einfrieren.order("leitbild", leitbild, regel="arbeitstext", angaben=angaben, by=None)
        self.bestellt.einfrieren[auftrag.pk] = leitbild.pk

    def order_print(self, titel: str, *, parts: int) -> Fassung:
        fassung = rules.freeze("leitbild", _leitbild(titel, parts), zweck="lesefassung")
        self.bestellt.drucke.add(rules.order_print(fassung).pk)
        return fassung

    def order_blatt(self) -> None:
        wunsch = steckbrief(make_massnahme(kurzbeschreibung=SATZ).pk)
        key = drucksachen.key(wunsch.muster, wunsch.titel, {"link": wunsch.link, **wunsch.inhalt})
        inhalt = {"link": wunsch.link, **wunsch.inhalt}
        self.bestellt.blaetter.add(drucksachen.order(key, wunsch.muster, wunsch.titel, inhalt).pk)

    def in_mid_render(self, fassung: Fassung | None = None) -> None:
        """Wait until a print is in work, or this one."""
        working = Druckauftrag.objects.filter(status=Druckauftrag.Status.LAEUFT)
        wanted = working.filter(fassung=fassung) if fassung else working
        _until(wanted.exists, 6)
        time.sleep(random.uniform(0, 0.8))  # noqa: S311

    def kill_worker(self) -> None:
        self.calm(1)
        self.order_print(f"Lang {n()}", parts=LONG)
        self.in_mid_render()
        self.prozesse.kill_worker()

    def kill_child(self) -> None:
        self.in_mid_render()
        self.prozesse.kill_child()

    def flush(self) -> None:
        self.redis.flushall()

    def redis_away(self) -> None:
        with suppress(OSError):
            self.redis.shutdown(nosave=True)
        self.order_print(f"Ohne Redis {n()}", parts=1)
        time.sleep(random.uniform(0.5, 2.5))  # noqa: S311
        EMBEDDED.redis_url()

    def cancel(self) -> None:
        self.calm(1)
        fassung = self.order_print(f"Abzubrechen {n()}", parts=LONG)
        self.in_mid_render(fassung)
        if rules.cancel_print(fassung, by=None):
            self.bestellt.abgebrochen.add(fassung.pk)

    def stop_postgres(self) -> None:
        """Stop it as a machine does that loses its power, but for the disk: what was not committed is gone."""
        self.in_mid_render()
        pid_file = FOLDER / "postgres" / "postmaster.pid"
        os.kill(int(pid_file.read_text().split()[0]), signal.SIGQUIT)
        _until(lambda: not pid_file.exists(), 20)
        time.sleep(random.uniform(0, 1.5))  # noqa: S311
        EMBEDDED.database_url()
        connection.close()

    def fill_disk(self) -> None:
        self.platte.fill(self.prozesse)
        self.order_print(f"Ohne Platz {n()}", parts=1)
        self.order_blatt()
        time.sleep(random.uniform(1, 3))  # noqa: S311
        self.platte.clear(self.prozesse)

    def settle(self, until: float) -> bool:
        """Wait until no order is open; returns whether that came in time."""

        def over() -> bool:
            self.prozesse.look()
            with suppress(OperationalError, InterfaceError):
                return not open_orders()
            connection.close()
            return False

        return _until(over, until - time.monotonic(), pause=0.3)


def _leitbild(titel: str, parts: int) -> Leitbild:
    leitbild = make_leitbild(titel=titel)
    for _ in range(parts):
        make_abschnitt(leitbild=leitbild, text="\n\n".join([SATZ * 4] * (4 if parts > 3 else 1)))
    return leitbild


def _until(condition: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def prepare() -> dict[str, str]:
    """Make the tables; return the environment of the processes, which never start a server of their own."""
    (FOLDER / "log").mkdir()
    call_command("migrate", verbosity=0)
    return os.environ | {
        "DATABASE_URL": settings.DATABASE_URL,
        "DATABASE_OWNER_URL": "",
        "REDIS_URL": settings.REDIS_URL,
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random.seed(given.seed)
    signal.signal(signal.SIGTERM, serve.raise_stopped)
    begun = time.monotonic()
    chaos = Chaos()
    try:
        rounds = 0
        while rounds < given.rounds and time.monotonic() - begun < SECONDS - REST:
            chaos.round(rounds)
            rounds += 1
        harmed = time.monotonic() - begun
        bilanz = Bilanz(chaos.bestellt, chaos.settle, begun + SECONDS)
        bilanz.settle()
        bilanz.count()
    finally:
        serve.stop([chaos.prozesse.worker, chaos.prozesse.beat])
    how = "tmpfs" if chaos.platte.mounted else "RLIMIT_FSIZE"
    rest = time.monotonic() - begun - harmed
    print(f"{rounds} of {given.rounds} rounds in {harmed:.0f} s, then {rest:.0f} s to the end")
    print(f"{'harm':42}{'times':>8}")
    for name, times in chaos.done.items():
        print(f"{name + (f' ({how})' if name == 'disk full' else ''):42}{times:8}")
    print(f"{'worker or beat ended by itself':42}{chaos.prozesse.deaths:8}")
    return bilanz.show()


ENVIRONMENT = prepare()

if __name__ == "__main__":
    sys.exit(main())
