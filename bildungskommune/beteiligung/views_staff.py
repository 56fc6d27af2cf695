"""Vorlagen and Beratungen on the desk."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.auswahl import SPALTEN, VorlageFilter
from bildungskommune.beteiligung.forms import BeratungForm, VorlageForm
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, add, edit, forms, number, opens, sent

ANGELEGT = "Die Vorlage ist angelegt. Tragen Sie jetzt die Beratungen ein."
EINGETRAGEN = "Die Beratung ist gespeichert."


def _vorlagen(user: Nutzer) -> QuerySet[Vorlage]:
    return Vorlage.objects.all()


def _beratungen(user: Nutzer) -> QuerySet[Beratung]:
    return Beratung.objects.select_related("vorlage", "gremium")


def _krumen(vorlage: Vorlage | None = None) -> Krumen:
    way = [("Vorlagen", reverse("v-vorlage-list"))]
    return way if vorlage is None else [*way, (str(vorlage), _url(vorlage))]


def _url(vorlage: Vorlage) -> str:
    return reverse("v-vorlage-edit", args=(vorlage.pk,))


def _url_of_its_vorlage(beratung: Beratung) -> str:
    return _url(beratung.vorlage)


@opens(may_read_all)
def vorlage_list(request: Request) -> HttpResponseBase:
    """Show the Vorlagen with their Beratungen, last entered first."""
    rows = Vorlage.objects.with_beratungen().order_by("-pk")
    return Liste(request, rows, SPALTEN, filter_by=VorlageFilter, name="vorlagen").answer("beteiligung/liste.html")


@forms(is_stabsstelle)
def vorlage_new(request: Request) -> HttpResponse:
    form = VorlageForm(sent(request), initial={"fassung": number(request.GET.get("fassung"))})
    return add(request, form, Seite("Neue Vorlage", _krumen()), aendern.create, _url, danke=ANGELEGT)


@forms(may_enter, _vorlagen)
def vorlage_edit(request: Request, vorlage: Vorlage) -> HttpResponse:
    mehr = {"vorlage": vorlage, "beratungen": vorlage.beratungen.select_related("gremium")}
    seite = Seite(str(vorlage), _krumen(), template="beteiligung/vorlage.html", mehr=mehr)
    return edit(request, VorlageForm(sent(request), instance=vorlage), seite, _url)


@forms(may_enter, _vorlagen)
def beratung_new(request: Request, vorlage: Vorlage) -> HttpResponse:
    form = BeratungForm(sent(request), instance=Beratung(vorlage=vorlage))
    seite = Seite("Neue Beratung", _krumen(vorlage), ueber=str(vorlage), vorspann=vorlage.betreff)
    return add(request, form, seite, aendern.create, _url_of_its_vorlage, danke=EINGETRAGEN)


@forms(may_enter, _beratungen)
def beratung_edit(request: Request, beratung: Beratung) -> HttpResponse:
    vorlage = beratung.vorlage
    seite = Seite("Beratung", _krumen(vorlage), ueber=str(vorlage), vorspann=vorlage.betreff)
    form = BeratungForm(sent(request), instance=beratung)
    return edit(request, form, seite, _url_of_its_vorlage, danke=EINGETRAGEN)
