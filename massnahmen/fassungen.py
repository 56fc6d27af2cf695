"""The Maßnahmenplan as a Fassung: what is frozen, printed and read under its number."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.kopf import marked
from bildungskommune.fassungen.liste import page_link
from bildungskommune.fassungen.models import Art, Fassung
from bildungskommune.fassungen.registry import Definition, Snapshot, register
from bildungskommune.fassungen.verzeichnis import Inhaltszeile, inhaltszeile
from bildungskommune.tabellen import Zeile, Zelle
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.snapshot import FADEN, Sammlung
from konzept.bezeichnungen import of_snapshot
from massnahmen.bericht.fassung import DEFINITION as BERICHT
from massnahmen.links import neighbours_of
from massnahmen.models import Indikator, Massnahme, Massnahmenbezug, Massnahmenplan, Sachstand
from massnahmen.schema import JE_ART, SHAPE, to_2, to_3, to_5, to_6, to_7, to_8
from massnahmen.snapshot import Umfeld, massnahme_data
from massnahmen.textteile import teile
from massnahmen.wording import counts_of, number

KEY = "massnahmenplan"


def complete(massnahmen: QuerySet[Massnahme]) -> QuerySet[Massnahme]:
    """Load measures with all their parts, with a constant number of queries."""
    return massnahmen.select_related(
        "federfuehrung", "startbeschluss__gremium", "startbeschluss__vorlage"
    ).prefetch_related(
        "gemeinden",
        "posten",
        "schritte",
        "meilensteine",
        "mitwirkungen__institution",
        "mitwirkungen__stelle",
        Prefetch("indikatoren", queryset=Indikator.objects.prefetch_related("werte")),
        Prefetch("sachstaende", queryset=Sachstand.objects.newest()),
    )


def collect(plan: Massnahmenplan) -> Snapshot:
    """Return the plan with its public measures as they stand today, in its order and by its numbers, as plain JSON."""
    massnahmen = list(complete(Massnahme.objects.public().of_plan(plan)))
    net = netz(massnahmen, "woher")
    links = neighbours_of(massnahme.pk for massnahme in massnahmen)
    nummern = {massnahme.pk: massnahme.nummer for massnahme in massnahmen}
    today, sammlung = timezone.localdate(), Sammlung(JE_ART)
    return {
        "art": KEY,
        "titel": plan.titel,
        "untertitel": plan.untertitel,
        "kennung": plan.kennung,
        "einleitung": plan.einleitung,
        "bezeichnungen": plan.worte.eingefroren(),
        "stichtag": today.isoformat(),
        "zahlen": {
            "gesamt": len(massnahmen),
            "status": counts_of(Counter(massnahme.status for massnahme in massnahmen)),
        },
        "massnahmen": [
            massnahme_data(one, Umfeld(net.schritte(one), links.get(one.pk, ()), nummern), sammlung, today)
            for one in massnahmen
        ],
        FADEN: sammlung.steps,
    }


def adopt_reasons(fassung: Fassung) -> None:
    """Let each reason of a measure remember the first published Fassung of a plan in which it stood."""
    inside = [massnahme["kennung"] for massnahme in lesen.inhalt(fassung)["massnahmen"]]
    fresh = Massnahmenbezug.objects.filter(beschlossen_in=None, massnahme__kennung__in=inside)
    fresh.update(beschlossen_in=fassung)


TABELLE = ("nr", "titel", "status", "federfuehrung", "horizont", "zeitraum", "prioritaet")


def tabellen(snapshot: Snapshot) -> dict[str, list[Zeile]]:
    """Return the measures as a table: one line each, with cost in Euro."""
    head: Zeile = ("Nr.", "Titel", "Stand", "Federführung", "Horizont", "Zeitraum", "Priorität", "Kosten", "gesichert")
    rows: list[Zeile] = [
        [*(one[name] for name in TABELLE), _euro(one["kosten"]["gesamt"]), _euro(one["kosten"]["gesichert"])]
        for one in snapshot["massnahmen"]
    ]
    return {"massnahmen": [head, *rows]}


def _euro(amount: str | None) -> Zelle:
    return number(Decimal(amount)) if amount is not None else None


def verzeichnis(snapshot: Snapshot) -> Iterator[Inhaltszeile]:
    yield inhaltszeile("Überblick", "ueberblick")
    yield inhaltszeile(f"Alle {of_snapshot(snapshot)['massnahme'].mehrzahl}", "alle")
    for massnahme in snapshot["massnahmen"]:
        yield inhaltszeile(massnahme["titel"], massnahme["anker"], ebene=2, nr=massnahme["nr"])


def url(fassung: Fassung) -> str:
    return page_link("massnahmenplan-fassung", fassung)


register(
    Definition(
        key=KEY,
        name="Maßnahmenplan",
        model="massnahmen.Massnahmenplan",
        template="druck/massnahmenplan.html",
        collect=collect,
        verzeichnis=verzeichnis,
        url=url,
        stufe=4,
        weitere={Art.BERICHT: collect},
        umfang=lambda plan: plan.massnahmen.count(),
        beschluss=True,
        veroeffentlicht=adopt_reasons,
        tabellen=tabellen,
        teile=teile,
        mehrzahl={"Maßnahme": "Maßnahmen"},
        shape=SHAPE,
        version=8,
        upgrades={1: to_2, 2: to_3, 3: marked, 4: to_5, 5: to_6, 6: to_7, 7: to_8},
    )
)
register(BERICHT)
