"""Measure what freezing costs: a Maßnahmenplan in bytes and seconds, and each document as long as a request may freeze.

Run with `python bench/fassungen.py`; it makes a database of its own and drops it again. Each figure stands beside
its aim.
"""

# ruff: noqa: INP001, T201

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import models  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from bildungskommune.fassungen import einfrieren, lesen, rules  # noqa: E402
from bildungskommune.fassungen.models import Fassung  # noqa: E402
from bildungskommune.fassungen.registry import definition  # noqa: E402
from bildungskommune.tracing.netz import netz  # noqa: E402
from konzept.models import Ableitung, Strategie, Ziel  # noqa: E402
from leitbild.models import Abschnitt, Herleitung  # noqa: E402
from massnahmen import plaetze  # noqa: E402
from massnahmen.models import Massnahme, Massnahmenbezug, Massnahmenplan, Meilenstein, Sachstand  # noqa: E402
from tests.factories import (  # noqa: E402
    make_handlungsfeld,
    make_konzept,
    make_leitbild,
    make_plan,
    make_reihe,
    make_thema,
    make_workshop,
)
from workshops.fassungen import KARTEN_JE_TEIL  # noqa: E402
from workshops.models import Beitrag, Thema, Zuordnung  # noqa: E402

LEITSAETZE, KARTEN_JE_THEMA, FELDER, STRATEGIEN_JE_FELD = 12, 60, 6, 5
SATZ = "Der letzte Bus fährt, bevor die AG anfängt. Wer auf dem Dorf wohnt, fährt mit dem Bus oder gar nicht. "


def way() -> list[Strategie]:
    """Lay down what measures come from: 720 cards, 12 Themen and Leitsätze, 6 Handlungsfelder, 30 Strategien."""
    workshop, leitbild, konzept = make_workshop(reihe=make_reihe(oeffentlich=True)), make_leitbild(), make_konzept()
    saetze = Abschnitt.objects.bulk_create(
        Abschnitt(leitbild=leitbild, kennung=f"leitsatz-{nr}", art="leitsatz", nr=str(nr), titel=f"Leitsatz {nr}",
                  veroeffentlicht=True)
        for nr in range(1, LEITSAETZE + 1)
    )  # fmt: skip
    for nr, satz in enumerate(saetze):
        thema = make_thema(workshop=workshop, reihe=workshop.reihe)
        cards = Beitrag.objects.bulk_create(
            Beitrag(code=f"{nr:03d}-{card:03d}", reihe_id=workshop.reihe_id, workshop=workshop, text=SATZ,
                    status="veroeffentlicht")
            for card in range(KARTEN_JE_THEMA)
        )  # fmt: skip
        Zuordnung.objects.bulk_create(Zuordnung(thema=thema, beitrag=card) for card in cards)
        Herleitung.objects.create(abschnitt=satz, thema=thema, begruendung=SATZ)
    strategien: list[Strategie] = []
    for nr in range(FELDER):
        feld = make_handlungsfeld(konzept=konzept, kennung=f"hf-{nr}", nr=str(nr), veroeffentlicht=True)
        for satz in saetze[nr : nr + LEITSAETZE // 2]:
            Ableitung.objects.create(handlungsfeld=feld, abschnitt=satz, begruendung=SATZ)
        strategien += Strategie.objects.bulk_create(
            Strategie(handlungsfeld=feld, kennung=f"s-{own}", nr=f"{nr}.{own}", titel="Wege verkürzen",
                      veroeffentlicht=True)
            for own in range(STRATEGIEN_JE_FELD)
        )  # fmt: skip
    return strategien


def plan(size: int, strategien: list[Strategie]) -> Massnahmenplan:
    """Make a plan of so many measures, each with two Strategien, four milestones and two Sachstände."""
    found = make_plan()
    today = timezone.localdate()
    measures = Massnahme.objects.bulk_create(
        Massnahme(kennung=f"m-{size}-{nr}", nr=str(nr), titel=f"Maßnahme {nr}", kurzbeschreibung=SATZ * 2, ziel=SATZ,
                  anlass=SATZ, status="in_umsetzung", oeffentlich=True, kosten_gesamt=Decimal(186000))
        for nr in range(size)
    )  # fmt: skip
    plaetze.choose(found, measures)
    Massnahmenbezug.objects.bulk_create(
        Massnahmenbezug(massnahme=one, strategie=strategien[(nr + step) % len(strategien)], begruendung=SATZ)
        for nr, one in enumerate(measures)
        for step in (0, 7)
    )
    Meilenstein.objects.bulk_create(
        Meilenstein(massnahme=one, titel="Probebetrieb beginnt", datum=today + timedelta(days=30 * step))
        for one in measures
        for step in range(4)
    )
    Sachstand.objects.bulk_create(
        Sachstand(massnahme=one, stichtag=today - timedelta(days=90 * step), status="in_umsetzung", text=SATZ)
        for one in measures
        for step in range(2)
    )
    return found


def longest(strategien: list[Strategie]) -> Iterator[tuple[str, models.Model]]:
    """Yield a document of each stage, as long as one may be that is frozen within a request, with many sources."""
    text = "\n\n".join([SATZ * 4] * 5)
    leitbild, themen = make_leitbild(), list(Thema.objects.all())
    saetze = Abschnitt.objects.bulk_create(
        Abschnitt(leitbild=leitbild, kennung=f"a-{nr}", art="leitsatz", nr=str(nr), titel=f"Leitsatz {nr}", text=text)
        for nr in range(einfrieren.LANG - 1)
    )
    Herleitung.objects.bulk_create(
        Herleitung(abschnitt=satz, thema=thema, begruendung=SATZ) for satz in saetze for thema in themen
    )
    yield "leitbild", leitbild
    konzept = make_konzept()
    measures = list(Massnahme.objects.all()[:20])
    for nr in range(einfrieren.LANG // 11):
        feld = make_handlungsfeld(konzept=konzept, kennung=f"feld-{nr}", nr=str(nr))
        Ziel.objects.bulk_create(
            Ziel(handlungsfeld=feld, kennung=f"z-{own}", titel="Ziel", text=SATZ) for own in range(5)
        )
        ways = Strategie.objects.bulk_create(
            Strategie(handlungsfeld=feld, kennung=f"s-{own}", titel="Wege verkürzen", text=text) for own in range(5)
        )
        Massnahmenbezug.objects.bulk_create(
            Massnahmenbezug(massnahme=one, strategie=way, begruendung=SATZ) for way in ways for one in measures
        )
        for satz in Abschnitt.objects.filter(veroeffentlicht=True):
            Ableitung.objects.create(handlungsfeld=feld, abschnitt=satz, begruendung=SATZ)
    yield "konzept", konzept
    yield "massnahmenplan", plan(einfrieren.LANG - 1, strategien)
    workshop = make_workshop(reihe=make_reihe(oeffentlich=True))
    thema = make_thema(workshop=workshop, reihe=workshop.reihe)
    cards = Beitrag.objects.bulk_create(
        Beitrag(code=f"A{nr // 1000}X-{nr % 1000:03d}", reihe_id=workshop.reihe_id, workshop=workshop, text=SATZ,
                status="veroeffentlicht")
        for nr in range(einfrieren.LANG * KARTEN_JE_TEIL - 1)
    )  # fmt: skip
    Zuordnung.objects.bulk_create(Zuordnung(thema=thema, beitrag=card) for card in cards)
    yield "dokumentation", workshop


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def weight(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def written_out(found: Massnahmenplan) -> int:
    """Return the bytes of all steps, each written out at each measure, as version 1 froze them."""
    measures = list(found.massnahmen.all())
    net = netz(measures, "woher")
    return sum(
        weight({"art": s.art, "titel": s.titel, "grund": s.grund, "stand": s.stand, "url": s.url})
        for one in measures
        for s in net.schritte(one)[:500]
    )


def line(name: str, value: str, aim: str) -> None:
    print(f"{name:<66}{value:>16}   {aim}")


def main() -> None:
    strategien = way()
    small, large = plan(40, strategien), plan(2_040, strategien)
    first, of_40 = cpu(lambda: rules.freeze("massnahmenplan", small, zweck="lesefassung"))
    second, of_2040 = cpu(lambda: rules.freeze("massnahmenplan", large, zweck="lesefassung"))
    reading, _ = cpu(lambda: lesen.inhalt(Fassung.objects.get(pk=of_2040.pk)))
    bytes_40, bytes_2040 = weight(of_40.snapshot), weight(of_2040.snapshot)
    steps_40 = weight(of_40.snapshot["faden"]) + sum(weight(one["herkunft"]) for one in of_40.snapshot["massnahmen"])
    line("snapshot of 40 measures", f"{bytes_40 / 1000:.0f} KB", "120 KB")
    line("snapshot of 2,040 measures", f"{bytes_2040 / 1e6:.1f} MB", "6 MB")
    line("seconds to freeze 40 measures", f"{first:.2f} s", "")
    line("seconds to freeze 2,040 measures", f"{second:.1f} s", "5 s")
    line("seconds to read 2,040 measures", f"{reading:.2f} s", "")
    line("steps written out as before, times of the steps kept", f"{written_out(small) / steps_40:.0f}", "over 10")
    line("bytes a measure, 2,040 against 40", f"{bytes_2040 / 2040 / (bytes_40 / 40):.2f}", "under 1")
    line("seconds a measure, 2,040 against 40", f"{second / 2040 / (first / 40):.2f}", "under 1.5")
    for key, document in longest(strategien):
        what = definition(key)
        assert not einfrieren.is_long(key, document), key
        took, _ = cpu(partial(rules.freeze, key, document, zweck="lesefassung"))
        line(f"seconds, longest {what.name} of a request, {what.umfang(document)} parts", f"{took:.2f} s", "2 s")


if __name__ == "__main__":
    before = setup_databases(verbosity=0, interactive=False)
    try:
        main()
    finally:
        teardown_databases(before, verbosity=0)
