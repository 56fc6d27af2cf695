"""Every print of the sample process: the Fassungen in each form, and one of each kind that is printed on demand."""

from pathlib import Path

from django.test import Client
from django.urls import reverse

from bildungskommune.beteiligung.models import Beteiligungsrunde
from bildungskommune.drucksachen import setzen
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.fassungen import druck
from bildungskommune.fassungen.models import Druckauftrag
from bildungskommune.fassungen.registry import definition
from massnahmen.models import Massnahme
from tests.factories import make_konto
from workshops.models import Workshop
from workshops.models.enums import AnmeldungStatus

FORMEN = {"pdf": "pdf", "gross": "pdf", "epub": "epub"}
"""The forms of a Fassung that a validator knows, and how their files end."""

WORTE = {
    "massnahme": "Steckbrief",
    "anwesenheit": "Anwesenheitsliste",
    "bescheinigung": "Bescheinigungen",
    "namensschild": "Namensschilder",
    "aushang": "Aushang",
    "einladung": "Einladung",
    "tischschild": "Tischschilder",
    "zaehlung": "Küchenzahlen",
    "stimmzettel": "Stimmzettel",
    "sachbericht": "Sachbericht",
    "synopse": "Synopse",
    "mappe": "Sitzungsmappe",
    "abwaegung": "Abwägung",
}
"""What the kinds that are printed on demand are called."""


def print_all(folder: Path) -> None:
    """Print the loaded sample into a folder, under `<kind>.<form>.<ending>`."""
    for auftrag in Druckauftrag.objects.select_related("fassung"):
        assert druck.print_order(auftrag.pk)
        auftrag.refresh_from_db()
        fassung = auftrag.fassung
        kind = definition(fassung.definition).name
        if Druckauftrag.objects.filter(fassung__definition=fassung.definition).count() > 1:
            kind += f" {fassung.titel.removeprefix(kind).strip()}"
        if fassung.linie:
            kind += f", {fassung.bezeichnung}"
        for form, ending in FORMEN.items():
            with getattr(auftrag, form).open("rb") as file:
                (folder / f"{kind}.{form}.{ending}").write_bytes(file.read())
    _on_demand(folder)


def _on_demand(folder: Path) -> None:
    client = Client()
    client.force_login(make_konto())
    workshop = Workshop.objects.filter(anmeldungen__status=AnmeldungStatus.TEILGENOMMEN).distinct().first()
    massnahme = Massnahme.objects.filter(oeffentlich=True).first()
    assert workshop
    assert massnahme
    client.get(reverse("massnahme-pdf", args=(massnahme.kennung,)))
    client.get(reverse("v-anwesenheit-pdf", args=(workshop.pk,)))
    client.get(reverse("v-anwesenheit-bescheinigungen", args=(workshop.pk,)))
    client.get(reverse("v-anwesenheit-namensschilder", args=(workshop.pk,)))
    client.get(reverse("v-anwesenheit-zahlen", args=(workshop.pk,)))
    abfrage = workshop.abfragen.create(kennung="saal", frage="Was ist uns am wichtigsten?")
    abfrage.stimmzettel.create(code="AAAAA-22222", gedruckt=True)
    client.get(reverse("v-stimmzettel-pdf", args=(abfrage.pk,)))
    client.get(reverse("v-sachbericht-pdf", args=("2024-01-01", "2026-12-31")))
    client.get(reverse("vergleich-pdf", args=("leitbild", "leitbild-boerde", "2-3")))
    client.get(reverse("vorlage-pdf", args=("0214/40/2025",)))
    client.get(reverse("runde-abwaegung-pdf", args=(Beteiligungsrunde.objects.get(status="beantwortet").kennung,)))
    for name in ("aushang", "einladung", "tischschilder"):
        client.get(reverse(f"v-workshop-{name}", args=(workshop.pk,)))
    for drucksache in Drucksache.objects.all():
        assert setzen.work(drucksache.pk)
        drucksache.refresh_from_db()
        with drucksache.pdf.open("rb") as file:
            (folder / f"{WORTE[drucksache.muster]}.pdf.pdf").write_bytes(file.read())
