"""Write to those who registered: choose the circles, look at the mail, send it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank.brief import VORSCHAU
from bildungskommune.werkbank.seiten import forms, sent
from workshops.access_staff import may_edit_this, may_open
from workshops.einladungen import mails, rundschreiben
from workshops.einladungen.einladen import NobodyLeft
from workshops.einladungen.forms import EINER, RundschreibenForm
from workshops.einladungen.mails import Brief
from workshops.einladungen.rundschreiben import Kreis, TooManyAtOnce
from workshops.models import Sendungszeile, Workshop
from workshops.models.enums import SendungArt
from workshops.pages import any_workshop, kopf, krumen


@forms(may_edit_this, any_workshop, first=may_open)
def schreiben(request: Request, workshop: Workshop) -> HttpResponse:
    form = RundschreibenForm(sent(request), initial=_start(workshop))
    rows = _reached(workshop, form)
    if form.is_valid() and VORSCHAU not in request.POST:
        if form.cleaned_data["erreicht"] == len(rows):
            try:
                return _send(request, workshop, form)
            except NobodyLeft as refusal:
                form.add_error("kreise", str(refusal))
        else:
            form.add_error("kreise", f"{_how_many(len(rows))} Bitte prüfen Sie die Auswahl und senden Sie noch einmal.")
    if form.is_bound:
        form.say_reached(len(rows))
    else:
        form.initial["erreicht"] = len(rows)
    form.senden = f"{len(rows)} {plural(len(rows), 'E-Mail,E-Mails')} verschicken"
    form.abbrechen = reverse("v-sendung-list", args=(workshop.pk,))
    context = kopf(request, workshop, "v-sendung-list") | {
        "form": form,
        "brief": _preview(workshop, form, rows),
        "satz": _how_many(len(rows)),
        "titel": "Rundschreiben",
        "eltern": krumen(workshop, ("Sendungen", reverse("v-sendung-list", args=(workshop.pk,)))),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workshops/einladungen/verwaltung/rundschreiben.html", context, status=status)


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


def _send(request: Request, workshop: Workshop, form: RundschreibenForm) -> HttpResponse:
    sendung = rundschreiben.send(workshop, form.wahl, form.schreiben(), ganze_reihe=form.ganze_reihe, by=request.user)
    messages.success(request, "Das Rundschreiben ist auf dem Weg.")
    return redirect("v-sendung", sendung.pk)


def _preview(workshop: Workshop, form: RundschreibenForm, rows: list[Sendungszeile]) -> Brief | None:
    written = form.entwurf()
    if not rows or not written.text.strip():
        return None
    return mails.preview_of_circular(written.sendung(workshop, SendungArt.RUNDSCHREIBEN), rows[0])
