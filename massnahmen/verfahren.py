"""What measures contribute to the pages about the whole process: two stages, tasks, search."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.verfahren.registry import Aufgabe, Stufe, register
from massnahmen.access import in_hand, may_open
from massnahmen.listen import behind_milestone, without_report
from massnahmen.models import Massnahme, MassnahmeStatus, Sachstand
from massnahmen.suche import measures

S = MassnahmeStatus
BEGUN = (S.IN_UMSETZUNG, S.VERZOEGERT, S.UMGESETZT, S.VERSTETIGT)
DONE = (S.UMGESETZT, S.VERSTETIGT)


def stufen() -> Iterator[Stufe]:
    counts = dict(Massnahme.objects.public().order_by().values_list("status").annotate(anzahl=Count("pk")))
    gesamt = sum(counts.values())
    begun = sum(counts.get(status, 0) for status in BEGUN)
    yield _massnahmen(gesamt, begun)
    yield _umsetzung(gesamt, sum(counts.get(status, 0) for status in DONE), counts.get(S.VERZOEGERT, 0), begun)


def _massnahmen(gesamt: int, begun: int) -> Stufe:
    return Stufe(
        nr=4,
        name="Maßnahmen",
        url=reverse("massnahme-list"),
        zahl=_counted(gesamt),
        gross=gesamt,
        unter=f"{'Maßnahme' if gesamt == 1 else 'Maßnahmen'}, {begun} begonnen",
        satz="Jede Maßnahme hat ein Amt, das sie führt, Meilensteine und einen öffentlichen Sachstand.",
        fertig="fertig" if gesamt and begun == gesamt else "laeuft" if gesamt else "offen",
        stand_wort=f"{begun} begonnen" if gesamt else "vorgesehen",
        stand_art="gut" if gesamt and begun == gesamt else "laeuft" if gesamt else "offen",
    )


def _umsetzung(gesamt: int, done: int, late: int, begun: int) -> Stufe:
    ready = bool(gesamt) and done == gesamt
    newest = Sachstand.objects.filter(massnahme__oeffentlich=True).aggregate(tag=Max("stichtag"))["tag"]
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


def _counted(anzahl: int) -> str:
    return f"{anzahl} {'Maßnahme' if anzahl == 1 else 'Maßnahmen'}"


def aufgaben(user: Nutzer, now: datetime) -> Iterable[Aufgabe]:
    """Return what is due; a Fachamt gets only what it leads itself."""
    if not may_open(user):
        return []
    mine, today = in_hand(user), timezone.localdate(now)
    return [
        Aufgabe(
            mine.filter(without_report(today)).count(),
            "Maßnahmen ohne neuen Sachstand",
            f"Seit mehr als sechs Monaten nichts gehört. {_leading(mine.filter(without_report(today)))}".strip(),
            _listed("sachstand"),
            "seit 6 Monaten",
            dringend=True,
        ),
        Aufgabe(
            mine.filter(behind_milestone(today)).count(),
            "Maßnahmen mit überfälligem Meilenstein",
            "Bitte tragen Sie ein, wann er erreicht wurde, oder nennen Sie ein neues Datum.",
            _listed("meilenstein"),
            "überfällig",
            dringend=True,
        ),
    ]


def _listed(offen: str) -> str:
    return f"{reverse('v-massnahme-list')}?offen={offen}"


def _leading(massnahmen: QuerySet[Massnahme]) -> str:
    """Name the Stellen that are asked: "Amt für Bildung 2, Jugendamt 1."."""
    rows = massnahmen.order_by().values_list("federfuehrung__name").annotate(anzahl=Count("pk")).order_by("-anzahl")
    found = [f"{name or 'ohne Federführung'} {anzahl}" for name, anzahl in rows[:3]]
    return f"{', '.join(found)}." if found else ""


register(stufen=stufen, aufgaben=aufgaben, suchen=measures)
