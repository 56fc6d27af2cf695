"""Who is invited to a workshop, with how many seats."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.ui import zeiten
from bildungskommune.werkbank.liste import Liste, Spalte
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, moves, opens, sent
from workshops.access_staff import may_edit, may_edit_this, may_open
from workshops.anmeldung import invitations
from workshops.anmeldung.forms_staff import EinladungForm
from workshops.models import Einladung, Workshop
from workshops.pages import any_workshop, kopf, krumen

SPALTEN: tuple[Spalte[Einladung], ...] = (
    Spalte("Einrichtung", lambda row: str(row.institution), ("institution__name",), 40),
    Spalte("Link zur Anmeldung", invitations.link, breite=70, nur_datei=True),
    Spalte("Plätze", lambda row: row.kontingent, ("-kontingent",), 10, klasse="zahl"),
    Spalte("angemeldet", lambda row: int(getattr(row, "angemeldet", 0)), ("-angemeldet",), 12, klasse="zahl"),
    Spalte("Verschickt", lambda row: zeiten.datum(row.gesendet_am) if row.gesendet_am else "", ("gesendet_am",), 14),
)


def _einladungen(user: Nutzer) -> QuerySet[Einladung]:
    return Einladung.objects.select_related("workshop", "institution")


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Einladungen", reverse("v-einladung-list", args=(workshop.pk,))))


def _back(einladung: Einladung) -> str:
    return reverse("v-einladung-list", args=(einladung.workshop_id,))


@opens(may_edit_this, any_workshop, first=may_open)
def einladung_list(request: Request, workshop: Workshop) -> HttpResponseBase:
    name = f"einladungen-{workshop.slug}"
    liste = Liste(request, invitations.of_workshop(workshop), SPALTEN, name=name, titel="Einladungen")

    def context() -> dict[str, object]:
        rows = [(einladung, invitations.link(einladung)) for einladung in liste.seite]
        return kopf(request, workshop, "v-einladung-list") | {"zeilen": rows}

    return liste.answer("workshops/anmeldung/verwaltung/einladungen.html", context)


@forms(may_edit_this, any_workshop, first=may_open)
def einladung_new(request: Request, workshop: Workshop) -> HttpResponse:
    danke = "Die Einrichtung ist eingeladen. Den Link finden Sie in der Liste."
    form = EinladungForm(sent(request), instance=Einladung(workshop=workshop))
    seite = Seite("Neue Einladung", _eltern(workshop), ueber=workshop.titel)
    return add(request, form, seite, invitations.invite, _back, danke=danke)


@forms(may_edit_this, _einladungen, first=may_edit)
def einladung_edit(request: Request, einladung: Einladung) -> HttpResponse:
    weg = reverse("v-einladung-loeschen", args=(einladung.pk,))
    seite = Seite("Einladung bearbeiten", _eltern(einladung.workshop), ueber=str(einladung.institution), loeschen=weg)
    return edit(request, EinladungForm(sent(request), instance=einladung), seite, _back)


@moves(may_edit_this, _einladungen, first=may_edit)
def einladung_sent(request: Request, einladung: Einladung) -> HttpResponse:
    invitations.mark_sent(einladung, by=request.user)
    messages.success(request, f"Vermerkt: Die Einladung an {einladung.institution} ist verschickt.")
    return redirect(_back(einladung))


@forms(may_edit_this, _einladungen, first=may_edit)
def einladung_delete(request: Request, einladung: Einladung) -> HttpResponse:
    """Ask first; an invitation that somebody registered with stays."""
    vorspann = "Der Code im Link gilt dann nicht mehr."
    seite = Seite("Einladung zurücknehmen?", _eltern(einladung.workshop), vorspann=vorspann)
    return delete_page(request, einladung, _back(einladung), seite)
