"""What the portal says about itself: the Kommune, its pages, and the barriers people reported."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.akte import herkunft
from bildungskommune.buero.access import may_keep
from bildungskommune.buero.formulare_haus import AntwortForm, KommuneForm, SeiteForm, VerfahrenForm
from bildungskommune.buero.listen import BARRIEREN, SEITEN, BarriereFilter, SeitenFilter
from bildungskommune.seiten import kommune as regeln
from bildungskommune.seiten import meldung as meldungen
from bildungskommune.seiten.models import Barrieremeldung, Kommune, Seite
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, edit, forms, opens, sent, take
from bildungskommune.werkbank.seiten import Seite as Blatt


def _krumen(wort: str, name: str) -> Krumen:
    return [("Einstellungen", reverse("v-kommune")), (wort, reverse(name))]


def _pages(user: Nutzer) -> QuerySet[Seite]:
    return Seite.objects.all()


def _reports(user: Nutzer) -> QuerySet[Barrieremeldung]:
    return Barrieremeldung.objects.all()


@forms(is_stabsstelle)
def kommune(request: Request) -> HttpResponse:
    form = KommuneForm(sent(request), instance=Kommune.objects.current())
    blatt = Blatt("Einstellungen", [], template="seiten/verwaltung/kommune.html")
    return edit(request, form, blatt, lambda _: reverse("v-kommune"), rule=regeln.change)


@forms(is_stabsstelle)
def verfahren(request: Request) -> HttpResponse:
    """Show how a Verfahrensakte names the own process; as long as it has no Kennung, ask for one."""
    form = VerfahrenForm(sent(request))

    def save() -> str:
        try:
            herkunft.name_own(form.cleaned_data["kennung"], form.cleaned_data["titel"], by=request.user)
        except herkunft.CannotBeNamed as refused:
            form.add_error("kennung", str(refused))
        return reverse("v-verfahren")

    template = "seiten/verwaltung/verfahren.html"
    eltern = [("Einstellungen", reverse("v-kommune"))]
    blatt = Blatt("Verfahrensakte", eltern, template=template, mehr={"eigenes": herkunft.own()})
    return take(request, form, blatt, save, "Das Verfahren hat jetzt eine Kennung.")


@opens(is_stabsstelle)
def seite_list(request: Request) -> HttpResponseBase:
    rows = Seite.objects.defer("text")
    liste = Liste(request, rows, SEITEN, filter_by=SeitenFilter, name="seiten", sortiert="titel")
    return liste.answer("seiten/verwaltung/liste.html")


@forms(may_keep, _pages)
def seite_edit(request: Request, seite: Seite) -> HttpResponse:
    form = SeiteForm(sent(request), instance=seite)
    mehr = {"adresse": seite.get_absolute_url()}
    template = "seiten/verwaltung/seite.html"
    blatt = Blatt(seite.titel, _krumen("Seiten", "v-seite-list"), template=template, mehr=mehr)
    return edit(request, form, blatt, lambda _: reverse("v-seite-list"))


@opens(is_stabsstelle)
def barriere_list(request: Request) -> HttpResponseBase:
    """Show the reports, the most urgent open one first."""
    rows = Barrieremeldung.objects.in_order()
    liste = Liste(request, rows, BARRIEREN, filter_by=BarriereFilter, name="barrieremeldungen")
    return liste.answer("seiten/verwaltung/barrieren.html", lambda: {"heute": timezone.localdate()})


@forms(may_keep, _reports)
def barriere(request: Request, meldung: Barrieremeldung) -> HttpResponse:
    """Show a report; the answer closes it and is mailed to the sender who left an address."""
    form = AntwortForm(sent(request))

    def save() -> str:
        try:
            meldungen.answer(meldung, form.cleaned_data["antwort"], by=request.user)
        except meldungen.AlreadyAnswered as refused:
            form.add_error(None, str(refused))
            meldung.refresh_from_db()
        return reverse("v-barriere-list")

    eltern = _krumen("Barrieremeldungen", "v-barriere-list")
    mehr = {"meldung": meldung, "heute": timezone.localdate()}
    blatt = Blatt(str(meldung), eltern, template="seiten/verwaltung/barriere.html", mehr=mehr)
    return take(request, form, blatt, save, "Die Antwort ist eingetragen.")
