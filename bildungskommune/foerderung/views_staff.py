"""The marks and the Schwerpunkte of the funding on the desk. The Stabsstelle keeps them."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.foerderung import schwerpunkte, stand, zeichen
from bildungskommune.foerderung.formulare import ZeichenForm
from bildungskommune.foerderung.listen import SCHWERPUNKTE, ZEICHEN, ZeichenFilter
from bildungskommune.foerderung.models import Foerderzeichen, Schwerpunkt
from bildungskommune.foerderung.schwerpunkte import SchwerpunktForm
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, opens, sent

ANGELEGT = "Das Zeichen ist hochgeladen. In seiner Zeit steht es auf jeder Seite."


def _all(user: Nutzer) -> QuerySet[Foerderzeichen]:
    return Foerderzeichen.objects.with_size()


def _may_keep(user: Nutzer, one: Foerderzeichen | Schwerpunkt) -> bool:
    return is_stabsstelle(user)


def _krumen() -> Krumen:
    return [("Einstellungen", reverse("v-kommune")), ("Förderzeichen", reverse("v-foerderzeichen-list"))]


def _list_url(one: Foerderzeichen) -> str:
    return reverse("v-foerderzeichen-list")


def _sent_file(request: Request) -> dict[str, object]:
    return {"files": request.FILES if request.method == "POST" else None}


@opens(is_stabsstelle)
def zeichen_list(request: Request) -> HttpResponseBase:
    """Show all marks in the order of the pages, also those that are not shown today."""
    rows = Foerderzeichen.objects.in_order().with_size()
    liste = Liste(request, rows, ZEICHEN, filter_by=ZeichenFilter, name="foerderzeichen", titel="Förderzeichen")
    heute = timezone.localdate()
    return liste.answer("foerderung/zeichen_liste.html", lambda: {"heute": heute, "heute_gilt": stand.on(heute)})


@forms(is_stabsstelle)
def zeichen_new(request: Request) -> HttpResponse:
    form = ZeichenForm(sent(request), **_sent_file(request))
    return add(request, form, Seite("Neues Förderzeichen", _krumen()), zeichen.add, _list_url, danke=ANGELEGT)


@forms(_may_keep, _all)
def zeichen_edit(request: Request, one: Foerderzeichen) -> HttpResponse:
    form = ZeichenForm(sent(request), instance=one, **_sent_file(request))
    seite = Seite(
        one.titel,
        _krumen(),
        loeschen=reverse("v-foerderzeichen-delete", args=(one.pk,)),
        template="foerderung/zeichen.html",
        mehr={"zeichen": Foerderzeichen.objects.with_size().get(pk=one.pk)},
    )
    return edit(request, form, seite, _list_url, rule=zeichen.change)


@forms(_may_keep, _all)
def zeichen_delete(request: Request, one: Foerderzeichen) -> HttpResponse:
    return delete_page(request, one, reverse("v-foerderzeichen-list"), Seite("Förderzeichen löschen?", _krumen()))


def _schwerpunkte(user: Nutzer) -> QuerySet[Schwerpunkt]:
    return Schwerpunkt.objects.all()


def _schwerpunkt_list_url(one: Schwerpunkt) -> str:
    return reverse("v-schwerpunkt-list")


def _schwerpunkt_seite(titel: str) -> Seite:
    return Seite(titel, [("Einstellungen", reverse("v-kommune")), ("Schwerpunkte", reverse("v-schwerpunkt-list"))])


@opens(is_stabsstelle)
def schwerpunkt_list(request: Request) -> HttpResponseBase:
    rows = Schwerpunkt.objects.all()
    liste = Liste(request, rows, SCHWERPUNKTE, name="schwerpunkte", titel="Programmschwerpunkte")
    return liste.answer("foerderung/schwerpunkte.html")


@forms(is_stabsstelle)
def schwerpunkt_new(request: Request) -> HttpResponse:
    seite, danke = _schwerpunkt_seite("Neuer Schwerpunkt"), "Der Schwerpunkt steht jetzt zur Auswahl."
    return add(request, SchwerpunktForm(sent(request)), seite, schwerpunkte.add, _schwerpunkt_list_url, danke=danke)


@forms(_may_keep, _schwerpunkte)
def schwerpunkt_edit(request: Request, one: Schwerpunkt) -> HttpResponse:
    form = SchwerpunktForm(sent(request), instance=one)
    return edit(request, form, _schwerpunkt_seite(one.titel), _schwerpunkt_list_url)
