"""The Ampel of a measure on the desk: set with a reason, or worked out again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from bildungskommune.access import Request
from bildungskommune.werkbank.seiten import Seite, forms, moves, sent, take
from massnahmen import access, ampel, ampelurteil
from massnahmen.bestandteile.views import krumen, url
from massnahmen.forms import AmpelForm
from massnahmen.listen import with_ampel
from massnahmen.models import Massnahme


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def ampel_new(request: Request, massnahme: Massnahme) -> HttpResponse:
    """Ask for level and reason beside what is worked out."""
    form = AmpelForm(sent(request))
    now = ampel.of(with_ampel(access.in_hand(request.user)).get(pk=massnahme.pk))

    def save() -> str:
        ampelurteil.decide(massnahme, form.cleaned_data["stufe"], form.cleaned_data["grund"], by=request.user)
        return url(massnahme)

    seite = Seite(
        "Ampel setzen",
        krumen(massnahme),
        ueber=str(massnahme),
        template="massnahmen/verwaltung/ampel_form.html",
        mehr={"ampel": now, "ding": str(massnahme)},
    )
    return take(request, form, seite, save, "Die Ampel ist gesetzt. Ihr Grund steht dabei.")


@moves(access.may_edit_this, access.in_hand, first=access.may_open)
def ampel_aufheben(request: Request, massnahme: Massnahme) -> HttpResponse:
    if ampelurteil.lift(massnahme, by=request.user):
        messages.success(request, "Die Ampel wird wieder aus den Angaben berechnet.")
    else:
        messages.info(request, "Die Ampel wird schon aus den Angaben berechnet.")
    return redirect("v-massnahme", massnahme.pk)
