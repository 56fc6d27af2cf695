"""What was sent to many: each with its rows, and what became of them."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django_filters.filters import ChoiceFilter

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.post.zeilen import Zustellung
from bildungskommune.ui import fortschritt, paging
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank.liste import Filter, Liste, Spalte, Suchwort
from bildungskommune.werkbank.seiten import moves, number, opens
from bildungskommune.werkbank.sendung import sendestand
from workshops.access_staff import may_edit, may_edit_this, may_open
from workshops.einladungen import sendungen
from workshops.models import Sendung, Sendungszeile, Workshop
from workshops.pages import any_workshop, kopf

ART = {Zustellung.WARTET: "offen", Zustellung.GESENDET: "gut", Zustellung.GESCHEITERT: "warten"}


class ZeilenFilter(Filter):
    q = Suchwort("Name oder Adresse", "name", "an")
    stand = ChoiceFilter(label="Stand", field_name="stand", choices=Zustellung.choices, empty_label="alle")


def _stand(zeile: Sendungszeile) -> str:
    return str(Zustellung(zeile.stand).label)


SPALTEN: tuple[Spalte[Sendungszeile], ...] = (
    Spalte("Name", lambda row: row.name, ("name",), 40),
    Spalte("E-Mail-Adresse", lambda row: row.an, ("an",), 36),
    Spalte("Stand", _stand, ("stand",), 14),
    Spalte("Grund", lambda row: row.grund, breite=60),
)


def _sendungen(user: Nutzer) -> QuerySet[Sendung]:
    return Sendung.objects.select_related("workshop")


@opens(may_edit_this, any_workshop, first=may_open)
def sendung_list(request: Request, workshop: Workshop) -> HttpResponse:
    seite = paging.page(request, workshop.sendungen.with_numbers(), 50)
    context = kopf(request, workshop, "v-sendung-list") | {"seite": seite}
    return render(request, "workshops/einladungen/verwaltung/sendungen.html", context)


@opens(may_edit_this, _sendungen, first=may_edit)
def sendung(request: Request, sendung: Sendung) -> HttpResponseBase:
    wie_weit = sendestand(sendung.zeilen.all(), reverse("v-sendung", args=(sendung.pk,)))
    if fortschritt.is_asked_for(request):
        return wie_weit.part(request)
    rows = sendung.zeilen.with_stand()
    liste = Liste(request, rows, SPALTEN, filter_by=ZeilenFilter, name=f"sendung-{sendung.pk}", titel="Empfänger")

    def context() -> dict[str, object]:
        shown = [(row, _stand(row), ART[Zustellung(row.stand)]) for row in liste.seite]
        more = {"sendung": sendung, "zeilen": shown, "stand": wie_weit}
        return kopf(request, sendung.workshop, "v-sendung-list") | more

    return liste.answer("workshops/einladungen/verwaltung/sendung.html", context)


@moves(may_edit_this, _sendungen, first=may_edit)
def sendung_again(request: Request, sendung: Sendung) -> HttpResponse:
    """Try again what failed: all, or the row that the button names."""
    named = request.POST.get("zeile")
    tried = sendungen.again(sendung, by=request.user, zeile=(number(named) or 0) if named else None)
    if tried:
        messages.success(request, f"{tried} {plural(tried, 'E-Mail wird,E-Mails werden')} noch einmal gesendet.")
    else:
        messages.info(request, "Hier ist keine E-Mail gescheitert, die sich noch einmal senden lässt.")
    return redirect("v-sendung", sendung.pk)
