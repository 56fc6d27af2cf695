"""Measure what grows when the process does: bytes, statements and CPU of each page, small and after years.

Run with `python bench/growth.py`; it makes a database of its own with the sample process, measures, lays years of a
county into it and measures again. Figures are CPU of this process without PostgreSQL, and ratios of them.
"""

# ruff: noqa: INP001, T201

import os
import sys
import time
from datetime import timedelta
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bildungskommune.beispiel import laden  # noqa: E402
from bildungskommune.fassungen import liste, rules  # noqa: E402
from bildungskommune.fassungen.models import Fassung  # noqa: E402
from bildungskommune.werkbank.models import Notiz  # noqa: E402
from konzept.models import Konzept, Strategie  # noqa: E402
from leitbild.models import Abschnitt, Herleitung  # noqa: E402
from massnahmen import plaetze  # noqa: E402
from massnahmen.bericht.sammeln import KEY as BERICHT  # noqa: E402
from massnahmen.models import (  # noqa: E402
    Finanzierungsposten,
    Massnahme,
    Massnahmenbezug,
    Meilenstein,
    Sachstand,
    Umsetzungsbericht,
)
from tests.factories import make_konto  # noqa: E402
from workshops.models import Beitrag, Reihe, Thema, Workshop, Zuordnung  # noqa: E402

WORKSHOPS, THEMEN, CARDS_OF_ONE, CARDS, MEASURES = 200, 60, 3_000, 5_000, 2_000
RUNS = 5
SATZ = "Der letzte Bus fährt, bevor die AG anfängt. Wer auf dem Dorf wohnt, fährt mit dem Bus oder gar nicht."
PAGES = {
    "start": "/",
    "Termine": "/workshops/",
    "workshop, documented": "/workshops/auftakt-2024/",
    "workshop, open": "/workshops/bildungskonferenz-2027/",
    "Beiträge": "/beitraege/",
    "Thema": "/themen/zukunftswerkstatt/wege-und-fahrzeiten/",
    "Leitbild": "/leitbild/",
    "Konzept": "/konzept/",
    "Handlungsfeld": "/konzept/hf-1/",
    "Maßnahmen": "/massnahmen/",
    "Maßnahme": "/massnahmen/m-01/",
    "overview": "/massnahmen/uebersicht/",
    "Maßnahmen in Zahlen": "/massnahmen/uebersicht/zahlen/",
    "Zeitplan": "/massnahmen/uebersicht/zeitplan/",
    "Handlungsfelder, Maßnahmen": "/massnahmen/uebersicht/handlungsfelder/",
    "Handlungsfeld, Maßnahmen": "/massnahmen/uebersicht/handlungsfelder/hf-1/",
    "Heute gegen früher": "/massnahmen/uebersicht/gegen/",
    "Suche": "/suche/?q=Bus",
    "kalender.ics": "/kalender.ics",
}
DESK = {
    "desk: Pult": "pult",
    "desk: Maßnahmen in Zahlen": "v-massnahme-zahlen",
    "desk: Zeitplan": "v-massnahme-zeitplan",
    "desk: Lücken im Faden": "v-fadenluecken",
    "desk: Karten ohne Folge": "v-fadenluecke karte-ohne-folge",
    "desk: Maßnahmen ohne Bezug": "v-fadenluecke massnahme-ohne-bezug",
    "desk: Notizen": "v-notiz-list",
    "desk: Leitsätze × Felder": "v-konzept-matrix",
    "desk: Strategien × Maßnahmen": "v-konzept-massnahmen",
}
"""Pages of the desk by the name of their address and what stands in it; those of a Konzept take the only one."""
REPORT = {
    "report": "",
    "report, what has changed": "?nur=geaendert",
    "report, all changes": "?teil=aenderungen",
    "report, a measure": "?massnahme=m-30",
}
"""What is asked of the page of the newest Umsetzungsbericht."""
DESK_OF_REPORT = {
    "desk: report": ("v-bericht", ""),
    "desk: report, preview": ("v-bericht-vorschau", ""),
    "desk: report, CSV": ("v-bericht", "?als=csv"),
    "desk: report, Excel": ("v-bericht", "?als=xlsx"),
}
WHOLE = {*REPORT, "desk: report, preview", "desk: report, CSV", "desk: report, Excel"}
"""What reads a whole report, or writes a line for each measure: it may grow as the plan does, and no faster."""
LINEAR = MEASURES / 40
"""Times as many measures as the sample has."""
AIM = 3.0
"""Times that a page may cost, and weigh, after years what it did before."""


class Kosten(NamedTuple):
    """What one page costs."""

    kilobytes: float
    statements: int
    milliseconds: float


def grow() -> None:
    """Lay years of a county over the sample: workshops, Themen, cards, measures and what joins them."""
    auftakt = Workshop.objects.get(slug="auftakt-2024")
    reihe = auftakt.reihe
    workshops = _workshops(reihe)
    themen = Thema.objects.bulk_create(
        Thema(kennung=f"jahre-{nr}", titel=f"Thema der Jahre {nr}", reihe=reihe, workshop=auftakt, position=100 + nr)
        for nr in range(THEMEN)
    )
    old = Thema.objects.get(reihe=reihe, kennung="wege-und-fahrzeiten")
    _cards(reihe, [auftakt] * CARDS_OF_ONE + list(islice(cycle(workshops), CARDS - CARDS_OF_ONE)), [old, *themen])
    saetze = list(Abschnitt.objects.filter(art="leitsatz", veroeffentlicht=True))
    Herleitung.objects.bulk_create(
        Herleitung(abschnitt=satz, thema=thema, begruendung=SATZ) for satz in saetze for thema in themen
    )
    _measures(list(Strategie.objects.filter(veroeffentlicht=True)), saetze)
    _report()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _workshops(reihe: Reihe) -> list[Workshop]:
    now = timezone.now()
    return Workshop.objects.bulk_create(
        Workshop(
            reihe=reihe,
            slug=f"jahre-{nr}",
            titel=f"Workshop {nr}",
            beschreibung=SATZ * 5,
            beginn=now - timedelta(days=3 * nr, hours=3),
            ende=now - timedelta(days=3 * nr),
            anmeldeschluss=now - timedelta(days=3 * nr + 2),
            kapazitaet=40,
            status="durchgefuehrt",
            sichtbarkeit="oeffentlich",
        )
        for nr in range(WORKSHOPS)
    )


def _cards(reihe: Reihe, workshops: list[Workshop], themen: list[Thema]) -> None:
    cards = Beitrag.objects.bulk_create(
        Beitrag(code=f"{nr // 1000:03d}-{nr % 1000:03d}", reihe=reihe, workshop=workshop, text=SATZ,
                status="veroeffentlicht")
        for nr, workshop in enumerate(workshops)
    )  # fmt: skip
    Zuordnung.objects.bulk_create(
        Zuordnung(thema=thema, beitrag=card) for card, thema in zip(cards, cycle(themen), strict=False)
    )


def _measures(strategien: list[Strategie], saetze: list[Abschnitt]) -> None:
    today = timezone.localdate()
    measures = Massnahme.objects.bulk_create(
        Massnahme(kennung=f"jahre-{nr}", nr=f"J{nr}", titel=f"Maßnahme {nr}", kurzbeschreibung=SATZ * 3, ziel=SATZ * 3,
                  anlass=SATZ * 3, status="in_umsetzung", oeffentlich=True, kosten_gesamt=Decimal(186000),
                  beginn=today, ende=today + timedelta(days=900))
        for nr in range(MEASURES)
    )  # fmt: skip
    Massnahmenbezug.objects.bulk_create(
        Massnahmenbezug(massnahme=one, strategie=strategie, begruendung=SATZ)
        for one, strategie in zip(measures, cycle(strategien), strict=False)
    )
    Massnahmenbezug.objects.bulk_create(
        Massnahmenbezug(massnahme=one, abschnitt=satz, begruendung=SATZ)
        for one, satz in zip(measures[::4], cycle(saetze), strict=False)
    )
    Meilenstein.objects.bulk_create(
        Meilenstein(massnahme=one, titel="Probebetrieb", datum=today + timedelta(days=30 * step))
        for one in measures
        for step in range(3)
    )
    Sachstand.objects.bulk_create(
        Sachstand(massnahme=one, stichtag=today - timedelta(days=90 * step), status="in_umsetzung", text=SATZ)
        for one in measures
        for step in range(10)
    )
    Finanzierungsposten.objects.bulk_create(
        Finanzierungsposten(massnahme=one, jahr=today.year + step, quelle="land", betrag=Decimal(62000), stand="offen")
        for one in measures
        for step in range(3)
    )
    Notiz.objects.bulk_create(
        Notiz(objekt_art=one._meta.label_lower, objekt_id=one.pk, objekt_name=one.titel, text=SATZ) for one in measures
    )


def _report() -> None:
    """Take all measures into the plan, and publish the newest report on it once more."""
    bericht = newest_report()
    plaetze.choose(bericht.plan, Massnahme.objects.public().order_by("pk"))
    fassung = rules.freeze(BERICHT, bericht, zweck="lesefassung")
    rules.publish(fassung, ohne_beschluss="Zur Kenntnis genommen.")


def newest_report() -> Umsetzungsbericht:
    return Umsetzungsbericht.objects.order_by("-stichtag")[0]


def costs() -> dict[str, Kosten]:
    """Ask for each page, those of the desk as the Stabsstelle does."""
    reader, desk = Client(), Client()
    desk.force_login(make_konto())
    of_the_desk = {name: cost(desk, address(words)) for name, words in DESK.items()}
    bericht = newest_report()
    page = liste.link(Fassung.objects.of(BERICHT, bericht.pk).current().get())
    of_report = {name: cost(reader, f"{page}{asked}") for name, asked in REPORT.items()}
    for name, (view, asked) in DESK_OF_REPORT.items():
        of_the_desk[name] = cost(desk, f"{reverse(view, args=(bericht.pk,))}{asked}")
    return {name: cost(reader, path) for name, path in PAGES.items()} | of_report | of_the_desk


def address(words: str) -> str:
    """Return the address of a page of the desk."""
    name, *args = words.split()
    return reverse(name, args=[Konzept.objects.get().pk] if name.startswith("v-konzept") else args)


def cost(client: Client, path: str) -> Kosten:
    """Return what a page costs whoever asks with this client; the shortest of some runs counts."""
    statements = 0

    def counting(execute: Any, *args: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*args)

    size = len(got(client, path))
    with connection.execute_wrapper(counting):
        got(client, path)
    times = []
    for _ in range(RUNS):
        before = time.process_time()
        got(client, path)
        times.append(time.process_time() - before)
    return Kosten(size / 1000, statements, 1000 * min(times))


def got(client: Client, path: str) -> bytes:
    """Return what the address answers, a file read to its end."""
    response: Any = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def main() -> None:
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        laden.load()
        before = costs()
        grow()
        after = costs()
    finally:
        teardown_databases(databases, verbosity=0)
    print(f"{'page':30} {'KB':>14} {'statements':>12} {'ms CPU':>15}   KB x   ms x   aim <= {AIM:g} x")
    for name, small in before.items():
        large = after[name]
        heavier, slower = large.kilobytes / small.kilobytes, large.milliseconds / small.milliseconds
        print(
            f"{name:30} {small.kilobytes:6.1f} {large.kilobytes:7.1f} {small.statements:6d} {large.statements:5d}"
            f" {small.milliseconds:7.1f} {large.milliseconds:7.1f} {heavier:6.1f} {slower:6.1f}"
            f"   {'' if max(heavier, slower) <= (LINEAR if name in WHOLE else AIM) else 'not reached'}".rstrip()
        )


if __name__ == "__main__":
    main()
