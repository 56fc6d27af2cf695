"""Who stands in for which Stelle, and how long: entered and ended by the Stabsstelle."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from bildungskommune.access import Request
from bildungskommune.accounts.models import FRIST, Vertretung
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.buero.access import may_keep
from bildungskommune.buero.formulare_haus import VertretungForm
from bildungskommune.buero.listen import VERTRETUNGEN, VertretungFilter
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Seite, add, forms, moves, opens, sent

DANKE = "Die Vertretung ist eingetragen. Sie beginnt und endet von selbst."


def _all(user: Nutzer) -> QuerySet[Vertretung]:
    return Vertretung.objects.select_related("konto", "stelle")


@opens(is_stabsstelle)
def vertretung_list(request: Request) -> HttpResponseBase:
    """Show who stands in for whom, as long as it is kept; what lasts longest first."""
    liste = Liste(request, _all(request.user), VERTRETUNGEN, filter_by=VertretungFilter, name="vertretungen")
    return liste.answer("konten/vertretungen.html", lambda: {"tage": FRIST.days, "heute": timezone.localdate()})


@forms(is_stabsstelle)
def vertretung_new(request: Request) -> HttpResponse:
    krumen = [("Einstellungen", reverse("v-kommune")), ("Vertretungen", reverse("v-vertretung-list"))]
    seite = Seite("Neue Vertretung", krumen)
    return add(request, VertretungForm(sent(request)), seite, aendern.create, _list_url, danke=DANKE)


@moves(may_keep, _all, first=is_stabsstelle)
def vertretung_beenden(request: Request, vertretung: Vertretung) -> HttpResponse:
    """End it at once: nothing is kept of it but the entry in the trail."""
    name = str(vertretung)
    aendern.delete(vertretung, by=request.user)
    messages.success(request, f"Die Vertretung „{name}“ ist beendet.")
    return redirect("v-vertretung-list")


def _list_url(vertretung: Vertretung) -> str:
    return reverse("v-vertretung-list")
