"""Choose whom to invite, write to them, and remind those who are silent."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.akteure.models import Institution
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank import sendung
from bildungskommune.werkbank.auswahl import kept_fields
from bildungskommune.werkbank.einladen import Gewaehlt, NobodyLeft
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, forms, opens, sent
from workshops.access_staff import may_edit_this, may_open
from workshops.anmeldung import hindernisse, plaetze
from workshops.einladungen import auswahl, einladen, mails
from workshops.einladungen.einladen import TooLate
from workshops.einladungen.forms import EINLADUNG, ERINNERUNG, EinladungenForm, SchreibenForm
from workshops.einladungen.mails import Brief
from workshops.models import Einladung, Workshop
from workshops.models.enums import SendungArt
from workshops.pages import any_workshop, kopf, krumen

KONTINGENT = 2
"""So many seats an invitation holds until the office says otherwise."""


def _eltern(workshop: Workshop, *more: tuple[str, str]) -> Krumen:
    return krumen(workshop, ("Einladungen", reverse("v-einladung-list", args=(workshop.pk,))), *more)


def _liste(request: Request, workshop: Workshop) -> Liste[Institution]:
    return Liste(
        request,
        auswahl.institutions(workshop),
        auswahl.SPALTEN,
        filter_by=auswahl.InstitutionenFilter,
        name=f"auswahl-{workshop.slug}",
        titel="Einrichtungen",
        per_page=sendung.PER_PAGE,
    )


@opens(may_edit_this, any_workshop, first=may_open)
def auswahl_list(request: Request, workshop: Workshop) -> HttpResponseBase:
    liste = _liste(request, workshop)

    def context() -> dict[str, object]:
        rows = [(row, auswahl.part(row)) for row in liste.seite]
        more = {
            "zeilen": rows,
            "eltern": _eltern(workshop),
            "behalten": kept_fields(request, liste),
            "letzter": auswahl.previous(workshop),
        }
        return kopf(request, workshop, "v-einladung-list") | more

    return liste.answer("workshops/einladungen/verwaltung/auswahl.html", context)


@forms(may_edit_this, any_workshop, first=may_open)
def schreiben(request: Request, workshop: Workshop) -> HttpResponse:
    """Write the invitation to those chosen, look at it, and send it."""
    asked = sendung.asked_for(request, auswahl.institutions(workshop), partial(_liste, request, workshop))
    if sendung.is_refused(request, asked):
        return redirect("v-einladung-auswahl", workshop.pk)
    chosen = einladen.sort_out(workshop, asked)
    form = _invitation_form(request, workshop, chosen, asked)
    done = sendung.sent_off(request, form, partial(_invite, request, workshop, form, asked), TooLate, NobodyLeft)
    if done is not None:
        return done
    context: dict[str, object] = {
        "gewaehlt": chosen,
        "brief": _preview(workshop, form, chosen),
        "frei": plaetze.free_seats(workshop),
        "zusammen": form.entwurf(KONTINGENT).kontingent * len(chosen.neu),
        "geschlossen": hindernisse.closed_reason(workshop),
        "titel": "Einladung schreiben",
        "eltern": _eltern(workshop, ("Auswahl", reverse("v-einladung-auswahl", args=(workshop.pk,)))),
    }
    return _page(request, workshop, form, "schreiben", context)


def _invitation_form(
    request: Request, workshop: Workshop, chosen: Gewaehlt, asked: Sequence[Institution]
) -> EinladungenForm:
    start = {
        "institutionen": sendung.keys(asked),
        "kontingent": KONTINGENT,
        "betreff": f"Einladung: {workshop.titel}"[:250],
        "text": EINLADUNG,
    }
    form = EinladungenForm(sent(request), workshop=workshop, ohne_adresse=len(chosen.ohne_adresse), initial=start)
    anzahl = len(chosen.neu)
    form.senden = f"{anzahl} {plural(anzahl, 'Einladung,Einladungen')} verschicken"
    form.abbrechen = reverse("v-einladung-auswahl", args=(workshop.pk,))
    return form


def _invite(request: Request, workshop: Workshop, form: EinladungenForm, asked: Sequence[Institution]) -> HttpResponse:
    ordered = einladen.invite_all(
        workshop,
        asked,
        form.schreiben(),
        auch_ohne_adresse=bool(form.cleaned_data.get("auch_ohne_adresse")),
        by=request.user,
    )
    if ordered is None:
        messages.success(request, "Die Einrichtungen sind eingeladen. Ihre Links stehen in der Liste.")
        return redirect("v-einladung-list", workshop.pk)
    return sendung.on_the_way(request, "Die Einladungen sind auf dem Weg.", "v-sendung", ordered.pk)


def _preview(workshop: Workshop, form: SchreibenForm, chosen: Gewaehlt) -> Brief | None:
    institution = next(iter((*chosen.neu, *chosen.ohne_adresse, *chosen.schon)), None)
    if institution is None:
        return None
    written = form.entwurf(KONTINGENT)
    einladung = Einladung(
        workshop=workshop,
        institution=institution,
        kontingent=written.kontingent,
        plaetze_bis=written.plaetze_bis,
        code="ihr-eigener-code",
    )
    return mails.preview(written.sendung(workshop, SendungArt.EINLADUNG), einladung)


@forms(may_edit_this, any_workshop, first=may_open)
def erinnern(request: Request, workshop: Workshop) -> HttpResponse:
    """Remind those who have not answered."""
    rows = einladen.silent(workshop)
    anzahl = rows.count()
    start = {"betreff": f"Erinnerung: {workshop.titel}"[:250], "text": ERINNERUNG}
    form = SchreibenForm(sent(request), initial=start)
    form.senden = f"{anzahl} {plural(anzahl, 'Erinnerung,Erinnerungen')} verschicken"
    form.abbrechen = reverse("v-einladung-list", args=(workshop.pk,))

    def send() -> HttpResponse:
        ordered = einladen.remind(workshop, form.schreiben(), by=request.user)
        return sendung.on_the_way(request, "Die Erinnerungen sind auf dem Weg.", "v-sendung", ordered.pk)

    done = sendung.sent_off(request, form, send, TooLate, NobodyLeft)
    if done is not None:
        return done
    written, first = form.entwurf(), rows.first()
    draft = written.sendung(workshop, SendungArt.ERINNERUNG)
    context: dict[str, object] = {
        "anzahl": anzahl,
        "brief": mails.preview(draft, first) if first else None,
        "titel": "Erinnerung schreiben",
        "eltern": _eltern(workshop),
    }
    return _page(request, workshop, form, "erinnern", context)


def _page(
    request: Request, workshop: Workshop, form: SchreibenForm, template: str, context: dict[str, object]
) -> HttpResponse:
    """Show the form with the preview."""
    context = kopf(request, workshop, "v-einladung-list") | context
    return sendung.shown(request, f"workshops/einladungen/verwaltung/{template}.html", form, context)
