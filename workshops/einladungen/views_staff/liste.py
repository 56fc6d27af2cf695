"""Who is invited to a workshop, with how many seats, and who answered."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_filters.filters import ChoiceFilter

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.tabellen import wann
from bildungskommune.ui import zeiten
from bildungskommune.werkbank.liste import Filter, Liste, Spalte, Suchwort
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, moves, opens, sent
from workshops.access_staff import may_edit, may_edit_this, may_open
from workshops.einladungen import einladen, invitations
from workshops.einladungen.forms import EinladungForm
from workshops.einladungen.invitations import Antwortstand
from workshops.models import Einladung, Workshop
from workshops.pages import any_workshop, kopf, krumen

ART = {
    Antwortstand.ANGEMELDET: "gut",
    Antwortstand.ABGESAGT: "neutral",
    Antwortstand.STUMM: "offen",
    Antwortstand.UNTERWEGS: "laeuft",
    Antwortstand.GESCHEITERT: "warten",
    Antwortstand.OFFEN: "neutral",
}


class EinladungenFilter(Filter):
    q = Suchwort("Wort im Namen", "institution__name", "institution__kurzname")
    stand = ChoiceFilter(label="Antwort", field_name="antwortstand", choices=Antwortstand.choices, empty_label="alle")


def _angemeldet(row: Einladung) -> int:
    return int(getattr(row, "angemeldet", 0))


def _stand(row: Einladung) -> str:
    return str(Antwortstand(getattr(row, "antwortstand", Antwortstand.OFFEN)).label)


SPALTEN: tuple[Spalte[Einladung], ...] = (
    Spalte("Einrichtung", lambda row: str(row.institution), ("institution__name",), 40),
    Spalte("E-Mail-Adresse", lambda row: row.institution.email, breite=36, nur_datei=True),
    Spalte("Link zur Anmeldung", invitations.link, breite=70, nur_datei=True),
    Spalte("Plätze", lambda row: row.kontingent, ("-kontingent",), 10, klasse="zahl"),
    Spalte("angemeldet", _angemeldet, ("-angemeldet",), 12, klasse="zahl"),
    Spalte("Gehalten bis", lambda row: wann(row.plaetze_bis), ("plaetze_bis",), 18),
    Spalte("Antwort", _stand, ("antwortstand",), 18),
    Spalte("Antwort am", lambda row: wann(row.antwort_am), breite=18, nur_datei=True),
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
    liste = Liste(
        request,
        invitations.of_workshop(workshop),
        SPALTEN,
        filter_by=EinladungenFilter,
        name=f"einladungen-{workshop.slug}",
        titel="Einladungen",
    )

    def context() -> dict[str, object]:
        rows = [
            (row, invitations.link(row), _stand(row), ART[Antwortstand(row.antwortstand)])  # type: ignore[attr-defined]  # annotated
            for row in liste.seite
        ]
        more = {
            "zeilen": rows,
            "zahlen": invitations.numbers(workshop),
            "zu_erinnern": einladen.silent(workshop).count(),
            "sendungen": workshop.sendungen.with_numbers()[:3],
        }
        return kopf(request, workshop, "v-einladung-list") | more

    return liste.answer("workshops/einladungen/verwaltung/liste.html", context)


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
