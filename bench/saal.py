"""A full hall: 60 phones and screens ask as the real pages do. How soon do they see a change, and what does it cost?

Run with `python bench/saal.py`; it makes a database of its own and drops it again, within three minutes. The web server
is started as the product starts it, on real PostgreSQL and Redis. Each phone waits as long after an answer as
`static/js/saal.js` does, and says which one it knows. Cards come in, are released, the desk leads on, a vote ends: each
time the seconds count from the commit until a phone or screen has read what is new. CPU is that of the web processes
together.
"""

# ruff: noqa: INP001, T201

import gzip
import http.client
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from bench.read import cpu, server  # noqa: E402
from script.debian import free_port  # noqa: E402
from script.serve import web  # noqa: E402
from tests.conftest import child_environment  # noqa: E402
from tests.factories import make_abfrage, make_konto, make_saal, make_schritt, make_thema, make_workshop  # noqa: E402
from workshops.models import Saal, Saalschritt  # noqa: E402
from workshops.models.enums import SchrittArt  # noqa: E402
from workshops.saal import karten, sitzung, stimmen  # noqa: E402
from workshops.wand import punkte  # noqa: E402

PHONES, SCREENS = 58, 2
PAUSE = 0.5
"""Seconds that a page waits after an answer."""
ROUNDS, WRITTEN = 3, 2
"""Rounds of a card step, a vote and its end; cards that come in one after the other in each."""
AFTER = 4.0
"""Seconds after each change."""
AIMS = (2.0, 0.30)


class Geraet(threading.Thread):
    """One phone or screen: remembers when it first read each word it was told to look for."""

    ended = threading.Event()

    def __init__(self, port: int, path: str) -> None:
        super().__init__(daemon=True)
        self.path, self.tag, self.text = path, "", ""
        self.seen: dict[str, float] = {}
        self.wanted = ""
        self.asked = self.whole = 0
        self.wire = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def run(self) -> None:
        time.sleep(random.random() * PAUSE)  # noqa: S311 - nobody is to guess it
        while not self.ended.is_set():
            self._ask()
            time.sleep(PAUSE)

    def _ask(self) -> None:
        known = {"If-None-Match": self.tag} if self.tag else {}
        self.wire.request("GET", self.path, headers={"Accept-Encoding": "gzip"} | known)
        answer = self.wire.getresponse()
        body = answer.read()
        self.asked += 1
        if answer.status == 200:
            self.whole += 1
            self.tag = answer.headers["ETag"]
            packed = answer.headers["Content-Encoding"] == "gzip"
            self.text = (gzip.decompress(body) if packed else body).decode()
        else:
            assert answer.status == 304, answer.status
        if self.wanted and self.wanted in self.text:
            self.seen.setdefault(self.wanted, time.monotonic())


def hall() -> tuple[Saal, Saalschritt]:
    """Make an open hall with a question for cards; returns both."""
    workshop = make_workshop(titel="Wege zur Bildung")
    for place in range(12):
        make_thema(workshop=workshop, position=place, titel=f"Thema {place}")
    schritt = make_schritt(workshop=workshop)
    return make_saal(workshop=workshop, schritt=schritt, karten_zeigen=True), schritt


class Abend:
    """What the desk and the phones do, and how long it takes until all have seen it."""

    def __init__(self, saal: Saal, geraete: list[Geraet]) -> None:
        self.saal, self.geraete, self.by = saal, geraete, make_konto()
        self.waited: list[float] = []

    def card(self, words: str) -> None:
        """A card comes in, which nobody sees, and is released a moment later."""
        beitrag = karten.write(self.saal, karten.Handkarte(text=words))
        time.sleep(0.5)
        self._look_for(words)
        karten.release(self.saal.workshop, [beitrag.pk], by=self.by)
        self._wait(words)

    def lead_on(self, schritt: Saalschritt) -> None:
        self._look_for(schritt.titel)
        sitzung.go_to(self.saal, schritt, by=self.by)
        self._wait(schritt.titel)

    def vote(self, number: int) -> None:
        """Each phone votes, one after the other, then the vote ends."""
        workshop, word = self.saal.workshop, f"Ein Thema für Runde {number}"
        first = make_thema(workshop=workshop, titel=word)
        abfrage = make_abfrage(workshop=workshop)
        self.lead_on(
            make_schritt(workshop=workshop, art=SchrittArt.ABSTIMMUNG, abfrage=abfrage, titel=f"Abstimmung {number}")
        )
        for _ in range(PHONES):
            stimmen.hand_in(self.saal, abfrage, {first.pk: 3})
            time.sleep(0.1)
        self._look_for(word)
        punkte.close(abfrage, by=self.by)
        self._wait(word)

    def _look_for(self, words: str) -> None:
        for geraet in self.geraete:
            geraet.wanted, geraet.seen = words, {}

    def _wait(self, words: str) -> None:
        begun = time.monotonic()
        time.sleep(AFTER)
        self.waited += [geraet.seen[words] - begun if words in geraet.seen else AFTER for geraet in self.geraete]


def report(folder: Path) -> None:
    saal, schritt = hall()
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = child_environment() | {"BASE_URL": base, "AUSLAGE_DIR": str(folder), "AUSLAGE": "on"}
    path = saal.get_absolute_url()
    with server(web(port), environment, port) as process:
        geraete = [Geraet(port, path) for _ in range(PHONES)] + [
            Geraet(port, f"{path}leinwand/") for _ in range(SCREENS)
        ]
        for geraet in geraete:
            geraet.start()
        time.sleep(5)  # every web process has imported everything
        abend = Abend(saal, geraete)
        begun, used = time.monotonic(), cpu(process)
        time.sleep(5)
        idle = (cpu(process) - used) / (time.monotonic() - begun)
        begun, used, asked = time.monotonic(), cpu(process), sum(geraet.asked for geraet in geraete)
        for number in range(ROUNDS):
            abend.lead_on(schritt)
            for card in range(WRITTEN):
                abend.card(f"Karte {card} der Runde {number}")
            abend.vote(number)
        seconds = time.monotonic() - begun
        share = (cpu(process) - used) / seconds
        asked = sum(geraet.asked for geraet in geraete) - asked
        Geraet.ended.set()
    changes = len(abend.waited) // len(geraete)
    late = sum(one > AIMS[0] for one in abend.waited)
    print(f"{len(geraete)} phones and screens, {asked / seconds:.0f} questions a second, {changes} changes seen by all")
    print(
        f"seconds until seen: median {median(abend.waited):.2f}, longest {max(abend.waited):.2f} (aim {AIMS[0]}),",
        end=" ",
    )
    print(f"{late} of {len(abend.waited)} later")
    print(f"CPU of the web processes: {share:.0%} of a core (aim {AIMS[1]:.0%}), {idle:.0%} while nothing changes")


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        with tempfile.TemporaryDirectory() as folder:
            report(Path(folder))
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
