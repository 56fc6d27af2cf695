"""What is printed for the day: the list at the door, and a certificate for everybody who was there."""

from django.urls import reverse
from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.drucksachen.antwort import Wunsch
from bildungskommune.ui import zeiten
from workshops.anmeldung.anwesenheit import PRESENT, attendance_list
from workshops.models import Anmeldung, Teilnahme, Workshop

ANWESENHEIT = "anwesenheit"
BESCHEINIGUNG = "bescheinigung"
LEERE = 5
"""So many lines are left for those who come without a registration."""


def anwesenheitsliste(workshop: Workshop) -> Wunsch:
    """Return the list with room for signatures."""
    rows = [_person(row, row.ag_wunsch_1) for row in attendance_list(workshop)]
    lines = range(len(rows) + 1, len(rows) + 1 + LEERE)
    return _wunsch(ANWESENHEIT, workshop, "Anwesenheitsliste", {"personen": rows, "leere": list(lines)})


def bescheinigungen(workshop: Workshop) -> Wunsch:
    """Return a certificate for each person who was there, a page each, by name."""
    present = attendance_list(workshop).filter(status=PRESENT)
    groups = dict(
        Teilnahme.objects.filter(anmeldung__workshop=workshop).values_list("anmeldung_id", "arbeitsgruppe__titel")
    )
    inhalt = {
        "personen": [_person(row, groups.get(row.pk)) for row in present],
        "programm": [punkt.titel for punkt in workshop.programm.all()],
        "heute": timezone.localdate().isoformat(),
    }
    return _wunsch(BESCHEINIGUNG, workshop, "Teilnahmebescheinigungen", inhalt)


def _person(row: Anmeldung, gruppe: object) -> dict[str, str]:
    return {
        "name": row.vertretung or row.name,
        "fuer": row.name if row.vertretung else "",
        "einrichtung": row.einrichtung,
        "gruppe": str(gruppe or ""),
    }


def _wunsch(muster: str, workshop: Workshop, wort: str, inhalt: dict[str, object]) -> Wunsch:
    about = {
        "titel": workshop.titel,
        "zeit": zeiten.zeitraum(workshop.beginn, workshop.ende),
        "ort": str(workshop.ort or ""),
    }
    return Wunsch(
        muster=muster,
        titel=f"{wort}: {workshop.titel}",
        datei=f"{wort.lower()}-{workshop.slug}",
        link=addresses.absolute(workshop.get_absolute_url()),
        inhalt=about | inhalt,
        zurueck=reverse("v-anwesenheit", args=(workshop.pk,)),
        rahmen="verwaltung/basis.html",
    )
