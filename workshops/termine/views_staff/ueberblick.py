"""The list of all Reihen and workshops, one workshop at a glance, and the next step of each."""

from django.contrib import messages
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.lifecycle import MoveRefused, ReasonMissing
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Seite, forms, moves, opens, sent, show
from bildungskommune.werkbank.staende import way
from workshops import zahlen
from workshops.access_staff import may_edit_this, may_evaluate, may_open, may_see_this
from workshops.beitraege import verbleib
from workshops.beitraege.auswahl import OHNE
from workshops.forms import GrundForm
from workshops.models import Reihe, Workshop
from workshops.models.enums import REACHED
from workshops.pages import any_workshop, kopf, krumen
from workshops.termine import auswahl, planning, stand


@opens(may_open)
def workshop_list(request: Request) -> HttpResponseBase:
    rows = auswahl.workshops(request.user)
    liste = Liste(request, rows, auswahl.SPALTEN, filter_by=auswahl.WorkshopFilter, name="workshops", per_page=25)
    may_edit = is_stabsstelle(request.user)
    return liste.answer(
        "workshops/termine/verwaltung/liste.html",
        lambda: {"reihen": auswahl.reihen()[: auswahl.REIHEN] if may_edit else (), "may_edit": may_edit},
    )


@opens(may_see_this, any_workshop, first=may_open)
def workshop(request: Request, workshop: Workshop) -> HttpResponse:
    found = zahlen.counts(workshop)
    context = kopf(request, workshop, "v-workshop") | {
        "zahlen": found,
        "anteil": min(100 * found.belegt // workshop.kapazitaet, 100),
        "partner": workshop.kooperationspartner.order_by("name")[: stand.NEAREST],
        "schwerpunkte": list(workshop.schwerpunkte.all()),
        "moderation": workshop.moderation.order_by("name")[: stand.NEAREST],
        "begruendet": planning.NUR_BEGRUENDET,
        "stationen": stand.way(workshop),
        "verlaufweg": way(workshop),
        "folgen": stand.consequences(workshop),
        "may_evaluate": may_evaluate(request.user, workshop),
    }
    return render(request, "workshops/termine/verwaltung/workshop.html", context)


@forms(may_edit_this, any_workshop, first=may_open)
def workshop_move(request: Request, workshop: Workshop, to: str) -> HttpResponse:
    """Take the next step; steps that need a Begründung ask for it on a page of their own."""
    back = reverse("v-workshop", args=(workshop.pk,))
    wort = dict(Workshop.Status.choices).get(to)
    if wort is None or to not in {state.value for state in workshop.moves()}:
        messages.error(request, "Dieser Schritt ist jetzt nicht möglich. Hier sehen Sie den Stand von heute.")
        return redirect(back)
    data = sent(request)
    if planning.needs_reason(to):
        form = GrundForm(data, senden=f"Als „{wort}“ eintragen und allen schreiben", zurueck=back)
        if not form.is_valid():
            reached = workshop.anmeldungen.filter(status__in=REACHED).count()
            vorspann = f"Wir schreiben allen, die angemeldet sind oder warten: {reached} Personen."
            return show(request, form, Seite(f"{workshop.titel}: {wort}", krumen(workshop), vorspann=vorspann))
        grund = form.cleaned_data["grund"]
    elif data is None:
        return redirect(back)
    else:
        grund = ""
    return _move(request, workshop, to, grund)


def _move(request: Request, workshop: Workshop, to: str, grund: str) -> HttpResponse:
    try:
        told = planning.move_workshop(workshop, to, by=request.user, grund=grund)
    except (MoveRefused, ReasonMissing, planning.NotYetHeld, planning.AlreadyPast) as refused:
        messages.error(request, str(refused))
    else:
        sentence = f" {told} E-Mails sind auf dem Weg." if told else ""
        messages.success(request, f"Neuer Stand: {workshop.get_status_display()}.{sentence}")
    return redirect("v-workshop", workshop.pk)


@moves(may_edit_this, Reihe.objects.visible_to, first=is_stabsstelle)
def reihe_move(request: Request, reihe: Reihe, to: str) -> HttpResponse:
    try:
        verbleib.move_reihe(reihe, to, by=request.user)
    except verbleib.ReiheNotAnswered as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('v-beitrag-list')}?verbleib={OHNE}")
    except (MoveRefused, KeyError):
        messages.error(request, "Dieser Schritt ist jetzt nicht möglich. Hier sehen Sie den Stand von heute.")
    else:
        messages.success(request, f"Die Reihe „{reihe}“ ist jetzt: {reihe.get_status_display()}.")
    return redirect("v-workshop-list")
