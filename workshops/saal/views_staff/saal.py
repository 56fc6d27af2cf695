"""The desk of a hall: open it, lead from step to step, show the cards, close it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bildungskommune import addresses, qr
from bildungskommune.access import Request
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import moves, opens
from workshops.access_staff import may_open, may_see_this, may_work_cards
from workshops.models import Workshop
from workshops.pages import any_workshop, kopf
from workshops.saal import karten, sitzung

JE_SEITE = 20
"""So many waiting cards are read, and released, at a time."""
SCHRITTE_HOECHSTENS = 100


@opens(may_see_this, any_workshop, first=may_open)
def saal(request: Request, workshop: Workshop) -> HttpResponse:
    found = sitzung.of_workshop(workshop)
    adresse = addresses.absolute(found.get_absolute_url()) if found else ""
    context = kopf(request, workshop, "v-saal") | {
        "saal": found,
        "adresse": adresse.split("://")[-1].rstrip("/"),
        "qr": qr.svg(adresse) if found else "",
        "schritte": workshop.saalschritte.select_related("gruppe", "abfrage")[:SCHRITTE_HOECHSTENS],
        "page_obj": page(request, karten.waiting(workshop), JE_SEITE),
    }
    return render(request, "workshops/saal/verwaltung/saal.html", context)


@moves(may_work_cards, any_workshop, first=may_open)
def saal_open(request: Request, workshop: Workshop) -> HttpResponse:
    try:
        found = sitzung.open_saal(workshop, by=request.user)
    except (sitzung.AlreadyOpen, sitzung.ReiheClosed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Der Saal ist offen. Der Code ist {found.code}.")
    return redirect("v-saal", workshop.pk)


@moves(may_work_cards, any_workshop, first=may_open)
def saal_close(request: Request, workshop: Workshop) -> HttpResponse:
    found = sitzung.of_workshop(workshop)
    if found is not None:
        sitzung.close_saal(found, by=request.user)
    messages.success(request, "Der Saal ist geschlossen.")
    return redirect("v-saal", workshop.pk)


@moves(may_work_cards, any_workshop, first=may_open)
def saal_show(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the cards of all to all, or hide them again."""
    zeigen = request.POST.get("zeigen") == "ja"
    found = sitzung.of_workshop(workshop)
    try:
        if found is None:
            raise sitzung.NotOpen
        sitzung.show_cards(found, zeigen, by=request.user)
    except sitzung.NotOpen as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Alle sehen jetzt die Karten." if zeigen else "Die Karten sind jetzt verborgen.")
    return redirect("v-saal", workshop.pk)
