"""Letting the reminders of a measure rest, and waking them again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from bildungskommune.access import Request
from bildungskommune.werkbank.seiten import Seite, forms, moves, sent, take
from massnahmen import access, erinnern
from massnahmen.bestandteile.views import krumen, url
from massnahmen.forms import RuheForm
from massnahmen.models import Massnahme


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def ruhe_new(request: Request, massnahme: Massnahme) -> HttpResponse:
    form = RuheForm(sent(request))

    def save() -> str:
        try:
            erinnern.rest(massnahme, form.cleaned_data["bis"], form.cleaned_data["grund"], by=request.user)
        except erinnern.RestInPast as refusal:
            form.add_error("bis", str(refusal))
        return url(massnahme)

    seite = Seite("Erinnerungen ruhen lassen", krumen(massnahme), ueber=str(massnahme), mehr={"ding": str(massnahme)})
    return take(request, form, seite, save, "Die Erinnerungen ruhen. Auf der Seite der Maßnahme steht, bis wann.")


@moves(access.may_edit_this, access.in_hand, first=access.may_open)
def ruhe_aufheben(request: Request, massnahme: Massnahme) -> HttpResponse:
    if erinnern.wake(massnahme, by=request.user):
        messages.success(request, "An die Maßnahme wird wieder erinnert.")
    else:
        messages.info(request, "An die Maßnahme wird schon erinnert.")
    return redirect("v-massnahme", massnahme.pk)
