"""The Papierkorb: what the desk deleted in the last 30 days, and a button that brings it back."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.werkbank import papierkorb
from bildungskommune.werkbank.liste import Liste, Spalte
from bildungskommune.werkbank.models import AUFBEWAHRUNG, Geloescht
from bildungskommune.werkbank.seiten import moves, opens

SPALTEN: tuple[Spalte[Geloescht], ...] = (
    Spalte("Was", ordnung=("objekt_name",)),
    Spalte("Art", ordnung=("objekt_art",)),
    Spalte("Gelöscht", ordnung=("-created",)),
    Spalte("Von", ordnung=("konto__name",)),
)


def _all(user: Nutzer) -> QuerySet[Geloescht]:
    return Geloescht.objects.defer("zeilen").select_related("konto")


@opens(is_stabsstelle)
def liste(request: Request) -> HttpResponseBase:
    """Show what can still be brought back, newest first."""
    found = Liste(request, _all(request.user), SPALTEN, name="papierkorb", sortiert="-created")
    return found.answer("werkbank/papierkorb.html", lambda: {"tage": AUFBEWAHRUNG.days})


@moves(lambda user, geloescht: is_stabsstelle(user), lambda user: Geloescht.objects.all(), first=is_stabsstelle)
def zurueckholen(request: Request, geloescht: Geloescht) -> HttpResponse:
    bring_back_with_a_word(request, geloescht)
    return redirect("v-papierkorb")


def bring_back_with_a_word(request: Request, geloescht: Geloescht) -> None:
    """Bring back what was deleted, and say whether that worked."""
    name = geloescht.objekt_name
    try:
        papierkorb.bring_back(geloescht, by=request.user)
    except papierkorb.CannotReturn as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"„{name}“ ist wieder da.")
