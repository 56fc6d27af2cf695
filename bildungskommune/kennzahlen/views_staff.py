"""The figures at the desk: the list, each series with all its values, and what a person says of it."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.kennzahlen import access
from bildungskommune.kennzahlen.forms import ZahlenreiheForm
from bildungskommune.kennzahlen.listen import REIHEN, ReihenFilter
from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.kennzahlen.sicht import sicht
from bildungskommune.kennzahlen.views_einlesen import krumen
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, delete_page, edit, forms, opens, sent

FRUEHERE = 50


@opens(may_read_all)
def zahlenreihe_list(request: Request) -> HttpResponseBase:
    """List every series with its newest number."""
    rows = Zahlenreihe.objects.with_values()
    liste = Liste(request, rows, REIHEN, filter_by=ReihenFilter, name="kennzahlen", titel="Kennzahlen")
    return liste.answer("kennzahlen/liste.html", lambda: {"darf": is_stabsstelle(request.user)})


@opens(access.may_read, access.reihen)
def zahlenreihe(request: Request, reihe: Zahlenreihe) -> HttpResponse:
    """Show a series as everybody sees it, and below it what its values were before."""
    earlier = reihe.werte.exclude(ersetzt_am=None).order_by("-ersetzt_am", "-tag", "-nr")
    context = {"sicht": sicht(reihe.pk), "reihe": reihe, "fruehere": page(request, earlier, FRUEHERE)}
    return render(request, "kennzahlen/v_reihe.html", context | {"darf": access.may_keep(request.user, reihe)})


@forms(access.may_keep, access.reihen)
def zahlenreihe_edit(request: Request, reihe: Zahlenreihe) -> HttpResponse:
    seite = Seite(
        "Angaben zur Zahlenreihe",
        _krumen(reihe),
        ueber=str(reihe),
        loeschen=reverse("v-zahlenreihe-delete", args=(reihe.pk,)),
    )
    return edit(request, ZahlenreiheForm(sent(request), instance=reihe), seite, _page_of)


@forms(access.may_keep, access.reihen)
def zahlenreihe_delete(request: Request, reihe: Zahlenreihe) -> HttpResponse:
    return delete_page(request, reihe, reverse("v-zahlenreihe-list"), Seite("Zahlenreihe löschen?", _krumen(reihe)))


def _krumen(reihe: Zahlenreihe) -> Krumen:
    return [*krumen(), (str(reihe), _page_of(reihe))]


def _page_of(reihe: Zahlenreihe) -> str:
    return reverse("v-zahlenreihe", args=(reihe.pk,))
