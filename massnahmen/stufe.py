"""Stages 4 and 5 as they stand today: what is planned, and what is done."""

from collections.abc import Iterator

from django.db.models import Count, Max
from django.urls import reverse

from bildungskommune.text import counted
from bildungskommune.verfahren.stufen import Stufe, stufen
from massnahmen.models import FERTIG, Massnahme, MassnahmeStatus, Sachstand

S = MassnahmeStatus
BEGUN = (S.IN_UMSETZUNG, S.VERZOEGERT, S.UMGESETZT, S.VERSTETIGT)


@stufen.register
def massnahmen_umsetzung() -> Iterator[Stufe]:
    """Return stages 4 and 5."""
    counts = dict(Massnahme.objects.public().order_by().values_list("status").annotate(anzahl=Count("pk")))
    gesamt = sum(counts.values())
    begun = sum(counts.get(status, 0) for status in BEGUN)
    yield _massnahmen(gesamt, begun)
    yield _umsetzung(gesamt, sum(counts.get(status, 0) for status in FERTIG), counts.get(S.VERZOEGERT, 0), begun)


def _massnahmen(gesamt: int, begun: int) -> Stufe:
    return Stufe(
        nr=4,
        name="Maßnahmen",
        url=reverse("massnahme-list"),
        zahl=counted(gesamt, "Maßnahme", "Maßnahmen"),
        gross=gesamt,
        unter=f"{'Maßnahme' if gesamt == 1 else 'Maßnahmen'}, {begun} begonnen",
        satz="Jede Maßnahme hat ein Amt, das sie führt, Meilensteine und einen öffentlichen Sachstand.",
        fertig="fertig" if gesamt and begun == gesamt else "laeuft" if gesamt else "offen",
        stand_wort=f"{begun} begonnen" if gesamt else "vorgesehen",
        stand_art="gut" if gesamt and begun == gesamt else "laeuft" if gesamt else "offen",
    )


def _umsetzung(gesamt: int, done: int, late: int, begun: int) -> Stufe:
    ready = bool(gesamt) and done == gesamt
    newest = Sachstand.objects.counting().filter(massnahme__oeffentlich=True).aggregate(tag=Max("stichtag"))["tag"]
    wort = "umgesetzt" if ready else f"{late} verzögert" if late else "läuft" if begun else "vorgesehen"
    return Stufe(
        nr=5,
        name="Umsetzung",
        url=reverse("umsetzung"),
        zahl=f"{done} umgesetzt",
        gross=done,
        unter=f"von {gesamt} Maßnahmen umgesetzt",
        satz="Hier steht, was geschafft ist, was sich verzögert und warum, und was das kostet.",
        fertig="fertig" if ready else "laeuft" if begun else "offen",
        stand_wort=wort,
        stand_art="gut" if ready else "warten" if late else "laeuft" if begun else "offen",
        datum=newest,
    )
