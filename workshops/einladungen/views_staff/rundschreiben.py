"""Write to those who registered: choose the circles, look at the mail, send it."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank import sendung
from bildungskommune.werkbank.einladen import NobodyLeft
from bildungskommune.werkbank.seiten import forms, sent
from workshops.access_staff import may_edit_this, may_open
from workshops.einladungen import mails, rundschreiben
from workshops.einladungen.forms import EINER, RundschreibenForm
from workshops.einladungen.mails import Brief
from workshops.einladungen.rundschreiben import Kreis, TooManyAtOnce
from workshops.models import Sendungszeile, Workshop
from workshops.models.enums import SendungArt
from workshops.pages import any_workshop, kopf, krumen


class ReachChanged(Exception):
    """The circles reach others than the page said when it was sent."""

    def __init__(self, anzahl: int) -> None:
        super().__init__(f"{_how_many(anzahl)} Bitte prüfen Sie die Auswahl und senden Sie noch einmal.")


@forms(may_edit_this, any_workshop, first=may_open)
def schreiben(request: Request, workshop: Workshop) -> HttpResponse:
    form = RundschreibenForm(sent(request), initial=_start(workshop))
    rows = _reached(workshop, form)
    send = partial(_send, request, workshop, form, len(rows))
    done = sendung.sent_off(request, form, send, NobodyLeft, ReachChanged, feld="kreise")
    if done is not None:
        return done
    if form.is_bound:
        form.say_reached(len(rows))
    else:
        form.initial["erreicht"] = len(rows)
    form.senden = f"{len(rows)} {plural(len(rows), 'E-Mail,E-Mails')} verschicken"
    form.abbrechen = reverse("v-sendung-list", args=(workshop.pk,))
    context = kopf(request, workshop, "v-sendung-list") | {
        "brief": _preview(workshop, form, rows),
        "satz": _how_many(len(rows)),
        "titel": "Rundschreiben",
        "eltern": krumen(workshop, ("Sendungen", reverse("v-sendung-list", args=(workshop.pk,)))),
    }
    return sendung.shown(request, "workshops/einladungen/verwaltung/rundschreiben.html", form, context)


def _start(workshop: Workshop) -> dict[str, object]:
    return {"kreise": [Kreis.ANGEMELDET.value], "umfang": EINER, "betreff": workshop.titel[:250]}


def _how_many(anzahl: int) -> str:
    return f"Diese Auswahl erreicht {anzahl} {plural(anzahl, 'Person,Personen')}."


def _reached(workshop: Workshop, form: RundschreibenForm) -> list[Sendungszeile]:
    """Return whom the ticked circles reach; too many are told at the field."""
    try:
        return rundschreiben.reached(workshop, form.wahl, ganze_reihe=form.ganze_reihe)
    except TooManyAtOnce as refusal:
        if form.is_bound:
            form.add_error("kreise", str(refusal))
        return []


def _send(request: Request, workshop: Workshop, form: RundschreibenForm, erreicht: int) -> HttpResponse:
    if form.cleaned_data["erreicht"] != erreicht:
        raise ReachChanged(erreicht)
    ordered = rundschreiben.send(workshop, form.wahl, form.schreiben(), ganze_reihe=form.ganze_reihe, by=request.user)
    return sendung.on_the_way(request, "Das Rundschreiben ist auf dem Weg.", "v-sendung", ordered.pk)


def _preview(workshop: Workshop, form: RundschreibenForm, rows: list[Sendungszeile]) -> Brief | None:
    written = form.entwurf()
    if not rows or not written.text.strip():
        return None
    return mails.preview_of_circular(written.sendung(workshop, SendungArt.RUNDSCHREIBEN), rows[0])
