"""Send those who were there the link to their certificate."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank.brief import VORSCHAU
from bildungskommune.werkbank.seiten import forms, sent
from workshops.access_staff import may_edit_this, may_open
from workshops.einladungen import bescheinigungen, mails
from workshops.einladungen.einladen import NobodyLeft
from workshops.einladungen.forms import BESCHEINIGUNG, SchreibenForm
from workshops.einladungen.mails import Brief
from workshops.models import Sendungszeile, Workshop
from workshops.models.enums import SendungArt
from workshops.pages import any_workshop, kopf, krumen


@forms(may_edit_this, any_workshop, first=may_open)
def schreiben(request: Request, workshop: Workshop) -> HttpResponse:
    """Write to those who were there and have not got their mail, look at it, and send it."""
    rows = bescheinigungen.due(workshop)
    anzahl = rows.count()
    start = {"betreff": f"Ihre Teilnahmebescheinigung: {workshop.titel}"[:250], "text": BESCHEINIGUNG}
    form = SchreibenForm(sent(request), initial=start)
    form.senden = f"{anzahl} {plural(anzahl, 'E-Mail,E-Mails')} verschicken"
    form.abbrechen = reverse("v-anwesenheit", args=(workshop.pk,))
    if form.is_valid() and VORSCHAU not in request.POST:
        try:
            sendung = bescheinigungen.send(workshop, form.schreiben(), by=request.user)
        except NobodyLeft as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Die Bescheinigungen sind auf dem Weg.")
            return redirect("v-sendung", sendung.pk)
    first = rows.first()
    context = kopf(request, workshop, "v-anwesenheit") | {
        "form": form,
        "anzahl": anzahl,
        "schon": bescheinigungen.present(workshop).count() - anzahl,
        "brief": _preview(workshop, form, Sendungszeile(anmeldung=first, name=first.name)) if first else None,
        "titel": "Bescheinigungen per E-Mail",
        "eltern": krumen(workshop, ("Tag", reverse("v-anwesenheit", args=(workshop.pk,)))),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workshops/einladungen/verwaltung/bescheinigungen.html", context, status=status)


def _preview(workshop: Workshop, form: SchreibenForm, zeile: Sendungszeile) -> Brief:
    return mails.preview_of_circular(form.entwurf().sendung(workshop, SendungArt.BESCHEINIGUNG), zeile)
