"""Send those who were there the link to their certificate."""

from django.http import HttpResponse
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank import sendung
from bildungskommune.werkbank.einladen import NobodyLeft
from bildungskommune.werkbank.seiten import forms, sent
from workshops.access_staff import may_edit_this, may_open
from workshops.einladungen import bescheinigungen, mails
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

    def send() -> HttpResponse:
        ordered = bescheinigungen.send(workshop, form.schreiben(), by=request.user)
        return sendung.on_the_way(request, "Die Bescheinigungen sind auf dem Weg.", "v-sendung", ordered.pk)

    done = sendung.sent_off(request, form, send, NobodyLeft)
    if done is not None:
        return done
    first = rows.first()
    context = kopf(request, workshop, "v-anwesenheit") | {
        "anzahl": anzahl,
        "schon": bescheinigungen.present(workshop).count() - anzahl,
        "brief": _preview(workshop, form, Sendungszeile(anmeldung=first, name=first.name)) if first else None,
        "titel": "Bescheinigungen per E-Mail",
        "eltern": krumen(workshop, ("Tag", reverse("v-anwesenheit", args=(workshop.pk,)))),
    }
    return sendung.shown(request, "workshops/einladungen/verwaltung/bescheinigungen.html", form, context)


def _preview(workshop: Workshop, form: SchreibenForm, zeile: Sendungszeile) -> Brief:
    return mails.preview_of_circular(form.entwurf().sendung(workshop, SendungArt.BESCHEINIGUNG), zeile)
