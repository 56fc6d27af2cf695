"""Find the other registration of one person by hand, where the portal has proposed no pair."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.liste import Filter, Liste, Spalte, Suchwort
from bildungskommune.werkbank.seiten import opens
from workshops.access_staff import may_edit, may_edit_this
from workshops.anmeldung import zusammenfuehren
from workshops.anmeldung.views_staff.doppelte import merge_page
from workshops.models import Anmeldung
from workshops.pages import kopf

JE_SEITE = 20
SPALTEN = tuple(Spalte[Anmeldung](wort) for wort in ("Name", "Einrichtung", "E-Mail-Adresse", "Stand", "Schritt"))


class AndereFilter(Filter):
    wort = Suchwort("Name, E-Mail-Adresse oder Einrichtung", "name", "email", "einrichtung", "institution__name")


def _anmeldungen(user: Nutzer) -> QuerySet[Anmeldung]:
    return Anmeldung.objects.select_related("workshop__reihe", "workshop__ort")


@opens(may_edit_this, _anmeldungen, first=may_edit)
def anmeldung_andere(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    """List all with whom this registration can be put together; each leads to the page that shows what that does."""
    workshop = anmeldung.workshop
    if anmeldung.status == Anmeldung.Status.STORNIERT:
        messages.error(request, str(zusammenfuehren.Cancelled(anmeldung)))
        return redirect("v-anmeldung", anmeldung.pk)
    liste = Liste(request, zusammenfuehren.others(anmeldung), SPALTEN, filter_by=AndereFilter, per_page=JE_SEITE)
    context = kopf(request, workshop, "v-anmeldung-list") | {
        "anmeldung": anmeldung,
        "liste": liste,
        "zeilen": [(row, _together(anmeldung, row)) for row in liste.seite],
    }
    return render(request, "workshops/anmeldung/verwaltung/andere.html", context)


def _together(one: Anmeldung, other: Anmeldung) -> str:
    """Return the address of the page that asks about both; the one that came first is proposed to stay."""
    first, second = sorted((one, other), key=lambda row: (row.eingegangen_am, row.pk))
    return merge_page(one.workshop, first.pk, second.pk, von=one.pk)
